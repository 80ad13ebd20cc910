/** The database of the journal: each write says whether the caller waits for the disk on the spot, later, or not at all. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SyncFile } from './durable.ts';
import { prepareDatabase } from './journal-schema.ts';
import { LogOnDisk } from './log-on-disk.ts';

/** Who may do what, and how the log is synced where a test looks on. */
export interface DatabaseOptions {
  readonly readOnly?: boolean;
  readonly sync?: SyncFile;
}

/** An open database of the newest version. */
export class DurableDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Undefined where the file system has no write-ahead log: there every commit waits on the spot. */
  readonly #log: LogOnDisk | undefined;
  #commitsWait = true;
  /** A sync of the log has failed since it began. */
  #isDoubtful = false;

  /** Opens or makes `file`. Throws what SQLite throws when it is no database. */
  constructor(file: string, { readOnly = false, sync }: DatabaseOptions) {
    this.#database = new DatabaseSync(file, { readOnly });
    if (readOnly) return;
    prepareDatabase(this.#database);
    const { journal_mode: mode } = this.#database.prepare('PRAGMA journal_mode').get() ?? {};
    if (mode === 'wal') this.#log = new LogOnDisk(`${file}-wal`, sync);
  }

  /** For what changes nothing. */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** For what is durable when it is done, or, in a transaction, when that is. */
  durably(sql: string): StatementSync {
    this.#wait(true);
    return this.prepare(sql);
  }

  /**
   * For what is safe from a crash of the program when it is done; a power cut may take it away, never what was
   * committed before it (https://www.sqlite.org/pragma.html#pragma_synchronous), until `onDisk` resolves.
   */
  soon(sql: string): StatementSync {
    this.#wait(false);
    return this.prepare(sql);
  }

  /** All that `work` writes, or nothing of it; as durable as what `soon` writes. */
  together(work: () => void): void {
    this.soon('BEGIN IMMEDIATE').run();
    try {
      work();
      this.prepare('COMMIT').run();
    } catch (error) {
      // A full disk may have ended it already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Resolves when all that was written so far is on the disk. */
  async onDisk(): Promise<void> {
    if (this.#isDoubtful) this.#beginAnew();
    try {
      await this.#log?.reached();
    } catch (error) {
      this.#isDoubtful = true;
      throw error;
    }
  }

  /**
   * After a failed sync the system takes the lost pages for written, and a later sync says nothing of them; SQLite would stop
   * at them after a power cut, whatever follows. So all of it is copied to the database and the log begins anew.
   * @throws as long as that fails.
   */
  #beginAnew(): void {
    const { busy } = this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {};
    if (busy !== 0)
      throw new Error('The journal could not be written to the disk yet, since another program reads it.');
    this.#isDoubtful = false;
  }

  close(): void {
    this.#log?.close();
    this.#database.close();
  }

  #wait(wait: boolean): void {
    if (wait === this.#commitsWait || this.#database.isTransaction || !this.#log) return;
    this.#database.exec(`PRAGMA synchronous = ${wait ? 'FULL' : 'NORMAL'}`);
    this.#commitsWait = wait;
  }
}
