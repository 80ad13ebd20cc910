/** How a paid call ended, as far as that is known. */
import type { PaidAnswer, PaidError } from '../models/paid-contract.ts';
import type { Failure } from '../types/failure.ts';
import type { Call } from './ledger-records.ts';
import type { Refusal } from './refusal.ts';

/**
 * What came of a call, or of the wish to make one. `earlier`: it was sent by an earlier try, perhaps of a process that
 * died, so it says nothing of how the provider does now.
 */
export type CallEnd =
  | { readonly type: 'answered'; readonly call: Call; readonly answer: PaidAnswer }
  /** It was bought, and there is no answer to it: it was cut short, or declined. Never bought again. */
  | { readonly type: 'unanswered'; readonly call: Call; readonly failure: Failure }
  /** Definitely not charged. */
  | { readonly type: 'released'; readonly error: PaidError }
  /** Not admitted; nothing was sent. */
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** Sent, and not ended as far as anybody knows; it is asked after again later. */
  | { readonly type: 'open'; readonly error?: PaidError; readonly earlier?: true }
  /** Nobody can say whether it was charged. */
  | { readonly type: 'unknown'; readonly call: Call; readonly earlier?: true }
  | { readonly type: 'aborted' };
