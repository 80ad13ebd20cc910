/** When the night is: pure arithmetic on the person's clock, daylight saving included. */
import { DateTime } from 'luxon';
import type { Settings } from '../settings.ts';

/** The window that is open now, or the next one. Milliseconds since the epoch. */
export interface WindowState {
  readonly open: boolean;
  readonly opensAt: number;
  readonly closesAt: number;
  /** It catches up a night that was missed. */
  readonly late?: true;
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}

/**
 * The window around or after `now` (milliseconds since the epoch). A window whose end is not after its
 * beginning crosses midnight; equal ends mean the whole day. A time that daylight saving skips moves
 * forward by the skipped hour, as the wall clock does.
 */
export function windowAt(window: Settings['window'], now: number): WindowState {
  const moment = DateTime.fromMillis(now, { zone: window.timeZone });
  for (const days of [-1, 0, 1, 2]) {
    const day = moment.startOf('day').plus({ days });
    const opens = at(day, window.from);
    const closes = at(window.to > window.from ? day : day.plus({ days: 1 }), window.to);
    if (now < closes.toMillis() && closes > opens) {
      return { open: now >= opens.toMillis(), opensAt: opens.toMillis(), closesAt: closes.toMillis() };
    }
  }
  throw new Error(`No window from ${window.from} to ${window.to} within two days.`);
}

/**
 * The window, while `hours` catch up a missed night: those are open like any other, and end where the next one begins.
 */
export function lateWindow(
  state: WindowState,
  hours: { readonly from: number; readonly until: number } | undefined,
  now: number,
): WindowState {
  if (state.open || hours === undefined) return state;
  const closesAt = Math.min(hours.until, state.opensAt);
  return hours.from <= now && now < closesAt
    ? { open: true, opensAt: hours.from, closesAt, late: true }
    : state;
}
