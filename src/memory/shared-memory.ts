/** The memory as other programs may have it: to search, to read and to ask, and nothing of what is private unless settings say so. */
import { mkdir } from 'node:fs/promises';
import type { Root } from '../folders/root.ts';
import { answerQuestion } from './ask/answer.ts';
import type { Answered } from './ask/answered.ts';
import { chunkNoteSlowly } from './chunks.ts';
import type { Filters } from './filter.ts';
import { type MemoryIndex, withIndex } from './index.ts';
import type { MemoryTools } from './job.ts';
import { positionText } from './position.ts';
import { withPrivateContents } from './private-contents.ts';
import { type Hit, searchMemory } from './search.ts';
import { readSharedNote } from './shared-note.ts';
import { updateIndex } from './update.ts';

/** What is needed. */
export interface SharedMemoryOptions {
  readonly root: Root;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether private content may be told, too; asked each time. */
  readonly mayTellPrivate: () => boolean;
  readonly signal: AbortSignal;
  /** The models of this machine; asked for when there is a question. */
  readonly models: () => Pick<MemoryTools, 'router' | 'settings'>;
}

/** Part of a note, or one sentence on why it cannot be had. */
export type SharedPart =
  | {
      readonly ok: true;
      /** Of the note, below the root. */
      readonly path: string;
      readonly title: string;
      readonly text: string;
      /** Where `text` begins, and how long all of it is: in UTF-16 units. */
      readonly offset: number;
      readonly length: number;
    }
  | { readonly ok: false; readonly reason: string };

/** What is found when some of it may not be told: more is looked for, so many at most. */
const mostHits = 1000;

/** Writes nothing but the index. */
export class SharedMemory {
  readonly #options: SharedMemoryOptions;

  constructor(options: SharedMemoryOptions) {
    this.#options = options;
  }

  /** Searches done/ as it is now. */
  search(request: {
    readonly question: string;
    readonly limit: number;
    readonly filters: Filters;
  }): Promise<readonly Hit[]> {
    const { root, now, signal } = this.#options;
    return this.#withIndex(async (index) => {
      await updateIndex({ root, index, now, signal });
      for (let limit = request.limit; ; limit = Math.min(mostHits, limit * 4)) {
        const hits = await searchMemory(root, index, { ...request, limit });
        const told = await this.#public(index, hits);
        if (told.length >= request.limit || hits.length < limit || limit >= mostHits) {
          return told.slice(0, request.limit);
        }
      }
    });
  }

  /** Answers a question from done/ as it is now, and keeps nothing of it; undefined when it was told to stop. */
  ask(text: string, filters: Filters): Promise<Answered | undefined> {
    const { root, now, signal, models, mayTellPrivate } = this.#options;
    return this.#withIndex(async (index) => {
      await updateIndex({ root, index, now, signal });
      const question = { text, deep: false, cloud: false, budgetUsd: undefined, filters, problems: [] };
      const publicOnly = !mayTellPrivate();
      const terms = { private: false, rerank: false, patient: false, publicOnly, signal };
      return withPrivateContents(root, index, async (isPrivate) => {
        const { router, settings } = models();
        const ended = await answerQuestion(question, { root, index, router, settings, isPrivate }, terms);
        return ended.type === 'answered' ? ended.answer : undefined;
      });
    });
  }

  /**
   * Reads a note, or what it holds of one place.
   * @param place as a hit names it (`page 3`); the whole file with its front matter when not given
   * @param length at most
   */
  async read(path: string, place: string | undefined, offset: number, length: number): Promise<SharedPart> {
    const found = await readSharedNote(path, this.#options.root);
    if (!found.ok) return found;
    const note = await chunkNoteSlowly(found.markdown, found.path);
    const contents = [note.sha256, found.sha256].filter((sha256) => sha256 !== undefined);
    if (note.private || (await this.#isAnyPrivate(contents))) {
      if (!this.#options.mayTellPrivate()) {
        return {
          ok: false,
          reason: `"${path}" is private; "mcp": {"private": true} in settings.json would allow it.`,
        };
      }
    }
    const chunks = note.chunks.filter(({ position }) => positionText(position) === place);
    if (place !== undefined && chunks.length === 0) {
      return { ok: false, reason: `"${found.path}" has no place called "${place}".` };
    }
    const text = place === undefined ? found.markdown : chunks.map((chunk) => chunk.text).join('\n\n');
    const part = text.slice(offset, offset + length);
    return { ok: true, path: found.path, title: note.title, text: part, offset, length: text.length };
  }

  #withIndex<Result>(use: (index: MemoryIndex) => Promise<Result>): Promise<Result> {
    const { root } = this.#options;
    return mkdir(root.machine, { recursive: true }).then(() => withIndex(root.indexFile, use));
  }

  /** Those that may be told. */
  async #public(index: MemoryIndex, hits: readonly Hit[]): Promise<readonly Hit[]> {
    if (this.#options.mayTellPrivate()) return hits;
    const sql = 'SELECT sha256, content_sha256 FROM file WHERE path = ?';
    return withPrivateContents(this.#options.root, index, async (isPrivate) =>
      hits.filter((hit) => {
        const contents = index.rows(sql, hit.note).flatMap((row) => [row.sha256, row.content_sha256]);
        return !hit.private && !contents.some((sha256) => typeof sha256 === 'string' && isPrivate(sha256));
      }),
    );
  }

  #isAnyPrivate(contents: readonly string[]): Promise<boolean> {
    return this.#withIndex((index) =>
      withPrivateContents(this.#options.root, index, async (isPrivate) => contents.some(isPrivate)),
    );
  }
}
