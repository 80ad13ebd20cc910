/** Does all that waits in the root that it is told of, and watches itself: how much memory, and how deaf it was. */
import { rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { bareEnvironment } from './journey.ts';

/** What the child says at the end. */
export interface Watched {
  readonly report: unknown;
  readonly events: readonly NightshiftEvent[];
  /** The most memory that the process had at any time, workers and native code included. */
  readonly mostMebibytes: number;
  /** The most processor seconds that the main thread spent between two turns of its event loop. */
  readonly longestTurn: number;
}

process.once('message', async (path) => {
  const events: NightshiftEvent[] = [];
  let longest = 0;
  let before = process.threadCpuUsage();
  const watch = setInterval(() => {
    const now = process.threadCpuUsage();
    const spent = now.user + now.system - before.user - before.system;
    if (process.env.HOSTILE_TRACE && spent > 300_000)
      console.error('turn', spent / 1e6, JSON.stringify(events.at(-1)).slice(0, 200));
    longest = Math.max(longest, spent);
    before = now;
  }, 10);
  const t0 = performance.now();
  const nightshift = await openNightshift({
    root: rootAt(String(path)),
    environment: bareEnvironment,
    tell: (event) => {
      events.push(event);
      if (process.env.HOSTILE_TRACE && event.type !== 'task')
        console.error(
          ((performance.now() - t0) / 1000).toFixed(1),
          Math.round(process.memoryUsage.rss() / 1048576),
          JSON.stringify(event).slice(0, 400),
        );
    },
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
