/**
 * The decision whether a call may be bought: pure, so that it can be tried in every case. Keeps the promise that
 * spent + held + worst case fits every cap, or the call is refused; it is never made smaller to fit.
 */
import type { Budget } from './budget.ts';
import type { Micros } from './money.ts';

/** What counts against a cap already. */
export interface Counted {
  /** Settled. */
  readonly spent: Micros;
  /** Not settled: calls in flight, whenever they were sent, and unknown ones that were sent in the period. */
  readonly held: Micros;
}

/** A cap, by its key in `budget.json`. */
export type Cap = 'perDay' | 'perMonth' | 'perFile';

/** What the decision rests on. */
export interface AdmitFacts {
  readonly caps: Pick<Budget, Cap>;
  readonly day: Counted;
  readonly month: Counted;
  /** Of this file, in all its parts and of all time. */
  readonly file: Counted;
  /** The worst case of this call. */
  readonly worst: Micros;
  /** The worst case of all parts of the file that are still to be bought, this call included. */
  readonly remaining: Micros;
}

/** The answer. */
export type Admission =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      readonly cap: Cap;
      /** What would have to be free under that cap. */
      readonly needed: Micros;
      /** What is free under it. */
      readonly left: Micros;
      /** True when no waiting helps: only a higher cap does. */
      readonly never: boolean;
    };

/** Amounts must be whole and not negative; where one is not (NaN, say), nothing is admitted. */
export function admit({ caps, day, month, file, worst, remaining }: AdmitFacts): Admission {
  const needed = Math.max(worst, remaining);
  const tried = [
    { cap: 'perFile', counted: file, needed, lasting: file.spent },
    { cap: 'perMonth', counted: month, needed: worst, lasting: 0 },
    { cap: 'perDay', counted: day, needed: worst, lasting: 0 },
  ] as const;
  const refusals = tried.flatMap(({ cap, counted, needed: amount, lasting }) => {
    const taken = counted.spent + counted.held;
    // Written so that NaN anywhere refuses.
    if (taken + amount <= caps[cap]) return [];
    const never = !(lasting + amount <= caps[cap]);
    return [{ admitted: false, cap, needed: amount, left: Math.max(0, caps[cap] - taken), never } as const];
  });
  return refusals.find(({ never }) => never) ?? refusals[0] ?? { admitted: true };
}
