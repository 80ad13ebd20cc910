/** The ledger's connection to `state.db`, on which every commit is on the disk before it returns. */
import { statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { prepareDatabase } from '../folders/journal-schema.ts';
import type { CallState } from './call-life.ts';
import { type Call, type CallKey, toCall } from './ledger-records.ts';

type Row = Record<string, unknown>;

/** So many milliseconds a transaction waits for those of other processes. */
const patienceMs = 30_000;

/** After so many pages the write-ahead log begins anew (https://www.sqlite.org/pragma.html#pragma_wal_autocheckpoint). */
const logPages = 250;

const inodeOf = (file: string): bigint | undefined =>
  statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;

/** An open `state.db`. */
export class LedgerDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #file: string;
  readonly #inode: bigint | undefined;

  /** Opens or makes `file`. Throws what SQLite throws when it is no database. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: patienceMs });
    prepareDatabase(this.#database);
    // Written over and over, the log need not grow: a commit that makes it longer waits longer for the disk.
    this.#database.exec(`PRAGMA busy_timeout = ${patienceMs}; PRAGMA wal_autocheckpoint = ${logPages}`);
    this.#file = file;
    this.#inode = inodeOf(file);
  }

  /** Throws when the file was taken away, or another took its place: another process may then keep a ledger of its own. */
  expectInPlace(): void {
    if (inodeOf(this.#file) === this.#inode) return;
    throw new Error('state.db was taken away while this program ran');
  }

  close(): void {
    this.#database.close();
  }

  /**
   * `work` in one transaction that no other process can come between, from its first read on: the fence. Its commit
   * is durable. What `work` throws undoes it all.
   */
  together<Value>(work: () => Value): Value {
    this.run('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.run('COMMIT');
      return value;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  row(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** How many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Calls, in the order in which they were reserved. `where` is SQL. */
  calls(where: string, ...values: readonly SQLInputValue[]): readonly Call[] {
    const sql = `SELECT * FROM call WHERE ${where} ORDER BY reserved_at, id`;
    return this.#prepare(sql)
      .all(...values)
      .map(toCall);
  }

  call(id: string): Call | undefined {
    const row = this.row('SELECT * FROM call WHERE id = ?', id);
    return row && toCall(row);
  }

  /** The newest generation of a key. */
  newest({ sha256, task, parameters }: CallKey): Call | undefined {
    const sql =
      'SELECT * FROM call WHERE sha256 = ? AND task = ? AND parameters = ? ORDER BY generation DESC LIMIT 1';
    const row = this.row(sql, sha256, task, parameters);
    return row && toCall(row);
  }

  /** False when the call is there already, or when another generation of its key is alive. */
  insert(call: Call): boolean {
    const sql = `INSERT INTO call (id, sha256, task, parameters, generation, state, spec, source,
      reserved, counted, day, reserved_at, sent_at, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`;
    const { id, sha256, task, parameters, generation, state, spec, source } = call;
    const values = [id, sha256, task, parameters, generation, state, spec, source] as const;
    const { reserved, counted, day, reservedAt, sentAt, cost } = call;
    return this.run(sql, ...values, reserved, counted, day, reservedAt, sentAt ?? null, cost ?? null) === 1;
  }

  /** A step of a call. What is missing in `changes` stays as it is. */
  update(id: string, state: CallState, changes: Partial<Call>): void {
    const sql = `UPDATE call SET state = ?, counted = coalesce(?, counted), day = coalesce(?, day),
      sent_at = coalesce(?, sent_at), handle = coalesce(?, handle), provider_id = coalesce(?, provider_id),
      result = coalesce(?, result), cost = coalesce(?, cost) WHERE id = ?`;
    const { counted, day, sentAt, handle, providerId, result, cost } = changes;
    const values = [counted, day, sentAt, handle, providerId, result, cost].map((value) => value ?? null);
    this.run(sql, state, ...values, id);
  }

  /** Money of a day or a month of which no call is known. */
  carry(period: string, micros: number): void {
    this.run(
      `INSERT INTO carried (period, micros) VALUES (?, ?)
       ON CONFLICT (period) DO UPDATE SET micros = micros + excluded.micros`,
      period,
      micros,
    );
  }

  /** A value that `setFact` saved, if any. */
  fact(name: string): unknown {
    const value = this.row('SELECT value FROM fact WHERE name = ?', name)?.value;
    return typeof value === 'string' ? JSON.parse(value) : undefined;
  }

  /** `value` is saved as JSON. */
  setFact(name: string, value: unknown): void {
    this.run('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)', name, JSON.stringify(value));
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
