/**
 * The journal: what happened to each content, keyed by the SHA-256 of its bytes, so that a rename, a
 * drag between folders or a second copy finds the work already done. Every call is one durable step once it has
 * returned, or its promise has resolved, unless it says otherwise.
 */
import type { StatementSync } from 'node:sqlite';
import type { TaskName } from '../types/task.ts';
import { type DatabaseOptions, DurableDatabase } from './durable-database.ts';
import {
  type ClaimRecord,
  type ContentRecord,
  type HeldRecord,
  type KnownContent,
  type Origin,
  putContent,
  type SavedResult,
  type SettledRecord,
  type Stall,
  text,
  toClaim,
  toContent,
  toHeld,
  toStall,
} from './journal-records.ts';
import { type Measurement, Measurements } from './measurements.ts';
import { moveIntentsOf } from './move-intents.ts';
import { OwnNotes } from './own-notes.ts';
import { SettledLog } from './settled-log.ts';

/** An open journal. Reading is allowed to any process, writing only to the owner of the root. */
export class Journal {
  readonly #database: DurableDatabase;
  /** The content that was claimed last, until it is written down. */
  #claimed: KnownContent | undefined;

  /** Opens or makes `file`. Throws what SQLite throws when it is no database. */
  constructor(file: string, options: DatabaseOptions = {}) {
    this.#database = new DurableDatabase(file, options);
  }

  close(): void {
    this.#knowClaimed();
    this.#database.close();
  }

  /** For what is durable when it is done. */
  #prepare(sql: string): StatementSync {
    this.#knowClaimed();
    return this.#database.durably(sql);
  }

  /** For what changes nothing. Nobody sees the journal without what is put off. */
  #select(sql: string): StatementSync {
    this.#knowClaimed();
    return this.#database.prepare(sql);
  }

  /** Writes all of it or nothing; resolves when it is durable, and leaves the event loop free until then. */
  async #together(work: () => void): Promise<void> {
    this.#knowClaimed();
    this.#database.together(work);
    await this.#database.onDisk();
  }

  /** What is known of a content, if anything. */
  content(sha256: string): ContentRecord | undefined {
    const row = this.#select('SELECT * FROM content WHERE sha256 = ?').get(sha256);
    return row && toContent(row);
  }

  /** The content whose note, as it was written, has these bytes. */
  contentOfNote(noteSha256: string): ContentRecord | undefined {
    const row = this.#select('SELECT * FROM content WHERE note_sha256 = ?').get(noteSha256);
    return row && toContent(row);
  }

  /** The content that was settled at `result`, a path below the root. */
  contentOfResult(result: string): ContentRecord | undefined {
    const row = this.#select('SELECT * FROM content WHERE result = ?').get(result);
    return row && toContent(row);
  }

  /**
   * Before the move to processing/: who it is and where it comes from. False, and nothing written,
   * when another claim has this place. Need not survive a power cut: what lies in processing/ without a claim
   * goes to ingest/ at the next start, and the next durable step takes this one with it.
   */
  claim(claim: KnownContent & Pick<ClaimRecord, 'place' | 'source' | 'origin' | 'ino'>): boolean {
    const { place, source, origin, sha256, ino, bytes, mime } = claim;
    const sql = 'INSERT OR IGNORE INTO claim (place, source, origin, sha256, ino) VALUES (?, ?, ?, ?, ?)';
    // That it is private is not put off; nothing else of a content is lost with a program that was killed.
    if (claim.private) this.know(claim);
    else this.#knowClaimed();
    const { changes } = this.#database.soon(sql).run(place, source, origin, sha256, String(ino));
    if (!claim.private) this.#claimed = { sha256, bytes, mime, private: false };
    return Number(changes) === 1;
  }

  /** What a claim says of the content is written down when the journal is asked next: the file need not wait for it. */
  #knowClaimed(): void {
    if (this.#claimed === undefined) return;
    putContent((sql) => this.#database.soon(sql), this.#claimed);
    this.#claimed = undefined;
  }

  /** That there is such a content, and whether it is private: once so, always so. */
  know(content: KnownContent): void {
    putContent((sql) => this.#prepare(sql), content);
  }

  /** Everything claimed and not yet settled or put back. */
  claims(): readonly ClaimRecord[] {
    return this.#select('SELECT * FROM claim').all().map(toClaim);
  }

  /** Before settling: where the original and its note are about to go. `target` is below the root. */
  async intend(place: string, target: string, noteSha256: string): Promise<void> {
    this.#knowClaimed();
    const sql = 'UPDATE claim SET target = ?, note_sha256 = ? WHERE place = ?';
    this.#database.soon(sql).run(target, noteSha256, place);
    await this.#database.onDisk();
  }

  /** The claim came to nothing (lost the race, put back, the person took the file): forget it. */
  unclaim(place: string): void {
    this.#prepare('DELETE FROM claim WHERE place = ?').run(place);
  }

  /** After settling: the content's own result, unless this was a further copy of something finished. */
  settle(claim: { place: string; sha256: string }, settled: SettledRecord): Promise<void> {
    return this.#together(() => {
      this.#prepare('DELETE FROM claim WHERE place = ?').run(claim.place);
      this.settled.add(settled);
      if (settled.isCopy) return;
      const { state, result, noteSha256 } = settled;
      const sql = 'UPDATE content SET state = ?, result = ?, note_sha256 = ? WHERE sha256 = ?';
      this.#prepare(sql).run(state, result, noteSha256, claim.sha256);
      if (state === 'failed') this.ownNotes.add({ noteSha256, result, sha256: claim.sha256 });
    });
  }

  /** One more attempt failed. */
  countAttempt(sha256: string, now: number): void {
    this.#prepare(
      `UPDATE content SET attempts = attempts + 1, first_failed = coalesce(first_failed, ?), last_failed = ?
       WHERE sha256 = ?`,
    ).run(now, now, sha256);
  }

  /** The person wants it done anew: it has no result, and no attempt was ever made. What tasks gave stays saved. */
  forgetAttempts(sha256: string): void {
    this.#prepare(
      `UPDATE content SET state = 'known', attempts = 0, first_failed = NULL, last_failed = NULL, result = NULL,
       note_sha256 = NULL WHERE sha256 = ?`,
    ).run(sha256);
  }

  /** A finished task's result, before the next task begins, and in the same step how long it took. */
  saveResult(
    sha256: string,
    task: TaskName,
    part: string,
    result: SavedResult,
    measured?: Measurement,
  ): Promise<void> {
    return this.#together(() => {
      this.#putResult(sha256, task, part, result);
      if (measured) this.measurements.add(measured);
    });
  }

  #putResult(sha256: string, task: TaskName, part: string, result: SavedResult): void {
    this.#prepare(
      `INSERT INTO task_result (sha256, task, part, spec, value, seconds) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256, task, part) DO UPDATE
       SET spec = excluded.spec, value = excluded.value, seconds = excluded.seconds`,
    ).run(sha256, task, part, result.spec, JSON.stringify(result.value), result.seconds);
  }

  /** What `saveResult` saved under the same key, if anything. */
  savedResult(sha256: string, task: TaskName, part: string): SavedResult | undefined {
    const row = this.#select(
      'SELECT spec, value, seconds FROM task_result WHERE sha256 = ? AND task = ? AND part = ?',
    ).get(sha256, task, part);
    if (!row) return undefined;
    return {
      spec: String(row.spec),
      value: JSON.parse(String(row.value)),
      seconds: Number(row.seconds),
    };
  }

  /** How many saved results a content and its pictures have of each task; a task without any is missing. */
  savedTasks(sha256: string): ReadonlyMap<TaskName, number> {
    // What is kept of unfinished tasks is no result.
    const sql = `SELECT task, count(*) AS results FROM task_result
      WHERE sha256 = ? AND spec NOT IN ('part', 'none') GROUP BY task`;
    const rows = this.#select(sql).all(sha256);
    return new Map(rows.map(({ task, results }) => [String(task) as TaskName, Number(results)]));
  }

  /** What was made of the whole content by these tasks is out of date, since there is more to know of it now. */
  forgetResults(sha256: string, tasks: readonly TaskName[]): void {
    const sql = "DELETE FROM task_result WHERE sha256 = ? AND task = ? AND part = ''";
    for (const task of tasks) this.#prepare(sql).run(sha256, task);
  }

  /** A file waits for something: so that `status` can say what, even when nobody runs. */
  hold({ folder, source, why, hint, until }: HeldRecord): void {
    const sql = 'INSERT OR REPLACE INTO held (folder, source, why, hint, until) VALUES (?, ?, ?, ?, ?)';
    this.#prepare(sql).run(folder, source, why, hint, until ?? null);
  }

  /** It no longer waits for anything but its turn. */
  unhold(folder: Origin, source: string): void {
    this.#prepare('DELETE FROM held WHERE folder = ? AND source = ?').run(folder, source);
  }

  /** Everything that waits for something. */
  held(): readonly HeldRecord[] {
    return this.#select('SELECT * FROM held ORDER BY folder DESC, source').all().map(toHeld);
  }

  /** No local model could do this content's task; what stalls again has a new reason. */
  noteStall(sha256: string, { task, reason, lacking, planned = false }: Stall): void {
    const sql =
      'INSERT OR REPLACE INTO stall (sha256, task, reason, lacking, planned) VALUES (?, ?, ?, ?, ?)';
    this.#prepare(sql).run(sha256, task, reason, lacking ? 1 : 0, planned ? 1 : 0);
  }

  /** Why a content stalled, if it did. */
  stall(sha256: string): Stall | undefined {
    const row = this.#select('SELECT * FROM stall WHERE sha256 = ?').get(sha256);
    return row && toStall(row);
  }

  /** A local model can do it now, or the person wants it tried again. */
  forgetStall(sha256: string): void {
    this.#prepare('DELETE FROM stall WHERE sha256 = ?').run(sha256);
  }

  /** A small fact about this root, e.g. when a model was last seen. */
  fact(name: string): string | undefined {
    return text(this.#select('SELECT value FROM fact WHERE name = ?').get(name)?.value);
  }

  setFact(name: string, value: string): void {
    this.#prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)').run(name, value);
  }

  /** The notes of ours that are no documents. */
  readonly ownNotes = new OwnNotes((sql) => this.#prepare(sql));

  /** What came to rest lately. */
  readonly settled = new SettledLog((sql) => this.#prepare(sql));

  /** How long tasks took. */
  readonly measurements = new Measurements((sql) => this.#prepare(sql));

  /** Placeholder moves that have begun and not ended, for the mover. */
  readonly moveIntents = moveIntentsOf((sql) => this.#prepare(sql));
}
