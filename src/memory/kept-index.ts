/** The index of an open root: opened when it is first needed, and anew when its file was taken away or is damaged. */
import { statSync } from 'node:fs';
import { removeCacheDatabase } from './cache-database.ts';
import { MemoryIndex } from './index.ts';

/** Keeps one index open for whoever works in this process. */
export class KeptIndex {
  readonly #path: string;
  #open: { readonly index: MemoryIndex; readonly file: string } | undefined;
  /** Somebody may be in the middle of one that is not current any more. */
  readonly #left: MemoryIndex[] = [];

  /** @param path of `index.db`; nothing is opened yet. */
  constructor(path: string) {
    this.#path = path;
  }

  /** The index, opened if need be. Throws the errors of SQLite and of the system. */
  get current(): MemoryIndex {
    if (this.#open) return this.#open.index;
    const index = new MemoryIndex(this.#path);
    this.#open = { index, file: this.#fileNow() };
    return index;
  }

  /**
   * The next `current` is opened anew if another process has removed the file, as `search --rebuild` does: what is
   * written to it then is seen by nobody.
   */
  renew(): void {
    if (this.#open && this.#open.file !== this.#fileNow()) this.#leave();
  }

  /** Throws the index away, since it is damaged; the next one begins empty. */
  discard(): void {
    this.#leave();
    removeCacheDatabase(this.#path);
  }

  /** To be called when nobody uses it any more. */
  close(): void {
    this.#leave();
    for (const index of this.#left.splice(0)) index.close();
  }

  #leave(): void {
    if (this.#open) this.#left.push(this.#open.index);
    this.#open = undefined;
  }

  #fileNow(): string {
    const facts = statSync(this.#path, { throwIfNoEntry: false });
    return facts ? `${facts.dev}:${facts.ino}` : '';
  }
}
