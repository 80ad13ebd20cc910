/** A program that reads a file without end, at the path that it is told; it is there to be killed. */
import { ReadingPool } from '../../src/reading/reading-pool.ts';

const [path = ''] = process.argv.slice(2);
const pool = new ReadingPool({
  worker: new URL('./faulty-worker.ts', import.meta.url),
  processes: 1,
  limits: () => ({ seconds: 3600, memory: 400 }),
});
const file = { path, name: 'spin', mime: 'text/plain', bytes: 1 };
await pool.run({ file }, new AbortController().signal);
