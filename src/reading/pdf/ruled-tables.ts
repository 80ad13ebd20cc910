/** The words of a page that stand in drawn grids, as tables. */
import { areaOf, type Box, common, holdsMiddle, median } from './geometry.ts';
import { type Grid, gridsOf } from './grids.ts';
import { boxOfPiece, type Piece, type Row, rowsOf } from './lines.ts';
import { cellText, rowText, type Words } from './row-text.ts';
import type { Rule, Rules } from './rules.ts';
import { type Cell, hasHeader, isFigure } from './table-header.ts';

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

/** Font sizes from one baseline to the next, above which a line was left empty. */
const emptyLine = 1.9;

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

/** The rows and columns of a grid that a cell reaches over. */
interface Span {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** A cell with what stands in it. */
interface Filled extends Box, Span {
  readonly rows: readonly Row[];
}

function fill(grid: Grid, pieces: readonly Piece[]): Filled[] {
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

type Line = (readonly Row[] | undefined)[];

/** One row of a table for each band between two lines; several where only the columns are ruled. */
function bandRows(band: readonly Filled[], columns: number): Line[] {
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
