/** What runs in a process that reads: one job in, its result out. Nothing that a file contains ends the process on purpose. */
import type { Picture } from '../types/document.ts';
import { readBounded } from './bounded.ts';
import type { FileToRead, GlanceResult, PictureResult, ReadResult } from './contract.ts';
import { failureOf, noSuchPicture, pictureTooLarge, unsupported } from './failures.ts';
import { mostPictureBytes } from './limits.ts';
import { readerFor } from './reader-table.ts';

// Libraries tell the console about broken files; from here that would be the last words of the process.
const silent = (): void => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent, debug: silent });

/** One piece of work for a process that reads. */
export type ReadingJob =
  | { readonly action: 'read'; readonly file: FileToRead }
  | { readonly action: 'glance'; readonly file: FileToRead }
  | { readonly action: 'loadPicture'; readonly file: FileToRead; readonly picture: Picture };

/** Called with each job. */
export default async function work(job: ReadingJob): Promise<ReadResult | GlanceResult | PictureResult> {
  try {
    if (job.action === 'read') return { ok: true, document: await readBounded(job.file) };
    const reader = await readerFor(job.file);
    if (job.action === 'glance') {
      if (reader.glance === undefined) throw unsupported(job.file);
      return { ok: true, extent: await reader.glance(job.file) };
    }
    if (reader.loadPicture === undefined) throw noSuchPicture(job.file, job.picture.id);
    const loaded = await reader.loadPicture(job.file, job.picture);
    if (loaded.bytes.length > mostPictureBytes) throw pictureTooLarge(job.file, mostPictureBytes);
    return { ok: true, ...loaded };
  } catch (error) {
    return { ok: false, ...failureOf(error, job.file) };
  }
}
