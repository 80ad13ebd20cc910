/** Reading order: finds columns of prose and reads each to its end before the next. */
import { median } from './geometry.ts';
import { type Row, rowsOf } from './lines.ts';

/** Where a column may begin: tried from the most common left edges on. */
const mostCandidates = 24;

/** Columns of columns: three or four side by side need two splits. */
const deepest = 3;

/** A column of prose has at least this many lines, or is the rest of one. */
const fewestLines = 3;

/** Sides of a spread have so many lines that their heights cannot differ by accident. */
const manyLines = 10;

/** What has a place on the page: words, or (without text) something that stands between them. */
export interface Item {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The baseline of words, the upper edge of anything else. */
  readonly y: number;
  readonly size: number;
}

/** Which side of a page is read first. */
export type Direction = 'rightwards' | 'leftwards';

/** The items of a page as regions in reading order; each region is read row by row. */
export function regionsOf<T extends Item>(items: readonly T[], direction: Direction, depth = 0): T[][] {
  const bands = bestBands(items, depth);
  if (bands === undefined) return [[...items]];
  return bands.flatMap((band) => {
    if (band.type === 'whole') return regionsOf(band.items, direction, depth + 1);
    const [left, right] = [band.left, band.right].map((side) => regionsOf(side, direction, depth + 1));
    return direction === 'rightwards'
      ? [...(left ?? []), ...(right ?? [])]
      : [...(right ?? []), ...(left ?? [])];
  });
}

/** The split that puts the most items into columns, undefined when none finds columns. */
function bestBands<T extends Item>(items: readonly T[], depth: number): Band<T>[] | undefined {
  if (depth === deepest || items.length < 2 * fewestLines) return undefined;
  let best: Band<T>[] | undefined;
  let bestCount = 0;
  for (const x of candidates(items)) {
    const bands = bandsAt(items, x, depth);
    const count = bands.reduce(
      (sum, band) => sum + (band.type === 'columns' ? band.left.length + band.right.length : 0),
      0,
    );
    if (count > bestCount) [best, bestCount] = [bands, count];
  }
  return best;
}

type Band<T> =
  | { readonly type: 'whole'; readonly items: T[] }
  | { readonly type: 'columns'; readonly left: T[]; readonly right: T[] };

/** Left edges that several items share, other than the leftmost; right edges too, for ragged left ones. */
function candidates(items: readonly Item[]): number[] {
  const counts = new Map<number, number>();
  const count = (x: number): void => {
    const edge = Math.round(x / 2) * 2;
    counts.set(edge, (counts.get(edge) ?? 0) + 1);
  };
  for (const item of items) {
    for (let i = 0; i < (item.text === '' ? fewestLines : 1); i++) count(item.x0 - 3);
    if (/[\u0590-\u08ff]/.test(item.text)) count(item.x1 + 3);
  }
  return [...counts]
    .filter(([, number]) => number >= fewestLines)
    .sort((one, other) => other[1] - one[1])
    .slice(0, mostCandidates)
    .map(([edge]) => edge);
}

/** The page from top to bottom, parted where an item crosses `x`. */
function bandsAt<T extends Item>(items: readonly T[], x: number, depth: number): Band<T>[] {
  const bands: Band<T>[] = [];
  let left: T[] = [];
  let right: T[] = [];
  const close = (next: T | undefined): void => {
    if (left.length + right.length === 0) return;
    const tail = [...takeTail(left, right, next), ...takeTail(right, left, next)];
    if (areColumns(left, right, depth)) bands.push({ type: 'columns', left, right });
    else append(bands, [...left, ...right]);
    append(bands, tail);
    left = [];
    right = [];
  };
  for (const item of items.toSorted((one, other) => one.y - other.y)) {
    if (item.x1 <= x + 1) left.push(item);
    else if (item.x0 >= x - 1) right.push(item);
    else {
      close(item);
      append(bands, [item]);
    }
  }
  close(undefined);
  return bands;
}

/**
 * A short line below both columns that stands nearer to what follows over the whole width (the number of a
 * table above its title) is no part of its column: takes it away from `side`.
 */
function takeTail<T extends Item>(side: T[], other: readonly T[], next: T | undefined): T[] {
  const last = side.at(-1);
  const before = side.at(-2);
  if (last === undefined || before === undefined || next === undefined) return [];
  const isBelow = last.y > Math.max(...other.map(({ y }) => y)) + last.size;
  return isBelow && next.y - last.y < last.y - before.y - 0.2 * last.size ? side.splice(-1) : [];
}

function append<T>(bands: Band<T>[], items: readonly T[]): void {
  if (items.length === 0) return;
  const last = bands.at(-1);
  if (last?.type === 'whole') last.items.push(...items);
  else bands.push({ type: 'whole', items: [...items] });
}

/** One side is a column of prose, the other one too, or several of them, or a figure, or something of its own. */
function areColumns(left: readonly Item[], right: readonly Item[], depth: number): boolean {
  const fits = (side: readonly Item[], other: readonly Item[]): boolean =>
    isProse(side) ||
    bestBands(side, depth + 1) !== undefined ||
    side.every(({ text }) => text === '') ||
    hasOwnLines(side, other);
  if (left.length === 0 || right.length === 0) return false;
  if (isIndex(left) && isIndex(right)) return true;
  if (isProse(left)) return fits(right, left);
  return isProse(right) ? fits(left, right) : areTwoPages(left, right);
}

/** The lines of an index: each has words and the pages where they stand, on the same grid as those beside it. */
function isIndex(items: readonly Item[]): boolean {
  const rows = rowsOf(items.filter(({ text }) => text !== ''));
  const share = (is: (text: string) => boolean): number =>
    rows.filter((row) => is(row.pieces.map(({ text }) => text).join(' '))).length / rows.length;
  return (
    rows.length >= manyLines &&
    rows.filter((row) => row.pieces.length === 1).length >= 0.8 * rows.length &&
    share((text) => /^[“"'(]?\p{L}{2}/u.test(text)) >= 0.6 &&
    share((text) => /\p{L}.*\d[a-z]?,?$/u.test(text)) >= 0.5
  );
}

/** Two tables, or two pages of a spread, side by side: many lines on both sides, at heights of their own. */
function areTwoPages(left: readonly Item[], right: readonly Item[]): boolean {
  const rows = [left, right].map((side) => rowsOf(side.filter(({ text }) => text !== '')));
  const [one = [], other = []] = rows;
  if (Math.min(one.length, other.length) < manyLines) return false;
  const level = one.filter((row) => other.some((beside) => Math.abs(beside.y - row.y) < 0.15 * row.size));
  return level.length < 0.4 * Math.min(one.length, other.length);
}

/**
 * Lines of its own, at other heights than those beside it, or next to the middle of sentences: the rows of one
 * table share their height, and begin together.
 */
function hasOwnLines(side: readonly Item[], prose: readonly Item[]): boolean {
  const rows = rowsOf(side.filter(({ text }) => text !== ''));
  // A figure or a drawn table with its title.
  if (rows.length <= fewestLines && side.some(({ text }) => text === '')) return true;
  if (rows.length < fewestLines) return false;
  const beside = rows.flatMap(
    (row) => prose.find((item) => Math.abs(item.y - row.y) < 0.15 * row.size) ?? [],
  );
  const within = beside.filter(({ text }) => /^\p{Ll}/u.test(text));
  return beside.length < 0.5 * rows.length || within.length >= 0.5 * beside.length;
}

/** Lines that fill their column, close to one another; cells of a table do neither. */
function isProse(items: readonly Item[]): boolean {
  const rows = rowsOf(items.filter(({ text }) => text !== ''));
  if (rows.length < fewestLines) return false;
  const width = Math.max(...rows.map((row) => row.x1)) - Math.min(...rows.map((row) => row.x0));
  const single = rows.filter((row) => row.pieces.length === 1).length;
  const pitch = median(rows.slice(1).map((row, i) => (row.y - (rows[i]?.y ?? 0)) / row.size));
  return (
    single >= rows.length / 2 &&
    median(rows.map((row) => covered(row) / width)) >= 0.55 &&
    median(rows.map((row) => letters(row))) >= 16 &&
    pitch <= 1.8
  );
}

function covered(row: Row<Item>): number {
  return row.pieces.reduce((sum, piece) => sum + piece.x1 - piece.x0, 0);
}

function letters(row: Row<Item>): number {
  return row.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
}
