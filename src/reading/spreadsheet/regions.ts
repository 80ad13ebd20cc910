/** Finds the tables on a sheet: what is parted by empty rows, or stands side by side, is not one table. */
import type { Cell, Piece } from '../office/pieces.ts';
import { plainOf } from '../office/rich-text.ts';
import type { ShownCell } from './cell-text.ts';

/** A row by column; holes are empty cells. */
export type SheetRow = readonly (ShownCell | undefined)[];

/** A rectangle of rows, and the columns from `from` up to `to`. */
interface Region {
  readonly rows: readonly SheetRow[];
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** The paragraphs and tables of a sheet, from top to bottom and from left to right. */
export function sheetPieces(rows: readonly SheetRow[]): Piece[] {
  return joinedBands(bandsOf(rows)).flatMap(sideBySide).flatMap(regionPieces);
}

/** Rows without an empty one between them. */
function bandsOf(rows: readonly SheetRow[]): Region[] {
  const bands: Region[] = [];
  let band: SheetRow[] = [];
  const close = (): void => {
    if (band.length > 0) bands.push(framed(band));
    band = [];
  };
  for (const row of rows) {
    if (row.some((cell) => cell !== undefined)) band.push(row);
    else close();
  }
  close();
  return bands;
}

function framed(rows: readonly SheetRow[], from = 0, to = Number.POSITIVE_INFINITY): Region {
  let [left, right] = [Number.POSITIVE_INFINITY, 0];
  for (const row of rows) {
    for (let column = from; column < Math.min(to, row.length); column += 1) {
      if (row[column] === undefined) continue;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
    }
  }
  return { rows, from: Math.min(left, right), to: right };
}

/** An empty line within a table is air: what follows has no head of its own and the same columns of values. */
function joinedBands(bands: readonly Region[]): Region[] {
  const out: Region[] = [];
  for (const band of bands) {
    const before = out.at(-1);
    if (before !== undefined && goesOn(before, band)) {
      out[out.length - 1] = { ...before, rows: [...before.rows, ...band.rows] };
    } else out.push(band);
  }
  return out;
}

function goesOn(before: Region, band: Region): boolean {
  if (before.from !== band.from || before.to !== band.to || before.to - before.from < 2) return false;
  const [last, first] = [before.rows.at(-1) ?? [], band.rows[0] ?? []];
  let values = 0;
  for (let column = band.from; column < band.to; column += 1) {
    if ((last[column] === undefined) !== (first[column] === undefined)) return false;
    if (last[column]?.isValue !== first[column]?.isValue) return false;
    if (first[column]?.isValue) values += 1;
  }
  return values > 0 && before.rows.length > 1;
}

/** Tables that stand beside each other with an empty column between them, when each looks like a table. */
function sideBySide(region: Region): Region[] {
  const filled = (column: number): boolean => region.rows.some((row) => row[column] !== undefined);
  const parts: Region[] = [];
  let start = region.from;
  for (let column = region.from; column <= region.to; column += 1) {
    if (column < region.to && filled(column)) continue;
    if (column > start) parts.push(framed(region.rows, start, column));
    start = column + 1;
  }
  return parts.length > 1 && parts.every(isDense) ? parts.map(withoutEmptyRows) : [region];
}

/** At least two rows and columns, most of it filled. */
function isDense(region: Region): boolean {
  const { rows, from, to } = withoutEmptyRows(region);
  const width = to - from;
  const filled = rows.reduce((sum, row) => sum + row.slice(from, to).filter(Boolean).length, 0);
  return width >= 2 && rows.length >= 2 && filled >= 0.7 * width * rows.length;
}

function withoutEmptyRows({ rows, from, to }: Region): Region {
  return { rows: rows.filter((row) => row.slice(from, to).some(Boolean)), from, to };
}

/** A line alone above a table is its title, a long one below it a note. */
function regionPieces({ rows, from, to }: Region): Piece[] {
  const lines = rows.map((row) => row.slice(from, to));
  let [first, last] = [0, lines.length];
  if (to - from > 1) {
    while (first < last && isLine(lines[first] ?? [])) first += 1;
    while (last > first && isNote(lines[last - 1] ?? [])) last -= 1;
  } else if ((lines.length <= 2 && lines.every(isLine)) || lines.every((line) => wordsOf(line) > 6))
    first = last;
  const table = lines.slice(first, last);
  return [
    ...lines.slice(0, first).map(paragraph),
    ...(table.length === 0 ? [] : [tableOf(table, to - from)]),
    ...lines.slice(last).map(paragraph),
  ];
}

function isLine(line: SheetRow): boolean {
  const cells = line.filter((cell) => cell !== undefined);
  return cells.length === 1 && cells[0]?.isValue === false;
}

function isNote(line: SheetRow): boolean {
  return isLine(line) && wordsOf(line) > 4;
}

function wordsOf(line: SheetRow): number {
  return line.reduce((sum, cell) => sum + (plainOf(cell?.spans ?? []).match(/\S+/g)?.length ?? 0), 0);
}

function paragraph(line: SheetRow): Piece {
  return { kind: 'paragraph', spans: line.flatMap((cell) => cell?.spans ?? []) };
}

function tableOf(lines: readonly SheetRow[], width: number): Piece {
  const rows = lines.map((line) =>
    Array.from({ length: width }, (_, column): Cell => {
      const cell = line[column];
      return cell === undefined ? [] : [{ kind: 'paragraph', spans: cell.spans }];
    }),
  );
  return { kind: 'table', rows };
}
