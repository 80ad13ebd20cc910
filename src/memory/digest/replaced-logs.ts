/** A log that was emptied, edited or copied: whether the new file says again what the old one said, or goes on. */
import type { MemoryIndex } from '../index.ts';
import { daysOf, forgetDay, forgetLog, type KnownLog, knownLogs, loadDay, saveLog } from './log-store.ts';

/** The part of the old one's lines that the new one has too, from which on they are two states of one log. */
const leastShared = 0.5;
/** Milliseconds; a log that is gone for longer was turned over, or taken away. */
const lately = 2 * 86_400_000;

/** Line → its day, of the logs that lay at this log's path before: a line without a date keeps the day that it had. */
export function daysBefore(index: MemoryIndex, log: KnownLog, now: number): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  for (const old of replacedBy(index, log, now)) {
    if (old.path !== log.path) continue;
    for (const [text, day] of linesOf(index, old).all) before.set(text, day);
  }
  return before;
}

/**
 * Decides about the logs that are gone from this log's folder, once it was read to its end:
 * - It has at least half of the old one's lines: it is a copy of the log, or a new version of it. What the old one said goes.
 * - It lies at the same path and people wrote the old one: of days that both speak of, the new one is believed.
 * - Else the old one was turned over, and what it said stays.
 */
export function settleReplaced(index: MemoryIndex, log: KnownLog, now: number): void {
  const lines = linesOf(index, log).all;
  index.transaction(() => {
    for (const old of replacedBy(index, log, now)) {
      const before = linesOf(index, old);
      const shared = [...before.all.keys()].filter((text) => lines.has(text)).length;
      if (shared >= before.all.size * leastShared) forgetLog(index, old);
      else if (old.path === log.path && before.prose * 2 > before.all.size) {
        const days = new Set(daysOf(index, log));
        for (const day of daysOf(index, old)) if (days.has(day)) forgetDay(index, old.id, day);
      }
    }
    saveLog(index, { ...log, fresh: false });
  });
}

function replacedBy(index: MemoryIndex, log: KnownLog, now: number): readonly KnownLog[] {
  const folder = folderOf(log.path);
  return knownLogs(index).filter(
    ({ id, path, goneAt, encoding }) =>
      id < log.id &&
      goneAt !== undefined &&
      now - goneAt < lately &&
      encoding !== undefined &&
      folderOf(path) === folder,
  );
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The lines that are kept of a log, with their days, and how many of them people wrote. */
function linesOf(
  index: MemoryIndex,
  log: KnownLog,
): { readonly all: ReadonlyMap<string, string>; readonly prose: number } {
  const all = new Map<string, string>();
  let prose = 0;
  const take = (text: string, isRecord: boolean, day: string): void => {
    if (!isRecord && !all.has(text)) prose += 1;
    all.set(text, day);
  };
  for (const day of new Set(daysOf(index, log))) {
    for (const { text, isRecord } of loadDay(index, log.id, day)?.kept ?? []) take(text, isRecord, day);
  }
  if (log.half) take(log.half.line.text, log.half.line.isRecord, log.half.day);
  return { all, prose };
}
