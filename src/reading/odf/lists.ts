/** Counts the items of OpenDocument lists (OpenDocument 1.3, part 3, section 5.3). */
import { romanOrLetter } from '../office/counting.ts';
import type { ListLevel, OdfStyles } from './styles.ts';

/** Numbers reached, by level from 1. */
export type Counters = number[];

/** The counters of all lists of a file. */
export class OdfLists {
  readonly #styles: OdfStyles;
  /** Style or id of a list → where it stopped, for lists that go on from each other. */
  readonly #stopped = new Map<string, Counters>();
  readonly #headings: Counters = [];

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  /** The counters that an outermost list begins with. `before` is the list that it goes on from. */
  begin(before: string | undefined): Counters {
    return before === undefined ? [] : [...(this.#stopped.get(before) ?? [])];
  }

  /** Remembers where a list stopped, under its style and its id. */
  end(keys: readonly (string | undefined)[], counters: Counters): void {
    for (const key of keys) if (key !== undefined) this.#stopped.set(key, [...counters]);
  }

  /** Counts an item; `level` is from 1. What stands before it: `-`, a number, or '' for nothing. */
  marker(list: string | undefined, level: number, counters: Counters, start: number | undefined): string {
    const style = this.#styles.levelOf(list, level);
    if (style === undefined || style.type === 'bullet') {
      counters.length = Math.min(counters.length, level - 1);
      return '-';
    }
    counters[level - 1] = start ?? (counters[level - 1] ?? style.start - 1) + 1;
    counters.length = level;
    const label = labelOf(style, level, counters, (at) => this.#styles.levelOf(list, at));
    return label.replace(/^(\d{1,9})[.)]?$/, '$1.');
  }

  /** The number before a heading, '' when headings have none. */
  heading(level: number): string {
    const style = this.#styles.outline.get(level);
    const counters = this.#headings;
    for (let at = 1; at < level; at += 1) counters[at - 1] ??= 1;
    counters[level - 1] = (counters[level - 1] ?? (style?.start ?? 1) - 1) + 1;
    counters.length = level;
    if (style === undefined || style.type !== 'number') return '';
    return labelOf(style, level, counters, (at) => this.#styles.outline.get(at));
  }
}

function labelOf(
  style: ListLevel,
  level: number,
  counters: Counters,
  levelOf: (level: number) => ListLevel | undefined,
): string {
  if (style.type === 'none') return '';
  const numbers: string[] = [];
  for (let at = Math.max(1, level - style.shown + 1); at <= level; at += 1) {
    const format = levelOf(at)?.format ?? '1';
    if (format !== '') numbers.push(written(counters[at - 1] ?? 1, format));
  }
  return `${style.prefix}${numbers.join('.')}${style.suffix}`.trim();
}

function written(value: number, format: string): string {
  if (/^[aA]/.test(format)) return romanOrLetter(value, 'Letter', format.startsWith('A'));
  if (/^[iI]/.test(format)) return romanOrLetter(value, 'Roman', format.startsWith('I'));
  return String(value);
}
