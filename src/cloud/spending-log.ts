/**
 * `spending.jsonl`: one line for every step of a paid call that changes what was spent. To read, to keep, and to
 * rebuild from; it is only ever added to. Keeps the promise that spending is known even when `.nightshift/` is gone:
 * a line is on the disk before a request is sent.
 */
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { systemCode } from '../types/failure.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const day = z.string().regex(dayPattern);

/** True for `2026-11-27` and its like. */
export const isDay = (text: string): boolean => dayPattern.test(text);

const callLine = z.object({
  /** ISO 8601 with the person's offset. */
  at: z.string(),
  what: z.enum(['sending', 'settled', 'released', 'unknown', 'given-up', 'reopened']),
  call: z.string(),
  /** In which it was sent. */
  day,
  /** What counts from now on. */
  usd: z.number().nonnegative(),
  spec: z.string(),
  source: z.string(),
  task: z.string(),
  sha256: z.string(),
  parameters: z.string(),
  generation: z.int().min(1),
});

const openedLine = z.object({
  at: z.string(),
  /** The log begins. */
  what: z.literal('opened'),
});

const closedLine = z.object({
  at: z.string(),
  /** What was spent before in this month is not known. */
  what: z.literal('closed'),
  day,
  /** Which `budget.json` was there then. */
  stamp: z.string(),
});

const anyLine = z.discriminatedUnion('what', [callLine, openedLine, closedLine]);

/** A step of a call. */
export type CallLine = Readonly<z.infer<typeof callLine>>;
/** The beginning of the log, or of a closed month. */
export type OtherLine = Readonly<z.infer<typeof openedLine> | z.infer<typeof closedLine>>;
/** Any line. */
export type SpendingLine = CallLine | OtherLine;

/** Reads the log at `path`. A line that a crash has torn is left out: what it was to tell had not happened yet. None where there is no log. */
export function readSpendingLog(path: string): readonly SpendingLine[] {
  try {
    return readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return [];
  }
}

function parseLine(text: string): readonly SpendingLine[] {
  try {
    return [anyLine.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

/** Adds lines; they are on the disk when this returns. Throws what the system throws; then what it left is a torn line. */
export function appendSpending(path: string, lines: readonly SpendingLine[]): void {
  if (lines.length === 0) return;
  const file = openSync(path, 'a+');
  try {
    const { size } = fstatSync(file);
    const start = size === 0 || endsWithNewline(file, size) ? '' : '\n';
    const bytes = Buffer.from(start + lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const written = writeSync(file, bytes);
    if (written < bytes.length) throw new Error(`Only ${written} of ${bytes.length} bytes could be written.`);
    fsyncSync(file);
    if (size === 0) syncName(path);
  } finally {
    closeSync(file);
  }
}

function endsWithNewline(file: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Makes the new file's name durable. File systems that cannot sync a folder are left alone. */
function syncName(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    closeSync(folder);
  }
}
