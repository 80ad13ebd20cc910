/**
 * How long a local run has really run, and when that is too long. Pure. Heartbeats are summed instead of reading the clock
 * twice, so that neither sleep nor a moved clock nor the wait for a free slot makes a run look stuck.
 */

import type { RoutedTask } from '../models/router.ts';
import { isBuyable } from './stall.ts';

/** The running time of one run, up to its last heartbeat. */
export interface RunningTime {
  /** Milliseconds in which it ran. */
  readonly ms: number;
  /** When its last heartbeat was; milliseconds since the epoch. */
  readonly beatAt: number;
}

/** A run that begins or waits at `now`. */
export const notYetRun = (now: number): RunningTime => ({ ms: 0, beatAt: now });

/**
 * The next heartbeat, at `now`. The time since the last one counts if the run held a slot, and then twice the interval at
 * most: what is more was sleep. A clock that was put back counts as nothing.
 */
export function beat(
  { ms, beatAt }: RunningTime,
  now: number,
  { intervalMs, runs }: { readonly intervalMs: number; readonly runs: boolean },
): RunningTime {
  const passed = runs ? Math.min(2 * intervalMs, Math.max(0, now - beatAt)) : 0;
  return { ms: ms + passed, beatAt: now };
}

/** What the decision rests on. */
export interface RunFacts {
  readonly task: RoutedTask;
  /** Of all its heartbeats. */
  readonly runMs: number;
  /** What is usual for its kind and size; undefined when nothing is known. */
  readonly usualMs: number | undefined;
  /** As in settings: `minutes` and `factor`. */
  readonly stall: { readonly minutes: number; readonly factor: number };
}

/** `stalled` may go to the cloud; what `ran-away` is text, which is stopped and tried again, and never goes there. */
export type RunVerdict = 'goes-on' | 'stalled' | 'ran-away';

/** Whether a run has gone past the larger of the limit and so many times what is usual. */
export function judgeRun({ task, runMs, usualMs = 0, stall }: RunFacts): RunVerdict {
  const limit = Math.max(stall.minutes * 60_000, stall.factor * usualMs);
  if (!(runMs > limit)) return 'goes-on';
  return isBuyable(task) ? 'stalled' : 'ran-away';
}
