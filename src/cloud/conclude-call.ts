/** From an answer to its record: RESULT, then SETTLED, then it may be used. The same answer twice changes nothing. */
import type { PaidAnswer, PaidError, PaidResult } from '../models/paid-contract.ts';
import type { CallEnd } from './call-end.ts';
import type { Ledger } from './ledger.ts';
import type { Call } from './ledger-records.ts';
import type { Micros } from './money.ts';

/** What concluding needs. */
export interface ConcludeTools {
  readonly ledger: Ledger;
  /** What a finished call cost. */
  readonly costOf: (call: Call, result: PaidResult) => Micros;
  /** Told when something cost more than was reserved for it. */
  readonly onOverrun: (call: Call) => void;
}

/** Writes down how a call ended at the provider. */
export function conclude(call: Call, result: PaidResult, tools: ConcludeTools): CallEnd {
  const { ledger, costOf } = tools;
  if (result.charged === 'no') {
    const step = ledger.release(call.id);
    return step.ok ? { type: 'released', error: result.error ?? uncharged(call) } : { type: 'open' };
  }
  const step = ledger.result(call.id, JSON.stringify(result), costOf(call, result));
  // What could not be written down has not been received: it is asked for again.
  return step.ok ? settleRecorded(step.call, tools) : { type: 'open' };
}

/** From RESULT on, or from SETTLED: what was bought is in the record. */
export function settleRecorded(call: Call, { ledger, onOverrun }: ConcludeTools): CallEnd {
  // Before it is settled: a crash in between tells it once more rather than never.
  if (call.state === 'result' && call.cost !== undefined && call.cost > call.reserved) onOverrun(call);
  const step = ledger.settle(call.id);
  if (!step.ok) return { type: 'open' };
  const settled = step.call;
  if (settled.result === undefined) return lost(settled);
  const { answer, error, state } = JSON.parse(settled.result) as PaidResult;
  if (answer) {
    return { type: 'answered', call: settled, answer: state === 'incomplete' ? brokenOff(answer) : answer };
  }
  const reason = error?.reason ?? `${settled.spec} ended without an answer (${state}).`;
  const failure = {
    code: error?.code ?? 'unanswered',
    reason: `${reason} It was paid for, so it is not bought again.`,
    hint: error?.hint ?? 'Name another model for it, or describe it by hand.',
  };
  return { type: 'unanswered', call: settled, failure };
}

/** A part is better than nothing, as long as nobody takes it for the whole. */
function brokenOff(answer: PaidAnswer): PaidAnswer {
  switch (answer.task) {
    case 'recognise':
      return { ...answer, value: { ...answer.value, brokenOff: true } };
    case 'describe':
      return { ...answer, value: { ...answer.value, brokenOff: true } };
    default:
      return answer;
  }
}

function lost(call: Call): CallEnd {
  const failure = {
    code: 'bought-before',
    reason: `This was bought of ${call.spec} before ("${call.source}"), and its answer went with .nightshift; nothing is bought twice.`,
    hint: 'Look for the note of that file in done/.',
  };
  return { type: 'unanswered', call, failure };
}

function uncharged(call: Call): PaidError {
  return {
    code: 'provider',
    reason: `${call.spec} ended the call without a charge.`,
    hint: 'It is tried again later.',
    retryable: true,
    charged: 'no',
  };
}
