/** The words of a page that stand in drawn grids, as tables. */
import { bandRows } from './band-rows.ts';
import { areaOf, type Box, common, holdsMiddle } from './geometry.ts';
import { type Filled, fill, indexOf } from './grid-cells.ts';
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

/** The share of the cells of a table that hold something, where there are curves among them. */
const fewestFilled = 0.4;

/** Frames within frames: how often the outermost lines are taken away to find a table within. */
const mostFrames = 2;

/** The tables of the grids, and the pieces that stand in none. */
export function ruledTables(
  pieces: readonly Piece[],
  rules: Rules,
  drawings: readonly Box[],
  words: Words,
): { readonly tables: RuledTable[]; readonly rest: Piece[] } {
  let rest = [...pieces];
  const tables: RuledTable[] = [];
  for (const grid of gridsOf(rules)) {
    const found = tablesIn(grid, rest, words, 0).filter((table) => !isChart(table, drawings));
    tables.push(...found);
    rest = rest.filter((piece) => !found.some(({ box }) => holdsMiddle(box, boxOfPiece(piece))));
  }
  return { tables, rest };
}

/** The lines of a chart make a grid too, in which hardly a cell has words. */
function isChart({ box, rows }: RuledTable, drawings: readonly Box[]): boolean {
  if (!drawings.some((drawing) => areaOf(common(drawing, box)) > 0.5 * areaOf(box))) return false;
  const cells = rows.flat();
  return cells.filter((cell) => cell !== '').length < fewestFilled * cells.length;
}

function tablesIn(grid: Grid, pieces: readonly Piece[], words: Words, depth: number): RuledTable[] {
  const inside = pieces.filter((piece) => holdsMiddle(grid.box, boxOfPiece(piece)));
  const filled = fill(grid, inside);
  if (filled.length === 0) return [];
  if (!isLayout(grid, filled)) {
    const table = tableOf(grid, filled, words);
    // A ruled head over a body without lines: what is aligned says more than the lines.
    return table.rows.length < 2 || (table.rows.length < 4 && goesOn(grid, pieces)) ? [] : [table];
  }
  if (depth === mostFrames) return [];
  return gridsOf(withoutFrame(grid)).flatMap((inner) => tablesIn(inner, inside, words, depth + 1));
}

/** True when the next line below stands in the grid's columns. */
function goesOn({ box, xs }: Grid, pieces: readonly Piece[]): boolean {
  const below = pieces.filter(
    (piece) =>
      piece.x0 < box.x1 && piece.x1 > box.x0 && piece.y > box.y1 && piece.y < box.y1 + 2 * piece.size,
  );
  const [row] = rowsOf(below);
  return new Set(row?.pieces.map((piece) => indexOf(xs, (piece.x0 + piece.x1) / 2))).size > 1;
}

function withoutFrame({ rules, box }: Grid): Rules {
  const inner = (some: readonly Rule[], from: number, to: number): Rule[] =>
    some.filter(({ at }) => at > from + 2 && at < to - 2);
  return { across: inner(rules.across, box.y0, box.y1), down: inner(rules.down, box.x0, box.x1) };
}

/** Frames around parts of a page: one of them holds most of it, or has columns of its own that no line parts. */
function isLayout({ box }: Grid, filled: readonly Filled[]): boolean {
  if (filled.length < 3) return true;
  const count = (some: readonly Filled[], of: (row: Row) => number): number =>
    some.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + of(row), 0), 0);
  const unparted = filled.filter(hasColumns);
  if (count(unparted, (row) => row.pieces.length) > 0.3 * count(filled, (row) => row.pieces.length))
    return true;
  const letters = (some: readonly Filled[]): number => count(some, (row) => rowText(row).length);
  return filled.some(
    (cell) =>
      letters([cell]) > 0.6 * letters(filled) &&
      cell.rows.length > 5 &&
      cell.x1 - cell.x0 > 0.6 * (box.x1 - box.x0),
  );
}

/** Several rows in which something stands beside something else, and below one another; justified words do not. */
function hasColumns({ rows }: Filled): boolean {
  const wide = rows.filter((row) => row.pieces.length > 1);
  if (wide.length < 2 || wide.length < 0.3 * rows.length) return false;
  const later = wide.flatMap((row) => row.pieces.slice(1).map((piece) => ({ row, piece })));
  const aligned = later.filter(({ row, piece }) =>
    wide.some((other) => other !== row && other.pieces.slice(1).some((below) => isBelow(piece, below))),
  );
  return aligned.length >= 0.6 * later.length;
}

function isBelow(one: Piece, other: Piece): boolean {
  const room = 0.3 * one.size;
  return Math.abs(one.x0 - other.x0) < room || Math.abs(one.x1 - other.x1) < room;
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
