import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { createCompatible } from '../../src/models/compatible.ts';
import {
  type CompatibleFault,
  type CompatibleServer,
  startCompatibleServer,
} from '../support/compatible-server.ts';
import { conformance, type Subject } from '../support/conformance.ts';

const picture = { bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg', width: 1, height: 1 } as const;
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
const ask = { prompt: 'Tell me about the harbour of Rotterdam.', maxOutputTokens: 100 };
const never = () => new AbortController().signal;
const impatient = { firstByteMs: 150, idleMs: 150 };

function makeWith(prepare: (server: CompatibleServer) => unknown = () => undefined) {
  return async (): Promise<Subject> => {
    const server = await startCompatibleServer();
    await prepare(server);
    return {
      provider: createCompatible('test', { url: server.baseUrl, model: 'local-model' }),
      open: server.open,
      reached: () =>
        Promise.race([server.requested('/v1/chat/completions'), server.requested('/v1/embeddings')]),
      dispose: server.close,
    };
  };
}

conformance(
  'compatible',
  makeWith(),
  { generate: { ...ask, schema }, recognise: picture, describe: picture, embed: ['one', 'two', 'three'] },
  {
    makeSlow: makeWith((server) => {
      server.fault = { kind: 'hang' };
    }),
    makeFailing: makeWith((server) => server.down()),
  },
);

describe('a misbehaving OpenAI-like server is told apart, and asked once only', () => {
  const cases: readonly [CompatibleFault, string][] = [
    [{ kind: 'busy' }, 'outage'],
    [{ kind: 'missing' }, 'model-missing'],
    [{ kind: 'hang' }, 'timeout'],
    [{ kind: 'stall' }, 'timeout'],
    [{ kind: 'cut', how: 'end' }, 'cut'],
    [{ kind: 'cut', how: 'reset' }, 'cut'],
    [{ kind: 'wordy' }, 'cut'],
    [{ kind: 'stream-error', message: 'the model crashed' }, 'provider'],
    [{ kind: 'nonsense' }, 'invalid-answer'],
    [{ kind: 'page' }, 'invalid-answer'],
    [{ kind: 'silent-cut', tokens: 2 }, 'too-long'],
  ];
  for (const [fault, code] of cases) {
    test(`${JSON.stringify(fault)} is “${code}”`, async () => {
      const server = await startCompatibleServer();
      try {
        server.fault = fault;
        const options = { url: server.baseUrl, model: 'local-model', patience: impatient };
        const answer = await createCompatible('test', options).generate?.(ask, never());
        assert.ok(answer && !answer.ok, 'the fault was not noticed');
        assert.equal(answer.error.code, code, JSON.stringify(answer.error));
        assert.equal(server.requests.length, 1);
      } finally {
        await server.close();
      }
    });
  }
});

describe('check() of an OpenAI-like server', () => {
  test('takes the context from the settings, else from the server', async () => {
    const server = await startCompatibleServer({ contextTokens: 9000 });
    const options = { url: server.baseUrl, model: 'local-model' };
    const told = await createCompatible('test', options).check(never());
    assert.deepEqual(told, { available: true, contextTokens: 9000 });
    const set = await createCompatible('test', { ...options, contextTokens: 5000 }).check(never());
    assert.deepEqual(set, { available: true, contextTokens: 5000 });
    await server.close();
  });

  test('a model that is not loaded is missing; a server that is down is an outage', async () => {
    const server = await startCompatibleServer();
    const missing = await createCompatible('test', { url: server.baseUrl, model: 'other' }).check(never());
    assert.ok(!missing.available && !missing.outage);
    await server.close();
    const down = await createCompatible('test', { url: server.baseUrl, model: 'other' }).check(never());
    assert.ok(!down.available && down.outage);
  });

  test('a server on another machine is refused without a request', async () => {
    const provider = createCompatible('far', { url: 'http://192.0.2.1/v1', model: 'm' });
    const availability = await provider.check(never());
    assert.ok(!availability.available && !availability.outage);
    const answer = await provider.generate?.(ask, never());
    assert.ok(answer && !answer.ok && answer.error.code === 'model-missing');
  });
});

test('no key from the environment is ever sent to a local server', async () => {
  process.env.OPENAI_API_KEY = 'sk-secret';
  process.env.OPENAI_ORG_ID = 'org-secret';
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"object":"list","data":[]}');
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await createCompatible('test', { url: `http://127.0.0.1:${port}/v1`, model: 'm' }).check(never());
    assert.equal(seen.length, 1);
    assert.ok(!seen.join().includes('secret'));
  } finally {
    delete process.env.OPENAI_API_KEY;
    delete process.env.OPENAI_ORG_ID;
    server.close();
  }
});
