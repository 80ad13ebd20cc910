/** A clock that shows the time on a wall somewhere, and runs on from there. */
import { DateTime } from 'luxon';

/** The zone of every such clock. */
export const wallZone = 'Europe/Berlin';

/** Milliseconds since the epoch, as a `Clock` gives them. */
export interface WallClock {
  /** Sets it, as `2027-10-31T00:30`; with an offset behind it where an hour comes twice. */
  set(text: string): void;
  now(): number;
}

/** A clock that shows `text` now. */
export function wallClock(text: string): WallClock {
  let ahead = 0;
  const set = (wall: string): void => {
    ahead = DateTime.fromISO(wall, { zone: wallZone }).toMillis() - Date.now();
  };
  set(text);
  return { set, now: () => Date.now() + ahead };
}
