/** What is kept of one log's lines of one day: what they say, not how often; in bounded memory, however long the day. */
import { type Level, levelOf } from '../../models/builtin/forms/log.ts';

/** One line that is kept. */
export interface KeptLine {
  /** Its number in the file, from 1. */
  readonly at: number;
  readonly text: string;
  /** Written by a program, as it seems. */
  readonly isRecord: boolean;
  readonly level: Level;
  /** How many lines it stands for: those that differ from it in numbers only. */
  readonly count: number;
}

/** A log's day, as it is saved. */
export interface LogDay {
  /** Lines with a word or a number in them. */
  readonly lines: number;
  readonly first: number;
  readonly last: number;
  readonly errors: number;
  readonly warnings: number;
  /** In the order of the file. */
  readonly kept: readonly KeptLine[];
}

/** A line and what is known of it. */
export interface NewLine {
  readonly at: number;
  readonly text: string;
  readonly isRecord: boolean;
  /** Where its words begin, behind the time. */
  readonly wordsAt: number;
}

/** Lines and characters that are kept of a day; errors and warnings have room of their own. */
const room = {
  other: { lines: 1500, characters: 160_000 },
  trouble: { lines: 500, characters: 80_000 },
} as const;
/** Characters of a line; what a program writes says what it means at its start. */
const longest = { record: 500, prose: 4000 } as const;
/** Lines that differ in numbers only and are kept all the same: of a few, the numbers may be what matters. */
const alike = 5;

interface Line {
  at: number;
  text: string;
  isRecord: boolean;
  level: Level;
  count: number;
}

/** Takes lines in; what it was given before may have been saved and loaded. */
export class LogDayMaker {
  #lines = 0;
  #first = 0;
  #last = 0;
  #errors = 0;
  #warnings = 0;
  readonly #kept: Line[] = [];
  /** By what is the same in lines that are alike. */
  readonly #shapes = new Map<string, Line[]>();
  readonly #used = { other: { lines: 0, characters: 0 }, trouble: { lines: 0, characters: 0 } };

  constructor(saved?: LogDay) {
    if (!saved) return;
    this.#lines = saved.lines;
    this.#first = saved.first;
    this.#last = saved.last;
    this.#errors = saved.errors;
    this.#warnings = saved.warnings;
    for (const line of saved.kept) this.#keep({ ...line }, shapeOf(line));
  }

  add({ at, text: whole, isRecord, wordsAt }: NewLine): void {
    if (!/[\p{L}\p{N}]/u.test(wordsAt > 0 ? whole.slice(wordsAt) : whole)) return;
    const level = isRecord ? levelOf(whole) : 'other';
    this.#lines += 1;
    this.#first ||= at;
    this.#last = at;
    if (level === 'error') this.#errors += 1;
    if (level === 'warning') this.#warnings += 1;
    const text = shortened(whole.trim(), isRecord ? longest.record : longest.prose);
    const shape = shapeOf({ text, isRecord, level });
    const those = this.#shapes.get(shape);
    const last = those?.at(-1);
    if (last && (those?.length === alike || !isRecord)) last.count += 1;
    else this.#keep({ at, text, isRecord, level, count: 1 }, shape);
  }

  get isEmpty(): boolean {
    return this.#lines === 0;
  }

  get day(): LogDay {
    return {
      lines: this.#lines,
      first: this.#first,
      last: this.#last,
      errors: this.#errors,
      warnings: this.#warnings,
      kept: this.#kept,
    };
  }

  #keep(line: Line, shape: string): void {
    const kind = line.level === 'other' ? 'other' : 'trouble';
    const used = this.#used[kind];
    if (used.lines >= room[kind].lines || used.characters >= room[kind].characters) return;
    used.lines += 1;
    used.characters += line.text.length;
    this.#kept.push(line);
    const those = this.#shapes.get(shape);
    if (those) those.push(line);
    else this.#shapes.set(shape, [line]);
  }
}

/**
 * What is the same in lines that differ in numbers only; what people write is the same only when it is the same. A
 * number may make the level: a web server's 200 and 500.
 */
export function shapeOf({ text, isRecord, level }: Pick<KeptLine, 'text' | 'isRecord' | 'level'>): string {
  return isRecord ? `${level} ${text.replace(/(?<![\da-f])[\da-f]*\d[\da-f]*/gi, '0')}` : text;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
