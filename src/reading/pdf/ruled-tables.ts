/** The words of a page that stand in drawn grids, as tables. */
import { type Box, holdsMiddle, median } from './geometry.ts';
import { type Grid, gridsOf } from './grids.ts';
import { boxOfPiece, type Piece, type Row, rowsOf } from './lines.ts';
import { cellText, rowText, type Words } from './row-text.ts';
import type { Rule, Rules } from './rules.ts';
import { type Cell, hasHeader } from './table-header.ts';

/** A table and where it stands. */
export interface RuledTable {
  readonly box: Box;
  readonly header: boolean;
  readonly rows: readonly (readonly string[])[];
  /** Rows over the full width at its top and bottom: its title, its notes. */
  readonly above: readonly Row[];
  readonly below: readonly Row[];
  /** The left edges of its columns. */
  readonly columns: readonly number[];
}

/** Frames within frames: how often the outermost lines are taken away to find a table within. */
const mostFrames = 2;

/** The tables of the grids, and the pieces that stand in none. */
export function ruledTables(
  pieces: readonly Piece[],
  rules: Rules,
  words: Words,
): { readonly tables: RuledTable[]; readonly rest: Piece[] } {
  let rest = [...pieces];
  const tables: RuledTable[] = [];
  for (const grid of gridsOf(rules)) {
    const found = tablesIn(grid, rest, words, 0);
    tables.push(...found);
    rest = rest.filter((piece) => !found.some(({ box }) => holdsMiddle(box, boxOfPiece(piece))));
  }
  return { tables, rest };
}

function tablesIn(grid: Grid, pieces: readonly Piece[], words: Words, depth: number): RuledTable[] {
  const inside = pieces.filter((piece) => holdsMiddle(grid.box, boxOfPiece(piece)));
  const filled = fill(grid, inside);
  if (filled.length === 0) return [];
  if (!isLayout(grid, filled)) return [tableOf(grid, filled, words)];
  if (depth === mostFrames) return [];
  return gridsOf(withoutFrame(grid)).flatMap((inner) => tablesIn(inner, inside, words, depth + 1));
}

function withoutFrame({ rules, box }: Grid): Rules {
  const inner = (some: readonly Rule[], from: number, to: number): Rule[] =>
    some.filter(({ at }) => at > from + 2 && at < to - 2);
  return { across: inner(rules.across, box.y0, box.y1), down: inner(rules.down, box.x0, box.x1) };
}

/** A cell with what stands in it; it may reach over several rows and columns of its grid. */
interface Filled extends Box {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly rows: readonly Row[];
}

function fill({ xs, ys, cells }: Grid, pieces: readonly Piece[]): Filled[] {
  const byCell = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const box = boxOfPiece(piece);
    const column = indexOf(xs, (box.x0 + box.x1) / 2);
    const cell = cells[indexOf(ys, (box.y0 + box.y1) / 2)]?.[column];
    if (cell !== undefined) byCell.set(cell, [...(byCell.get(cell) ?? []), piece]);
  }
  const spans = new Map<number, { row: number; column: number; lastRow: number; lastColumn: number }>();
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
  return [...byCell].flatMap(([cell, some]) => {
    const span = spans.get(cell);
    if (span === undefined) return [];
    const box = {
      x0: xs[span.column] ?? 0,
      x1: xs[span.lastColumn + 1] ?? 0,
      y0: ys[span.row] ?? 0,
      y1: ys[span.lastRow + 1] ?? 0,
    };
    return [{ ...span, ...box, rows: rowsOf(some) }];
  });
}

function indexOf(edges: readonly number[], value: number): number {
  let index = 0;
  while (index + 2 < edges.length && (edges[index + 1] ?? Infinity) < value) index++;
  return index;
}

/** Frames around parts of a page: one of them holds most of it, or has columns of its own that no line parts. */
function isLayout({ box }: Grid, filled: readonly Filled[]): boolean {
  if (filled.length < 3) return true;
  const count = (some: readonly Filled[], of: (row: Row) => number): number =>
    some.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + of(row), 0), 0);
  const unparted = filled.filter(hasColumns);
  if (count(unparted, (row) => row.pieces.length) > 0.3 * count(filled, (row) => row.pieces.length)) return true;
  const letters = (some: readonly Filled[]): number => count(some, (row) => rowText(row).length);
  return filled.some(
    (cell) =>
      letters([cell]) > 0.6 * letters(filled) &&
      cell.rows.length > 5 &&
      cell.x1 - cell.x0 > 0.6 * (box.x1 - box.x0),
  );
}

/** Several rows in which something stands beside something else. */
function hasColumns({ rows }: Filled): boolean {
  const wide = rows.filter((row) => row.pieces.length > 1).length;
  return wide >= 2 && wide >= 0.3 * rows.length;
}

function tableOf(grid: Grid, filled: readonly Filled[], words: Words): RuledTable {
  const columns = grid.xs.length - 1;
  const isWide = (cell: Filled | undefined): boolean => cell?.column === 0 && cell.lastColumn === columns - 1;
  const bands = grid.cells.map((_, row) => filled.filter((cell) => cell.row === row));
  const above: Row[] = [];
  const below: Row[] = [];
  const full = (band: readonly Filled[] | undefined): boolean => band?.length === 1 && isWide(band[0]);
  while (full(bands[0])) above.push(...(bands.shift()?.[0]?.rows ?? []));
  while (full(bands.at(-1))) below.unshift(...(bands.pop()?.[0]?.rows ?? []));
  const lines = bands.flatMap((band) => bandRows(band, columns));
  const used = Array.from({ length: columns }, (_, i) => i).filter((i) => lines.some((line) => line[i]));
  const cells = lines.map((line) => used.map((i) => line[i] ?? []));
  const rows = cells.map((line) => line.map((cell) => cellText(cell, words)));
  const header = hasHeader(
    cells.map((line) => line.map(headerCell)),
    true,
  );
  return { box: grid.box, header, rows, above, below, columns: used.map((i) => grid.xs[i] ?? 0) };
}

function headerCell(rows: readonly Row[]): Cell {
  return {
    text: rows.map(rowText).join(' '),
    bold: rows.length > 0 && rows.every((row) => row.pieces.every((piece) => piece.bold)),
  };
}

type Line = (readonly Row[] | undefined)[];

/** One row of a table for each band between two lines; several where only the columns are ruled. */
function bandRows(band: readonly Filled[], columns: number): Line[] {
  if (band.length === 0) return [];
  const single = band.filter((cell) => cell.row === cell.lastRow);
  if (!listsLines(single)) {
    const line: Line = Array.from({ length: columns });
    for (const cell of band) line[cell.column] = [...(line[cell.column] ?? []), ...cell.rows];
    return [line];
  }
  const owner = new Map<Piece, number>();
  for (const cell of band)
    for (const row of cell.rows) for (const piece of row.pieces) owner.set(piece, cell.column);
  return rowsOf([...owner.keys()]).map((row) => {
    const line: Line = Array.from({ length: columns });
    for (const column of new Set(row.pieces.map((piece) => owner.get(piece) ?? 0))) {
      line[column] = rowsOf(row.pieces.filter((piece) => owner.get(piece) === column));
    }
    return line;
  });
}

/**
 * True when the lines in cells beside one another are rows of their own: they stand at the same heights, and
 * end although the next word would have found room.
 */
function listsLines(band: readonly Filled[]): boolean {
  const tall = band.filter((cell) => cell.rows.length > 2);
  if (tall.length < 2) return false;
  const most = Math.max(...tall.map((cell) => cell.rows.length));
  const full = tall.filter((cell) => cell.rows.length >= 0.6 * most);
  if (full.length < 2) return false;
  const breaks = full.flatMap((cell) =>
    cell.rows.slice(1).map((row, i): number => {
      const before = cell.rows[i];
      const word = rowText(row).split(' ', 1)[0] ?? '';
      const width = ((row.x1 - row.x0) * word.length) / Math.max(1, rowText(row).length);
      return before !== undefined && before.x1 + 0.3 * row.size + width < cell.x1 - 0.2 * row.size ? 1 : 0;
    }),
  );
  const pitch = median(
    full.flatMap((cell) => cell.rows.slice(1).map((row, i) => row.y - (cell.rows[i]?.y ?? 0))),
  );
  const [one, other] = full;
  const level = one?.rows.filter((row) =>
    other?.rows.some((beside) => Math.abs(beside.y - row.y) < 0.2 * pitch),
  );
  return median(breaks) === 1 && (level?.length ?? 0) >= 0.6 * most;
}
