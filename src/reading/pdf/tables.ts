/** Finds tables, with or without ruling lines, by cells that stand below one another. */
import type { Piece, Row } from './lines.ts';
import { rowText, type Words } from './row-text.ts';
import { type Cell, hasHeader } from './table-header.ts';

/** A part of a region: rows that make a table, or rows of running text. */
export type Part =
  | {
      readonly type: 'table';
      readonly header: boolean;
      readonly rows: readonly (readonly string[])[];
      /** The left edges of its columns. */
      readonly columns: readonly number[];
      readonly source: readonly Row[];
    }
  | { readonly type: 'text'; readonly rows: readonly Row[] };

/** An empty stretch of more font sizes than this ends a table. */
const tallestGap = 4;

/** Edges that differ by less than this many font sizes are aligned. */
const slack = 0.6;

/** The rows of one region, top to bottom, as tables and the text between them. */
export function partsOf(rows: readonly Row[], words: Words): Part[] {
  const parts: Part[] = [];
  let text: Row[] = [];
  let at = 0;
  while (at < rows.length) {
    const end = tableEnd(rows, at);
    const row = rows[at];
    if (end > at) {
      if (text.length > 0) parts.push({ type: 'text', rows: text });
      text = [];
      parts.push(tableOf(rows.slice(at, end), words));
      at = end;
    } else {
      if (row !== undefined) text.push(row);
      at++;
    }
  }
  if (text.length > 0) parts.push({ type: 'text', rows: text });
  return parts;
}

interface Column {
  readonly x0: number;
  readonly x1: number;
}

/** Where the table that begins at row `start` ends; `start` when none begins there. */
function tableEnd(rows: readonly Row[], start: number): number {
  if ((rows[start]?.pieces.length ?? 0) < 2) return start;
  let end = start + 1;
  // The last row of several cells: what follows it is not the table's any more.
  let lastFull = start;
  for (; end < rows.length; end++) {
    const row = rows[end];
    const above = rows[end - 1];
    if (row === undefined || above === undefined || row.y - above.y > tallestGap * row.size) break;
    if (!fits(row, rows.slice(start, end))) break;
    if (row.pieces.length > 1) lastFull = end;
  }
  // Labels without a value often stand last in their column.
  const stop = lastFull + 1;
  const several = rows.slice(start, stop).filter((row) => row.pieces.length > 1);
  // Two rows make a table only when nothing stands between them.
  const enough = several.length >= 3 || (several.length === 2 && stop - start === 2);
  return enough && alignment(several) >= 0.5 ? stop : start;
}

/** A row goes on with a table when its cells begin, end or centre where cells above do. */
function fits(row: Row, above: readonly Row[]): boolean {
  const cells = above.slice(-8).flatMap((other) => other.pieces);
  const aligned = row.pieces.filter((piece) => cells.some((cell) => areAligned(piece, cell)));
  const [only] = row.pieces;
  if (row.pieces.length === 1 && only !== undefined) {
    // Centred over a table is a heading, not a cell.
    return cells.some((cell) => sameEdge(only, cell)) && crosses(row, above.slice(-12)) <= 1;
  }
  return aligned.length > 0 && aligned.length * 2 >= row.pieces.length;
}

/** How many columns of the rows above the row reaches over. */
function crosses(row: Row, above: readonly Row[]): number {
  return columnsOf(above).filter((column) => column.x0 < row.x1 && column.x1 > row.x0).length;
}

function areAligned(one: Piece, other: Piece): boolean {
  const room = slack * Math.max(one.size, other.size);
  return sameEdge(one, other) || Math.abs(one.x0 + one.x1 - other.x0 - other.x1) < room;
}

function sameEdge(one: Piece, other: Piece): boolean {
  const room = slack * Math.max(one.size, other.size);
  return Math.abs(one.x0 - other.x0) < room || Math.abs(one.x1 - other.x1) < room;
}

/** The share of cells that are aligned with a cell of another row. */
function alignment(rows: readonly Row[]): number {
  const cells = rows.slice(0, 40).flatMap((row) => row.pieces.map((piece) => ({ row, piece })));
  const aligned = cells.filter(({ row, piece }) =>
    cells.some((other) => other.row !== row && areAligned(piece, other.piece)),
  );
  return aligned.length / cells.length;
}

/**
 * Stretches of the x axis that cells cover. In a long table the odd long cell may reach over a gap that all
 * other rows keep.
 */
function columnsOf(rows: readonly Row[]): Column[] {
  const cells = rows.flatMap((row) => row.pieces).filter((cell) => !spansOthers(cell, rows));
  const tolerated = rows.length < 8 ? 0 : Math.max(1, Math.floor(rows.length / 10));
  const columns = stretches(cells, tolerated);
  const lost = cells.filter((cell) => !columns.some((column) => column.x0 < cell.x1 && column.x1 > cell.x0));
  return [...columns, ...stretches(lost, 0)].sort((one, other) => one.x0 - other.x0);
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

function tableOf(rows: readonly Row[], words: Words): Part {
  const columns = columnsOf(rows);
  const cells = rows.map((row) => cellsOf(row, columns));
  return {
    type: 'table',
    header: hasHeader(cells),
    rows: cells.map((row) => row.map(({ text }) => text)),
    columns: columns.map(({ x0 }) => x0),
    source: rows,
  };
}

function cellsOf(row: Row, columns: readonly Column[]): Cell[] {
  const cells = columns.map((): Piece[] => []);
  for (const piece of row.pieces) {
    const found = columns.findIndex((column) => column.x1 > piece.x0);
    cells[found === -1 ? columns.length - 1 : found]?.push(piece);
  }
  return cells.map((pieces) => ({
    text: pieces.length === 0 ? '' : rowText({ ...row, pieces }),
    bold: pieces.length > 0 && pieces.every((piece) => piece.bold),
  }));
}
