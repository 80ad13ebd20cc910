/** Finds the rows of tables: lines with bars, tabs or wide gaps, and lines parted by commas or semicolons. */
import { cellsOf } from '../outline.ts';

/** The cells of one row. */
export type Row = readonly string[];

/** Fewer rows are no table. */
export const fewestRows = 3;
/** Rows of one table have the same number of cells, but for a few. */
const leastEven = 0.7;
const longestLine = 5000;

/** A number, with its currency or as a percentage. */
export const isNumber = (cell: string) =>
  /^[-−+]?\p{Sc}?\s?\d[\d.,'’ \u00a0]*\s?(?:%|\p{Sc}|[A-Z]{3})?$/u.test(cell);
/** A date in digits, with or without a time. */
export const isDate = (cell: string) =>
  /^(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:[T ][\d:.]+Z?)?$/.test(cell);

/** Does every cell name something, rather than being a value? */
export function isHeader(first: Row): boolean {
  return (
    first.length >= 2 &&
    first
      .filter((cell) => cell !== '')
      .every((cell) => /\p{L}/u.test(cell) && !isNumber(cell) && !isDate(cell))
  );
}

/** Do most rows have the same number of cells? */
export function isEvenTable(rows: readonly Row[]): boolean {
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  return Math.max(...widths.values()) >= rows.length * leastEven;
}

/** The tables of a text in order; one that goes on below a gap, without a header of its own, is one. */
export function tablesIn(text: string): Row[][] {
  const tables: Row[][] = [];
  let open: Row[] | undefined;
  for (const line of text.split('\n')) {
    const cells = line.length > longestLine ? undefined : cellsOf(line);
    if (cells === undefined) {
      open = undefined;
      continue;
    }
    // The rule below a header in Markdown, or a row that is empty.
    if (cells.every((cell) => cell === '')) continue;
    if (open === undefined) open = carriedOn(tables, cells);
    open.push(cells);
  }
  return tables;
}

function carriedOn(tables: Row[][], cells: Row): Row[] {
  const last = tables.at(-1);
  const goesOn =
    last !== undefined && last[0]?.length === cells.length && isHeader(last[0]) && !isHeader(cells);
  if (goesOn) return last;
  const table: Row[] = [];
  tables.push(table);
  return table;
}

/** Rows parted by commas or semicolons, when nearly all lines have the same number of them. */
export function separatedRows(text: string): string[][] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const separator = [';', ','].find((one) => isEven(lines.slice(0, 20), one));
  if (separator === undefined || !isEven(lines, separator)) return undefined;
  return lines.map((line) => separatedCells(line, separator));
}

/** Three columns at least, because commas in twos are found in prose and in lists. */
function isEven(lines: readonly string[], separator: string): boolean {
  const width = separatedCells(lines[0] ?? '', separator).length;
  if (lines.length < fewestRows || width < 3) return false;
  return (
    lines.filter((line) => separatedCells(line, separator).length === width).length >= lines.length * 0.9
  );
}

function separatedCells(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  cells.push(cell.trim());
  return cells;
}
