/** A worker for the pool's tests that does what files must never be able to do to the program. */
import { writeFileSync } from 'node:fs';

/** Does what the file's name says. */
export default async function work(job: {
  readonly file: { readonly name: string; readonly path: string };
}): Promise<unknown> {
  switch (job.file.name) {
    case 'die':
      return process.exit(1);
    case 'be-killed':
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => setTimeout(() => undefined, 60_000));
    case 'throw-later':
      setImmediate(() => {
        throw new Error('thrown out of the event loop');
      });
      return new Promise(() => setTimeout(() => undefined, 60_000));
    case 'reject':
      throw new Error('rejected');
    case 'spin':
      // Tells the test that it has begun.
      writeFileSync(job.file.path, `${process.pid}`);
      for (;;);
    case 'hoard': {
      const hoard: unknown[] = [];
      for (;;) hoard.push(Array.from({ length: 10_000 }, () => ({ kept: true })));
    }
    // Native code fills the heap in one go: no thread would survive that, nor the program around it.
    case 'split':
      return { ok: true, name: 'a,'.repeat(100_000_000).split(',').length };
    case 'fill': {
      const pixels: Uint8Array[] = [];
      for (;;) pixels.push(new Uint8Array(16 * 1024 * 1024).fill(1));
    }
    case 'who':
      return { ok: true, name: String(process.pid) };
    case 'zone':
      return { ok: true, name: new Intl.DateTimeFormat('en').resolvedOptions().timeZone };
    case 'key':
      return { ok: true, name: String(process.env.SECRET_KEY) };
    default:
      return { ok: true, name: job.file.name };
  }
}
