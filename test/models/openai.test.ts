import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import OpenAI from 'openai';
import { createOpenAi } from '../../src/models/openai.ts';
import { shapeOf } from '../../src/models/paid-answers.ts';
import type { PaidOrder, PaidProvider, PaidResult } from '../../src/models/paid-contract.ts';
import { departing, pictureOrder, recordingOrder, textOrder } from '../support/departing.ts';
import { type OpenAiFate, type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';

const never = () => new AbortController().signal;

async function use(
  body: (server: OpenAiServer, provider: PaidProvider) => Promise<void>,
  model = 'gpt-6-luna',
): Promise<void> {
  const server = await startOpenAiServer();
  try {
    await body(server, createOpenAi(model, { url: server.baseUrl, key: server.key }));
  } finally {
    await server.close();
  }
}

async function send(provider: PaidProvider, order: PaidOrder) {
  const prepared = await provider.prepare(order, never());
  assert.ok(prepared.state === 'ready');
  return { handle: prepared.handle, created: await provider.create(order, prepared.handle, never()) };
}

async function buy(provider: PaidProvider, order: PaidOrder): Promise<PaidResult> {
  const { created } = await send(provider, order);
  if (created.state === 'ended') return created.result;
  assert.ok(created.state === 'sent', JSON.stringify(created));
  for (;;) {
    const answer = await provider.retrieve(created.id, shapeOf(order), never());
    if (answer.state === 'ended') return answer.result;
    assert.equal(answer.state, 'running');
  }
}

describe('a response of OpenAI', () => {
  test('runs in the background, is kept until forgotten, and is bounded in tokens and tier', () =>
    use(async (server, provider) => {
      const order = pictureOrder('describe');
      const { handle, created } = await send(provider, order);
      const { body } = await server.requested('create');
      assert.equal(body.background, true);
      assert.equal(body.store, true);
      assert.equal(body.service_tier, 'default');
      assert.equal(body.max_output_tokens, order.maxOutputTokens);
      assert.equal(body.conversation, handle.conversation);
      assert.deepEqual(body.metadata, { reference: order.reference });
      assert.equal(body.model, 'gpt-6-luna');
      assert.ok(created.state === 'sent');
      assert.deepEqual(server.responses(), [created.id]);
    }));

  test('is asked for JSON that keeps the schema', () =>
    use(async (server, provider) => {
      const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
      const result = await buy(provider, textOrder(schema));
      const { body } = await server.requested('create');
      const format = { type: 'json_schema', name: 'answer', strict: true, schema };
      assert.deepEqual(body.text, { format });
      assert.equal(body.instructions, 'Be brief.');
      assert.ok(result.answer?.task === 'generate');
      assert.equal(typeof JSON.parse(result.answer.value).title, 'string');
    }));

  const ends: readonly [OpenAiFate, PaidResult['state'], PaidResult['charged'], string][] = [
    [{ end: 'incomplete' }, 'incomplete', 'yes', 'cut'],
    [{ end: 'filtered' }, 'refused', 'yes', 'declined'],
    [{ end: 'refused' }, 'refused', 'yes', 'declined'],
    [{ end: 'failed' }, 'failed', 'unknown', 'provider'],
    [{ says: '  ' }, 'completed', 'yes', 'invalid-answer'],
  ];
  for (const [fate, state, charged, code] of ends) {
    test(`that ends as ${JSON.stringify(fate)} is “${state}”, charged: ${charged}`, () =>
      use(async (server, provider) => {
        server.fate = fate;
        const result = await buy(provider, pictureOrder('describe'));
        assert.equal(result.state, state);
        assert.equal(result.charged, charged);
        assert.equal(result.error?.code, code);
        assert.equal(result.answer !== undefined, fate.end === 'incomplete', 'a part is better than nothing');
        assert.equal(server.booked(), 1);
      }));
  }

  test('that is no JSON although JSON was asked for is charged, and no answer', () =>
    use(async (server, provider) => {
      server.fate = { says: 'I would rather chat.' };
      const result = await buy(provider, textOrder({ type: 'object', properties: {} }));
      assert.equal(result.answer, undefined);
      assert.equal(result.charged, 'yes');
      assert.equal(result.error?.code, 'invalid-answer');
    }));

  test('tells the tier that really served it', () =>
    use(async (server, provider) => {
      server.fate = { tier: 'priority' };
      const { usage } = await buy(provider, pictureOrder('recognise'));
      assert.equal(usage.serviceTier, 'priority');
      assert.ok((usage.inputTokens ?? 0) > 1000, 'the picture is part of the input');
      assert.equal(usage.cachedTokens, 0);
    }));

  test('that is cancelled and completes all the same is told as it then is', () =>
    use(async (server, provider) => {
      server.fate = { polls: 1, completesAfterCancel: true };
      const order = pictureOrder('describe');
      const { created } = await send(provider, order);
      assert.ok(created.state === 'sent');
      await provider.cancel(created.id, never());
      const first = await provider.retrieve(created.id, shapeOf(order), never());
      assert.ok(first.state === 'ended' && first.result.state === 'canceled');
      assert.equal(first.result.charged, 'unknown');
      const later = await provider.retrieve(created.id, shapeOf(order), never());
      assert.ok(later.state === 'ended' && later.result.state === 'completed');
      assert.equal(later.result.charged, 'yes');
    }));

  test('whose create was lost appears in its conversation, but not before it has completed', () =>
    use(async (server, provider) => {
      server.fate = { polls: 2, end: 'incomplete' };
      server.strike('create', { kind: 'cut', booked: true });
      const order = pictureOrder('describe');
      const { handle, created } = await send(provider, order);
      assert.equal(created.state, 'unclear');
      const waiting = { state: 'unknowable', lookAgain: true };
      assert.deepEqual(await provider.find(handle, shapeOf(order), never()), waiting);
      assert.deepEqual(await provider.find(handle, shapeOf(order), never()), waiting);
      const found = await provider.find(handle, shapeOf(order), never());
      assert.ok(found.state === 'ended' && found.result.state === 'incomplete', JSON.stringify(found));
      assert.deepEqual(found.result.usage, {}, 'a conversation tells no usage');
    }));

  test('cannot be looked for once its conversation is gone', () =>
    use(async (_server, provider) => {
      const handle = { conversation: 'conv_unknown' };
      const found = await provider.find(handle, shapeOf(pictureOrder('describe')), never());
      assert.deepEqual(found, { state: 'unknowable', lookAgain: false });
    }));

  test('is forgotten with the items of its conversation, and what could not be deleted is said', () =>
    use(async (server, provider) => {
      const order = pictureOrder('describe');
      const { handle, created } = await send(provider, order);
      assert.ok(created.state === 'sent');
      const { id } = created;
      for (let ask = 0; ask < 3; ask += 1) await provider.retrieve(id, shapeOf(order), never());
      assert.equal(server.items(), 2);
      server.strike('forget-item', { kind: 'status', status: 500 });
      assert.equal((await provider.forget({ id, handle }, never())).state, 'unreachable');
      assert.equal((await provider.forget({ id, handle }, never())).state, 'done');
      assert.equal(server.responses().length + server.items(), 0);
      assert.equal(server.count('forget-conversation'), 1);
    }));

  test('is quoted with every byte of its text as a token', () =>
    use(async (_server, provider) => {
      const prompt = '電車とは何ですか。'.repeat(50);
      const order: PaidOrder = {
        ...textOrder(),
        task: 'generate',
        payload: departing({ kind: 'text', prompt }),
      };
      const { inputTokens = 0, outputTokens } = provider.worst(order);
      assert.ok(inputTokens >= Buffer.byteLength(prompt));
      assert.equal(outputTokens, order.maxOutputTokens);
    }));
});

describe('a transcription by OpenAI', () => {
  test('is asked for times where the model has them, under a name that tells nothing', () =>
    use(async (server, provider) => {
      const result = await buy(provider, recordingOrder());
      const sent = (await server.requested('create')).bytes.toString('latin1');
      assert.match(sent, /filename="recording\.mp3"/);
      assert.match(sent, /verbose_json/);
      assert.deepEqual(result.answer, {
        task: 'transcribe',
        value: { segments: [{ fromSeconds: 0, toSeconds: 3.5, text: 'Heard 20 bytes.' }], language: 'en' },
      });
    }, 'whisper-1'));

  test('asks the others for plain JSON, and is one segment', () =>
    use(async (server, provider) => {
      const result = await buy(provider, recordingOrder('audio/wav'));
      assert.match((await server.requested('create')).bytes.toString('latin1'), /\r\njson\r\n/);
      assert.ok(result.answer?.task === 'transcribe');
      assert.equal(result.answer.value.segments.length, 1);
      assert.deepEqual(result.usage, { audioSeconds: 3.5 });
    }, 'gpt-transcribe'));

  test('is refused without a request when the format is not taken', () =>
    use(async (server, provider) => {
      const { created } = await send(provider, recordingOrder('audio/midi'));
      assert.ok(created.state === 'refused' && created.error.code === 'bad-input');
      assert.equal(server.requests.length, 0);
    }));
});

describe('money and keys at OpenAI', () => {
  test('the client alone would send a create three times; here it is sent once', () =>
    use(async (server, provider) => {
      server.strike('create', { kind: 'reset', booked: true }, Number.POSITIVE_INFINITY);
      const order = textOrder();
      const prepared = await provider.prepare(order, never());
      assert.ok(prepared.state === 'ready');
      await provider.create(order, prepared.handle, never());
      assert.equal(server.booked(), 1);
      const alone = new OpenAI({ baseURL: server.baseUrl, apiKey: server.key, logLevel: 'off' });
      await assert.rejects(alone.responses.create({ model: 'm', input: 'x', background: true }));
      assert.equal(server.booked(), 1 + 3);
    }));

  test('an account at its limit is told apart from a busy server', () =>
    use(async (server, provider) => {
      const message = 'You exceeded your current quota, please check your plan and billing details.';
      server.strike('create', { kind: 'status', status: 429, message });
      const { created } = await send(provider, textOrder());
      assert.ok(created.state === 'refused' && created.error.code === 'credit');
      assert.equal(created.error.retryable, false);
    }));

  test('a connection that never became secure was sent nothing', () =>
    use(async (server) => {
      const url = server.baseUrl.replace('http:', 'https:');
      const provider = createOpenAi('gpt-6-luna', { url, key: server.key });
      const created = await provider.create(textOrder(), { conversation: 'conv_1' }, never());
      assert.ok(created.state === 'refused', JSON.stringify(created));
      assert.equal(created.error.charged, 'no');
      assert.equal(server.requests.length, 0);
    }));

  test('a key that the server shows half hidden is not shown at all', () =>
    use(async (server, provider) => {
      const message = `Incorrect API key provided: sk-proj-****cdef, or ${server.key}.`;
      server.strike('create', { kind: 'status', status: 400, message });
      const { created } = await send(provider, textOrder());
      assert.ok(created.state === 'refused');
      assert.match(created.error.reason, /\(key\)/);
      assert.doesNotMatch(created.error.reason, /cdef|sk-/);
    }));
});
