/**
 * The floor: the durable journey of a text file in the plainest code, one file after the other.
 *
 * It does every fsync that the design promises for a text file and its two tasks, and nothing that it could
 * leave out. A commit of SQLite (write-ahead log, synchronous=FULL) is one fsync:
 *
 *     1, 2   claim: the new name in processing/ is durable, then the old one is gone from ingest/ for good
 *     3, 4   the result of each of the two tasks is saved before the next begins
 *     5, 6   the note is written whole, then has its name in done/
 *     7, 8   the original moves to done/, last
 *     9      the journal knows that it is settled
 *
 * Calls of `node:fs` that wait are faster here than promises: there is nothing else to do meanwhile.
 */
import { hash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The fsyncs of one file. */
export const floorFsyncs = 9;

const taskResult = JSON.stringify({
  title: 'A report',
  summary: 'Several things were repaired.',
  keyPoints: [],
});

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The durable move: at every instant the file has at least one name that survives a crash. */
export function durableMove(fromFolder: string, toFolder: string, name: string): void {
  linkSync(join(fromFolder, name), join(toFolder, name));
  syncFolder(toFolder);
  unlinkSync(join(fromFolder, name));
  syncFolder(fromFolder);
}

/** A root of its own, with the least that is needed in it. */
export class Floor {
  readonly ingest: string;
  readonly #processing: string;
  readonly #done: string;
  readonly #temporary: string;
  readonly #database: DatabaseSync;
  readonly #saveTask: StatementSync;
  readonly #settle: StatementSync;
  #taken = 0;

  /** @param folder does not exist yet. */
  constructor(folder: string) {
    this.ingest = join(folder, 'ingest');
    this.#processing = join(folder, 'processing');
    this.#done = join(folder, 'done');
    this.#temporary = join(folder, 'temporary');
    for (const path of [this.ingest, this.#processing, this.#done, this.#temporary]) {
      mkdirSync(path, { recursive: true });
    }
    this.#database = new DatabaseSync(join(folder, 'state.db'));
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE task (sha256 TEXT, task TEXT, value TEXT, PRIMARY KEY (sha256, task)) STRICT;
      CREATE TABLE content (sha256 TEXT PRIMARY KEY, result TEXT) STRICT;`);
    this.#saveTask = this.#database.prepare('INSERT INTO task VALUES (?, ?, ?)');
    this.#settle = this.#database.prepare('INSERT INTO content VALUES (?, ?)');
  }

  /** Takes the next `count` of `names` through; gives microseconds a file. */
  work(names: readonly string[], count: number): number {
    const chosen = names.slice(this.#taken, this.#taken + count);
    if (chosen.length < count) throw new Error('The floor has no more files.');
    this.#taken += count;
    const began = performance.now();
    for (const name of chosen) this.#one(name);
    return ((performance.now() - began) * 1000) / count;
  }

  close(): void {
    this.#database.close();
  }

  #one(name: string): void {
    durableMove(this.ingest, this.#processing, name);
    const text = readFileSync(join(this.#processing, name), 'utf8');
    const sha256 = hash('sha256', text);
    for (const task of ['summarise', 'extract']) this.#saveTask.run(sha256, task, taskResult);
    this.#writeNote(name, `---\nsha256: ${sha256}\n---\n\n${taskResult}\n\n${text}`);
    durableMove(this.#processing, this.#done, name);
    this.#settle.run(sha256, `done/${name}`);
  }

  #writeNote(name: string, note: string): void {
    const temporary = join(this.#temporary, name);
    const file = openSync(temporary, 'wx');
    writeFileSync(file, note);
    fsyncSync(file);
    closeSync(file);
    linkSync(temporary, join(this.#done, `${name}.md`));
    syncFolder(this.#done);
    unlinkSync(temporary);
  }
}
