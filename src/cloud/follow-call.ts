/**
 * What becomes of a call that was sent, or may have been: it is asked after until its end is known, by the process
 * that sent it or by one that is started after a crash. Nothing here sends anything anew.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { PaidError, PaidProvider } from '../models/paid-contract.ts';
import type { Clock } from '../types/clock.ts';
import type { CallEnd } from './call-end.ts';
import { type ConcludeTools, conclude, settleRecorded } from './conclude-call.ts';
import type { Call } from './ledger-records.ts';
import { soldTask, termsOf } from './order-terms.ts';
import { isOverdue, unaskable } from './overdue.ts';
import { type SentRecord, sentRecordOf } from './sent-record.ts';

/** What following needs. */
export interface FollowTools extends ConcludeTools {
  /** The provider behind a spec, if this version has it. */
  readonly provider: (spec: string) => PaidProvider | undefined;
  readonly pauses: Pauses;
  readonly clock: Clock;
}

/** How a call is waited for, in milliseconds. */
export interface Pauses {
  /** Between two questions at first; each time it grows by half … */
  readonly first: number;
  /** … up to this. */
  readonly longest: number;
  /** How long past its deadline a call is asked after before that is left for later. */
  readonly grace: number;
  /** For how long a provider that cannot be reached, or does not show the call yet, is asked again at once. */
  readonly patience: number;
  /** How long the answer to a request that was sent is waited for when the program is to end. */
  readonly farewell: number;
}

/** Fit for services on the internet. */
export const usualPauses: Pauses = {
  first: 1000,
  longest: 10_000,
  grace: 120_000,
  patience: 180_000,
  farewell: 20_000,
};

/** A call with all that is needed to ask after it. */
interface Followed extends SentRecord {
  readonly call: Call;
  readonly provider: PaidProvider;
  /** In milliseconds. */
  readonly deadline: number;
}

/** Asks after `call` until its end is known, as far as that can be now. */
export async function follow(call: Call, tools: FollowTools, signal: AbortSignal): Promise<CallEnd> {
  switch (call.state) {
    case 'settled':
    case 'result':
      return settleRecorded(call, tools);
    case 'unknown':
      return { type: 'unknown', call };
    case 'reserved':
      return drop(call, tools);
    case 'sending':
    case 'sent':
      return ask(call, tools, signal);
    default:
      return { type: 'open' };
  }
}

/** A reservation whose process is dead: nothing was sent. */
function drop(call: Call, { ledger }: FollowTools): CallEnd {
  ledger.release(call.id);
  const error: PaidError = {
    code: 'aborted',
    reason: 'It was broken off before anything was sent.',
    hint: 'It is tried again.',
    retryable: true,
    charged: 'no',
  };
  return { type: 'released', error };
}

/** What can never be asked after must not be held for ever. */
async function ask(call: Call, tools: FollowTools, signal: AbortSignal): Promise<CallEnd> {
  const end = await askNow(call, tools, signal);
  const overdue = end.type === 'open' && isOverdue(call, end.error, tools.clock.now());
  return overdue ? declareUnknown(call, tools) : end;
}

async function askNow(call: Call, tools: FollowTools, signal: AbortSignal): Promise<CallEnd> {
  const provider = tools.provider(call.spec);
  const task = soldTask(call.task);
  const record = sentRecordOf(call);
  if (!provider || !task || !record) return { type: 'open', error: unaskable(call) };
  const followed = { call, provider, deadline: termsOf(task).deadlineSeconds * 1000, ...record };
  try {
    return await (call.providerId === undefined
      ? locate(followed, tools, signal)
      : wait(call.providerId, followed, tools, signal));
  } catch (error) {
    if (signal.aborted) return { type: 'aborted' };
    throw error;
  }
}

/** Looks for a call of which no answer came: whether the provider has it. */
async function locate(followed: Followed, tools: FollowTools, signal: AbortSignal): Promise<CallEnd> {
  const { call, provider, shape, handle } = followed;
  const { ledger, pauses } = tools;
  for (const pause of pausesOf(pauses, pauses.patience)) {
    const found = await provider.find(handle, shape, signal);
    signal.throwIfAborted();
    if (found.state === 'ended') return conclude(call, found.result, tools);
    if (found.state === 'found') {
      const sent = ledger.sent(call.id, found.id);
      return sent.ok ? wait(found.id, { ...followed, call: sent.call }, tools, signal) : { type: 'open' };
    }
    const ended = pause === undefined;
    if (found.state === 'unknowable' && (ended || !found.lookAgain)) return declareUnknown(call, tools);
    if (found.state === 'unreachable' && (ended || isKeyless(found.error))) {
      return { type: 'open', error: found.error };
    }
    await delay(pause, undefined, { signal });
  }
  return { type: 'open' };
}

/** To ask again at once with the same key is in vain. */
const isKeyless = ({ code }: PaidError): boolean => code === 'key';

function declareUnknown(call: Call, { ledger }: FollowTools): CallEnd {
  const step = ledger.unknown(call.id);
  return step.ok ? { type: 'unknown', call: step.call } : { type: 'open' };
}

/** Waits for a call that the provider has. One that runs past its deadline is cancelled, and asked after all the same. */
async function wait(
  id: string,
  { call, provider, shape, deadline }: Followed,
  tools: FollowTools,
  signal: AbortSignal,
): Promise<CallEnd> {
  const { pauses } = tools;
  const began = performance.now();
  let reachedAt = began;
  let isCancelled = false;
  for (const pause of pausesOf(pauses, Number.POSITIVE_INFINITY)) {
    const retrieved = await provider.retrieve(id, shape, signal);
    signal.throwIfAborted();
    const now = performance.now();
    if (retrieved.state === 'ended') return conclude(call, retrieved.result, tools);
    if (retrieved.state === 'gone') return declareUnknown(call, tools);
    if (retrieved.state === 'running') reachedAt = now;
    else if (now - reachedAt > pauses.patience || isKeyless(retrieved.error)) {
      return { type: 'open', error: retrieved.error };
    }
    if (now - began > deadline + pauses.grace) return { type: 'open' };
    if (now - began > deadline && !isCancelled) {
      isCancelled = true;
      await provider.cancel(id, signal);
    }
    await delay(pause, undefined, { signal });
  }
  return { type: 'open' };
}

/** Growing pauses that take `total` milliseconds together; the last question has none after it. */
function* pausesOf({ first, longest }: Pauses, total: number): Generator<number | undefined> {
  let pause = first;
  for (let waited = 0; waited < total; waited += pause) {
    yield pause;
    pause = Math.min(longest, pause * 1.5);
  }
  yield undefined;
}
