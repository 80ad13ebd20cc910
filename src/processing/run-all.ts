/** Does all that waits now, whatever the hour, and says what came of it. */
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

/**
 * Works until nothing that can be done now is left in ingest/. What waits for a model or for its next attempt
 * keeps waiting. Ends early, with everything put back, when `signal` says so.
 */
export async function runAll(
  waiting: WaitingFiles,
  work: Work,
  count: RunCount,
  signal: AbortSignal,
): Promise<RunReport> {
  for (;;) {
    await waiting.rescan();
    await waiting.settled();
    await work.idle();
    const { ready, settling } = waiting.counts();
    if (signal.aborted || (ready === 0 && settling === 0)) break;
  }
  const counts = waiting.counts();
  return { done: count.done, failed: count.failed, waiting: counts.waiting, refused: counts.refused };
}
