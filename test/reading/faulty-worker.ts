/** A worker for the pool's tests that does what files must never be able to do to the program. */
/** Tells the test that a thread has begun to spin. */
const begun = new BroadcastChannel('faulty-worker');

/** Does what the file's name says. */
export default async function work(job: { readonly file: { readonly name: string } }): Promise<unknown> {
  switch (job.file.name) {
    case 'die':
      return process.exit(1);
    case 'throw-later':
      setImmediate(() => {
        throw new Error('thrown out of the event loop');
      });
      return new Promise(() => setTimeout(() => undefined, 60_000));
    case 'reject':
      throw new Error('rejected');
    case 'spin':
      begun.postMessage('spin');
      for (;;);
    case 'hoard': {
      const hoard: unknown[] = [];
      for (;;) hoard.push(Array.from({ length: 10_000 }, () => ({ kept: true })));
    }
    default:
      return { ok: true, name: job.file.name };
  }
}
