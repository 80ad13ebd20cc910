/**
 * The tables of `.nightshift/index.db`. They hold nothing that is not in done/, so a database of another version, or
 * one that is damaged, is thrown away and made anew.
 */
import type { DatabaseSync } from 'node:sqlite';
import { openCacheDatabase, versionOf } from './cache-database.ts';

/** Raised by one whenever the tables, or what is put into them, change. */
const version = 3;

/** English endings are taken off (porter), accents do not count, and marks belong to the letters before them. */
const tokenizer = `"porter unicode61 remove_diacritics 2 categories 'L* M* N* Co'"`;

const tables = `
  CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    -- Of the note, below the root.
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    -- Nanoseconds since the epoch, as text; empty when the note was too new to be sure of.
    mtime TEXT NOT NULL,
    -- Of the note's bytes.
    sha256 TEXT NOT NULL,
    original TEXT,
    title TEXT NOT NULL,
    date TEXT,
    kind TEXT NOT NULL,
    folder TEXT NOT NULL,
    private INTEGER NOT NULL,
    content_sha256 TEXT
  ) STRICT;

  CREATE TABLE tag (tag TEXT NOT NULL, file INTEGER NOT NULL, PRIMARY KEY (file, tag)) STRICT, WITHOUT ROWID;

  -- Who and what each note names, as memory/graph/mentions.ts finds it.
  CREATE TABLE mention (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    named_by TEXT NOT NULL,
    times INTEGER NOT NULL,
    titled INTEGER NOT NULL,
    -- A Position as JSON.
    position TEXT NOT NULL,
    sentence TEXT NOT NULL
  ) STRICT;
  CREATE INDEX mention_by_file ON mention (file);

  -- The files in memory/entities/ as they were seen last.
  CREATE TABLE entity_note (
    name TEXT NOT NULL PRIMARY KEY,
    -- Size, time and inode.
    look TEXT NOT NULL,
    -- The id of the entity that it is about; empty for a file that is not ours.
    entity TEXT NOT NULL,
    -- SHA-256 of what we last made for it, without what the person added; empty when that is not known.
    made TEXT NOT NULL,
    -- Those that we gave it, as JSON.
    aliases TEXT NOT NULL
  ) STRICT;

  -- What models said of entities, by what they were told.
  CREATE TABLE said (told TEXT NOT NULL PRIMARY KEY, spec TEXT NOT NULL, text TEXT NOT NULL) STRICT;

  CREATE TABLE chunk (
    -- Never used twice, so that what was remembered of one chunk is not taken for another's.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file INTEGER NOT NULL,
    -- A Position as JSON.
    position TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX chunk_by_file ON chunk (file);

  -- Its rows are the chunks; the words alone are kept, since the texts stand in chunk.
  CREATE VIRTUAL TABLE words USING fts5(
    title, tags, summary, text, content = '', contentless_delete = 1, tokenize = ${tokenizer}
  );

  -- One byte for each number, from -127 to 127: a quarter of the memory, and the same neighbours but for a few.
  CREATE TABLE vector (chunk INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;

  CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** All of them; what keeps the parts of `words` goes with it. */
const ownTables = ['words', 'file', 'tag', 'mention', 'entity_note', 'said', 'chunk', 'vector', 'fact'];

/** Texts whose places are looked for one by one, with the tokeniser of the index; kept in memory. */
const scratch = `
  PRAGMA temp_store = MEMORY;
  CREATE VIRTUAL TABLE temp.shown USING fts5(text, tokenize = ${tokenizer});
`;

/** Opens the database at `path`, made anew where there is none, or none that can be used. */
export function openIndexDatabase(path: string): DatabaseSync {
  return openCacheDatabase(path, (database) => {
    if (versionOf(database) !== version) renew(database);
    database.exec(scratch);
  });
}

/** Drops what another version has made; another process may be looking for the same. */
function renew(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (versionOf(database) !== version) {
      for (const table of ownTables) database.exec(`DROP TABLE IF EXISTS ${table}`);
      database.exec(`${tables} PRAGMA user_version = ${version};`);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
