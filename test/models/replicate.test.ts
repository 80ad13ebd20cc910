import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Replicate from 'replicate';
import { shapeOf } from '../../src/models/paid-answers.ts';
import type { PaidHandle, PaidOrder, PaidProvider, PaidResult } from '../../src/models/paid-contract.ts';
import { createReplicate } from '../../src/models/replicate.ts';
import { pictureOrder, recordingOrder, textOrder } from '../support/departing.ts';
import { startFakeHttp } from '../support/fake-http.ts';
import {
  type ReplicateFate,
  type ReplicateServer,
  startReplicateServer,
} from '../support/replicate-server.ts';

const never = () => new AbortController().signal;
const looking = pictureOrder('describe');

async function use(
  body: (server: ReplicateServer, provider: PaidProvider) => Promise<void>,
  model = 'owner/sees',
): Promise<void> {
  const server = await startReplicateServer();
  try {
    await body(server, createReplicate(model, { url: server.baseUrl, key: server.key }));
  } finally {
    await server.close();
  }
}

async function prepare(provider: PaidProvider, order: PaidOrder): Promise<PaidHandle> {
  const prepared = await provider.prepare(order, never());
  assert.ok(prepared.state === 'ready', JSON.stringify(prepared));
  return prepared.handle;
}

async function ended(provider: PaidProvider, order: PaidOrder, id: string): Promise<PaidResult> {
  for (;;) {
    const answer = await provider.retrieve(id, shapeOf(order), never());
    if (answer.state === 'ended') return answer.result;
    assert.equal(answer.state, 'running');
  }
}

async function buy(provider: PaidProvider, order: PaidOrder): Promise<PaidResult> {
  const created = await provider.create(order, await prepare(provider, order), never());
  assert.ok(created.state === 'sent', JSON.stringify(created));
  return ended(provider, order, created.id);
}

describe('a prediction at Replicate', () => {
  test('is told when to stop, in a header and not in its body', () =>
    use(async (server, provider) => {
      await buy(provider, looking);
      const { headers, body } = await server.requested('create');
      assert.equal(headers['cancel-after'], '30s');
      assert.deepEqual(Object.keys(body).sort(), ['input', 'version']);
      assert.equal(provider.worst(looking).hardwareSeconds, 30);
    }));

  test('is quoted and stopped after five seconds at least, since no shorter deadline is taken', () =>
    use(async (server, provider) => {
      const hasty: PaidOrder = { ...looking, deadlineSeconds: 0.5 };
      await buy(provider, hasty);
      assert.equal((await server.requested('create')).headers['cancel-after'], '5s');
      assert.equal(provider.worst(hasty).hardwareSeconds, 5);
    }));

  test('is given the uploaded picture, the instruction and the bound of its answer', () =>
    use(async (server, provider) => {
      const handle = await prepare(provider, looking);
      await provider.create(looking, handle, never());
      const { body } = await server.requested('create');
      const input = body.input as Record<string, unknown>;
      assert.equal(input.image, handle.input);
      assert.match(String(input.prompt), /^Describe this picture/);
      assert.equal(input.max_tokens, looking.maxOutputTokens);
      assert.equal(body.version, 'version-of-sees');
    }));

  const ends: readonly [ReplicateFate, PaidResult['state'], PaidResult['charged']][] = [
    [{ end: 'failed' }, 'failed', 'yes'],
    [{ end: 'failed', metrics: 'missing' }, 'failed', 'unknown'],
    [{ end: 'canceled' }, 'canceled', 'yes'],
    [{ end: 'aborted' }, 'aborted', 'no'],
    [{ removed: true }, 'completed', 'yes'],
    [{ output: 'https://example.org/out.png' }, 'completed', 'yes'],
    [{ output: { strange: 1 } }, 'completed', 'yes'],
    [{ output: null }, 'completed', 'yes'],
  ];
  for (const [fate, state, charged] of ends) {
    test(`that ends as ${JSON.stringify(fate)} is “${state}”, charged: ${charged}, without an answer`, () =>
      use(async (server, provider) => {
        server.fate = fate;
        const result = await buy(provider, looking);
        assert.equal(result.state, state);
        assert.equal(result.charged, charged);
        assert.equal(result.answer, undefined);
        assert.equal(result.error?.charged, charged);
        const ran = fate.end === 'aborted' || fate.metrics === 'missing' ? undefined : 1.25;
        assert.equal(result.usage.hardwareSeconds, ran);
      }));
  }

  const outputs: readonly [unknown, string][] = [
    ['A tram.', 'A tram.'],
    [['A', ' tram', '.'], 'A tram.'],
    [{ caption: 'A tram.' }, 'A tram.'],
  ];
  for (const [output, text] of outputs) {
    test(`puts its words as ${JSON.stringify(output)}`, () =>
      use(async (server, provider) => {
        server.fate = { output };
        const { answer } = await buy(provider, looking);
        assert.deepEqual(answer, { task: 'describe', value: { text } });
      }));
  }

  test('reads transcripts with times in the forms in which speech models give them', () =>
    use(async (server, provider) => {
      const heard = recordingOrder();
      const expected = { fromSeconds: 0, toSeconds: 2, text: 'Hello.' };
      for (const output of [
        { segments: [{ start: 0, end: 2, text: ' Hello.' }], detected_language: 'en' },
        { chunks: [{ timestamp: [0, 2], text: ' Hello.' }], text: 'Hello.', language: 'en' },
      ]) {
        server.fate = { output };
        const { answer } = await buy(provider, heard);
        assert.ok(answer?.task === 'transcribe');
        assert.deepEqual(answer.value, { segments: [expected], language: 'en' });
      }
      server.fate = { output: ' Hello.' };
      const { answer } = await buy(provider, heard);
      assert.ok(answer?.task === 'transcribe');
      assert.deepEqual(answer.value.segments, [{ ...expected, toSeconds: 3.5 }]);
    }, 'owner/hears'));
});

describe('a lost create at Replicate', () => {
  async function lose(server: ReplicateServer, provider: PaidProvider): Promise<PaidHandle> {
    const handle = await prepare(provider, looking);
    server.strike('create', { kind: 'reset', booked: true });
    assert.equal((await provider.create(looking, handle, never())).state, 'unclear');
    return handle;
  }

  test('is found behind newer predictions, page by page', () =>
    use(async (server, provider) => {
      server.pageSize = 2;
      const handle = await lose(server, provider);
      for (let other = 0; other < 5; other += 1) await buy(provider, looking);
      const found = await provider.find(handle, shapeOf(looking), never());
      assert.ok(found.state === 'found', JSON.stringify(found));
      assert.equal(server.count('find'), 3);
      assert.equal((await ended(provider, looking, found.id)).state, 'completed');
    }));

  test('is not looked for among predictions from before its upload', () =>
    use(async (server, provider) => {
      server.pageSize = 2;
      server.clock = Date.UTC(2030, 0, 1);
      for (let older = 0; older < 6; older += 1) await buy(provider, looking);
      server.clock = Date.UTC(2030, 0, 2);
      const handle = await prepare(provider, looking);
      server.strike('create', { kind: 'reset' });
      await provider.create(looking, handle, never());
      const found = await provider.find(handle, shapeOf(looking), never());
      assert.deepEqual(found, { state: 'unknowable', lookAgain: true });
      assert.equal(server.count('find'), 1);
    }));

  test('cannot be found after the hour in which its input is deleted', () =>
    use(async (server, provider) => {
      server.clock = Date.UTC(2030, 0, 1);
      const handle = await lose(server, provider);
      server.removeData();
      server.clock += 61 * 60_000;
      const found = await provider.find(handle, shapeOf(looking), never());
      assert.deepEqual(found, { state: 'unknowable', lookAgain: false });
      assert.equal(server.count('create'), 1);
    }));

  test('a page that points elsewhere is not followed: the key stays at home', async () => {
    const thief = await startFakeHttp(async (_request, response) => void response.end('{}'));
    await use(async (server, provider) => {
      const handle = await lose(server, provider);
      for (let other = 0; other < 2; other += 1) await buy(provider, looking);
      server.pageSize = 1;
      server.nextPage = `${thief.url}/v1/predictions?cursor=1`;
      const found = await provider.find(handle, shapeOf(looking), never());
      assert.equal(found.state, 'unreachable');
      assert.equal(thief.requests.length, 0);
    });
    await thief.close();
  });
});

describe('money at Replicate', () => {
  test('the client alone would send a create six times; here it is sent once', () =>
    use(async (server, provider) => {
      const handle = await prepare(provider, looking);
      server.strike('create', { kind: 'reset', booked: true }, Number.POSITIVE_INFINITY);
      await provider.create(looking, handle, never());
      assert.equal(server.booked(), 1);
      const alone = new Replicate({ auth: server.key, baseUrl: server.baseUrl });
      await assert.rejects(alone.predictions.create({ version: 'v', input: {} }));
      assert.equal(server.booked(), 1 + 6);
    }));

  test('a text is never sent there', () =>
    use(async (server, provider) => {
      assert.ok(!provider.tasks.includes('generate'));
      const prepared = await provider.prepare(textOrder(), never());
      assert.ok(prepared.state === 'refused' && prepared.error.code === 'model-missing');
      assert.equal((await provider.create(textOrder(), {}, never())).state, 'refused');
      assert.ok(!server.holds('tram'));
    }));

  test('a model that cannot be used is refused before anything is uploaded', () =>
    use(async (server, provider) => {
      server.models['owner/sees'] = { inputs: { prompt: { type: 'string' } }, output: { type: 'string' } };
      assert.equal((await provider.prepare(looking, never())).state, 'refused');
      delete server.models['owner/sees'];
      const prepared = await provider.prepare(looking, never());
      assert.ok(prepared.state === 'refused' && prepared.error.code === 'model-missing');
      assert.deepEqual([server.count('model'), server.count('prepare')], [2, 0]);
    }));
});
