/** Lines of a table → its rows: a cell whose words found no room goes on in the lines below. */
import { median } from './geometry.ts';
import type { Row } from './lines.ts';
import { rowText } from './row-text.ts';
import type { Rule } from './rules.ts';
import { isFigure } from './table-header.ts';

/** One line of a table: what stands in each column. */
export interface TableLine {
  readonly row: Row;
  readonly cells: readonly (readonly Row[])[];
  /** One of its pieces reaches over several columns. */
  readonly spans: boolean;
}

/** The share of a table's width that a line has to cover in order to part two rows. */
const mostOfWidth = 0.6;

/** Font sizes from one baseline to the next, below which two lines overlap and are no rows of their own. */
const overlapping = 0.8;

/** Rows of cells, each of them lines of words. `across`: the level lines of the region. */
export function logicalRows(lines: readonly TableLine[], across: readonly Rule[]): Row[][][] {
  const bands = bandsOf(lines, across);
  const pitch = pitchOf(lines);
  const head = headLines(lines);
  const rows: Row[][][] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    const last = rows.at(-1);
    const joins =
      above !== undefined &&
      last !== undefined &&
      (i < head || (bands === undefined ? goesOn(line, above, pitch) : bands[i] === bands[i - 1]));
    if (joins) line.cells.forEach((cell, column) => void last[column]?.push(...cell));
    else rows.push(line.cells.map((cell) => [...cell]));
  });
  return rows;
}

/** How many lines at the top are the head of the table, where its titles needed several lines; else 0. */
function headLines(lines: readonly TableLine[]): number {
  const first = lines.findIndex(({ cells }) =>
    cells.some((cell) => cell.some((row) => isFigure(rowText(row)))),
  );
  const [top, second] = lines;
  if (first < 2 || first > 4 || top === undefined || second === undefined) return 0;
  const head = lines.slice(0, first);
  const gaps = head.slice(1).map(({ row }, i) => row.y - (head[i]?.row.y ?? 0));
  const tight = gaps.every((gap) => gap < 1.45 * top.row.size);
  const below = (lines[first]?.row.y ?? 0) - (head.at(-1)?.row.y ?? 0);
  const isBold = (line: TableLine | undefined): boolean =>
    line?.row.pieces.every((piece) => piece.bold) === true;
  const isApart = below > 1.15 * Math.max(...gaps) || (head.every(isBold) && !isBold(lines[first]));
  const last = head.at(-1);
  // A title over several columns is a row of its own.
  const spans = head.some(({ spans }) => spans) || last === undefined;
  return tight && isApart && !spans && filled(top.cells) > 1 ? first : 0;
}

/** Between which lines each row stands, where every row of the table stands between two; undefined elsewhere. */
function bandsOf(lines: readonly TableLine[], across: readonly Rule[]): number[] | undefined {
  const left = Math.min(...lines.map(({ row }) => row.x0));
  const right = Math.max(...lines.map(({ row }) => row.x1));
  const rules = across.filter(
    ({ from, to }) => Math.min(to, right) - Math.max(from, left) >= mostOfWidth * (right - left),
  );
  const bands = lines.map(({ row }) => rules.filter(({ at }) => at < row.y - 0.3 * row.size).length);
  const count = new Set(bands).size;
  const longest = Math.max(...bands.map((band) => bands.filter((other) => other === band).length));
  const isRuled = count >= 4 && count * 4 >= lines.length && longest <= 6;
  return isRuled && !groupsRows(lines, bands) ? bands : undefined;
}

/** Numbers below one another between the same two lines: these part groups of rows, and not rows. */
function groupsRows(lines: readonly TableLine[], bands: readonly number[]): boolean {
  const figures = ({ cells }: TableLine): number[] =>
    cells.flatMap((cell, column) => (cell.some((row) => isFigure(rowText(row))) ? [column] : []));
  const within = lines.flatMap((line, i) => {
    const above = lines[i - 1];
    return above === undefined || bands[i] !== bands[i - 1] ? [] : [{ line, above }];
  });
  const both = within.filter(({ line, above }) =>
    figures(line).some((column) => figures(above).includes(column)),
  );
  return both.length > 0.3 * within.length;
}

/** The usual distance from one full row to the next. Points. */
function pitchOf(lines: readonly TableLine[]): number {
  const full = lines.filter(({ cells }) => (cells[0]?.length ?? 0) > 0 && filled(cells) > 1);
  return median(full.slice(1).map(({ row }, i) => row.y - (full[i]?.row.y ?? 0)));
}

function filled(cells: TableLine['cells']): number {
  return cells.filter((cell) => cell.length > 0).length;
}

function textAt(line: TableLine, column: number): string {
  return (line.cells[column] ?? []).map(rowText).join(' ');
}

/** True when a line only goes on with words of the line above it. */
function goesOn(line: TableLine, above: TableLine, pitch: number): boolean {
  const gap = line.row.y - above.row.y;
  // A number beside the middle of two lines.
  if (gap < overlapping * line.row.size) return true;
  const columns = line.cells.flatMap((cell, column) => (cell.length > 0 ? [column] : []));
  if (columns.some((column) => isFigure(textAt(line, column)))) {
    // The label went on; its numbers stand on the last line.
    return (
      filled(above.cells) === 1 &&
      columns[0] === 0 &&
      flows(textAt(above, 0), textAt(line, 0)) &&
      gap < 1.6 * line.row.size
    );
  }
  if (columns.some((column) => textAt(above, column) === '')) return false;
  const isTight = gap < 0.85 * pitch && gap < 1.5 * line.row.size;
  if (columns.includes(0))
    return columns.length === 1 && gap < 1.6 * line.row.size && flows(textAt(above, 0), textAt(line, 0));
  return (
    isTight ||
    (gap < 1.6 * line.row.size &&
      columns.every((column) => flows(textAt(above, column), textAt(line, column))))
  );
}

/** Words that begin small, or follow a line that cannot be the end. */
function flows(above: string, below: string): boolean {
  return (
    /^[\p{Ll}(]/u.test(below) || /(?:[-,/&]|\b(?:and|of|the|or|for|to|in|und|der|die|et|de|y))$/u.test(above)
  );
}
