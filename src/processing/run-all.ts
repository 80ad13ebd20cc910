/** Does all that waits now, whatever the hour, and says what came of it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WaitingFiles } from '../ingest/waiting.ts';
import type { NightshiftEvent } from '../types/event.ts';
import type { RunReport } from '../types/run-report.ts';
import type { Work } from './work.ts';

/** Counts the ends that are told while a run lasts. */
export class RunCount {
  done = 0;
  failed = 0;

  count(event: NightshiftEvent): void {
    if (event.type === 'done') this.done += 1;
    if (event.type === 'failed') this.failed += 1;
  }
}

/** For how long a run waits for files that are still being written, in milliseconds: so many quiet times, and a bit. */
const patience = { quietTimes: 5, ms: 1000 };
/** How long files are waited for that are still being written, where they must be quiet for `quietMs`. */
export const patienceFor = (quietMs: number): number => quietMs * patience.quietTimes + patience.ms;
/** A run gives up when the root itself (a full disk, say) has failed this often. */
const mostTroubles = 2;

/** How a run waits, and when it ends early. */
interface RunOptions {
  readonly quietMs: () => number;
  readonly signal: AbortSignal;
}

/**
 * Works until nothing that can be done now is left in ingest/. What waits for a model or for its next attempt
 * keeps waiting. Ends early, with everything put back, when `signal` says so.
 */
export async function runAll(
  waiting: WaitingFiles,
  work: Work,
  count: RunCount,
  { quietMs, signal }: RunOptions,
): Promise<RunReport> {
  const troublesBefore = work.troubles;
  for (;;) {
    await waiting.rescan();
    const graceMs = patienceFor(quietMs());
    // A file that somebody is still writing to keeps its place; the run does not wait for it for ever.
    const late = await settledWithin(waiting, graceMs, signal);
    await work.idle();
    const { ready, settling } = waiting.counts();
    if (signal.aborted || work.troubles - troublesBefore >= mostTroubles) break;
    if (ready === 0 && (settling === 0 || late)) break;
  }
  const counts = waiting.counts();
  return { done: count.done, failed: count.failed, waiting: counts.waiting, refused: counts.refused };
}

/** Files of one folder, and the work on them. */
interface Lane {
  readonly waiting: WaitingFiles;
  readonly work: Work;
}

/**
 * As `runAll`, of ingest/ and then of cloud/, until neither has anything more to do. `begun`: cloud/ is known; `taken`: how
 * many files its work had taken up before.
 */
export async function runBoth(
  home: Lane,
  cloud: Lane & { readonly begun: Promise<void>; readonly taken: number },
  count: RunCount,
  options: RunOptions,
): Promise<RunReport> {
  let { taken } = cloud;
  const troubles = (): number => home.work.troubles + cloud.work.troubles;
  const troublesBefore = troubles();
  for (;;) {
    const here = await runAll(home.waiting, home.work, count, options);
    await cloud.begun;
    const there = await runAll(cloud.waiting, cloud.work, count, options);
    // What came home from cloud/ has its turn, though it is not at rest yet, and what stalls meanwhile.
    const mayBeHome = cloud.work.taken > taken;
    taken = cloud.work.taken;
    const ready = home.waiting.counts().ready + cloud.waiting.counts().ready;
    if ((mayBeHome || ready > 0) && troubles() === troublesBefore && !options.signal.aborted) continue;
    return { ...here, waiting: here.waiting + there.waiting, refused: here.refused + there.refused };
  }
}

/** True when something was still settling after `ms` milliseconds. */
export async function settledWithin(
  waiting: WaitingFiles,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  const ended = new AbortController();
  const over = delay(ms, true, { signal: AbortSignal.any([signal, ended.signal]) }).catch(() => true);
  const late = await Promise.race([waiting.settled().then(() => false), over]);
  ended.abort();
  return late;
}
