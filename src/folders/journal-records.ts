/** What the journal gives and takes, and how its rows become that. */
import type { StatementSync } from 'node:sqlite';
import type { SettledEntry } from './settled-log.ts';

/** What is known of a content before anything is done with it. */
export type KnownContent = Pick<ContentRecord, 'sha256' | 'bytes' | 'mime' | 'private'>;

/** What the journal knows of one content. Times are milliseconds since the epoch. */
export interface ContentRecord {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly private: boolean;
  readonly state: 'known' | 'done' | 'failed';
  readonly attempts: number;
  readonly firstFailed: number | undefined;
  readonly lastFailed: number | undefined;
  /** Below the root, e.g. `done/a/b.png`. */
  readonly result: string | undefined;
  readonly noteSha256: string | undefined;
}

/** The folders that files are claimed from. */
export type Origin = 'ingest' | 'cloud';

/** A file that is being worked on. `place` is below processing/, `source` below its origin. */
export interface ClaimRecord {
  readonly place: string;
  readonly source: string;
  readonly origin: Origin;
  readonly sha256: string;
  readonly ino: bigint;
  readonly target: string | undefined;
  readonly noteSha256: string | undefined;
}

/** A finished task, as it was saved. `value` is what the task gave. */
export interface SavedResult {
  readonly spec: string;
  readonly value: unknown;
  /** Model seconds. */
  readonly seconds: number;
}

/** Why a content stalled: the task that no local model could do, and one sentence for people. */
export interface Stall {
  readonly task: 'recognise' | 'describe' | 'transcribe';
  readonly reason: string;
  /** There was no model for it at all, so that one that turns up is a reason to try again. */
  readonly lacking: boolean;
  /** A local model could, but the night is too short for it. */
  readonly planned?: boolean;
}

/** A file that waits for something other than its turn. */
export interface HeldRecord {
  readonly folder: Origin;
  /** Below `folder`. */
  readonly source: string;
  readonly why: string;
  readonly hint: string;
  readonly until: number | undefined;
}

/** Where and when a file came to rest. */
export interface SettledRecord extends SettledEntry {
  readonly noteSha256: string;
}

/** As SQLite gives it. */
type Row = Record<string, unknown>;
/** A column that may be empty. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** A column that may be empty. */
export const integer = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

/** Writes that there is such a content, and whether it is private: once so, always so. */
export function putContent(
  prepare: (sql: string) => StatementSync,
  { sha256, bytes, mime, private: isPrivate }: KnownContent,
): void {
  prepare(
    `INSERT INTO content (sha256, bytes, mime, private, state) VALUES (?, ?, ?, ?, 'known')
     ON CONFLICT (sha256) DO UPDATE SET private = max(private, excluded.private)`,
  ).run(sha256, bytes, mime, isPrivate ? 1 : 0);
}

/** A row of `content`. */
export function toContent(row: Row): ContentRecord {
  const state = text(row.state);
  return {
    sha256: String(row.sha256),
    bytes: Number(row.bytes),
    mime: String(row.mime),
    private: Number(row.private) === 1,
    state: state === 'done' || state === 'failed' ? state : 'known',
    attempts: Number(row.attempts),
    firstFailed: integer(row.first_failed),
    lastFailed: integer(row.last_failed),
    result: text(row.result),
    noteSha256: text(row.note_sha256),
  };
}

/** A row of `claim`. */
export function toClaim(row: Row): ClaimRecord {
  return {
    place: String(row.place),
    source: String(row.source),
    origin: toOrigin(row.origin),
    sha256: String(row.sha256),
    ino: BigInt(String(row.ino)),
    target: text(row.target),
    noteSha256: text(row.note_sha256),
  };
}

/** The folder that a row names. */
export const toOrigin = (value: unknown): Origin => (value === 'cloud' ? 'cloud' : 'ingest');

/** A row of `held`. */
export function toHeld(row: Row): HeldRecord {
  return {
    folder: toOrigin(row.folder),
    source: String(row.source),
    why: String(row.why),
    hint: String(row.hint),
    until: integer(row.until),
  };
}

/** A row of `stall`. */
export function toStall(row: Row): Stall {
  const task = text(row.task);
  return {
    task: task === 'describe' || task === 'transcribe' ? task : 'recognise',
    reason: String(row.reason),
    lacking: Number(row.lacking) === 1,
    ...(Number(row.planned) === 1 ? { planned: true } : {}),
  };
}
