/**
 * Reads what is new below logs/. Files stay where they are and as they are; other tools may be writing in them.
 *
 * A log is known by its inode, else by its path, and is the same one when its beginning and what stands before the
 * last offset are as they were. So a log that was turned over is followed to its new name, and one that was emptied,
 * replaced or edited is read as a new one; what the old one said is kept or replaced (`settleReplaced`).
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Root } from '../../folders/root.ts';
import { factsOf } from '../../ingest/facts.ts';
import { listIngest } from '../../ingest/list.ts';
import type { FoundFile } from '../../ingest/look.ts';
import { printable } from '../../report/printable.ts';
import type { Tell } from '../../types/event.ts';
import { systemCode } from '../../types/failure.ts';
import type { MemoryIndex } from '../index.ts';
import { LogCalendar } from './log-date.ts';
import { addLog, type KnownLog, knownLogs, markGone, markMoved, saveLog } from './log-store.ts';
import { writingOf } from './log-writing.ts';
import { hasRestedHalf, isSame, type LogReading, readOn } from './read-log.ts';
import { daysBefore, settleReplaced } from './replaced-logs.ts';

/** What reading the logs needs. */
export interface LogTools {
  readonly root: Pick<Root, 'logs'>;
  readonly index: MemoryIndex;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The person's zone, an IANA name or `local`. */
  readonly zone: string;
  readonly tell: Tell;
  /** Paths that were told to be unreadable, so that nobody hears it twice. */
  readonly told: Set<string>;
  readonly signal: AbortSignal;
}

/** A file that is there, and the log that it may be. */
interface Look {
  readonly found: FoundFile;
  readonly known: KnownLog | undefined;
}

/** Reads on in every log that has grown, and marks the days of which something new is known. */
export async function readLogs(tools: LogTools): Promise<void> {
  const { index, now, zone, signal, tell } = tools;
  const files = await filesIn(tools);
  if (files === undefined) return;
  const noText: string[] = [];
  const today = new LogCalendar({ zone, today: '9999-12-31' }).dayAt(now());
  const reading = { index, calendar: new LogCalendar({ zone, today }), now: now(), signal };
  for (const look of looksAt(files, index, reading.now)) {
    if (signal.aborted) break;
    try {
      if ((await readFile(look, tools, reading)) === 'no text') noText.push(look.found.path);
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) throw error;
      if (code === 'ENOENT' || code === 'ELOOP' || tools.told.has(look.found.path)) continue;
      tools.told.add(look.found.path);
      const message = `logs/${printable(look.found.path)} cannot be read (${code}) and was passed over.`;
      tell({ type: 'notice', level: 'warn', message });
    }
  }
  if (noText.length > 0) tell({ type: 'notice', level: 'info', message: passedOver(noText) });
}

/** Undefined when it was told to stop. */
async function filesIn({ root, signal }: LogTools): Promise<readonly FoundFile[] | undefined> {
  const files: FoundFile[] = [];
  try {
    // Links are refused by the listing, and what cannot be looked into.
    for await (const found of listIngest(root.logs, signal)) if (found.type === 'file') files.push(found);
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
  }
  return files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** The files that are new or have changed; logs that are found nowhere are marked as gone. */
function looksAt(files: readonly FoundFile[], index: MemoryIndex, now: number): readonly Look[] {
  // The latest log of an inode or a path wins.
  const known = knownLogs(index);
  const byIdentity = new Map(known.map((log) => [log.identity, log]));
  const byPath = new Map(known.map((log) => [log.path, log]));
  const there = new Set(files.map(identityOf));
  const left = new Set(known.filter(({ goneAt }) => goneAt === undefined));
  const looks: Look[] = [];
  for (const found of files) {
    const identity = identityOf(found);
    const named = byPath.get(found.path);
    const log = byIdentity.get(identity) ?? (named && !there.has(named.identity) ? named : undefined);
    if (log) left.delete(log);
    if (!log || !isUntouched(log, found, identity) || hasRestedHalf(log, now))
      looks.push({ found, known: log });
  }
  if (left.size > 0) {
    index.transaction(() => {
      for (const log of left) markGone(index, log, now);
    });
  }
  return looks;
}

function isUntouched(log: KnownLog, { path, facts }: FoundFile, identity: string): boolean {
  return (
    log.goneAt === undefined &&
    log.path === path &&
    log.identity === identity &&
    log.size === facts.size &&
    log.modified === facts.mtimeMs
  );
}

const identityOf = ({ facts }: Pick<FoundFile, 'facts'>): string => `${facts.dev}:${facts.ino}`;

async function readFile(
  { found, known }: Look,
  { root, index }: LogTools,
  reading: Omit<LogReading, 'daysBefore'>,
): Promise<'read' | 'no text'> {
  // Never waits on a pipe, and never follows a link that took the file's place.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(root.logs, found.path), flags);
  try {
    const stats = await file.stat({ bigint: true });
    const facts = factsOf(stats);
    // A placeholder of a cloud drive would be fetched by reading it.
    const isAway = process.platform === 'darwin' && facts.size > 0 && facts.blocks === 0;
    if (!stats.isFile() || isAway) return 'read';
    const now = {
      identity: identityOf({ facts }),
      path: found.path,
      size: facts.size,
      modified: facts.mtimeMs,
    };
    if (known?.encoding !== undefined && (await isSame(file, known, now.size))) {
      const log = { ...known, ...now, goneAt: undefined };
      // Its time is believed once it is read.
      if (known.path !== now.path || known.goneAt !== undefined) markMoved(index, { ...log, modified: 0 });
      settle(await readOn(file, log, { ...reading, daysBefore: new Map() }), reading);
      return 'read';
    }
    return await readAnew(file, now, known, reading);
  } finally {
    await file.close();
  }
}

async function readAnew(
  file: FileHandle,
  now: Pick<KnownLog, 'identity' | 'path' | 'size' | 'modified'>,
  known: KnownLog | undefined,
  reading: Omit<LogReading, 'daysBefore'>,
): Promise<'read' | 'no text'> {
  const { index } = reading;
  if (known && known.goneAt === undefined) markGone(index, known, reading.now);
  if (now.size === 0) return 'read';
  const writing = await writingOf(file, now, known);
  if (writing === undefined) {
    const wasNoText = known !== undefined && known.encoding === undefined;
    if (wasNoText) saveLog(index, { ...known, ...now, goneAt: undefined });
    else addLog(index, { ...now, encoding: undefined, lineEnd: 10 });
    return wasNoText ? 'read' : 'no text';
  }
  const log = addLog(index, { ...now, ...writing });
  const before = daysBefore(index, log, reading.now);
  settle(await readOn(file, log, { ...reading, daysBefore: before }), reading);
  return 'read';
}

/** Once a new log was read to its end, it is compared with those that it may stand in for. */
function settle(log: KnownLog, { index, now }: Pick<LogReading, 'index' | 'now'>): void {
  if (log.fresh && log.modified !== 0) settleReplaced(index, log, now);
}

function passedOver(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `logs/${printable(path)}`);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return `${shown.join(', ')}${more} ${paths.length === 1 ? 'is' : 'are'} no text and passed over.`;
}
