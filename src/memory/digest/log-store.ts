/** The logs that are known, and what was kept of their days. */
import type { MemoryIndex } from '../index.ts';
import { markDue } from './digest-tables.ts';
import type { KeptLine, LogDay } from './log-day.ts';

/** One log, as far as it was read. */
export interface KnownLog {
  readonly id: number;
  readonly identity: string;
  /** Below logs/. */
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  /** Undefined for a file that is no text. */
  readonly encoding: string | undefined;
  readonly lineEnd: number;
  readonly offset: number;
  readonly lines: number;
  readonly inside: boolean;
  readonly head: string;
  readonly tail: string;
  readonly day: string | undefined;
  readonly half: HalfLine | undefined;
  /** When it was found to lie there no more, or to be another one; milliseconds since the epoch. */
  readonly goneAt: number | undefined;
  readonly fresh: boolean;
}

/** A last line without an end, which has rested. */
export interface HalfLine {
  readonly day: string;
  readonly line: KeptLine;
}

/** What a log says of one day. */
export interface LogOfDay extends LogDay {
  readonly path: string;
  readonly gone: boolean;
}

/** All logs that are known. */
export function knownLogs(index: MemoryIndex): readonly KnownLog[] {
  return index.rows('SELECT * FROM digest_log ORDER BY id').map(toLog);
}

function toLog(row: Record<string, unknown>): KnownLog {
  return {
    id: Number(row.id),
    identity: String(row.identity),
    path: String(row.path),
    size: Number(row.size),
    modified: Number(row.modified),
    encoding: row.encoding === null ? undefined : String(row.encoding),
    lineEnd: Number(row.line_end),
    offset: Number(row.offset),
    lines: Number(row.lines),
    inside: row.inside === 1,
    head: String(row.head),
    tail: String(row.tail),
    day: row.day === null ? undefined : String(row.day),
    half: row.half === null ? undefined : JSON.parse(String(row.half)),
    goneAt: row.gone_at === null ? undefined : Number(row.gone_at),
    fresh: row.fresh === 1,
  };
}

/** Takes a file in of which nothing was read yet. */
export function addLog(
  index: MemoryIndex,
  log: Pick<KnownLog, 'identity' | 'path' | 'size' | 'modified' | 'encoding' | 'lineEnd'>,
): KnownLog {
  const id = index.run(
    'INSERT INTO digest_log (identity, path, size, modified, encoding, line_end) VALUES (?, ?, ?, ?, ?, ?)',
    ...[log.identity, log.path, log.size, log.modified, log.encoding ?? null, log.lineEnd],
  );
  const nothingRead = { offset: 0, lines: 0, inside: false, head: '', tail: '' };
  return { ...log, ...nothingRead, id, day: undefined, half: undefined, goneAt: undefined, fresh: true };
}

/** Saves how far a log was read. */
export function saveLog(index: MemoryIndex, log: KnownLog): void {
  index.run(
    `UPDATE digest_log SET identity = ?, path = ?, size = ?, modified = ?, offset = ?, lines = ?, inside = ?,
      head = ?, tail = ?, day = ?, half = ?, gone_at = ?, fresh = ? WHERE id = ?`,
    ...[log.identity, log.path, log.size, log.modified, log.offset, log.lines, log.inside ? 1 : 0],
    ...[log.head, log.tail, log.day ?? null, log.half ? JSON.stringify(log.half) : null],
    ...[log.goneAt ?? null, log.fresh ? 1 : 0, log.id],
  );
}

/** The file does not lie there any more, or is another one now; what it said stays. */
export function markGone(index: MemoryIndex, log: KnownLog, now: number): void {
  index.run('UPDATE digest_log SET gone_at = ? WHERE id = ?', now, log.id);
  for (const day of daysOf(index, log)) markDue(index, day);
}

/** The log lies under another name now. */
export function markMoved(index: MemoryIndex, log: KnownLog): void {
  saveLog(index, log);
  for (const day of daysOf(index, log)) markDue(index, day);
}

/** The days of which a log says something. */
export function daysOf(index: MemoryIndex, { id, half }: Pick<KnownLog, 'id' | 'half'>): readonly string[] {
  const days = index.rows('SELECT day FROM digest_log_day WHERE log = ?', id).map(({ day }) => String(day));
  return half ? [...days, half.day] : days;
}

export function loadDay(index: MemoryIndex, log: number, day: string): LogDay | undefined {
  const [row] = index.rows('SELECT data FROM digest_log_day WHERE log = ? AND day = ?', log, day);
  return row && JSON.parse(String(row.data));
}

export function saveDay(index: MemoryIndex, log: number, day: string, data: LogDay): void {
  index.run(
    'INSERT OR REPLACE INTO digest_log_day (log, day, data) VALUES (?, ?, ?)',
    ...[log, day, JSON.stringify(data)],
  );
  markDue(index, day);
}

/** Forgets what a log said of one day. */
export function forgetDay(index: MemoryIndex, log: number, day: string): void {
  index.run('DELETE FROM digest_log_day WHERE log = ? AND day = ?', log, day);
  markDue(index, day);
}

/** Forgets a log and all that it said. */
export function forgetLog(index: MemoryIndex, log: KnownLog): void {
  for (const day of daysOf(index, log)) markDue(index, day);
  index.run('DELETE FROM digest_log_day WHERE log = ?', log.id);
  index.run('DELETE FROM digest_log WHERE id = ?', log.id);
}

/** Forgets what logs that are gone said of a day: the person took both the log and its digest away. */
export function forgetGone(index: MemoryIndex, day: string): void {
  index.run(
    'DELETE FROM digest_log_day WHERE day = ? AND log IN (SELECT id FROM digest_log WHERE gone_at IS NOT NULL)',
    day,
  );
  index.run(
    "UPDATE digest_log SET half = NULL WHERE gone_at IS NOT NULL AND json_extract(half, '$.day') = ?",
    day,
  );
}

/** What all logs say of a day, by their paths. */
export function logsOf(index: MemoryIndex, day: string): readonly LogOfDay[] {
  const rows = index.rows(
    `SELECT path, gone_at, half, data FROM digest_log LEFT JOIN digest_log_day ON log = id AND digest_log_day.day = ?
      WHERE data IS NOT NULL OR json_extract(half, '$.day') = ? ORDER BY path, id`,
    ...[day, day],
  );
  return rows.map(({ path, gone_at, half, data }) => {
    const found: HalfLine | undefined = half === null ? undefined : JSON.parse(String(half));
    const said: LogDay | undefined = data === null ? undefined : JSON.parse(String(data));
    const whole = found?.day === day ? withLine(said, found.line) : said;
    return { ...(whole ?? emptyDay), path: String(path), gone: gone_at !== null };
  });
}

const emptyDay: LogDay = { lines: 0, first: 0, last: 0, errors: 0, warnings: 0, kept: [] };

function withLine(day: LogDay = emptyDay, line: KeptLine): LogDay {
  return {
    lines: day.lines + 1,
    first: day.first || line.at,
    last: line.at,
    errors: day.errors + (line.level === 'error' ? 1 : 0),
    warnings: day.warnings + (line.level === 'warning' ? 1 : 0),
    kept: [...day.kept, line],
  };
}
