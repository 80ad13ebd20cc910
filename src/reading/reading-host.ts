/** What runs in a process that reads: jobs come in, the worker module that its argument names does them, answers go out. */
import { Worker } from 'node:worker_threads';
import type { Order, Word } from './reading-process.ts';

// Whoever started this ends it; a terminal or a service manager tells the program, which puts its work away first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

/** Mebibytes that the watchdog allows; 0 while there is no job. */
const allowed = new Int32Array(new SharedArrayBuffer(4));
const watchdog = new URL(
  import.meta.url.endsWith('.ts') ? './watchdog.ts' : './watchdog.js',
  import.meta.url,
);
new Worker(watchdog, {
  workerData: { allowed, parent: process.ppid },
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
}).unref();

function allow(mebibytes: number): void {
  Atomics.store(allowed, 0, mebibytes);
  Atomics.notify(allowed, 0);
}

function say(word: Word): void {
  // The program may be gone; then so will this process be, at once.
  process.send?.(word, () => undefined);
}

const { default: work } = (await import(process.argv[2] ?? '')) as {
  default: (job: unknown) => Promise<unknown>;
};

process.on('message', async ({ job, memory }: Order) => {
  allow(memory);
  try {
    const answer = await work(job);
    say({ type: 'answer', answer, resident: process.memoryUsage.rss() / 1024 / 1024 });
  } catch (error) {
    say({ type: 'thrown', message: error instanceof Error ? error.message : String(error) });
  } finally {
    allow(0);
  }
});
say({ type: 'ready' });
