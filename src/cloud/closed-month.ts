/**
 * A month of which nobody knows what was spent in it, because `.nightshift/` and `spending.jsonl` are both gone while
 * results exist. Keeps the promise that it counts as fully spent until the person writes `spentThisMonth`.
 */
import { statSync } from 'node:fs';
import { systemCode } from '../types/failure.ts';
import type { Budget } from './budget.ts';
import type { Micros } from './money.ts';
import { monthOf, type Period } from './period.ts';

/** Since when a month is closed. */
export interface Closing {
  /** The day on which the records were missing. */
  readonly day: string;
  /** The `budget.json` that was there then; see `budgetStamp`. */
  readonly stamp: string;
}

/** What a closing means now. */
export type ClosedMonth =
  | { readonly closed: true; readonly problem: string }
  | {
      readonly closed: false;
      /** What the person says was spent, of which there is no record: to be counted in this month, and on this day. */
      readonly month: Micros;
      readonly day: Micros;
    };

const nothing: ClosedMonth = { closed: false, month: 0, day: 0 };

/**
 * A closing ends with its month. Within it, a `spentThisMonth` counts that was saved after the closing: one that stood
 * there before may be about another month.
 */
export function closedMonth(
  closing: Closing | undefined,
  period: Period,
  budget: Budget,
  stamp: string,
): ClosedMonth {
  if (!closing || monthOf(closing.day) < period.month) return nothing;
  const spent = budget.spentThisMonth;
  if (spent === undefined || stamp === closing.stamp) {
    const problem = `What was spent in ${monthOf(closing.day)} is not known, since .nightshift and spending.jsonl are gone: write it into budget.json as "spentThisMonth", in dollars, and save.`;
    return { closed: true, problem };
  }
  return { closed: false, month: spent, day: closing.day >= period.day ? spent : 0 };
}

/** Tells one saved state of a file from any later one. */
export function budgetStamp(path: string): string {
  try {
    const { mtimeNs, ctimeNs, size, ino } = statSync(path, { bigint: true });
    return `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
  } catch (error) {
    return systemCode(error) ?? 'unknown';
  }
}
