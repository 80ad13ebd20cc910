/** Finds tables that are not drawn, by cells that stand below one another. */
import { type Piece, partsOfPiece, type Row } from './lines.ts';
import { cellText, rowText, type Words } from './row-text.ts';
import type { Rule } from './rules.ts';
import { type Column, columnIndex, columnsOf } from './table-columns.ts';
import { type Cell, hasHeader } from './table-header.ts';
import { logicalRows } from './table-rows.ts';

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

/** A region of more rows than this was not set by people; looking for tables in it would take long. */
const mostRows = 3000;

/** The rows of one region, top to bottom, as tables and the text between them. `across`: its level lines. */
export function partsOf(rows: readonly Row[], across: readonly Rule[], words: Words): Part[] {
  if (rows.length > mostRows) return [{ type: 'text', rows }];
  const parts: Part[] = [];
  let text: Row[] = [];
  const close = (): void => {
    if (text.length > 0) parts.push({ type: 'text', rows: text });
    text = [];
  };
  for (let at = 0; at < rows.length; ) {
    const end = tableEnd(rows, at);
    if (end > at) {
      const head = headRows(text, rows.slice(at, end));
      text.length -= head.length;
      close();
      parts.push(...tableParts(head, rows.slice(at, end), across, words));
      at = end;
    } else {
      text.push(...rows.slice(at, at + 1));
      at++;
    }
  }
  close();
  return parts;
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
    if (!fits(row, rows.slice(Math.max(start, end - 12), end))) break;
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
    return cells.some((cell) => sameEdge(only, cell)) && crossed(row, columnsOf(above)) <= 1;
  }
  return aligned.length > 0 && aligned.length * 2 >= row.pieces.length;
}

/** How many columns something reaches over. */
function crossed({ x0, x1 }: Column, columns: readonly Column[]): number {
  return columns.filter((column) => column.x0 < x1 && column.x1 > x0).length;
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

/** Characters; what is longer is a sentence and no title over columns. */
const longestTitle = 45;

/** Rows right above a table that name groups of its columns: they are centred over them, and fit none. */
function headRows(text: readonly Row[], table: readonly Row[]): Row[] {
  const [left, right] = [Math.min(...table.map((row) => row.x0)), Math.max(...table.map((row) => row.x1))];
  const head: Row[] = [];
  for (const row of text.toReversed()) {
    const below = head[0] ?? table[0];
    if (below === undefined || head.length === 3 || below.y - row.y > 2.2 * row.size) break;
    const isTitles = row.pieces.every(
      ({ text, x0, x1, size }) =>
        text.length <= longestTitle && x0 > left - size && x1 < right + size && !/[.;]$/.test(text),
    );
    if (row.pieces.length < 2 || !isTitles) break;
    head.unshift(row);
  }
  return head;
}

function tableParts(
  head: readonly Row[],
  body: readonly Row[],
  across: readonly Rule[],
  words: Words,
): Part[] {
  const source = [...head, ...body];
  const columns = columnsOf(body);
  const lines = source.map((row) => ({
    row,
    cells: cellsOf(row, columns),
    spans: row.pieces.some((piece) => crossed(piece, columns) > 1),
  }));
  const prose = proseColumns(lines.map(({ cells }) => cells));
  if (prose.length > 0) return prose.map((rows) => ({ type: 'text', rows }));
  const rows = logicalRows(lines, across);
  const shown = rows.map((cells) => cells.map((cell) => cellText(cell, words)));
  return [
    {
      type: 'table',
      header: hasHeader(rows.map((cells) => cells.map(headerCell))),
      rows: shown,
      columns: columns.map(({ x0 }) => x0),
      source,
    },
  ];
}

function cellsOf(row: Row, columns: readonly Column[]): Row[][] {
  const cells = columns.map((): Piece[] => []);
  for (const piece of row.pieces) {
    const parts = crossed(piece, columns) > 1 ? partsOfPiece(piece) : [piece];
    for (const part of parts) cells[columnIndex(part, columns)]?.push(part);
  }
  return cells.map((pieces) => (pieces.length === 0 ? [] : [{ ...row, pieces }]));
}

function headerCell(rows: readonly Row[]): Cell {
  const pieces = rows.flatMap((row) => row.pieces);
  return {
    text: rows.map(rowText).join(' '),
    bold: pieces.length > 0 && pieces.every((piece) => piece.bold),
  };
}

/** Letters in a line of a column of prose, at least. */
const proseLine = 15;

/** Words in two lines that make a sentence and no cell. */
const brokenSentence = 6;

/** Two or more columns of sentences beside one another, which are read one after the other; else none. */
function proseColumns(lines: readonly (readonly Row[][])[]): Row[][] {
  const count = lines[0]?.length ?? 0;
  const columns = Array.from({ length: count }, (_, i) => lines.flatMap((cells) => cells[i] ?? []));
  const isProse = (rows: readonly Row[]): boolean => {
    const texts = rows.map(rowText);
    const going = texts.slice(1).filter((text) => /^\p{Ll}/u.test(text)).length;
    // Two lines each: a sentence that was broken, beside another one.
    if (texts.length === 2 && going === 1) return texts.join(' ').split(' ').length >= brokenSentence;
    return (
      texts.length > 3 &&
      texts.filter((text) => text.length >= proseLine).length > 0.6 * texts.length &&
      going > 0.4 * (texts.length - 1)
    );
  };
  return count > 1 && columns.every(isProse) ? columns : [];
}
