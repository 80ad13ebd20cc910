/** Why a call was not admitted, as data and in a sentence. */

import { formatMicros } from '../report/money-text.ts';
import type { Admission, Cap } from './admit.ts';
import type { CallState } from './call-life.ts';
import type { Call } from './ledger-records.ts';
import type { Micros } from './money.ts';

/** Why nothing may be bought now, whatever it is. */
export type Blocked =
  /** `budget.json` is wrong. */
  | 'budget'
  | 'cloud-off'
  /** Nobody knows what was spent this month. */
  | 'month-closed'
  /** The question's own budget does not allow it. */
  | 'own-budget'
  /** The worst case is not known. */
  | 'no-price'
  /** The ledger must be rebuilt first. */
  | 'not-rebuilt'
  /** Another program kept the lock on `budget.json`. */
  | 'locked'
  /** The disk or the database failed. */
  | 'storage';

/** `reason` is one sentence. */
export type Refusal =
  | { readonly ok: false; readonly why: Blocked; readonly reason: string }
  /** This very thing was bought, is being bought, may have been bought, or was given up. */
  | {
      readonly ok: false;
      readonly why: 'bought' | 'open' | 'unknown' | 'given-up';
      readonly call: Call;
      readonly reason: string;
    }
  | ({ readonly ok: false; readonly why: 'cap'; readonly reason: string } & Omit<
      Extract<Admission, { admitted: false }>,
      'admitted'
    >);

/** A refusal that has nothing to do with what is asked for. */
export function blocked(why: Blocked, reason: string): Refusal {
  return { ok: false, why, reason };
}

/** A refusal because of the newest call of the same key, which must not be reserved again. */
export function taken(call: Call): Refusal {
  const [why, reason] = takenBecause(call.state);
  return { ok: false, why, call, reason };
}

function takenBecause(state: CallState): readonly ['bought' | 'open' | 'unknown' | 'given-up', string] {
  switch (state) {
    case 'settled':
      return ['bought', 'This was bought before, and is never bought again.'];
    case 'unknown':
      return ['unknown', 'Nobody can say whether this was bought: a person must decide to send it again.'];
    case 'given-up':
      return ['given-up', 'This was given up: a person must decide to send it again.'];
    default:
      return ['open', 'This is being bought already.'];
  }
}

const periodOf: Readonly<Record<Cap, string>> = {
  perDay: 'of this day',
  perMonth: 'of this month',
  perFile: 'for one file',
};

/** A refusal because of a cap. */
export function beyond(refused: Extract<Admission, { admitted: false }>): Refusal {
  const { cap, needed, left, never } = refused;
  const room = never
    ? `which "${cap}" in budget.json can never allow`
    : `and only ${formatMicros(left)} are left ${periodOf[cap]}`;
  const reason = `This may cost up to ${formatMicros(needed)}, ${room}.`;
  return { ok: false, why: 'cap', reason, cap, needed, left, never };
}

/** A refusal because of the budget in the question's front matter, of which `counted` is spent or held. */
export function beyondOwn(worst: Micros, budget: Micros, counted: Micros): Refusal {
  const used = counted > 0 ? `, of which ${formatMicros(counted)} is spent or held` : '';
  const reason = `Joining may cost up to ${formatMicros(worst)}, and the budget of the question is ${formatMicros(budget)}${used}.`;
  return blocked('own-budget', reason);
}
