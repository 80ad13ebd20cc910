/** Runs whose heartbeats come when a test moves the time. */
import { Runs } from '../../src/processing/file-runs.ts';
import type { UsualTimes } from '../../src/processing/usual-times.ts';
import { ManualTime } from './manual-time.ts';

/** A task takes a minute as a rule, and nobody knows it. */
export const minuteEach: UsualTimes = { expectedMs: () => 60_000, usualMs: () => undefined };

/** With the limits that the settings have by default. */
export function manualRuns(times: UsualTimes = minuteEach, stall = { minutes: 10, factor: 4, attempts: 2 }) {
  const time = new ManualTime();
  const runs = new Runs({ clock: time, timers: time, stall: () => stall, times });
  return { time, runs };
}
