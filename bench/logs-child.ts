/** The process that reads logs: its memory is measured. */
import { join } from 'node:path';
import { openTables } from '../src/memory/digest/digest-tables.ts';
import { readLogs } from '../src/memory/digest/read-logs.ts';
import { MemoryIndex } from '../src/memory/index.ts';
import { answer } from './child.ts';

let index: MemoryIndex | undefined;

answer<{ readonly folder: string }>(
  async ({ folder }) => {
    index ??= new MemoryIndex(join(folder, 'index.db'));
    openTables(index);
    const began = performance.now();
    await readLogs({
      root: { logs: join(folder, 'logs') },
      index,
      now: Date.now,
      zone: 'local',
      tell: () => {},
      told: new Set(),
      signal: new AbortController().signal,
    });
    const seconds = (performance.now() - began) / 1000;
    // In kilobytes, whatever the system.
    return { seconds, rss_mb: process.resourceUsage().maxRSS / 1000 };
  },
  () => index?.close(),
);
