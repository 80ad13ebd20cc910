/** The index of done/: what is known of each note, and its chunks. Made from the notes alone; a cache, no archive. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { isDamaged, removeCacheDatabase } from './cache-database.ts';
import type { Note } from './chunks.ts';
import { openIndexDatabase } from './index-database.ts';
import { partedWords } from './words.ts';

/** How a note's file looked when it was read. */
export interface Stamp {
  readonly size: number;
  /** Nanoseconds since the epoch; empty when it was too new to be sure that a later change would show. */
  readonly mtime: string;
  /** Of the note's bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** A note with where it lies, below the root (`done/a/b.pdf.md`). */
export interface IndexedNote {
  readonly path: string;
  readonly stamp: Stamp;
  readonly note: Note;
}

/** Every call is at once; several processes may have one open, and see each other's changes. */
export class MemoryIndex {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #changes = 0;

  /** Opens the index at `path`; one that is damaged, or of another version, begins empty. */
  constructor(path: string) {
    this.database = openIndexDatabase(path);
  }

  close(): void {
    this.database.close();
  }

  /** Grows with every change that was made here; what was read before may be old. */
  get changes(): number {
    return this.#changes;
  }

  /** The rows of a query, whose text is prepared once. */
  rows(sql: string, ...values: readonly SQLInputValue[]): readonly Record<string, unknown>[] {
    return this.#prepare(sql).all(...values);
  }

  /** How each note that is held looked. */
  stamps(): ReadonlyMap<string, Stamp> {
    const rows = this.rows('SELECT path, size, mtime, sha256 FROM file');
    return new Map(rows.map((row) => [String(row.path), toStamp(row)]));
  }

  /** How the note at `path` looked; undefined when it is not held. */
  stamp(path: string): Stamp | undefined {
    const [row] = this.rows('SELECT size, mtime, sha256 FROM file WHERE path = ?', path);
    return row && toStamp(row);
  }

  counts(): { readonly files: number; readonly chunks: number; readonly vectors: number } {
    const [row] = this.rows(`SELECT (SELECT count(*) FROM file) files, (SELECT count(*) FROM chunk) chunks,
      (SELECT count(*) FROM vector) vectors`);
    return { files: Number(row?.files), chunks: Number(row?.chunks), vectors: Number(row?.vectors) };
  }

  /** Takes notes in, each in the place of what was held under its path; all of them or, when it throws, none. */
  put(notes: readonly IndexedNote[]): void {
    this.transaction(() => {
      for (const { path, stamp, note } of notes) {
        this.#remove(path);
        this.#insert(path, stamp, note);
      }
    });
  }

  /** The note was touched, and is the same. */
  touch(path: string, { size, mtime }: Stamp): void {
    this.run('UPDATE file SET size = ?, mtime = ? WHERE path = ?', size, mtime, path);
  }

  /** Forgets notes that are gone. */
  remove(paths: readonly string[]): void {
    this.transaction(() => {
      for (const path of paths) this.#remove(path);
    });
  }

  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  transaction(work: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.database.exec('COMMIT');
      this.#changes += 1;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #remove(path: string): void {
    const [file] = this.rows('SELECT id FROM file WHERE path = ?', path);
    if (file === undefined) return;
    const id = Number(file.id);
    for (const chunk of this.rows('SELECT id FROM chunk WHERE file = ?', id)) {
      this.run('DELETE FROM words WHERE rowid = ?', Number(chunk.id));
      this.run('DELETE FROM vector WHERE chunk = ?', Number(chunk.id));
    }
    this.run('DELETE FROM chunk WHERE file = ?', id);
    this.run('DELETE FROM tag WHERE file = ?', id);
    this.run('DELETE FROM mention WHERE file = ?', id);
    this.run('DELETE FROM file WHERE id = ?', id);
  }

  #insert(path: string, stamp: Stamp, note: Note): void {
    const file = this.run(
      `INSERT INTO file (path, size, mtime, sha256, original, title, date, kind, folder, private, content_sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[path, stamp.size, stamp.mtime, stamp.sha256, note.original ?? null, note.title, note.date ?? null],
      ...[note.kind, note.folder, note.private ? 1 : 0, note.sha256 ?? null],
    );
    for (const tag of note.tags) this.run('INSERT INTO tag (tag, file) VALUES (?, ?)', tag, file);
    for (const { type, name, by, times, titled, position, sentence } of note.mentions) {
      this.run(
        `INSERT INTO mention (file, type, name, named_by, times, titled, position, sentence)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[file, type, name, by, times, titled ? 1 : 0, JSON.stringify(position), sentence],
      );
    }
    const title = partedWords(`${note.title}\n${note.original ?? path}`);
    const tags = partedWords(note.tags.join('\n'));
    const summary = partedWords(note.summary);
    // A note without a word in it is still found by its name.
    const chunks = note.chunks.length > 0 ? note.chunks : [{ text: '', position: {} }];
    for (const { text, position } of chunks) {
      const chunk = this.run(
        'INSERT INTO chunk (file, position, text) VALUES (?, ?, ?)',
        ...[file, JSON.stringify(position), text],
      );
      this.run(
        'INSERT INTO words (rowid, title, tags, summary, text) VALUES (?, ?, ?, ?, ?)',
        ...[chunk, title, tags, summary, partedWords(text)],
      );
    }
  }
}

function toStamp({ size, mtime, sha256 }: Record<string, unknown>): Stamp {
  return { size: Number(size), mtime: String(mtime), sha256: String(sha256) };
}

/**
 * Lends `use` the index at `path`. When the index turns out to be damaged on the way, `use` is given a new one, which
 * is empty, once more.
 */
export async function withIndex<Result>(
  path: string,
  use: (index: MemoryIndex) => Promise<Result>,
): Promise<Result> {
  const lend = async (): Promise<Result> => {
    const index = new MemoryIndex(path);
    try {
      return await use(index);
    } finally {
      index.close();
    }
  };
  try {
    return await lend();
  } catch (error) {
    if (!isDamaged(error)) throw error;
    removeCacheDatabase(path);
    return lend();
  }
}
