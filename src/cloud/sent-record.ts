/** What the ledger keeps of a call that is being sent: all that is needed to find it, and to read its answer. */
import type { AnswerShape, PaidHandle } from '../models/paid-contract.ts';
import type { Call } from './ledger-records.ts';

/** Kept as JSON with the call. */
export interface SentRecord {
  readonly handle: PaidHandle;
  readonly shape: AnswerShape;
}

/** As the ledger keeps it. */
export function writeSentRecord({ handle, shape }: SentRecord): string {
  return JSON.stringify({ handle, shape } satisfies SentRecord);
}

/** Undefined of a call that was never sent, or of which the records had to be rebuilt. */
export function sentRecordOf({ handle }: Pick<Call, 'handle'>): SentRecord | undefined {
  return handle === undefined ? undefined : (JSON.parse(handle) as SentRecord);
}
