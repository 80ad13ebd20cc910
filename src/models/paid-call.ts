/** One call to a provider that costs money: through its official client, and yet each request goes out once. */

import type { Availability } from './contract.ts';
import { patientFetch } from './fetch.ts';
import type { Dated, Done, PaidError, PaidOrder, PaidResult, Retrieved } from './paid-contract.ts';
import { errorOfException, isTurnedAway, type Payee, paidError, StatusFault } from './paid-errors.ts';

/** How long calls may take, in milliseconds. */
export interface PaidLimits {
  /** A question without a payload. */
  readonly askMs: number;
  /** Sending a payload until its answer has come. */
  readonly sendMs: number;
}

/** Generous for a slow line: a recording of 25 MB takes seven minutes at half a megabit a second. */
export const paidLimits: PaidLimits = { askMs: 60_000, sendMs: 10 * 60_000 };

/** Whom a call goes to, and until when. */
export interface PaidCall {
  readonly payee: Payee;
  readonly limitMs: number;
  /** Can it cost money? Such a call has one request, and its failure may be charged. */
  readonly paid: boolean;
  readonly signal: AbortSignal;
}

/** What came of a call. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly at: number | undefined }
  | {
      readonly ok: false;
      readonly error: PaidError;
      readonly status: number | undefined;
      readonly at: number | undefined;
    };

interface Trace {
  requests: number;
  /** A connection of this call stood, so that bytes of a request may have left. */
  connected: boolean;
  status: number | undefined;
  /** The server's HTTP `Date`, in milliseconds since 1970. */
  at: number | undefined;
}

/** A timer takes no more milliseconds. */
const longestMs = 2 ** 31 - 1;

/**
 * Runs `work` with a `fetch` for a client of its own; whatever it leaves open is closed when it ends. Never rejects.
 */
export async function callPaid<T>(
  call: PaidCall,
  work: (fetch: typeof globalThis.fetch) => Promise<T>,
): Promise<Outcome<T>> {
  const { payee, signal } = call;
  const trace: Trace = { requests: 0, connected: false, status: undefined, at: undefined };
  const late = new AbortController();
  const ended = new AbortController();
  const timer = setTimeout(() => late.abort(), Math.min(call.limitMs, longestMs));
  try {
    signal.throwIfAborted();
    if (payee.key === '') throw new KeyFault();
    const fetch = onceFetch(call, AbortSignal.any([signal, late.signal, ended.signal]), trace);
    const value = await work(fetch);
    return { ok: true, value, at: trace.at };
  } catch (exception) {
    const { status, at } = trace;
    const uncharged = !call.paid || !trace.connected || isTurnedAway(status);
    const charged = uncharged ? 'no' : 'unknown';
    if (exception instanceof KeyFault) return { ok: false, error: keyMissing(payee), status, at };
    const progress = {
      aborted: signal.aborted,
      lateMs: late.signal.aborted ? call.limitMs : undefined,
      answering: status !== undefined,
    };
    return { ok: false, error: errorOfException(payee, exception, progress, charged), status, at };
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

class KeyFault extends Error {}

/** Whether there is a key. */
export function keyAvailability(payee: Payee): Availability {
  if (payee.key !== '') return { available: true };
  const { reason, hint } = keyMissing(payee);
  return { available: false, outage: false, reason, hint };
}

function keyMissing({ spec, keyName }: Payee): PaidError {
  const hint = `Put the key into the environment variable ${keyName}.`;
  return paidError('key', `There is no key for ${spec}.`, hint, 'no');
}

/**
 * A `fetch` through which each request goes once. A client that tries again is given the same failure without a
 * request: Replicate's repeats on its own whatever the options say (`withAutomaticRetries` in its lib/util.js).
 * It goes to the payee's origin only, for every request carries the key, and gives back whole JSON bodies only.
 */
function onceFetch(call: PaidCall, signal: AbortSignal, trace: Trace): typeof globalThis.fetch {
  const patience = { firstByteMs: longestMs, idleMs: longestMs };
  const inner = patientFetch(patience, signal, () => {
    trace.connected = true;
  });
  const failures = new Map<string, unknown>();
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const name = `${init?.method ?? 'GET'} ${url}`;
    if (failures.has(name)) throw failures.get(name);
    if (url.origin !== new URL(call.payee.url).origin) throw new Error(`the server points to ${url.origin}`);
    if (call.paid && trace.requests > 0) throw new Error('a second request was held back');
    failures.set(name, new Error('a repetition was held back'));
    trace.requests += 1;
    trace.status = undefined;
    try {
      return await checked(await inner(url, init), trace);
    } catch (exception) {
      failures.set(name, exception);
      throw exception;
    }
  };
}

async function checked(response: Response, trace: Trace): Promise<Response> {
  const { status, headers } = response;
  trace.status = status;
  const at = Date.parse(headers.get('date') ?? '');
  if (Number.isFinite(at)) trace.at = at;
  if (!response.ok) {
    const body = await response.text().catch(() => '');
    throw new StatusFault(status, body, secondsToWait(headers, at));
  }
  if (status === 204) return response;
  const text = await response.text();
  JSON.parse(text);
  return new Response(text, {
    status,
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  });
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsToWait(headers: Headers, at: number): number | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(said) ? Number(said) : (Date.parse(said) - at) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The answer of a deed to whose success "it is not there" counts as well. */
export function doneOf(outcome: Outcome<unknown>): Done {
  if (outcome.ok || outcome.status === 404) return { state: 'done' };
  return { state: 'unreachable', error: outcome.error };
}

/** How a call stands, from the answer to the question; `resultOf` gives undefined while it runs. */
export function retrievedOf<T>(
  outcome: Outcome<T>,
  resultOf: (told: T) => PaidResult | undefined,
): Retrieved {
  if (outcome.ok) {
    const result = resultOf(outcome.value);
    return result ? { state: 'ended', result } : { state: 'running' };
  }
  return outcome.status === 404 ? { state: 'gone' } : { state: 'unreachable', error: outcome.error };
}

/** The provider's clock, from whatever it answered: a refusal has a date as well. */
export function datedOf({ spec }: Payee, outcome: Outcome<unknown>): Dated {
  if (outcome.at !== undefined) return { state: 'known', at: outcome.at };
  if (!outcome.ok) return { state: 'unreachable', error: outcome.error };
  const reason = `The answer of ${spec} had no date.`;
  return { state: 'unreachable', error: paidError('provider', reason, 'It is asked again later.', 'no') };
}

/** Why an order cannot be sent whatever it holds, or undefined. */
export function badTerms({ spec }: Payee, order: PaidOrder): PaidError | undefined {
  const positive = (value: number): boolean => Number.isFinite(value) && value > 0;
  const sound =
    /^[\w.:-]{1,128}$/.test(order.reference) &&
    Number.isInteger(order.maxOutputTokens) &&
    positive(order.maxOutputTokens) &&
    positive(order.deadlineSeconds);
  if (sound) return undefined;
  const reason = `The order for ${spec} has no sound reference, limit or deadline.`;
  return paidError('provider', reason, 'This is a mistake in the program; please report it.', 'no');
}
