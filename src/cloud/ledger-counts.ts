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

/** SQL for calls whose outcome is still to come. */
export const inFlight = `state IN ('reserved', 'sending', 'sent', 'result')`;

/** SQL for calls of whose provider nobody asks anything any more. */
export const ended = `state IN ('settled', 'released', 'given-up', 'reopened')`;

/** Of the period in force, with what the person says was spent of which there is no record. */
export function countPeriod(
  database: LedgerDatabase,
  { day, month }: Period,
  said: { readonly day: Micros; readonly month: Micros },
): { readonly day: PeriodCount; readonly month: PeriodCount } {
  const sent = database.row(
    `SELECT coalesce(sum(micros) FILTER (WHERE ${settled}), 0) AS month_spent,
      coalesce(sum(micros) FILTER (WHERE ${settled} AND day >= ?), 0) AS day_spent,
      coalesce(sum(micros) FILTER (WHERE state = 'unknown'), 0) AS month_unknown,
      coalesce(sum(micros) FILTER (WHERE state = 'unknown' AND day >= ?), 0) AS day_unknown,
      (SELECT coalesce(sum(micros), 0) FROM tally WHERE ${inFlight}) AS flying
     FROM tally WHERE day >= ?`,
    day,
    day,
    month,
  );
  const flying = Number(sent?.flying);
  const count = (period: string, spent: unknown, unknown: unknown, micros: Micros): PeriodCount => ({
    spent: Number(spent) + unrecorded(database, period, micros),
    held: flying + Number(unknown),
    unknown: Number(unknown),
  });
  return {
    day: count(day, sent?.day_spent, sent?.day_unknown, said.day),
    month: count(month, sent?.month_spent, sent?.month_unknown, said.month),
  };
}

/** What was spent in a day or month of which no call is known: the larger of what results show and the person says. */
function unrecorded(database: LedgerDatabase, period: string, said: Micros): Micros {
  const carried = database.row(
    `SELECT coalesce(sum(micros), 0) AS micros, coalesce(sum(micros) FILTER (WHERE period = ?), 0) AS own
     FROM carried WHERE length(period) = ? AND period >= ?`,
    period,
    period.length,
    period,
  );
  return Number(carried?.micros) + Math.max(0, said - Number(carried?.own));
}

/** Adds everything up anew, from the calls themselves. To be called in a transaction. */
export function recount(database: LedgerDatabase): void {
  database.run('DELETE FROM tally');
  database.run(
    'INSERT INTO tally (day, state, micros) SELECT day, state, sum(counted) FROM call GROUP BY day, state',
  );
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
