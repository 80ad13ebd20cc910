/**
 * The promises that every model provider keeps, as tests that each of them inherits:
 * `conformance('ollama', make, requests, { makeSlow, makeFailing })`.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  Answer,
  GenerateRequest,
  PictureRequest,
  Provider,
  SoundRequest,
  TextRequest,
} from '../../src/models/contract.ts';
import { promptedTasks } from './conformance-prompts.ts';
import { valueChecks } from './conformance-values.ts';

/** One request for each ability that the provider must have; it may have no other ability. */
export interface ConformanceRequests {
  readonly generate?: GenerateRequest;
  readonly summarise?: TextRequest;
  readonly extract?: TextRequest;
  readonly describe?: PictureRequest;
  readonly recognise?: PictureRequest;
  readonly transcribe?: SoundRequest;
  readonly embed?: readonly string[];
}

/** A provider under test and what stands behind it. */
export interface Subject {
  readonly provider: Provider;
  /** How many requests or child processes are open behind it now, where that can be counted. */
  open?(): number;
  /** Resolves when a call has reached what stands behind the provider; without it a call is aborted soon after its start. */
  reached?(): Promise<unknown>;
  /** Ends what stands behind it: a fake server, a temporary folder. */
  dispose?(): Promise<void>;
}

/** What else a provider can be tested with. */
export interface ConformanceOptions {
  /** A provider whose calls take (almost) for ever, so that an abort falls into the middle for certain. */
  readonly makeSlow?: () => Promise<Subject>;
  /** A provider whose every call fails, e.g. because its server is down. */
  readonly makeFailing?: () => Promise<Subject>;
  /** Why the suite cannot run here, e.g. because a program is not installed. */
  readonly skip?: string;
}

type Ability = keyof ConformanceRequests;
const abilities: readonly Ability[] = [
  'generate',
  'summarise',
  'extract',
  'describe',
  'recognise',
  'transcribe',
  'embed',
];
const errorCodes = /^(outage|model-missing|timeout|cut|invalid-answer|too-long|bad-input|aborted|provider)$/;

/** Long enough for any honest answer to an abort on a busy machine, short enough to notice a hang. */
const promptlyMs = 5000;

/**
 * Declares the suite.
 * @param make A fresh subject for each test; its calls succeed.
 * @param requests What to ask; the abilities not named here must be missing.
 */
export function conformance(
  name: string,
  make: () => Promise<Subject>,
  requests: ConformanceRequests,
  options: ConformanceOptions = {},
): void {
  const asked = abilities.filter((ability) => requests[ability] !== undefined);
  const call = (provider: Provider, ability: Ability, signal: AbortSignal): Promise<Answer<unknown>> =>
    invoke(provider, ability, requests, signal);

  const checkValue = (ability: Ability, value: unknown): void =>
    valueChecks[ability]?.(value, {
      json: requests.generate?.schema !== undefined,
      texts: requests.embed?.length ?? 0,
    });

  describe(`${name} keeps the contract of providers`, { skip: options.skip ?? false }, () => {
    test('has a spec, a place, slots, and exactly the abilities that it claims', () =>
      use(make, async ({ provider }) => {
        assert.match(provider.spec, /^[a-z]+:\S+$/);
        assert.ok(['process', 'loopback', 'network'].includes(provider.place));
        assert.ok(Number.isInteger(provider.slots) && provider.slots >= 1);
        for (const ability of abilities) {
          assert.equal(typeof provider[ability], asked.includes(ability) ? 'function' : 'undefined', ability);
        }
      }));

    test('check() says that it is available, and never throws, not even when aborted', () =>
      use(make, async ({ provider }) => {
        const availability = await provider.check(new AbortController().signal);
        assert.equal(availability.available, true, JSON.stringify(availability));
        if (availability.available && availability.contextTokens !== undefined) {
          assert.ok(Number.isInteger(availability.contextTokens) && availability.contextTokens > 0);
        }
        assert.equal(typeof (await provider.check(AbortSignal.abort())).available, 'boolean');
      }));

    for (const ability of asked) {
      test(`${ability} answers with the right shape and an honest usage`, () =>
        use(make, async ({ provider }) => {
          const answer = await call(provider, ability, new AbortController().signal);
          assert.ok(answer.ok, JSON.stringify(answer));
          checkUsage(answer.usage);
          checkValue(ability, answer.value);
        }));

      test(`${ability} with a signal that is already aborted answers "aborted"`, () =>
        use(make, async (subject) => {
          const answer = await promptly(call(subject.provider, ability, AbortSignal.abort()));
          checkError(answer, 'aborted');
          assert.equal(subject.open?.() ?? 0, 0);
        }));

      test(`${ability} serves several calls at once`, () =>
        use(make, async ({ provider }) => {
          const calls = [1, 2, 3].map(() => call(provider, ability, new AbortController().signal));
          for (const answer of await Promise.all(calls)) {
            assert.ok(answer.ok, JSON.stringify(answer));
            checkValue(ability, answer.value);
          }
        }));

      test(`${ability} aborted under way settles at once and leaves nothing open`, () =>
        use(options.makeSlow ?? make, async (subject) => {
          const abort = new AbortController();
          const answering = call(subject.provider, ability, abort.signal);
          if (subject.reached) await subject.reached();
          abort.abort();
          const answer = await promptly(answering);
          if (options.makeSlow || !answer.ok) checkError(answer, 'aborted');
          await drained(subject);
        }));

      const makeFailing = options.makeFailing;
      if (makeFailing) {
        test(`${ability} reports a failure as data, with a hint and no charge`, () =>
          use(makeFailing, async ({ provider }) => {
            checkError(await call(provider, ability, new AbortController().signal));
          }));
      }
    }

    promptedTasks((body) => use(make, body), asked.includes('generate'));

    test('close() may be called twice', () =>
      use(make, async ({ provider }) => {
        await provider.close?.();
        await provider.close?.();
      }));
  });
}

async function use(make: () => Promise<Subject>, body: (subject: Subject) => Promise<void>): Promise<void> {
  const subject = await make();
  try {
    await body(subject);
  } finally {
    await subject.provider.close?.();
    await subject.dispose?.();
  }
}

function invoke(
  provider: Provider,
  ability: Ability,
  requests: ConformanceRequests,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const method = provider[ability] as
    | ((request: unknown, signal: AbortSignal) => Promise<Answer<unknown>>)
    | undefined;
  assert.ok(method, `${provider.spec} lacks ${ability}`);
  return method.call(provider, requests[ability], signal);
}

async function promptly<T>(work: Promise<T>): Promise<T> {
  const late = Symbol('late');
  const { promise, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => resolve(late), promptlyMs);
  const first = await Promise.race([work, promise]);
  clearTimeout(timer);
  assert.notEqual(first, late, `no answer within ${promptlyMs} ms of the abort`);
  return first as T;
}

/** The other end sees a closed connection a moment later than we do. */
async function drained(subject: Subject): Promise<void> {
  const until = Date.now() + promptlyMs;
  while ((subject.open?.() ?? 0) > 0 && Date.now() < until) await new Promise(setImmediate);
  assert.equal(subject.open?.() ?? 0, 0, 'something is still open');
}

function checkUsage(usage: {
  inputTokens?: number;
  outputTokens?: number;
  seconds: number;
  loadSeconds?: number;
}) {
  assert.ok(Number.isFinite(usage.seconds) && usage.seconds >= 0);
  for (const tokens of [usage.inputTokens, usage.outputTokens]) {
    if (tokens !== undefined) assert.ok(Number.isInteger(tokens) && tokens >= 0);
  }
  if (usage.loadSeconds !== undefined) assert.ok(usage.loadSeconds >= 0);
}

function checkError(answer: Answer<unknown>, code?: string): void {
  assert.ok(!answer.ok, 'a failure was expected');
  const { error } = answer;
  if (code) assert.equal(error.code, code, JSON.stringify(error));
  assert.match(error.code, errorCodes);
  assert.equal(typeof error.retryable, 'boolean');
  assert.equal(error.charged, 'no');
  for (const sentence of [error.reason, error.hint]) assert.match(sentence, /^[^\n]+[.!?]$/);
}
