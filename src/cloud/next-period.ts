/** When the next day or month begins in the person's calendar. */
import { DateTime } from 'luxon';

/** Milliseconds since the epoch. `zone` is an IANA name, or `local`. Pure. */
export function nextPeriod(cap: 'perDay' | 'perMonth', now: number, zone: string): number {
  const unit = cap === 'perDay' ? 'day' : 'month';
  return (
    DateTime.fromMillis(now, { zone })
      .startOf(unit)
      .plus({ [unit]: 1 })
      // Where midnight is left out, the day before or this one begins at one.
      .startOf(unit)
      .toMillis()
  );
}
