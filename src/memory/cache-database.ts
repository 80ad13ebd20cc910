/** Databases of the memory: caches, so that one that is damaged is thrown away, and a commit need not wait for the disk. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's codes for a file that is damaged and for one that is no database (https://www.sqlite.org/rescode.html). */
const damaged: ReadonlySet<number> = new Set([11, 26]);

/** Whether what was thrown means that the database is damaged: removing it helps. */
export function isDamaged(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return damaged.has(code & 0xff);
}

/** Opens the database at `path`, made anew where there is none, or none that can be used. `prepare` sees to its tables. */
export function openCacheDatabase(path: string, prepare: (database: DatabaseSync) => void): DatabaseSync {
  try {
    return open(path, prepare);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    removeCacheDatabase(path);
    return open(path, prepare);
  }
}

/** Removes it with what SQLite keeps beside it. */
export function removeCacheDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
}

/** 0 for a new one. */
export function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return typeof row?.user_version === 'number' ? row.user_version : 0;
}

function open(path: string, prepare: (database: DatabaseSync) => void): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // What a power cut takes is made again.
    database.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
