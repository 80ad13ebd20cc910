/** What stands in the cells of a grid. */
import type { Box } from './geometry.ts';
import type { Grid } from './grids.ts';
import { boxOfPiece, type Piece, type Row, rowsOf } from './lines.ts';

/** The rows and columns of a grid that a cell reaches over. */
interface Span {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** A cell with what stands in it. */
export interface Filled extends Box, Span {
  readonly rows: readonly Row[];
}

/** The cells that hold something. */
export function fill(grid: Grid, pieces: readonly Piece[]): Filled[] {
  const byCell = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const { row, column } = squareOf(grid, piece);
    const cell = grid.cells[row]?.[column];
    if (cell !== undefined) byCell.set(cell, [...(byCell.get(cell) ?? []), piece]);
  }
  const spans = spansOf(grid);
  return [...byCell].flatMap(([cell, some]) => {
    const span = spans.get(cell);
    if (span === undefined) return [];
    const filled = filledOf(grid, span, some);
    const isWide = span.lastColumn > span.column && filled.rows.some((row) => row.pieces.length > 1);
    return isWide ? bySquares(grid, some) : [filled];
  });
}

/** Words beside one another that no line parts, in columns that lines elsewhere part: a cell for each. */
function bySquares(grid: Grid, pieces: readonly Piece[]): Filled[] {
  const squares = new Map<string, { readonly span: Span; readonly pieces: Piece[] }>();
  for (const piece of pieces) {
    const { row, column } = squareOf(grid, piece);
    const square = squares.get(`${row} ${column}`) ?? {
      span: { row, column, lastRow: row, lastColumn: column },
      pieces: [],
    };
    square.pieces.push(piece);
    squares.set(`${row} ${column}`, square);
  }
  return [...squares.values()].map(({ span, pieces: some }) => filledOf(grid, span, some));
}

function squareOf({ xs, ys }: Grid, piece: Piece): { readonly row: number; readonly column: number } {
  const box = boxOfPiece(piece);
  return { row: indexOf(ys, (box.y0 + box.y1) / 2), column: indexOf(xs, (box.x0 + box.x1) / 2) };
}

function filledOf({ xs, ys }: Grid, span: Span, pieces: readonly Piece[]): Filled {
  return {
    ...span,
    x0: xs[span.column] ?? 0,
    x1: xs[span.lastColumn + 1] ?? 0,
    y0: ys[span.row] ?? 0,
    y1: ys[span.lastRow + 1] ?? 0,
    rows: rowsOf(pieces),
  };
}

function spansOf({ cells }: Grid): Map<number, Span> {
  const spans = new Map<number, Span>();
  cells.forEach((line, row) => {
    line.forEach((cell, column) => {
      const span = spans.get(cell) ?? { row, column, lastRow: row, lastColumn: column };
      spans.set(cell, {
        row: span.row,
        column: Math.min(span.column, column),
        lastRow: row,
        lastColumn: Math.max(span.lastColumn, column),
      });
    });
  });
  return spans;
}

/** Between which two edges a value lies; the outermost go on for ever. */
export function indexOf(edges: readonly number[], value: number): number {
  let index = 0;
  while (index + 2 < edges.length && (edges[index + 1] ?? Infinity) < value) index++;
  return index;
}
