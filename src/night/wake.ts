/** How a Mac is told to wake up for the night. Pure. Source: pmset(1). */
import { DateTime } from 'luxon';
import type { Settings } from '../settings.ts';
import { windowAt } from './window.ts';

/** So long before it opens the machine wakes up, in milliseconds. */
const aheadMs = 2 * 60_000;

/**
 * The command that wakes the machine shortly before each window; undefined when the window never ends.
 *
 * @param machineZone the zone of the machine's own clock, in which pmset counts: `local`, but for tests
 */
export function wakeCommand(
  window: Settings['window'],
  now: number,
  machineZone = 'local',
): string | undefined {
  if (window.from === window.to) return undefined;
  const { opensAt } = windowAt(window, now);
  const time = DateTime.fromMillis(opensAt - aheadMs, { zone: machineZone }).toFormat('HH:mm:00');
  return `sudo pmset repeat wakeorpoweron MTWRFSU ${time}`;
}
