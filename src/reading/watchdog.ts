/**
 * The second thread of a process that reads. It ends the process when it holds more memory than its job may, native
 * memory included, or when the program that started it is gone: the first thread may be too busy to notice.
 */
import { workerData } from 'node:worker_threads';
import { tooLarge } from './limits.ts';

/** Milliseconds between two looks: a file does not fill many hundred mebibytes in between. */
const duringWork = 50;
const betweenJobs = 1000;

const { allowed, parent } = workerData as { readonly allowed: Int32Array; readonly parent: number };

for (;;) {
  const limit = Atomics.load(allowed, 0);
  const isTooLarge = limit > 0 && process.memoryUsage.rss() > limit * 1024 * 1024;
  if (isTooLarge) process.kill(process.pid, tooLarge);
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  Atomics.wait(allowed, 0, limit, limit > 0 ? duringWork : betweenJobs);
}
