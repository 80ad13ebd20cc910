/** When what came to rest, for the report of the night. Only the last days are kept: done/ and failed/ have the rest. */
import type { StatementSync } from 'node:sqlite';

/** A file that came to rest. */
export interface SettledEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly state: 'done' | 'failed';
  /** Where the original was settled, below the root; its note is that path + ".md". */
  readonly result: string;
  /** A further copy of something that is done. */
  readonly isCopy: boolean;
}

/** Nights that are longer ago than this are reported already, or never will be. In milliseconds. */
export const keptForReportsMs = 3 * 24 * 3_600_000;

/** A part of the journal. Every call is one step of whatever transaction is open. */
export class SettledLog {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(prepare: (sql: string) => StatementSync) {
    this.#prepare = prepare;
  }

  add({ at, state, result, isCopy }: SettledEntry): void {
    const sql = 'INSERT INTO settled (at, state, result, is_copy) VALUES (?, ?, ?, ?)';
    this.#prepare(sql).run(at, state, result, isCopy ? 1 : 0);
    // Two go for each that comes, so that no step takes long, and the rows of a great night go all the same.
    this.#prepare(
      'DELETE FROM settled WHERE at < ? AND id IN (SELECT id FROM settled ORDER BY id LIMIT 2)',
    ).run(at - keptForReportsMs);
  }

  /** What came to rest from one moment (milliseconds since the epoch) until before another, in that order. */
  between(from: number, until: number): readonly SettledEntry[] {
    const sql = 'SELECT * FROM settled WHERE at >= ? AND at < ? ORDER BY id';
    return this.#prepare(sql).all(from, until).map(toEntry);
  }
}

function toEntry(row: Record<string, unknown>): SettledEntry {
  return {
    at: Number(row.at),
    state: row.state === 'failed' ? 'failed' : 'done',
    result: String(row.result),
    isCopy: Number(row.is_copy) === 1,
  };
}
