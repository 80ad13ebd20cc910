/** What runs in a worker thread: one job in, its result out. Nothing that a file contains ends the thread. */
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Picture } from '../types/document.ts';
import type { FileToRead, PictureResult, ReadResult } from './contract.ts';
import { failureOf, noSuchPicture } from './failures.ts';
import { readerFor } from './reader-table.ts';

// Libraries tell the console about broken files; from a thread that would be the program's own output.
const silent = (): void => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent, debug: silent });

/** One piece of work for a worker thread. */
export type ReadingJob =
  | { readonly action: 'read'; readonly file: FileToRead }
  | { readonly action: 'loadPicture'; readonly file: FileToRead; readonly picture: Picture };

/** Called by piscina with each job. */
export default async function work(job: ReadingJob): Promise<ReadResult | PictureResult> {
  try {
    const reader = await readerFor(job.file);
    if (job.action === 'read') return { ok: true, document: await reader.read(job.file) };
    if (reader.loadPicture === undefined) throw noSuchPicture(job.file, job.picture.id);
    return withoutClone({ ok: true, ...(await reader.loadPicture(job.file, job.picture)) });
  } catch (error) {
    return { ok: false, ...failureOf(error, job.file) };
  }
}

/** The result as it is, but its pixels change threads instead of being cloned. */
function withoutClone(result: PictureResult & { ok: true }): PictureResult {
  // Native libraries own the memory of their buffers and do not let it go: one copy within this thread.
  const bytes = new Uint8Array(result.bytes);
  const movable = { [transferableSymbol]: [bytes.buffer], [valueSymbol]: { ...result, bytes } };
  return move(movable as never) as unknown as PictureResult;
}
