/**
 * The notes that we wrote into failed/, and those in done/ that a newer result replaces, each by the hash of its
 * bytes: wherever an unchanged one turns up, it is ours and no document. A content may have several.
 */
import type { StatementSync } from 'node:sqlite';

/** One note as it was written. */
export interface OwnNote {
  readonly noteSha256: string;
  /** Where the original was settled, below the root; the note is that path + `.md`. */
  readonly result: string;
  /** The original's content; a bundle has none. */
  readonly sha256: string | undefined;
}

function toNote(row: Record<string, unknown>): OwnNote {
  const sha256 = typeof row.sha256 === 'string' ? row.sha256 : undefined;
  return { noteSha256: String(row.note_sha256), result: String(row.result), sha256 };
}

/** A part of the journal. Every call is one step of whatever transaction is open. */
export class OwnNotes {
  readonly #prepare: (sql: string) => StatementSync;
  /** The bytes of all that there are, and of some that were: asked of every file that arrives, which is most often none. */
  #hashes: Set<string> | undefined;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  add({ noteSha256, result, sha256 }: OwnNote): void {
    const sql = 'INSERT OR REPLACE INTO own_note (note_sha256, result, sha256) VALUES (?, ?, ?)';
    this.#prepare(sql).run(noteSha256, result, sha256 ?? null);
    this.#hashes?.add(noteSha256);
  }

  /** The note with these bytes. */
  withBytes(noteSha256: string): OwnNote | undefined {
    this.#hashes ??= this.#allHashes();
    if (!this.#hashes.has(noteSha256)) return undefined;
    const row = this.#prepare('SELECT * FROM own_note WHERE note_sha256 = ?').get(noteSha256);
    return row && toNote(row);
  }

  /** The notes that were written beside `result`, a path below the root; all but the last one are old. */
  beside(result: string): readonly OwnNote[] {
    return this.#prepare('SELECT * FROM own_note WHERE result = ?').all(result).map(toNote);
  }

  /** The notes about one content. */
  of(sha256: string): readonly OwnNote[] {
    return this.#prepare('SELECT * FROM own_note WHERE sha256 = ?').all(sha256).map(toNote);
  }

  /** Only the owner of the root adds notes, so that none is missed; a step that is taken back leaves one too many. */
  #allHashes(): Set<string> {
    const rows = this.#prepare('SELECT note_sha256 FROM own_note').all();
    return new Set(rows.map((row) => String(row.note_sha256)));
  }

  /** The note is gone. */
  forget(noteSha256: string): void {
    this.#prepare('DELETE FROM own_note WHERE note_sha256 = ?').run(noteSha256);
  }
}
