/** Counts the items of a Word document's lists as Word does (ECMA-376 part 1, section 17.9). */
import { romanOrLetter } from '../office/counting.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import type { NumberingUse } from './styles.ts';
import { toggle } from './styles.ts';

interface Level {
  readonly format: string;
  /** What stands before an item, with `%1` for the number of the first level. */
  readonly text: string;
  readonly start: number;
  /** The style that takes this level without naming it. */
  readonly style: string | undefined;
  /** All numbers in it are written 1, 2, 3. */
  readonly legal: boolean;
}

interface List {
  /** Lists made from one pattern count on from each other. */
  readonly pattern: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Levels that begin anew where this list begins. */
  readonly starts: ReadonlyMap<number, number>;
}

/** What stands before a numbered paragraph. */
export interface Numbered {
  readonly level: number;
  /** `-` for bullets, '' where nothing is shown, else the label as it is displayed. */
  readonly label: string;
}

/** The lists of one document. Paragraphs have to be asked for in their order. */
export class Numbering {
  readonly #lists = new Map<string, List>();
  /** Pattern → the number reached at each level. */
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(root: XmlElement | undefined, styles: XmlElement | undefined) {
    const patterns = new Map(
      elements(root, 'abstractNum').map((element) => [attribute(element, 'abstractNumId') ?? '', element]),
    );
    for (const element of elements(root, 'num')) {
      const pattern = attribute(child(element, 'abstractNumId'), 'val') ?? '';
      const definition = followed(patterns.get(pattern), patterns, root, styles);
      this.#lists.set(attribute(element, 'numId') ?? '', listOf(pattern, definition, element));
    }
  }

  /** Counts one paragraph; undefined when it is in no list. */
  next(use: NumberingUse): Numbered | undefined {
    const list = use.id === undefined ? undefined : this.#lists.get(use.id);
    if (list === undefined || use.id === undefined) return undefined;
    const bound = [...list.levels].find(
      ([, level]) => level.style !== undefined && level.style === use.style,
    );
    const at = Math.min(8, Math.max(0, use.level ?? bound?.[0] ?? 0));
    const counters = this.#counters.get(list.pattern) ?? [];
    this.#counters.set(list.pattern, counters);
    this.#beginAnew(use.id, list, at, counters);
    // A level that was skipped counts as begun.
    for (let level = 0; level < at; level += 1) counters[level] ??= list.levels.get(level)?.start ?? 1;
    const reached = counters[at];
    counters[at] = reached === undefined ? (list.levels.get(at)?.start ?? 1) : reached + 1;
    counters.length = at + 1;
    return { level: at, label: labelOf(list, at, counters) };
  }

  #beginAnew(id: string, list: List, at: number, counters: (number | undefined)[]): void {
    const key = `${id}/${at}`;
    const start = list.starts.get(at);
    if (start !== undefined && !this.#begun.has(key)) counters[at] = start - 1;
    this.#begun.add(key);
  }
}

/** A pattern may stand for the one that a style of lists points at. */
function followed(
  pattern: XmlElement | undefined,
  patterns: ReadonlyMap<string, XmlElement>,
  numbering: XmlElement | undefined,
  styles: XmlElement | undefined,
): XmlElement | undefined {
  const link = attribute(child(pattern, 'numStyleLink'), 'val');
  if (link === undefined) return pattern;
  const style = elements(styles, 'style').find((element) => attribute(element, 'styleId') === link);
  const id = attribute(child(style, 'pPr', 'numPr', 'numId'), 'val');
  const list = elements(numbering, 'num').find((element) => attribute(element, 'numId') === id);
  return patterns.get(attribute(child(list, 'abstractNumId'), 'val') ?? '');
}

function listOf(pattern: string, definition: XmlElement | undefined, list: XmlElement): List {
  const levels = new Map<number, Level>();
  const starts = new Map<number, number>();
  for (const element of elements(definition, 'lvl')) levels.set(levelNumber(element), levelOf(element));
  for (const element of elements(list, 'lvlOverride')) {
    const replaced = child(element, 'lvl');
    if (replaced !== undefined) levels.set(levelNumber(element), levelOf(replaced));
    const start = attribute(child(element, 'startOverride'), 'val');
    if (start !== undefined) starts.set(levelNumber(element), Number(start));
  }
  return { pattern, levels, starts };
}

const levelNumber = (element: XmlElement): number => Number(attribute(element, 'ilvl') ?? 0);

function levelOf(element: XmlElement): Level {
  const format = attribute(child(element, 'numFmt'), 'val') ?? 'decimal';
  return {
    format,
    text: attribute(child(element, 'lvlText'), 'val') ?? '',
    start: Number(attribute(child(element, 'start'), 'val') ?? 1),
    style: attribute(child(element, 'pStyle'), 'val'),
    legal: toggle(element, 'isLgl') === true,
  };
}

function labelOf(list: List, at: number, counters: readonly (number | undefined)[]): string {
  const level = list.levels.get(at);
  if (level === undefined) return '-';
  // Some programs write the boxes of a list of tasks as its bullets.
  if (level.format === 'bullet') return /^[☐☑☒]$/.test(level.text) ? level.text : '-';
  if (level.format === 'none') return '';
  return level.text
    .replace(/%([1-9])/g, (_all, digit: string) => {
      const shown = Number(digit) - 1;
      const format = level.legal ? 'decimal' : (list.levels.get(shown)?.format ?? 'decimal');
      return written(counters[shown] ?? 1, format);
    })
    .trim();
}

/** A number in the signs of its format; formats that are not known are written 1, 2, 3. */
function written(value: number, format: string): string {
  const kind = /^(lower|upper)(Letter|Roman)$/.exec(format);
  if (kind !== null)
    return romanOrLetter(value, kind[2] === 'Roman' ? 'Roman' : 'Letter', kind[1] === 'upper');
  return format === 'decimalZero' && value < 10 ? `0${value}` : String(value);
}
