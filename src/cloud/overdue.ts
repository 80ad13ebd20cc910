/** When a call that cannot be asked after stops being waited for, so that no hold lasts for ever: pure. */
import type { PaidError } from '../models/paid-contract.ts';
import type { Call } from './ledger-records.ts';

const dayMs = 24 * 3_600_000;
/** For so long a key may be missing, or a provider that this version no longer has: a person who wants it has seen to it by then. */
const unaskableMs = dayMs;
/** For so long a provider may be out of reach, or say that it is at it still. */
const silentMs = 30 * dayMs;

/** What only a person changes. */
const lasting: ReadonlySet<string> = new Set(['key', 'model-missing']);

/** Why a call cannot be asked after by this version at all. */
export function unaskable({ spec }: Pick<Call, 'spec'>): PaidError {
  return {
    code: 'model-missing',
    reason: `${spec} cannot be asked for the answer any more.`,
    hint: 'Start the version that sent it, or wait until you are asked what becomes of it.',
    retryable: false,
    charged: 'unknown',
  };
}

/**
 * Whether a call is to be unknown from now on: a person decides about it then, and it counts in its own day and month
 * only. `error`: why it could not be asked after; `now` in milliseconds since the epoch. A clock that was put back by
 * so much counts as well, for it would keep the hold until it has caught up.
 */
export function isOverdue(
  { sentAt, reservedAt }: Pick<Call, 'sentAt' | 'reservedAt'>,
  error: Pick<PaidError, 'code'> | undefined,
  now: number,
): boolean {
  const patience = error && lasting.has(error.code) ? unaskableMs : silentMs;
  return Math.abs(now - (sentAt ?? reservedAt)) > patience;
}
