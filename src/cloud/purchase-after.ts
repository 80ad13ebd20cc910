/** What a call that gave no answer means for its file: pure. */
import type { Purchase } from '../models/purchase.ts';
import type { CallEnd } from './call-end.ts';
import type { Refusal } from './refusal.ts';

/** How soon a call without a known end is asked after again, and what is in the way is looked at again, in milliseconds. */
const openMs = 60_000;
/** How soon it is looked again whether somebody can do a task, in milliseconds. */
export const obstacleMs = 15 * 60_000;
/** How soon a provider that turned a call away is tried again, where it does not say. */
const retryMs = 5 * 60_000;

/** What a person puts right elsewhere: nothing is wrong with the file. */
const personal: ReadonlySet<string> = new Set(['key', 'credit', 'model-missing']);

/** What the time depends on. */
export interface PurchaseFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When the next day or month begins, in milliseconds since the epoch. */
  readonly nextPeriod: (cap: 'perDay' | 'perMonth') => number;
}

type Waits = Extract<Purchase, { type: 'waits' }>;

/** A purchase that has to wait. Without `until` only a change of budget, settings or the file ends the wait. */
export function waits(why: string, hint: string, { until }: { readonly until?: number } = {}): Waits {
  return { type: 'waits', why, hint, ...(until === undefined ? {} : { until }) };
}

/** What becomes of the file. */
export function purchaseAfter(
  end: Exclude<CallEnd, { type: 'answered' }>,
  facts: PurchaseFacts,
): Exclude<Purchase, { type: 'bought' }> {
  switch (end.type) {
    case 'aborted':
      return { type: 'aborted' };
    case 'unanswered':
      return { type: 'failed', failure: end.failure };
    case 'unknown': {
      const why = `It was sent to ${end.call.spec}, and nobody can say whether it was charged.`;
      return waits(why, 'Open the note beside it, tick a box and save.');
    }
    case 'open': {
      const why = end.error?.reason ?? 'It was sent, and its answer is not there yet.';
      return waits(why, 'It is asked for again, and not sent again.', { until: facts.now + openMs });
    }
    case 'released': {
      const { reason, hint, code, retryable, retryAfterSeconds = 0 } = end.error;
      const lasting = !retryable && !personal.has(code);
      if (lasting) return { type: 'failed', failure: { code, reason, hint } };
      return waits(reason, hint, { until: facts.now + Math.max(retryMs, retryAfterSeconds * 1000) });
    }
    case 'refused':
      return afterRefusal(end.refusal, facts);
  }
}

function afterRefusal(
  refusal: Refusal,
  { now, nextPeriod }: PurchaseFacts,
): Exclude<Purchase, { type: 'bought' }> {
  const { why, reason } = refusal;
  switch (why) {
    case 'cap': {
      if (refusal.never) {
        const hint = `Raise "${refusal.cap}" in budget.json and drag it back to cloud/, or do it with a local model.`;
        return { type: 'failed', failure: { code: 'over-cap', reason, hint } };
      }
      if (refusal.cap === 'perFile') return waits(reason, 'Raise "perFile" in budget.json to go on.');
      return waits(reason, 'It is bought when there is room again.', { until: nextPeriod(refusal.cap) });
    }
    case 'given-up':
      return {
        type: 'failed',
        failure: { code: 'given-up', reason, hint: 'Drag it back to ingest/ to try it with a local model.' },
      };
    case 'budget':
    case 'cloud-off':
    case 'month-closed':
    case 'no-price':
      return waits(reason, '');
    default:
      return waits(reason, 'It is tried again.', { until: now + openMs });
  }
}
