import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Answer, Provider } from '../../src/models/contract.ts';
import { modelError } from '../../src/models/errors.ts';
import { type CallReport, guarded } from '../../src/models/guarded.ts';

const outage: Answer<string> = { ok: false, error: modelError('outage', 'Down.', 'Wait.') };
const wrong: Answer<string> = { ok: false, error: modelError('invalid-answer', 'Bad.', 'Wait.') };
const fine: Answer<string> = { ok: true, value: 'hello', usage: { seconds: 0 } };
const request = { prompt: 'hello', maxOutputTokens: 5 };

function setUp(place: Provider['place'] = 'process') {
  const state = {
    answer: (_signal: AbortSignal): Promise<Answer<string>> => Promise.resolve(fine),
    calls: 0,
    reports: [] as CallReport[],
    breaker: [] as boolean[],
  };
  const inner: Provider = {
    spec: 'fake:one',
    place,
    slots: 3,
    ahead: 1,
    check: async () => ({ available: true }),
    generate: (_request, signal) => {
      state.calls += 1;
      return state.answer(signal);
    },
  };
  const provider = guarded(inner, {
    onCall: (report) => state.reports.push(report),
    onBreaker: (_, open) => state.breaker.push(open),
    restMs: 30_000,
    longestMs: 120_000,
  });
  const generate = async (signal = new AbortController().signal) => {
    const answer = await provider.generate?.(request, signal);
    assert.ok(answer);
    return answer;
  };
  return { state, provider, generate };
}

test('has the abilities of what it guards and no other', () => {
  const { provider } = setUp();
  assert.equal(typeof provider.generate, 'function');
  assert.equal(provider.describe, undefined);
  assert.equal(provider.close, undefined);
  assert.deepEqual([provider.slots, provider.ahead], [3, 1]);
});

test('after three outages running the server is left alone, then tried once, then trusted again', async (t) => {
  mock.timers.enable({ apis: ['Date'] });
  t.after(() => mock.timers.reset());
  const { state, generate } = setUp();
  state.answer = async () => outage;
  for (let call = 0; call < 3; call += 1) await generate();
  assert.deepEqual(state.breaker, [true]);
  const resting = await generate();
  assert.ok(!resting.ok && resting.error.code === 'outage');
  assert.equal(state.calls, 3, 'a request was sent to a resting server');

  mock.timers.tick(30_001);
  const trial = Promise.withResolvers<Answer<string>>();
  state.answer = () => trial.promise;
  const first = generate();
  const second = await generate();
  assert.ok(!second.ok && second.error.code === 'outage', 'others do not wait for the trial');
  trial.resolve(fine);
  assert.ok((await first).ok);
  assert.equal(state.calls, 4);
  assert.ok((await generate()).ok);
  assert.deepEqual(state.breaker, [true, false]);
});

test('other errors do not open the breaker', async () => {
  const { state, generate } = setUp();
  state.answer = async () => wrong;
  for (let call = 0; call < 10; call += 1) assert.deepEqual(await generate(), wrong);
  assert.equal(state.calls, 10);
});

test('tells of every call how it went', async () => {
  const { state, generate } = setUp();
  await generate();
  state.answer = async () => wrong;
  await generate();
  assert.deepEqual(
    state.reports.map(({ spec, ability, code }) => [spec, ability, code]),
    [
      ['fake:one', 'generate', undefined],
      ['fake:one', 'generate', 'invalid-answer'],
    ],
  );
});

test('a provider that throws becomes an error as data', async () => {
  const { state, generate } = setUp();
  state.answer = () => Promise.reject(new Error('oops'));
  const answer = await generate();
  assert.ok(!answer.ok && answer.error.code === 'provider');
  assert.match(answer.error.reason, /oops/);
});

test('a call in this process that never answers ends with its time, and its work is told to stop', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  for (const place of ['process', 'loopback'] as const) {
    const { state, generate } = setUp(place);
    const asked = Promise.withResolvers<AbortSignal>();
    state.answer = (signal) => {
      asked.resolve(signal);
      return new Promise(() => undefined);
    };
    const answer = generate();
    const signal = await asked.promise;
    mock.timers.tick(119_999);
    assert.equal(signal.aborted, false);
    mock.timers.tick(1);
    assert.equal(signal.aborted, place === 'process', place);
    if (place !== 'process') continue;
    const ended = await answer;
    assert.ok(!ended.ok && ended.error.code === 'timeout' && ended.error.retryable);
    assert.match(ended.error.reason, /fake:one gave no answer within 2 minutes/);
    assert.equal(state.reports[0]?.code, 'timeout');
  }
});

test('a call in this process that does not hear of its end ends all the same', async () => {
  const { state, generate } = setUp();
  const controller = new AbortController();
  state.answer = () => {
    controller.abort();
    return new Promise(() => undefined);
  };
  for (let call = 0; call < 2; call += 1) {
    const ended = await generate(controller.signal);
    assert.ok(!ended.ok && ended.error.code === 'aborted');
  }
  assert.equal(state.calls, 1);
});
