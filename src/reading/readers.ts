/** The public face of the reading room: files in, documents and pictures out, and nothing ever thrown. */
import type { Picture } from '../types/document.ts';
import { readBounded } from './bounded.ts';
import type { FileToRead, GlanceResult, PictureResult, ReadResult } from './contract.ts';
import { aborted, failureOf } from './failures.ts';
import { glanceSeconds, limitsOf } from './limits.ts';
import { ReadingPool } from './reading-pool.ts';
import type { ReadingJob } from './worker.ts';

export type { FileToRead, GlanceResult, LoadedPicture, PictureResult, ReadResult } from './contract.ts';

const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** Handing a job to a process and the document back costs more than reading a text of this size. */
const smallTextBytes = 64 * 1024;

/** Reads files of every supported kind; all but small texts in processes, `threads` at once. */
export class Readers {
  readonly #pool: ReadingPool;

  constructor(options: { readonly threads: number }) {
    this.#pool = new ReadingPool({ worker: workerFile, processes: options.threads, limits: limitsOf });
  }

  /** The file as a document, or why it cannot be one. Never rejects. */
  async read(file: FileToRead, signal: AbortSignal): Promise<ReadResult> {
    if (!isSmallText(file)) {
      const job: ReadingJob = { action: 'read', file };
      return this.#pool.run<ReadResult>(job, signal);
    }
    if (signal.aborted) return { ok: false, failure: aborted(file), retryable: true };
    try {
      return { ok: true, document: await readBounded(file) };
    } catch (error) {
      return { ok: false, ...failureOf(error, file) };
    }
  }

  /** How much there is of a file, by its first pages; only of kinds whose readers can tell. Never rejects. */
  async glance(file: FileToRead, signal: AbortSignal): Promise<GlanceResult> {
    const job: ReadingJob = { action: 'glance', file };
    return this.#pool.run<GlanceResult>(job, signal, { ...limitsOf(file), seconds: glanceSeconds });
  }

  /** The pixels of a picture that the file's document names. Never rejects. */
  async loadPicture(file: FileToRead, picture: Picture, signal: AbortSignal): Promise<PictureResult> {
    const job: ReadingJob = { action: 'loadPicture', file, picture };
    return this.#pool.run<PictureResult>(job, signal);
  }

  /** Stops the processes. Idempotent. */
  async close(): Promise<void> {
    await this.#pool.close();
  }
}

/**
 * Text that is read as it stands takes time in proportion; everything else is taken apart, in a process. So are
 * YAML, whose parser takes a second for 60 KB of anchors, and notebooks and feeds, which hold pages.
 */
const plainText =
  /^text\/(?!html)|^application\/(json|x-ndjson|xml|toml|sql|javascript|x-subrip|x-shellscript)$/i;

function isSmallText(file: FileToRead): boolean {
  return file.bytes <= smallTextBytes && plainText.test(file.mime.split(';', 1)[0]?.trim() ?? '');
}
