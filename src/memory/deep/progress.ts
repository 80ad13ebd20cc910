/**
 * How far deep questions have come, in `.nightshift/deep.db`: what each passage gave for each piece, so that a night that
 * ends, or a program that dies, costs one passage. It is a cache: without it the work is done again, and nothing is bought
 * again, since the ledger knows what was.
 */
import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { openCacheDatabase, versionOf } from '../cache-database.ts';
import type { Filters } from '../filter.ts';
import type { Findings } from './findings.ts';
import type { Split } from './split.ts';

/** Questions that nobody has asked for so long are forgotten, in milliseconds. */
const keptMs = 90 * 24 * 60 * 60_000;

/** What was begun to be bought so long ago is found anew: other documents may have come. In milliseconds. */
const begunMs = 24 * 60 * 60_000;

/** Raised by one whenever the tables, or what a model is asked, change. */
const version = 1;

const tables = `
  DROP TABLE IF EXISTS question;
  DROP TABLE IF EXISTS answer;
  CREATE TABLE question (
    id TEXT PRIMARY KEY,
    -- Milliseconds since the epoch.
    used INTEGER NOT NULL,
    -- JSON: a Split.
    split TEXT,
    -- JSON: the Findings with which a purchase was begun, and when.
    findings TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE answer (
    question TEXT NOT NULL,
    piece TEXT NOT NULL,
    -- Of the passage's words.
    passage TEXT NOT NULL,
    model TEXT NOT NULL,
    -- JSON: strings. None: it abstained.
    quotes TEXT NOT NULL,
    PRIMARY KEY (question, piece, passage, model)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${version};
`;

interface Begun {
  readonly at: number;
  /** The filters, as JSON. */
  readonly among: string;
  readonly findings: Findings;
}

/** What one answer is kept under. */
export interface AnswerKey {
  readonly question: string;
  readonly piece: string;
  /** `key` of the passage. */
  readonly passage: string;
  readonly model: string;
}

/** What a question is known by here: its words alone. */
export function questionKey(question: string): string {
  return hash('sha256', question.normalize('NFC').trim());
}

/** An open record. Every call is at once; what was saved is there after the program was killed. */
export class DeepProgress {
  readonly #database: DatabaseSync;

  /** Opens the record at `path`; one that is damaged, or of another version, begins empty. */
  constructor(path: string, now: number) {
    this.#database = openCacheDatabase(path, (database) => {
      if (versionOf(database) !== version) database.exec(tables);
    });
    this.#forgetBefore(now - keptMs);
  }

  close(): void {
    this.#database.close();
  }

  /** The question is being asked. */
  begin(question: string, now: number): void {
    const sql =
      'INSERT INTO question (id, used) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET used = excluded.used';
    this.#database.prepare(sql).run(question, now);
  }

  split(question: string): Split | undefined {
    return this.#json(question, 'split') as Split | undefined;
  }

  saveSplit(question: string, split: Split): void {
    this.#save(question, 'split', split);
  }

  /** With what a purchase was begun, until it is over. What other `filters` found is not meant. */
  findings(question: string, filters: Filters, now: number): Findings | undefined {
    const begun = this.#json(question, 'findings') as Begun | undefined;
    if (begun === undefined || Math.abs(now - begun.at) >= begunMs) return undefined;
    return begun.among === JSON.stringify(filters) ? begun.findings : undefined;
  }

  saveFindings(question: string, filters: Filters, findings: Findings, now: number): void {
    this.#save(question, 'findings', { at: now, among: JSON.stringify(filters), findings });
  }

  forgetFindings(question: string): void {
    this.#save(question, 'findings', undefined);
  }

  /** Undefined when nobody was asked yet. */
  quotes({ question, piece, passage, model }: AnswerKey): readonly string[] | undefined {
    const sql = 'SELECT quotes FROM answer WHERE question = ? AND piece = ? AND passage = ? AND model = ?';
    const row = this.#database.prepare(sql).get(question, questionKey(piece), passage, model);
    return row === undefined ? undefined : (JSON.parse(String(row.quotes)) as readonly string[]);
  }

  saveQuotes({ question, piece, passage, model }: AnswerKey, quotes: readonly string[]): void {
    const sql = 'INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)';
    this.#database.prepare(sql).run(question, questionKey(piece), passage, model, JSON.stringify(quotes));
  }

  #json(question: string, column: 'split' | 'findings'): unknown {
    const row = this.#database.prepare(`SELECT ${column} AS value FROM question WHERE id = ?`).get(question);
    return typeof row?.value === 'string' ? JSON.parse(row.value) : undefined;
  }

  #save(question: string, column: 'split' | 'findings', value: unknown): void {
    const json = value === undefined ? null : JSON.stringify(value);
    this.#database.prepare(`UPDATE question SET ${column} = ? WHERE id = ?`).run(json, question);
  }

  #forgetBefore(moment: number): void {
    this.#database.prepare('DELETE FROM question WHERE used < ?').run(moment);
    this.#database.exec('DELETE FROM answer WHERE question NOT IN (SELECT id FROM question)');
  }
}
