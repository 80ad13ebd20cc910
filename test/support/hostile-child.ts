/** Does all that waits in the root that it is told of, and watches itself: how much memory, and how deaf it was. */
import { rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import type { RunReport } from '../../src/types/run-report.ts';
import { bareEnvironment } from './journey.ts';

/** What the child says at the end. */
export interface Watched {
  readonly report: RunReport | undefined;
  readonly events: readonly NightshiftEvent[];
  /** The most memory that the process had at any time; those that read are processes of their own. */
  readonly mostMebibytes: number;
  /** The most processor seconds that the main thread spent between two turns of its event loop. */
  readonly longestTurn: number;
}

/** Processor time of this thread alone, in microseconds. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

process.once('message', async (path) => {
  const events: NightshiftEvent[] = [];
  let longest = 0;
  let before = spent();
  const watch = setInterval(() => {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
  }, 10);
  const nightshift = await openNightshift({
    root: rootAt(String(path)),
    environment: bareEnvironment,
    tell: (event) => events.push(event),
  });
  const report = await nightshift?.run();
  await nightshift?.stop();
  clearInterval(watch);
  const watched: Watched = {
    report,
    events,
    mostMebibytes: process.resourceUsage().maxRSS / 1024,
    longestTurn: longest / 1e6,
  };
  process.send?.(watched, () => process.disconnect());
});
process.send?.('ready');
