import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOllama } from '../../src/models/ollama.ts';
import { ollamaHost } from '../../src/models/ollama-host.ts';
import { conformance, type Subject } from '../support/conformance.ts';
import type { Fault } from '../support/ollama-faults.ts';
import { type FakeModel, type OllamaServer, startOllamaServer } from '../support/ollama-server.ts';

const schema = {
  type: 'object',
  properties: { title: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['title', 'tags'],
};
const picture = { bytes: new Uint8Array([1, 2, 3, 4, 5]), mime: 'image/png', width: 1, height: 1 } as const;
const able: FakeModel = {
  name: 'able:latest',
  capabilities: ['completion', 'vision', 'embedding'],
  contextTokens: 8192,
};

function makeWith(prepare: (server: OllamaServer) => unknown = () => undefined) {
  return async (): Promise<Subject> => {
    const server = await startOllamaServer({ models: [able] });
    await prepare(server);
    return {
      provider: createOllama('able', { host: ollamaHost(server.url), slots: 2 }),
      open: server.open,
      reached: () => Promise.race([server.requested('/api/chat'), server.requested('/api/embed')]),
      dispose: server.close,
    };
  };
}

conformance(
  'ollama',
  makeWith(),
  {
    generate: { prompt: 'Say hello to Ada Lovelace.', schema, maxOutputTokens: 200 },
    recognise: picture,
    describe: picture,
    embed: ['one', 'two'],
  },
  {
    makeSlow: makeWith((server) => server.fault({ kind: 'hang' })),
    makeFailing: makeWith((server) => server.down()),
  },
);

const ask = { prompt: 'Tell me about the harbour of Rotterdam.', maxOutputTokens: 200 };
const never = () => new AbortController().signal;

async function withServer(
  body: (server: OllamaServer, make: (model: string) => ReturnType<typeof createOllama>) => Promise<void>,
): Promise<void> {
  const server = await startOllamaServer();
  const patience = { firstByteMs: 150, idleMs: 150 };
  try {
    await body(server, (model) => createOllama(model, { host: ollamaHost(server.url), slots: 1, patience }));
  } finally {
    await server.close();
  }
}

async function codeUnder(fault: Fault): Promise<string> {
  let code = '';
  await withServer(async (server, make) => {
    server.fault(fault);
    const answer = await make('llama3.3').generate?.(ask, never());
    assert.ok(answer && !answer.ok, 'the fault was not noticed');
    code = answer.error.code;
    assert.equal(server.requests.filter(({ path }) => path === '/api/chat').length, 1, 'it was asked again');
  });
  return code;
}

describe('a misbehaving Ollama is told apart', () => {
  const cases: readonly [string, Fault, string][] = [
    ['busy (503) is an outage', { kind: 'busy' }, 'outage'],
    ['a proxy without a server (502) is an outage', { kind: 'page', status: 502 }, 'outage'],
    ['a model that is not there (404)', { kind: 'missing' }, 'model-missing'],
    ['an internal error (500)', { kind: 'error', status: 500, message: 'boom' }, 'provider'],
    ['no byte in time', { kind: 'hang' }, 'timeout'],
    ['loading for longer than it may', { kind: 'loading', milliseconds: 60_000 }, 'timeout'],
    ['silence in the middle', { kind: 'stall' }, 'timeout'],
    ['a stream that ends early', { kind: 'cut', how: 'end' }, 'cut'],
    ['a connection that breaks', { kind: 'cut', how: 'reset' }, 'cut'],
    ['an answer that reached its limit', { kind: 'wordy' }, 'cut'],
    ['an error in mid-stream', { kind: 'stream-error', message: 'model runner stopped' }, 'provider'],
    ['lines that are not JSON', { kind: 'nonsense' }, 'invalid-answer'],
    ['a page under HTTP 200', { kind: 'page', status: 200 }, 'invalid-answer'],
    ['a prompt that was cut silently', { kind: 'silent-cut', tokens: 3 }, 'too-long'],
    [
      'a prompt that the server finds too long',
      { kind: 'error', status: 400, message: 'the input length exceeds the context length' },
      'too-long',
    ],
  ];
  for (const [name, fault, code] of cases) {
    test(name, async () => assert.equal(await codeUnder(fault), code));
  }

  test('slow words and a loading model that keep within the time-outs are waited for', async () => {
    const server = await startOllamaServer();
    const patience = { firstByteMs: 1000, idleMs: 1000 };
    const provider = createOllama('llama3.3', { host: ollamaHost(server.url), slots: 1, patience });
    server.fault({ kind: 'loading', milliseconds: 60, times: 1 });
    server.fault({ kind: 'slow', milliseconds: 150, times: 1 });
    assert.equal((await provider.generate?.(ask, never()))?.ok, true);
    const start = performance.now();
    assert.equal((await provider.generate?.(ask, never()))?.ok, true);
    assert.ok(performance.now() - start > patience.idleMs, 'the whole answer did not outlast the time-out');
    await server.close();
  });

  test('an embedding with a vector too few is refused', () =>
    withServer(async (server, make) => {
      server.fault({ kind: 'short-embed' });
      const answer = await make('nomic-embed-text').embed?.(['a', 'b'], never());
      assert.ok(answer && !answer.ok && answer.error.code === 'invalid-answer');
    }));
});

describe('a call says all that Ollama must know', () => {
  test('never truncate, never shift, one context for all calls, and the model stays loaded', () =>
    withServer(async (server, make) => {
      const provider = make('llama3.3');
      await provider.generate?.({ ...ask, schema }, never());
      await provider.generate?.({ ...ask, prompt: 'word '.repeat(2000) }, never());
      const bodies = server.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => body);
      assert.equal(bodies.length, 2);
      for (const body of bodies) {
        assert.equal(body.truncate, false);
        assert.equal(body.shift, false);
        assert.equal(body.stream, true);
        assert.equal(body.keep_alive, '10m');
      }
      const contexts = bodies.map((body) => (body.options as { num_ctx: number }).num_ctx);
      assert.deepEqual(contexts, [16_384, 16_384]);
      assert.deepEqual(bodies[0]?.format, schema);
    }));

  test('a prompt that cannot fit is not sent at all', () =>
    withServer(async (server, make) => {
      const answer = await make('llama3.3').generate?.({ ...ask, prompt: 'word '.repeat(40_000) }, never());
      assert.ok(answer && !answer.ok && answer.error.code === 'too-long');
      assert.ok(server.requests.every(({ path }) => path !== '/api/chat'));
    }));

  test('the usage comes from the server, the load time in seconds', () =>
    withServer(async (_server, make) => {
      const answer = await make('llama3.3').generate?.(ask, never());
      assert.ok(answer?.ok);
      assert.ok((answer.usage.inputTokens ?? 0) >= 7);
      assert.equal(answer.usage.loadSeconds, 0.001);
    }));

  test('a picture goes as base64, and a picture without words gives an empty text', () =>
    withServer(async (server, make) => {
      const described = await make('qwen3-vl').describe?.(picture, never());
      assert.ok(described?.ok);
      assert.equal(described.value.text, 'A picture of 5 bytes.');
      server.fault({ kind: 'says', text: '(no words)' });
      const read = await make('qwen3-vl').recognise?.(picture, never());
      assert.ok(read?.ok);
      assert.equal(read.value.text, '');
    }));
});

describe('check() tells whether a model can be used', () => {
  test('with and without ":latest", with its context and its abilities', () =>
    withServer(async (_server, make) => {
      for (const name of ['qwen3-vl', 'qwen3-vl:latest']) {
        assert.deepEqual(await make(name).check(never()), {
          available: true,
          contextTokens: 16_384,
          abilities: ['generate', 'describe', 'recognise'],
        });
      }
    }));

  test('a model that is not installed is missing, with the command that installs it', () =>
    withServer(async (_server, make) => {
      const availability = await make('phi9').check(never());
      assert.deepEqual(availability, {
        available: false,
        outage: false,
        reason: 'ollama:phi9 is not installed.',
        hint: 'Run "ollama pull phi9".',
      });
    }));

  test('a server that is down is an outage, and is noticed when it comes back', () =>
    withServer(async (server, make) => {
      const provider = make('llama3.3');
      await server.down();
      const availability = await provider.check(never());
      assert.ok(!availability.available && availability.outage);
      assert.match(availability.hint, /ollama serve/);
      await server.up();
      assert.equal((await provider.check(never())).available, true);
    }));

  test('a model on Ollama’s own machines is refused, whether its name says so or the server', () =>
    withServer(async (server, make) => {
      server.models.push({ name: 'gpt-oss:120b-cloud', capabilities: ['completion'], contextTokens: 8192 });
      server.models.push({
        name: 'disguised:latest',
        capabilities: ['completion'],
        contextTokens: 8192,
        remoteHost: 'https://ollama.com:443',
      });
      for (const name of ['gpt-oss:120b-cloud', 'glm:cloud', 'disguised']) {
        const provider = make(name);
        const availability = await provider.check(never());
        assert.ok(!availability.available && !availability.outage, name);
        assert.match(availability.reason, /not on yours/);
        const answer = await provider.generate?.(ask, never());
        assert.ok(answer && !answer.ok && answer.error.code === 'model-missing', name);
      }
      assert.ok(server.requests.every(({ path }) => path !== '/api/chat'));
    }));

  test('a text model asked to look at a picture says that it cannot, without sending it', () =>
    withServer(async (server, make) => {
      const answer = await make('mistral').describe?.(picture, never());
      assert.ok(answer && !answer.ok);
      assert.equal(answer.error.reason, 'ollama:mistral cannot see pictures.');
      assert.ok(server.requests.every(({ path }) => path !== '/api/chat'));
    }));
});
