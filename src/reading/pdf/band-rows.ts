/** The rows of a table between two of its level lines: mostly one, and several where the lines are few. */
import { type Box, median } from './geometry.ts';
import type { Filled } from './grid-cells.ts';
import { type Piece, type Row, rowsOf } from './lines.ts';
import { rowText } from './row-text.ts';
import { isFigure } from './table-header.ts';

/** Font sizes from one baseline to the next, above which a line was left empty. */
const emptyLine = 1.9;

/** One row of a table: what stands in each of its columns. */
type Line = (readonly Row[] | undefined)[];

/** One row of a table for each band between two lines; several where only the columns are ruled. */
export function bandRows(band: readonly Filled[], columns: number): Line[] {
  if (band.length === 0) return [];
  const single = band.filter((cell) => cell.row === cell.lastRow);
  const owner = new Map<Piece, number>();
  for (const cell of band)
    for (const row of cell.rows) for (const piece of row.pieces) owner.set(piece, cell.column);
  const rows = rowsOf([...owner.keys()]);
  const starts = listsLines(single)
    ? rows.map(() => true)
    : rows.map((row, i) => isApart(row, rows[i - 1], owner));
  const groups: Row[][] = [];
  rows.forEach((row, i) => {
    if (i === 0 || starts[i]) groups.push([row]);
    else groups.at(-1)?.push(row);
  });
  return groups.map((group) => {
    const line: Line = Array.from({ length: columns });
    const pieces = group.flatMap((row) => row.pieces);
    for (const column of new Set(pieces.map((piece) => owner.get(piece) ?? 0))) {
      line[column] = rowsOf(pieces.filter((piece) => owner.get(piece) === column));
    }
    return line;
  });
}

/** After an empty line across all columns, a line that stands in several of them begins a row of its own. */
function isApart(row: Row, above: Row | undefined, owner: ReadonlyMap<Piece, number>): boolean {
  if (above === undefined) return true;
  const columns = new Set(row.pieces.map((piece) => owner.get(piece)));
  return row.y - above.y > emptyLine * Math.max(row.size, above.size) && columns.size > 1;
}

/**
 * True when the lines in cells beside one another are rows of their own: they stand at the same heights, and
 * end although the next word would have found room.
 */
function listsLines(band: readonly Filled[]): boolean {
  const tall = band.filter((cell) => cell.rows.length > 2);
  const [, most = 0] = tall.map((cell) => cell.rows.length).sort((one, other) => other - one);
  const full = tall.filter((cell) => cell.rows.length >= 0.6 * most);
  if (full.length < 2) return false;
  const breaks = full.flatMap((cell) =>
    cell.rows.slice(1).map((row, i) => endsEarly(cell, cell.rows[i], row)),
  );
  const pitch = median(
    full.flatMap((cell) => cell.rows.slice(1).map((row, i) => row.y - (cell.rows[i]?.y ?? 0))),
  );
  const [one, other] = full.toSorted((left, right) => left.rows.length - right.rows.length);
  const level = one?.rows.filter((row) =>
    other?.rows.some((beside) => Math.abs(beside.y - row.y) < 0.2 * pitch),
  );
  return breaks.filter(Boolean).length > 0.7 * breaks.length && (level?.length ?? 0) >= 0.6 * most;
}

/** True when the first word of `next` would have found room on the line before it, or is a number. */
function endsEarly(cell: Box, line: Row | undefined, next: Row): boolean {
  const text = rowText(next);
  if (line === undefined || isFigure(text) || isFigure(rowText(line))) return true;
  const word = text.split(' ', 1)[0] ?? '';
  const width = ((next.x1 - next.x0) * word.length) / Math.max(1, text.length);
  return line.x1 - line.x0 + 0.3 * next.size + width < cell.x1 - cell.x0 - 0.8 * next.size;
}
