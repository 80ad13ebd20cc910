/** Where the columns of a table stand that has no lines: stretches of the page's width that its cells cover. */
import type { Piece, Row } from './lines.ts';

/** A stretch of the x axis. Points. */
export interface Column {
  readonly x0: number;
  readonly x1: number;
}

/** Tables up to so many rows have no odd cells. */
const fewRows = 8;

/**
 * The columns of these rows. In a long table the odd long cell may reach over a gap that all other rows keep.
 */
export function columnsOf(rows: readonly Row[]): Column[] {
  const cells = rows.flatMap((row) => row.pieces).filter((cell) => !spansOthers(cell, rows));
  const tolerated = rows.length < fewRows ? 0 : Math.max(1, Math.floor(rows.length / 10));
  const columns = stretches(cells, tolerated);
  const lost = cells.filter((cell) => !columns.some((column) => column.x0 < cell.x1 && column.x1 > cell.x0));
  return [...columns, ...stretches(lost, 0)].sort((one, other) => one.x0 - other.x0);
}

/** The column that a cell belongs to: the first that it reaches, or the one before the gap in which it stands. */
export function columnIndex(cell: Column, columns: readonly Column[]): number {
  const found = columns.findIndex((column) => column.x1 > cell.x0);
  if (found === -1) return columns.length - 1;
  return found > 0 && (columns[found]?.x0 ?? 0) >= cell.x1 ? found - 1 : found;
}

/** Where more than `tolerated` cells lie over one another. */
function stretches(cells: readonly Piece[], tolerated: number): Column[] {
  const edges = cells.flatMap((cell) => [
    { x: cell.x0, step: 1 },
    { x: cell.x1, step: -1 },
  ]);
  const columns: Column[] = [];
  let depth = 0;
  let from: number | undefined;
  for (const { x, step } of edges.sort((one, other) => one.x - other.x || one.step - other.step)) {
    depth += step;
    if (depth > tolerated) from ??= x;
    else if (from !== undefined) {
      columns.push({ x0: from, x1: x });
      from = undefined;
    }
  }
  return columns;
}

/** A cell that reaches over two cells of one other row is a heading over columns, or a long remark. */
function spansOthers(cell: Piece, rows: readonly Row[]): boolean {
  return rows.some(
    (row) =>
      row.pieces.filter((other) => other !== cell && other.x0 < cell.x1 && other.x1 > cell.x0).length > 1,
  );
}
