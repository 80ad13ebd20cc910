/**
 * The promises that every paid provider keeps, as tests that each of them inherits. The number of creates that
 * reached the server is the truth about money.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shapeOf } from '../../src/models/paid-answers.ts';
import type { PaidLimits } from '../../src/models/paid-call.ts';
import type {
  Created,
  Done,
  Found,
  PaidError,
  PaidHandle,
  PaidOrder,
  PaidProvider,
  PaidResult,
  Retrieved,
} from '../../src/models/paid-contract.ts';
import { valueChecks } from './conformance-values.ts';
import type { PaidFault, PaidServer } from './paid-server.ts';

/** How a provider under test is made. */
export interface PaidMaking {
  readonly baseUrl: string;
  readonly key: string;
  readonly limits?: PaidLimits;
}

/** A kind of order under test, and what its provider can do about a lost create. */
export interface PaidCase<S extends PaidServer> {
  readonly order: PaidOrder;
  readonly start: () => Promise<S>;
  readonly make: (making: PaidMaking) => PaidProvider;
  /** By what a create whose answer was lost is found again. */
  readonly findable: 'id' | 'answer' | 'never';
  /** Is there an id by which a call under way is asked about? */
  readonly asksById: boolean;
  /** Does `prepare` send anything? */
  readonly prepares: boolean;
  /** The unit in which the provider tells what was used. */
  readonly unit: keyof PaidResult['usage'];
  /** Makes what is created from now on say nothing, zero or nonsense about its usage. */
  readonly tells: (server: S, usage: 'missing' | 'zero' | 'nonsense') => void;
  /** How much of what was sent and answered is still kept at the provider, where it can be deleted. */
  readonly kept: (server: S) => number;
}

const never = () => new AbortController().signal;
const impatient: PaidLimits = { askMs: 300, sendMs: 300 };
const told = { askMs: 20_000, sendMs: 20_000 };

/** Creates that the provider turned away, or that never left. */
const turnedAway: readonly [number, PaidError['code']][] = [
  [400, 'provider'],
  [401, 'key'],
  [402, 'credit'],
  [403, 'key'],
  [404, 'model-missing'],
  [413, 'too-long'],
  [422, 'provider'],
  [429, 'outage'],
];

/** Creates of which nobody can say whether they were taken on. */
const unclear: readonly [PaidFault, PaidError['code']][] = [
  [{ kind: 'reset' }, 'outage'],
  [{ kind: 'reset', booked: true }, 'outage'],
  [{ kind: 'garbage' }, 'invalid-answer'],
  [{ kind: 'garbage', booked: true }, 'invalid-answer'],
  [{ kind: 'hollow', booked: true }, 'invalid-answer'],
  [{ kind: 'cut', booked: true }, 'cut'],
  [{ kind: 'hang', booked: true }, 'timeout'],
  [{ kind: 'status', status: 408, booked: true }, 'timeout'],
  [{ kind: 'status', status: 409, booked: true }, 'provider'],
  [{ kind: 'status', status: 302 }, 'provider'],
  [{ kind: 'status', status: 500, booked: true }, 'outage'],
  [{ kind: 'status', status: 502 }, 'outage'],
  [{ kind: 'status', status: 503, booked: true }, 'outage'],
];

/** Faults of questions, which cost nothing and are asked again another time. */
const unreachable: readonly PaidFault[] = [
  { kind: 'reset' },
  { kind: 'garbage' },
  { kind: 'hollow' },
  { kind: 'cut' },
  { kind: 'hang' },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 429, retryAfter: '3' },
  { kind: 'status', status: 500 },
];

/** Declares the suite for one kind of order. */
export function paidConformance<S extends PaidServer>(name: string, subject: PaidCase<S>): void {
  const { order } = subject;
  // It is saved and read again before it is used.
  const shape = JSON.parse(JSON.stringify(shapeOf(order)));

  async function use(
    body: (server: S, provider: PaidProvider) => Promise<void>,
    limits: PaidLimits = told,
  ): Promise<void> {
    const server = await subject.start();
    try {
      await body(server, subject.make({ baseUrl: server.baseUrl, key: server.key, limits }));
    } finally {
      await server.close();
    }
  }

  async function prepared(provider: PaidProvider): Promise<PaidHandle> {
    const answer = await provider.prepare(order, never());
    assert.ok(answer.state === 'ready', JSON.stringify(answer));
    // It is saved and read again before it is used.
    return JSON.parse(JSON.stringify(answer.handle));
  }

  async function ended(provider: PaidProvider, created: Created): Promise<PaidResult> {
    if (created.state === 'ended') return created.result;
    assert.ok(created.state === 'sent', JSON.stringify(created));
    for (;;) {
      const answer = await provider.retrieve(created.id, shape, never());
      if (answer.state === 'running') continue;
      assert.ok(answer.state === 'ended', JSON.stringify(answer));
      return answer.result;
    }
  }

  describe(`${name} keeps the contract of paid providers`, () => {
    test('says what it is, and the most that an order can use', () =>
      use(async (server, provider) => {
        assert.match(provider.spec, /^[a-z]+:\S+$/);
        assert.equal(provider.place, 'network');
        assert.ok(provider.tasks.includes(order.task));
        const worst = provider.worst(order);
        assert.deepEqual(provider.worst(order), worst);
        const { image, ...units } = worst;
        assert.ok(Object.keys(units).length > 0);
        for (const [unit, most] of Object.entries(units)) assert.ok(Number.isFinite(most) && most > 0, unit);
        if (order.payload.kind === 'image') assert.deepEqual(image, { width: 640, height: 480 });
        assert.equal(server.requests.length, 0);
      }));

    test('check() sends nothing; without a key nothing is ever sent', () =>
      use(async (server, provider) => {
        assert.deepEqual(await provider.check(never()), { available: true });
        const keyless = subject.make({ baseUrl: server.baseUrl, key: '' });
        const availability = await keyless.check(never());
        assert.ok(!availability.available && !availability.outage);
        const handle = await prepared(provider);
        const before = server.requests.length;
        const answer = await keyless.create(order, handle, never());
        checkRefused(answer, 'key');
        assert.equal(server.requests.length, before);
      }));

    test('is bought with one create, and tells its usage', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        assert.equal(server.count('create'), 0, 'the free steps are free');
        const created = await provider.create(order, handle, never());
        const result = await ended(provider, created);
        assert.equal(result.state, 'completed', JSON.stringify(result));
        assert.equal(result.charged, 'yes');
        assert.equal(result.error, undefined);
        assert.equal(result.answer?.task, order.task);
        const json = order.task === 'generate' && order.payload.schema !== undefined;
        valueChecks[order.task]?.(result.answer?.value, { json, texts: 0 });
        assert.ok((result.usage[subject.unit] as number) > 0, JSON.stringify(result.usage));
        assert.deepEqual(JSON.parse(JSON.stringify(result)), result, 'it can be saved');
        assert.deepEqual([server.count('create'), server.booked()], [1, 1]);
        assert.ok(server.holds(order.reference) || !subject.prepares, 'our reference is kept there');
        if (order.payload.kind !== 'text') assert.deepEqual(server.media, [Buffer.from(order.payload.bytes)]);
      }));

    test('a late answer is an answer', () =>
      use(async (server, provider) => {
        server.strike('create', { kind: 'delay', milliseconds: 50 });
        const created = await provider.create(order, await prepared(provider), never());
        assert.ok(created.state === 'sent' || created.state === 'ended');
        assert.equal(server.booked(), 1);
      }));

    for (const [status, code] of turnedAway) {
      test(`${status} is “${code}”, uncharged, and asked once`, () =>
        use(async (server, provider) => {
          const handle = await prepared(provider);
          const message = `What is wrong with ${server.key}?`;
          server.strike('create', { kind: 'status', status, retryAfter: '7', message }, Infinity);
          const answer = await provider.create(order, handle, never());
          checkRefused(answer, code, server.key);
          if (status === 429 && answer.state === 'refused') assert.equal(answer.error.retryAfterSeconds, 7);
          assert.deepEqual([server.count('create'), server.booked()], [1, 0]);
        }));
    }

    for (const [fault, code] of unclear) {
      test(`${JSON.stringify(fault)} is unclear, “${code}”, and sent once`, () =>
        use(
          async (server, provider) => {
            const handle = await prepared(provider);
            server.strike('create', fault, Infinity);
            const answer = await provider.create(order, handle, never());
            assert.ok(answer.state === 'unclear', JSON.stringify(answer));
            checkError(answer.error, server.key);
            assert.equal(answer.error.code, code, JSON.stringify(answer.error));
            assert.equal(answer.error.charged, 'unknown');
            assert.equal(server.count('create'), 1);
            await drained(server);
          },
          fault.kind === 'hang' ? impatient : told,
        ));
    }

    test('a server that is down was sent nothing', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        await server.down();
        checkRefused(await provider.create(order, handle, never()), 'outage', server.key);
        assert.equal((await provider.date(never())).state, 'unreachable');
        assert.equal((await provider.prepare(order, never())).state, subject.prepares ? 'refused' : 'ready');
        await server.up();
        assert.equal(server.count('create'), 0);
      }));

    test('an abort before sending is uncharged; under way it is unclear, and leaves nothing open', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        checkRefused(await provider.create(order, handle, AbortSignal.abort()), 'aborted', server.key);
        assert.equal(server.count('create'), 0);
        server.strike('create', { kind: 'hang', booked: true });
        const abort = new AbortController();
        const creating = provider.create(order, handle, abort.signal);
        await server.requested('create');
        abort.abort();
        const answer = await creating;
        assert.ok(answer.state === 'unclear' && answer.error.code === 'aborted', JSON.stringify(answer));
        assert.equal(answer.error.charged, 'unknown');
        await drained(server);
      }));

    test('a create whose answer was lost is found again, as far as it can be', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        server.strike('create', { kind: 'reset', booked: true });
        assert.equal((await provider.create(order, handle, never())).state, 'unclear');
        let found: Found = await provider.find(handle, shape, never());
        for (let look = 0; found.state === 'unknowable' && found.lookAgain && look < 3; look += 1) {
          found = await provider.find(handle, shape, never());
        }
        const expected = { id: 'found', answer: 'ended', never: 'unknowable' }[subject.findable];
        assert.equal(found.state, expected, JSON.stringify(found));
        const result =
          found.state === 'found'
            ? await ended(provider, { state: 'sent', id: found.id })
            : found.state === 'ended'
              ? found.result
              : undefined;
        if (result) {
          assert.equal(result.state, 'completed');
          assert.equal(result.charged, 'yes');
          assert.equal(result.answer?.task, order.task);
        }
        assert.deepEqual([server.count('create'), server.booked()], [1, 1]);
      }));

    test('what was never taken on is not found', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        server.strike('create', { kind: 'reset' });
        assert.equal((await provider.create(order, handle, never())).state, 'unclear');
        assert.equal((await provider.find(handle, shape, never())).state, 'unknowable');
        assert.equal(server.booked(), 0);
      }));

    for (const usage of ['missing', 'zero', 'nonsense'] as const) {
      test(`a usage that is ${usage} is reported as it is, and never made up`, () =>
        use(async (server, provider) => {
          subject.tells(server, usage);
          const handle = await prepared(provider);
          const result = await ended(provider, await provider.create(order, handle, never()));
          assert.ok(result.answer, JSON.stringify(result));
          assert.equal(result.usage[subject.unit], usage === 'zero' ? 0 : undefined);
          assert.equal(result.charged, 'yes');
        }));
    }

    test('tells the provider’s clock, by a free request, even where it is refused', () =>
      use(async (server, provider) => {
        server.clock = Date.UTC(2031, 1, 3, 4, 5, 6);
        const known = { state: 'known', at: server.clock };
        assert.deepEqual(await provider.date(never()), known);
        server.strike('date', { kind: 'status', status: 403 });
        assert.deepEqual(await provider.date(never()), known);
        assert.deepEqual([server.count('create'), server.booked()], [0, 0]);
      }));

    test('forgets all that can be deleted, and may be asked to twice', () =>
      use(async (server, provider) => {
        const handle = await prepared(provider);
        const created = await provider.create(order, handle, never());
        await ended(provider, created);
        const call = { handle, ...(created.state === 'sent' && { id: created.id }) };
        const first: Done = await provider.forget(call, never());
        assert.equal(first.state, 'done', JSON.stringify(first));
        assert.equal(subject.kept(server), 0);
        assert.equal((await provider.forget(call, never())).state, 'done');
        assert.equal(server.count('create'), 1);
      }));

    test('an order without sound terms is refused before anything is sent', () =>
      use(async (server, provider) => {
        for (const wrong of [
          { reference: 'two words' },
          { maxOutputTokens: 0 },
          { maxOutputTokens: Number.NaN },
          { deadlineSeconds: Number.POSITIVE_INFINITY },
        ]) {
          const bad: PaidOrder = { ...order, ...wrong };
          assert.equal((await provider.prepare(bad, never())).state, 'refused');
          assert.equal((await provider.create(bad, {}, never())).state, 'refused');
        }
        assert.equal(server.requests.length, 0);
      }));

    if (subject.prepares) {
      test('a create that was not prepared is refused before anything is sent', () =>
        use(async (server, provider) => {
          checkRefused(await provider.create(order, {}, never()), 'provider');
          assert.equal(server.requests.length, 0);
        }));

      for (const fault of unreachable) {
        test(`preparing with ${JSON.stringify(fault)} is refused, uncharged, and tried once`, () =>
          use(
            async (server, provider) => {
              server.strike('prepare', fault, Infinity);
              const answer = await provider.prepare(order, never());
              assert.ok(answer.state === 'refused', JSON.stringify(answer));
              checkError(answer.error, server.key);
              assert.equal(answer.error.charged, 'no');
              assert.deepEqual([server.count('prepare'), server.booked()], [1, 0]);
            },
            fault.kind === 'hang' ? impatient : told,
          ));
      }
    }

    if (subject.asksById) declareQuestions(use, prepared, order);
  });
}

type Use = (
  body: (server: PaidServer, provider: PaidProvider) => Promise<void>,
  limits?: PaidLimits,
) => Promise<void>;

/** What holds for calls that run at the provider while one asks. */
function declareQuestions(
  use: Use,
  prepared: (provider: PaidProvider) => Promise<PaidHandle>,
  order: PaidOrder,
): void {
  const shape = shapeOf(order);
  for (const fault of unreachable) {
    test(`asking and looking with ${JSON.stringify(fault)} says “unreachable”, and asks once`, () =>
      use(
        async (server, provider) => {
          const handle = await prepared(provider);
          const created = await provider.create(order, handle, never());
          assert.ok(created.state === 'sent');
          server.strike('retrieve', fault, Infinity);
          server.strike('find', fault, Infinity);
          const asked: Retrieved = await provider.retrieve(created.id, shape, never());
          const looked = await provider.find(handle, shape, never());
          for (const answer of [asked, looked]) {
            assert.ok(answer.state === 'unreachable', JSON.stringify(answer));
            checkError(answer.error, server.key);
            assert.equal(answer.error.charged, 'no', 'a question costs nothing');
          }
          assert.deepEqual([server.count('retrieve'), server.count('find')], [1, 1]);
          server.heal();
          assert.notEqual((await provider.retrieve(created.id, shape, never())).state, 'unreachable');
          assert.equal(server.count('create'), 1);
        },
        fault.kind === 'hang' ? impatient : told,
      ));
  }

  test('a call that the provider does not know is gone', () =>
    use(async (_server, provider) => {
      assert.equal((await provider.retrieve('no-such-id', shape, never())).state, 'gone');
      assert.equal((await provider.cancel('no-such-id', never())).state, 'done');
    }));

  test('can be asked to stop; what it then cost is never said to be nothing without knowing', () =>
    use(async (server, provider) => {
      const created = await provider.create(order, await prepared(provider), never());
      assert.ok(created.state === 'sent');
      await provider.retrieve(created.id, shape, never());
      assert.equal((await provider.cancel(created.id, never())).state, 'done');
      const answer = await provider.retrieve(created.id, shape, never());
      assert.ok(answer.state === 'ended' && answer.result.state === 'canceled', JSON.stringify(answer));
      assert.notEqual(answer.result.charged, 'no');
      assert.equal(server.count('create'), 1);
    }));
}

function checkRefused(answer: Created, code: PaidError['code'], key = 'no key at all'): void {
  assert.ok(answer.state === 'refused', JSON.stringify(answer));
  assert.equal(answer.error.code, code, JSON.stringify(answer.error));
  assert.equal(answer.error.charged, 'no');
  checkError(answer.error, key);
}

function checkError(error: PaidError, key: string): void {
  for (const sentence of [error.reason, error.hint]) assert.match(sentence, /^[^\n]+[.!?]$/);
  assert.ok(!JSON.stringify(error).includes(key), 'the key is never shown');
  assert.equal(typeof error.retryable, 'boolean');
}

/** The other end sees a closed connection a moment later than we do. */
async function drained(server: PaidServer): Promise<void> {
  const until = Date.now() + 5000;
  while (server.open() > 0 && Date.now() < until) await new Promise(setImmediate);
  assert.equal(server.open(), 0, 'something is still open');
}
