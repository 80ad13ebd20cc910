/**
 * Remembers the contents that lie in private/, before anything is done with them: a file that is taken out of
 * there again before its turn stays private under whatever name it comes back.
 *
 * What lay there for a shorter time than it takes to come to rest and to be read cannot be known again.
 */
import { join } from 'node:path';
import type { Journal } from '../folders/journal.ts';
import type { Origin } from '../folders/journal-records.ts';
import type { Root } from '../folders/root.ts';
import { mimeOf } from '../ingest/claim.ts';
import { identify } from '../ingest/identify.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { Tell } from '../types/event.ts';

/** What remembering needs. */
export interface PrivateTools {
  readonly root: Root;
  readonly journal: Pick<Journal, 'know'>;
  readonly tell: Tell;
}

/** Reads one file after the other, beside the work. */
export class PrivateContents {
  readonly #tools: PrivateTools;
  readonly #files = new Map<string, readonly [Origin, WaitingFile]>();
  readonly #closing = new AbortController();
  #reading: Promise<void> | undefined;

  constructor(tools: PrivateTools) {
    this.#tools = tools;
  }

  /** A file below private/ in `folder` has come to rest. */
  saw(folder: Origin, file: WaitingFile): void {
    if (file.type !== 'file' || this.#closing.signal.aborted) return;
    this.#files.set(join(folder, file.path), [folder, file]);
    this.#reading ??= this.#readAll();
  }

  /** Reads no further; what is left is seen anew at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    for (const [path, [folder, file]] of this.#files) {
      this.#files.delete(path);
      try {
        await this.#remember(folder, file);
      } catch (error) {
        if (this.#closing.signal.aborted) break;
        const message = `"${path}" could not be remembered as private: ${String(error)}`;
        this.#tools.tell({ type: 'notice', level: 'warn', message });
      }
    }
    this.#reading = undefined;
  }

  async #remember(folder: Origin, file: WaitingFile): Promise<void> {
    const { root, journal } = this.#tools;
    const found = await identify(join(root[folder], file.path), file, this.#closing.signal);
    if (found.outcome !== 'identified') return;
    const { sha256, bytes, kind } = found;
    journal.know({ sha256, bytes, mime: mimeOf(kind), private: true });
  }
}
