/**
 * What counts against each cap. A hold in flight counts in every period, whenever it was sent; anything else counts in
 * the period in which it was sent and, should the clock be put right backwards, in all earlier ones too: so no clock
 * earns a fresh budget.
 */
import type { Counted } from './admit.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { Micros } from './money.ts';
import type { Period } from './period.ts';

/** What counts against the caps of a period. `held` is what is in flight and what is unknown. */
export interface PeriodCount extends Counted {
  /** The part of `held` that is unknown. */
  readonly unknown: Micros;
}

const settled = `state IN ('settled', 'given-up', 'reopened')`;

/** SQL for calls whose outcome is still to come; as the index `call_in_flight` has it. */
export const inFlight = `state IN ('reserved', 'sending', 'sent', 'result')`;

/** Of a day (`2026-11-27`) or a month (`2026-11`). */
function countSince(database: LedgerDatabase, period: string): PeriodCount {
  const sent = database.row(
    `SELECT coalesce(sum(counted) FILTER (WHERE ${settled}), 0) AS spent,
      coalesce(sum(counted) FILTER (WHERE state = 'unknown'), 0) AS unknown FROM call WHERE day >= ?`,
    period,
  );
  const flight = database.row(`SELECT coalesce(sum(counted), 0) AS held FROM call WHERE ${inFlight}`);
  const carried = database.row(
    'SELECT coalesce(sum(micros), 0) AS micros FROM carried WHERE length(period) = ? AND period >= ?',
    period.length,
    period,
  );
  const unknown = Number(sent?.unknown);
  return {
    spent: Number(sent?.spent) + Number(carried?.micros),
    held: Number(flight?.held) + unknown,
    unknown,
  };
}

/** Of the period in force, with what the person says was spent of which there is no record. */
export function countPeriod(
  database: LedgerDatabase,
  { day, month }: Period,
  said: { readonly day: Micros; readonly month: Micros },
): { readonly day: PeriodCount; readonly month: PeriodCount } {
  const withSaid = (period: string, micros: Micros): PeriodCount => {
    const count = countSince(database, period);
    const carried = database.row('SELECT micros FROM carried WHERE period = ?', period)?.micros;
    // The larger of what results show and what the person says.
    return { ...count, spent: count.spent + Math.max(0, micros - Number(carried ?? 0)) };
  };
  return { day: withSaid(day, said.day), month: withSaid(month, said.month) };
}

/** Of one file, of all time. */
export function countFile(database: LedgerDatabase, sha256: string): Counted {
  const row = database.row(
    `SELECT coalesce(sum(counted) FILTER (WHERE ${settled}), 0) AS spent,
      coalesce(sum(counted) FILTER (WHERE state = 'unknown' OR ${inFlight}), 0) AS held FROM call WHERE sha256 = ?`,
    sha256,
  );
  return { spent: Number(row?.spent), held: Number(row?.held) };
}
