/**
 * Remembers the contents that lie in private/, before anything is done with them: a file that is taken out of
 * there again before its turn stays private under whatever name it comes back. A journal that was deleted is told
 * anew what lies below private/ in done/ and failed/.
 *
 * What lay there for a shorter time than it takes to come to rest and to be read cannot be known again.
 */
import { join } from 'node:path';
import type { Journal } from '../folders/journal.ts';
import type { Origin } from '../folders/journal-records.ts';
import type { Root } from '../folders/root.ts';
import { mimeOf } from '../ingest/claim.ts';
import { type ExpectedFile, identify } from '../ingest/identify.ts';
import { listIngest } from '../ingest/list.ts';
import { placeOf } from '../ingest/place.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { Tell } from '../types/event.ts';

/** What remembering needs. */
export interface PrivateTools {
  readonly root: Root;
  readonly journal: Pick<Journal, 'know' | 'fact' | 'setFact'>;
  readonly tell: Tell;
}

/** The fact that says that this journal knows the private contents of done/ and failed/. */
const restedFact = 'private results known';

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

  /** What this journal may have forgotten, since it is new. Rejects with the system's errors, or when closed meanwhile. */
  async recall(): Promise<void> {
    const { root, journal } = this.#tools;
    if (journal.fact(restedFact) !== undefined) return;
    const { signal } = this.#closing;
    for (const folder of ['done', 'failed'] as const) {
      for await (const found of listIngest(root[folder], signal)) {
        if (found.type !== 'file' || !placeOf(found.path).private) continue;
        await this.#remember(root[folder], found.path, found.facts);
      }
    }
    journal.setFact(restedFact, 'yes');
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
        await this.#remember(this.#tools.root[folder], file.path, file);
      } catch (error) {
        if (this.#closing.signal.aborted) break;
        const message = `"${path}" could not be remembered as private: ${String(error)}`;
        this.#tools.tell({ type: 'notice', level: 'warn', message });
      }
    }
    this.#reading = undefined;
  }

  async #remember(folder: string, path: string, facts: ExpectedFile): Promise<void> {
    const found = await identify(join(folder, path), facts, this.#closing.signal);
    if (found.outcome !== 'identified') return;
    const { sha256, bytes, kind } = found;
    this.#tools.journal.know({ sha256, bytes, mime: mimeOf(kind), private: true });
  }
}
