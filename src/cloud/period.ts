/**
 * Which day and month a paid call falls into: the person's local calendar, kept from running wild by a mark of the
 * latest moment that was believed. Keeps the promise that a period never starts twice and never goes back by the
 * clock alone, and that no clock, however wrong, earns a fresh budget or locks one for ever.
 */
import { DateTime } from 'luxon';

/** The latest moment believed, to be saved with every decision that rests on it. */
export interface Mark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The latest day begun, as `2026-11-27`. It may be later than that of `at`, where the person has travelled. */
  readonly day: string;
}

/** The period in force. */
export interface Period {
  /** As `2026-11-27`. */
  readonly day: string;
  /** As `2026-11`. */
  readonly month: string;
  /** To be saved. */
  readonly mark: Mark;
  /** The clock is more than 36 hours ahead of the mark: ask a server for the time, by a free request. */
  readonly doubted: boolean;
}

/** What a period is decided from. Times are milliseconds since the epoch. */
export interface PeriodFacts {
  /** What this machine's clock says. */
  readonly now: number;
  /** An IANA name, or `local`. */
  readonly zone: string;
  /** Missing when no period was ever in force. */
  readonly mark: Mark | undefined;
  /** What a server's HTTP `Date` says that it is now, if one was asked. */
  readonly serverNow: number | undefined;
}

/** A clock this far ahead of the last moment believed, in milliseconds, needs a server's word: 36 hours. */
const doubtMs = 36 * 3_600_000;

/** The month of a day. */
export const monthOf = (day: string): string => day.slice(0, 7);

/**
 * - The clock went back: the period stays, until the clock has caught up.
 * - The clock is up to 36 hours ahead of the mark: believed.
 * - It is further ahead: the period stays, unless a server's time agrees; then the earlier of the two is believed.
 * - A server says that the mark itself is more than 36 hours too late (the clock was wrong when it was believed): the
 *   mark goes back. That earns nothing, because whatever was spent in a later period counts in an earlier one too.
 */
export function periodAt({ now, zone, mark, serverNow }: PeriodFacts): Period {
  const dayOf = (at: number): string =>
    DateTime.fromMillis(at, { zone }).toISODate() ?? new Date(at).toISOString().slice(0, 10);
  if (!mark) return inForce({ at: now, day: dayOf(now) }, false);
  if (serverNow !== undefined && mark.at - serverNow > doubtMs) {
    return inForce({ at: serverNow, day: dayOf(serverNow) }, false);
  }
  const doubted = now - mark.at > doubtMs;
  const believed = doubted ? Math.min(now, serverNow ?? mark.at) : now;
  if (believed <= mark.at) return inForce(mark, doubted && serverNow === undefined);
  const day = dayOf(believed);
  return inForce({ at: believed, day: day > mark.day ? day : mark.day }, false);
}

function inForce(mark: Mark, doubted: boolean): Period {
  return { day: mark.day, month: monthOf(mark.day), mark, doubted };
}
