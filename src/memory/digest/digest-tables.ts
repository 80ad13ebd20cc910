/** What the digests remember, in tables of their own in the index's database: lost, all of it is made anew. */
import type { MemoryIndex } from '../index.ts';

/** Raised by one whenever the tables, or what is put into them, change. */
const version = '1';

const tables = `
  -- One file below logs/, and how far it was read. One that is rewritten is another log under the same path.
  CREATE TABLE digest_log (
    id INTEGER PRIMARY KEY,
    -- Device and inode.
    identity TEXT NOT NULL,
    -- Below logs/.
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- Milliseconds since the epoch.
    modified REAL NOT NULL,
    -- Null for a file that is no text.
    encoding TEXT,
    line_end INTEGER NOT NULL,
    -- Bytes and lines that were read.
    offset INTEGER NOT NULL DEFAULT 0,
    lines INTEGER NOT NULL DEFAULT 0,
    -- The offset lies in a line that was too long.
    inside INTEGER NOT NULL DEFAULT 0,
    -- Hashes of the first and of the last bytes that were read.
    head TEXT NOT NULL DEFAULT '',
    tail TEXT NOT NULL DEFAULT '',
    -- The last day that a line named.
    day TEXT,
    -- A last line without an end that has rested: { day, line } as JSON.
    half TEXT,
    -- Since when it does not lie there any more, in milliseconds since the epoch.
    gone_at REAL,
    -- It was not read to its end yet.
    fresh INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  -- A LogDay as JSON.
  CREATE TABLE digest_log_day (
    log INTEGER NOT NULL, day TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (log, day)
  ) STRICT;
  CREATE INDEX digest_log_by_day ON digest_log_day (day);

  -- What a note in done/ says of itself. 'sha256' is that of the note's bytes.
  CREATE TABLE digest_note (
    path TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, content TEXT, private INTEGER NOT NULL,
    day TEXT, data TEXT
  ) STRICT;
  CREATE INDEX digest_note_by_day ON digest_note (day);

  -- Days and weeks: those that have to be looked at, and those of which there is or was a digest.
  CREATE TABLE digest_period (
    name TEXT NOT NULL PRIMARY KEY, due INTEGER NOT NULL, written INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- Finished parts of a long summary.
  CREATE TABLE digest_memo (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE digest_fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

const names = ['log', 'log_day', 'note', 'period', 'memo', 'fact'].map((name) => `digest_${name}`);

/** Makes the tables where there are none of this version. */
export function openTables(index: MemoryIndex): void {
  if (isCurrent(index)) return;
  index.transaction(() => {
    for (const name of names) index.database.exec(`DROP TABLE IF EXISTS ${name}`);
    index.database.exec(tables);
    setFact(index, 'version', version);
  });
}

function isCurrent(index: MemoryIndex): boolean {
  const [table] = index.rows("SELECT 1 FROM sqlite_schema WHERE name = 'digest_fact'");
  return table !== undefined && fact(index, 'version') === version;
}

/** A fact that was set, else undefined. */
export function fact(index: MemoryIndex, name: string): string | undefined {
  const [row] = index.rows('SELECT value FROM digest_fact WHERE name = ?', name);
  return row && String(row.value);
}

export function setFact(index: MemoryIndex, name: string, value: string): void {
  index.run('INSERT OR REPLACE INTO digest_fact (name, value) VALUES (?, ?)', name, value);
}

/** The digest of this day (`2026-11-03`) or week (`2026-W45`) has to be looked at. */
export function markDue(index: MemoryIndex, name: string): void {
  index.run(
    'INSERT INTO digest_period (name, due) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET due = 1',
    name,
  );
}

/** It was looked at; `written` says whether there is a digest now. */
export function markDone(index: MemoryIndex, name: string, written: boolean): void {
  index.run(
    'INSERT OR REPLACE INTO digest_period (name, due, written) VALUES (?, 0, ?)',
    name,
    written ? 1 : 0,
  );
}
