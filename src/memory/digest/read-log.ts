/** Reads what is new in one log, in place: a piece at a time, however long it is, and only up to where a line ends. */
import { hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Breath } from '../../ingest/breath.ts';
import type { MemoryIndex } from '../index.ts';
import { markDue } from './digest-tables.ts';
import type { LogCalendar, Stamp } from './log-date.ts';
import { LogDayMaker } from './log-day.ts';
import { LineSplitter } from './log-lines.ts';
import { type KnownLog, loadDay, saveDay, saveLog } from './log-store.ts';

/** Bytes read at once, and bytes after which what was found is saved. */
const pieceBytes = 256 * 1024;
const batchBytes = 64 * pieceBytes;
/** Bytes of the beginning, and before the offset, by whose hashes a log is known again. */
const windows = { head: 4096, tail: 64 * 1024 } as const;
/** A last line without an end is believed to be whole when the file has rested so long, in milliseconds. */
const restMs = 10 * 60_000;

/** Lines; what has more between two lines of `---` at its start is no front matter. */
const longestFront = 100;

/** What reading needs. */
export interface LogReading {
  readonly index: MemoryIndex;
  readonly calendar: LogCalendar;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** The days of lines that are known and name none, where a file was written anew. */
  readonly daysBefore: ReadonlyMap<string, string>;
}

/** Whether the file still begins as it did, and has before the offset what it had. */
export async function isSame(file: FileHandle, log: KnownLog, size: number): Promise<boolean> {
  if (size < log.offset) return false;
  const { head, tail } = await windowsAt(file, log.offset);
  return head === log.head && tail === log.tail;
}

async function windowsAt(file: FileHandle, offset: number): Promise<Pick<KnownLog, 'head' | 'tail'>> {
  const hashed = async (from: number, to: number): Promise<string> =>
    hash('sha256', await stretch(file, from, to - from));
  return {
    head: await hashed(0, Math.min(windows.head, offset)),
    tail: await hashed(Math.max(0, offset - windows.tail), offset),
  };
}

async function stretch(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

/** Whether a last line without an end waits to be believed, and may be by now. */
export function hasRestedHalf(log: KnownLog, now: number): boolean {
  return (
    log.encoding !== undefined &&
    !log.inside &&
    log.half === undefined &&
    log.offset < log.size &&
    now - log.modified > restMs
  );
}

/**
 * Reads on from where `log` ends, up to `log.size`, and saves what is found after every few pieces.
 * @returns the log as saved; its offset is short of the end when the signal said stop.
 */
export async function readOn(file: FileHandle, log: KnownLog, reading: LogReading): Promise<KnownLog> {
  const { signal, index } = reading;
  const writing = { encoding: log.encoding ?? 'utf-8', lineEnd: log.lineEnd };
  const splitter = new LineSplitter(writing, log.offset, log.inside);
  const lines = new LineTaker(log, reading);
  let at = log.offset;
  let saved = log;
  let isOver = false;
  while (!isOver) {
    const until = Math.min(log.size, at + batchBytes);
    while (at < until && !signal.aborted) {
      const piece = await stretch(file, at, Math.min(pieceBytes, until - at));
      // It became shorter meanwhile: the next look will tell why.
      if (piece.length === 0) break;
      at += piece.length;
      await lines.takeAll(splitter.push(piece));
    }
    isOver = at < until || at >= log.size;
    const reached = at >= log.size;
    const half = reached && reading.now - log.modified > restMs ? lines.half(splitter.half) : undefined;
    saved = {
      ...saved,
      ...(await windowsAt(file, splitter.offset)),
      offset: splitter.offset,
      inside: splitter.isInside,
      lines: lines.number,
      day: lines.carried,
      half,
      // A look at a file that was not read to its end must not find it unchanged.
      modified: reached ? log.modified : 0,
    };
    index.transaction(() => {
      lines.save();
      for (const day of [log.half?.day, half?.day]) if (day !== undefined) markDue(index, day);
      saveLog(index, saved);
    });
  }
  return saved;
}

function frontDay(line: string, calendar: LogCalendar): string | undefined {
  const date = /^(?:date|day|created):\s*["']?(\d{4}-\d\d-\d\d\b.*)$/i.exec(line)?.[1];
  return date === undefined ? undefined : calendar.stampOf(date).day;
}

/** Gives every line its day. */
class LineTaker {
  readonly #log: KnownLog;
  readonly #reading: LogReading;
  readonly #nameDay: string | undefined;
  readonly #fileDay: string;
  readonly #days = new Map<string, LogDayMaker>();
  readonly #breath = new Breath();
  /** The front matter of Markdown: no line of the log, but it may name the day. */
  #isInFront = false;
  carried: string | undefined;
  number: number;

  constructor(log: KnownLog, reading: LogReading) {
    this.#log = log;
    this.#reading = reading;
    const { calendar } = reading;
    this.#nameDay = calendar.dayOfName(log.path.split('/').at(-1) ?? '');
    this.#fileDay = calendar.dayAt(log.modified);
    // What is added days later below an old date was hardly written then.
    const dayBefore = calendar.dayAt(log.modified - 86_400_000);
    this.carried = log.fresh || (log.day ?? '') >= dayBefore ? log.day : undefined;
    this.number = log.lines;
  }

  async takeAll(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      this.number += 1;
      if (this.#isFront(line)) this.carried = frontDay(line, this.#reading.calendar) ?? this.carried;
      else if (line !== '') this.#take(line);
      if (this.#breath.isDue) await this.#breath.take();
    }
  }

  #isFront(line: string): boolean {
    if (this.number === 1)
      this.#isInFront = line.trimEnd() === '---' && /\.(?:md|markdown)$/i.test(this.#log.path);
    else if (this.#isInFront && (line.trimEnd() === '---' || this.number > longestFront)) {
      this.#isInFront = false;
      return true;
    }
    return this.#isInFront;
  }

  #take(text: string): void {
    const stamp = this.#reading.calendar.stampOf(text);
    this.carried = stamp.day ?? this.carried;
    const line = { at: this.number, text, isRecord: stamp.isRecord, wordsAt: stamp.end };
    this.#makerOf(this.#dayOf(text, stamp)).add(line);
  }

  /** What the half line says, as a line of its own. */
  half(text: string): KnownLog['half'] {
    if (text.trim() === '') return undefined;
    const stamp = this.#reading.calendar.stampOf(text);
    const maker = new LogDayMaker();
    maker.add({ at: this.number + 1, text, isRecord: stamp.isRecord, wordsAt: stamp.end });
    const [line] = maker.day.kept;
    return line && { day: this.#dayOf(text, stamp), line };
  }

  /** Within a transaction. */
  save(): void {
    for (const [day, maker] of this.#days) {
      if (!maker.isEmpty) saveDay(this.#reading.index, this.#log.id, day, maker.day);
    }
    this.#days.clear();
  }

  #dayOf(text: string, { day }: Stamp): string {
    const known = day ?? this.carried ?? this.#nameDay;
    return known ?? this.#reading.daysBefore.get(text.trim()) ?? this.#fileDay;
  }

  #makerOf(day: string): LogDayMaker {
    const open = this.#days.get(day);
    if (open) return open;
    const maker = new LogDayMaker(loadDay(this.#reading.index, this.#log.id, day));
    this.#days.set(day, maker);
    return maker;
  }
}
