/** Waits for the write-ahead log of a database to be on the disk, off the event loop. */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { SyncFile } from './durable.ts';

const dataInPool: SyncFile = promisify(fdatasync);

/**
 * SQLite appends each commit to the log at `path`, and takes up after a power cut what the log has from its beginning to
 * the first frame that is not whole (https://www.sqlite.org/fileformat2.html#walread). So one sync of the log makes every
 * commit durable that was made before it began, and callers who come meanwhile share the next one. It is `fdatasync`, as
 * SQLite's own; on macOS Node asks for F_FULLFSYNC instead.
 */
export class LogOnDisk {
  readonly #path: string;
  readonly #sync: SyncFile;
  #file: number | undefined;
  #isClosed = false;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param path of the log; it need not exist before the first commit. */
  constructor(path: string, sync: SyncFile = dataInPool) {
    this.#path = path;
    this.#sync = sync;
  }

  /**
   * Resolves when all that was committed before this call is on the disk.
   * @throws what the system says, also to all who have waited meanwhile; then nobody knows what is there.
   */
  reached(): Promise<void> {
    if (this.#next) return this.#next;
    if (!this.#running) return this.#begin();
    // What was committed after something that did not reach the disk is lost with it.
    this.#next = this.#running.then(
      () => this.#begin(),
      (error: unknown) => {
        this.#next = undefined;
        throw error;
      },
    );
    return this.#next;
  }

  async #begin(): Promise<void> {
    this.#next = undefined;
    if (this.#isClosed) throw new Error('The journal was closed before this reached the disk.');
    // Opened when there is a commit, so that there is a log. Locks are on other files: closing this one drops none.
    this.#file ??= openSync(this.#path, 'r+');
    const running = this.#sync(this.#file);
    this.#running = running;
    try {
      await running;
    } finally {
      this.#running = undefined;
    }
  }

  /** For when nobody waits any more. */
  close(): void {
    this.#isClosed = true;
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    const close = (): void => closeSync(file);
    if (this.#running) void this.#running.then(close, close);
    else close();
  }
}
