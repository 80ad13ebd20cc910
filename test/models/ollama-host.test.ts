import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ollamaHost } from '../../src/models/ollama-host.ts';

const cases: readonly [string | undefined, string, 'loopback' | 'network'][] = [
  [undefined, 'http://127.0.0.1:11434', 'loopback'],
  ['', 'http://127.0.0.1:11434', 'loopback'],
  ['  "127.0.0.1" ', 'http://127.0.0.1:11434', 'loopback'],
  ['localhost', 'http://localhost:11434', 'loopback'],
  ['localhost:5000', 'http://localhost:5000', 'loopback'],
  [':5000', 'http://127.0.0.1:5000', 'loopback'],
  ['0.0.0.0', 'http://127.0.0.1:11434', 'loopback'],
  ['0.0.0.0:8080', 'http://127.0.0.1:8080', 'loopback'],
  ['http://0.0.0.0', 'http://127.0.0.1:80', 'loopback'],
  ['::', 'http://[::1]:11434', 'loopback'],
  ['[::]:5000', 'http://[::1]:5000', 'loopback'],
  ['::1', 'http://[::1]:11434', 'loopback'],
  ['[::1]:5000', 'http://[::1]:5000', 'loopback'],
  ['fe80::1', 'http://[fe80::1]:11434', 'network'],
  ['192.168.1.7', 'http://192.168.1.7:11434', 'network'],
  ['nas.local:11435', 'http://nas.local:11435', 'network'],
  ['http://nas.local', 'http://nas.local:80', 'network'],
  ['https://nas.local/ollama/', 'https://nas.local:443/ollama', 'network'],
  ['127.0.0.1.example.org', 'http://127.0.0.1.example.org:11434', 'network'],
  ['host:99999', 'http://host:11434', 'network'],
  ['no host at all', 'http://127.0.0.1:11434', 'loopback'],
];
for (const [text, url, place] of cases) {
  test(`OLLAMA_HOST=${text} is ${url}, ${place}`, () => assert.deepEqual(ollamaHost(text), { url, place }));
}
