/** The tables of `state.db`. The journal says what happened to each content; places are only where it lies. */
import type { DatabaseSync } from 'node:sqlite';

/** Raised by one whenever the tables change; each step below takes a database from one version to the next. */
const steps: readonly string[] = [
  `
  CREATE TABLE content (
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    mime TEXT NOT NULL,
    -- Sticky: once seen below private/, always private, wherever a copy turns up later.
    private INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('known', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    first_failed INTEGER,
    last_failed INTEGER,
    -- Where its original was settled, below the root ("done/a/b.png"); its note is that path + ".md".
    result TEXT,
    note_sha256 TEXT
  ) STRICT;
  CREATE UNIQUE INDEX content_by_sha256 ON content (sha256);
  CREATE INDEX content_by_result ON content (result) WHERE result IS NOT NULL;
  CREATE INDEX content_by_note ON content (note_sha256) WHERE note_sha256 IS NOT NULL;

  CREATE TABLE claim (
    -- Below processing/ and below ingest/.
    place TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- Text, since some file systems use all 64 bits.
    ino TEXT NOT NULL,
    -- Set just before settling: where it is about to go, below the root, and the hash of the note beside it.
    target TEXT,
    note_sha256 TEXT
  ) STRICT;

  CREATE TABLE task_result (
    sha256 TEXT NOT NULL,
    task TEXT NOT NULL,
    -- Which picture or chunk; '' for the whole file.
    part TEXT NOT NULL,
    spec TEXT NOT NULL,
    value TEXT NOT NULL,
    seconds REAL NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX task_result_by_key ON task_result (sha256, task, part);

  CREATE TABLE held (
    source TEXT NOT NULL PRIMARY KEY,
    why TEXT NOT NULL,
    hint TEXT NOT NULL,
    -- Milliseconds since the epoch; NULL until something else changes.
    until INTEGER
  ) STRICT;

  CREATE TABLE move_intent (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    target TEXT NOT NULL,
    placeholder_ino TEXT NOT NULL
  ) STRICT;

  CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  -- Every note that was written into failed/ (a content has one for each of its copies that failed), and those
  -- in done/ that a newer result replaces.
  CREATE TABLE own_note (
    note_sha256 TEXT NOT NULL PRIMARY KEY,
    -- Where its original was settled, below the root.
    result TEXT NOT NULL,
    -- NULL for a bundle, which has no content of its own.
    sha256 TEXT
  ) STRICT;
  CREATE INDEX own_note_by_result ON own_note (result);
  CREATE INDEX own_note_by_sha256 ON own_note (sha256) WHERE sha256 IS NOT NULL;
  INSERT OR IGNORE INTO own_note (note_sha256, result, sha256)
    SELECT note_sha256, result, sha256 FROM content
    WHERE state = 'failed' AND note_sha256 IS NOT NULL AND result IS NOT NULL;
  `,
  `
  -- The ledger: one row for each paid call. Amounts are micro-dollars.
  CREATE TABLE call (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    task TEXT NOT NULL,
    -- A hash; the provider is not part of it.
    parameters TEXT NOT NULL,
    generation INTEGER NOT NULL CHECK (generation >= 1),
    state TEXT NOT NULL CHECK (state IN
      ('reserved', 'sending', 'sent', 'result', 'settled', 'released', 'unknown', 'given-up', 'reopened')),
    spec TEXT NOT NULL,
    source TEXT NOT NULL,
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    -- What counts against the caps now.
    counted INTEGER NOT NULL CHECK (counted >= 0),
    -- In which it was sent, e.g. '2026-11-27'.
    day TEXT NOT NULL,
    reserved_at INTEGER NOT NULL,
    sent_at INTEGER,
    handle TEXT,
    provider_id TEXT,
    result TEXT,
    cost INTEGER CHECK (cost >= 0)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX call_by_key ON call (sha256, task, parameters, generation);
  -- Of all generations of a key, one at most is bought or may be.
  CREATE UNIQUE INDEX call_alive ON call (sha256, task, parameters) WHERE state NOT IN ('released', 'reopened');

  -- What calls count for, by day and state, so that a purchase need not add up all calls of the month.
  CREATE TABLE tally (
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    micros INTEGER NOT NULL,
    PRIMARY KEY (day, state)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER call_added AFTER INSERT ON call BEGIN
    INSERT INTO tally (day, state, micros) VALUES (new.day, new.state, new.counted)
      ON CONFLICT (day, state) DO UPDATE SET micros = micros + excluded.micros;
  END;
  CREATE TRIGGER call_changed AFTER UPDATE OF day, state, counted ON call BEGIN
    UPDATE tally SET micros = micros - old.counted WHERE day = old.day AND state = old.state;
    INSERT INTO tally (day, state, micros) VALUES (new.day, new.state, new.counted)
      ON CONFLICT (day, state) DO UPDATE SET micros = micros + excluded.micros;
  END;

  -- Spent in a day ('2026-11-27') or a month ('2026-11'), as results say, by calls of which no record is left.
  CREATE TABLE carried (period TEXT NOT NULL PRIMARY KEY, micros INTEGER NOT NULL CHECK (micros >= 0)) STRICT;

  -- A database that knew contents before it had a ledger is of a version that could buy nothing.
  INSERT INTO fact (name, value) SELECT 'ledger', '"kept"' WHERE EXISTS (SELECT 1 FROM content);
  `,
  `
  -- Where a claimed file goes back to.
  ALTER TABLE claim ADD COLUMN origin TEXT NOT NULL DEFAULT 'ingest' CHECK (origin IN ('ingest', 'cloud'));

  -- What waits is named anew at the next look.
  DROP TABLE held;
  CREATE TABLE held (
    -- 'ingest' or 'cloud', and the path below it.
    folder TEXT NOT NULL CHECK (folder IN ('ingest', 'cloud')),
    source TEXT NOT NULL,
    why TEXT NOT NULL,
    hint TEXT NOT NULL,
    -- Milliseconds since the epoch; NULL until something else changes.
    until INTEGER,
    PRIMARY KEY (folder, source)
  ) STRICT;

  -- Contents that no local model could do, and why; a file in cloud/ without such a row was put there by hand.
  CREATE TABLE stall (
    sha256 TEXT NOT NULL PRIMARY KEY,
    task TEXT NOT NULL CHECK (task IN ('recognise', 'describe', 'transcribe')),
    reason TEXT NOT NULL,
    -- 1 when there was no model for it at all; 0 when those that there are had failed.
    lacking INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- How long finished tasks took, for forecasts.
  CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    spec TEXT NOT NULL,
    units REAL NOT NULL CHECK (units > 0),
    seconds REAL NOT NULL CHECK (seconds >= 0),
    -- Milliseconds since the epoch.
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX measurement_by_model ON measurement (task, spec, id);
  `,
  `
  -- One index in the place of two, since each has a page to write with every call: of all generations of a key, one at
  -- most is bought or may be (0); what was let go keeps its number.
  DROP INDEX call_by_key;
  DROP INDEX call_alive;
  CREATE UNIQUE INDEX call_alive ON call
    (sha256, task, parameters, CASE WHEN state IN ('released', 'reopened') THEN generation ELSE 0 END);
  `,
  `
  -- 1 when a local model could do it, and the night was too short.
  ALTER TABLE stall ADD COLUMN planned INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What came to rest in the last days, for the report of the night; added to at its end only.
  CREATE TABLE settled (
    id INTEGER PRIMARY KEY,
    -- Milliseconds since the epoch.
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'failed')),
    -- Where the original was settled, below the root.
    result TEXT NOT NULL,
    -- 1 for a further copy of something that is done.
    is_copy INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- One tree in the place of a table and its index, since every claim waits for its row.
  CREATE TABLE claimed (
    -- Below processing/ and below its origin.
    place TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('ingest', 'cloud')),
    sha256 TEXT NOT NULL,
    -- Text, since some file systems use all 64 bits.
    ino TEXT NOT NULL,
    -- Set just before settling: where it is about to go, below the root, and the hash of the note beside it.
    target TEXT,
    note_sha256 TEXT
  ) STRICT, WITHOUT ROWID;
  INSERT INTO claimed (place, source, origin, sha256, ino, target, note_sha256)
    SELECT place, source, origin, sha256, ino, target, note_sha256 FROM claim;
  DROP TABLE claim;
  ALTER TABLE claimed RENAME TO claim;
  `,
];

/**
 * Brings `database` to the newest version. Every commit is durable before it returns (`synchronous=FULL`
 * with a write-ahead log fsyncs the log on each commit: https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function prepareDatabase(database: DatabaseSync): void {
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  if (versionOf(database) >= steps.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Looked at again: another process may have been faster.
    for (let next = versionOf(database); next < steps.length; next += 1) {
      database.exec(`${steps[next]} PRAGMA user_version = ${next + 1};`);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return typeof row?.user_version === 'number' ? row.user_version : 0;
}
