/** Tables of office formats: what fits becomes a table, what only lays out a page becomes the text that it is. */
import type { Block } from '../../types/document.ts';
import type { Cell, Piece, TablePiece } from './pieces.ts';
import { isMeaning, isPlain, markdownOf, plainOf, type Span } from './rich-text.ts';

/** Words; cells with more, side by side in a single row, are columns of a page and no table. */
const columnOfText = 60;

/** The blocks of a table. `flow` makes blocks of the pieces in a cell. */
export function tableBlocks(table: TablePiece, flow: (pieces: readonly Piece[]) => Block[]): Block[] {
  const rows = withoutEmpty(table.rows);
  if (rows.length === 0) return [];
  if (isLayout(rows)) return rows.flat().flatMap((cell) => flow(cell));
  const inner = rows.flat().flatMap((cell) => flow(cell.filter(standsOutside)));
  const cells = rows.map((row) => row.map(spansOfCell));
  if (cells.flat().every((spans) => spans.length === 0)) return inner;
  const meaning = cells.flat(2).some(isMeaning);
  return [meaning ? markdownTable(cells) : plainTable(cells), ...inner];
}

/** Cells of tables hold words; tables, figures and remarks follow the table that they stand in. */
function standsOutside(piece: Piece): boolean {
  return piece.kind === 'table' || piece.kind === 'figure' || piece.kind === 'remark';
}

/** Rows and columns in which nothing stands are there for the looks. */
function withoutEmpty(rows: TablePiece['rows']): Cell[][] {
  const filled = rows.filter((row) => row.some(hasContent));
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, index) => index).filter((index) =>
    filled.some((row) => hasContent(row[index] ?? [])),
  );
  return filled.map((row) => columns.map((index) => row[index] ?? []));
}

function hasContent(cell: Cell): boolean {
  return cell.some((piece) => {
    if (piece.kind === 'table') return piece.rows.some((row) => row.some(hasContent));
    if (piece.kind === 'figure') return true;
    return (piece.kind === 'code' ? piece.text : plainOf(piece.spans)).trim() !== '';
  });
}

function isLayout(rows: readonly (readonly Cell[])[]): boolean {
  const cells = rows.flat();
  if (cells.length === 1 || cells.some((cell) => cell.some(({ kind }) => kind === 'heading'))) return true;
  return rows.length === 1 && cells.some((cell) => wordsOf(cell) > columnOfText && cell.length > 1);
}

function wordsOf(cell: Cell): number {
  return cell.reduce((sum, piece) => sum + (plainOf(spansOfPiece(piece)).match(/\S+/g)?.length ?? 0), 0);
}

/** All words of a cell on one line, items marked as such. */
function spansOfCell(cell: Cell): Span[] {
  const spans: Span[] = [];
  for (const piece of cell) {
    const words = spansOfPiece(piece);
    if (plainOf(words).trim() === '') continue;
    if (spans.length > 0) spans.push({ text: ' ' });
    // One item alone is no list: some programs make every cell one.
    const isListed = piece.kind === 'item' && cell.filter(({ kind }) => kind === 'item').length > 1;
    if (isListed) spans.push({ text: `${piece.marker === '-' ? '•' : piece.marker} ` });
    spans.push(...words);
  }
  return spans;
}

function spansOfPiece(piece: Piece): readonly Span[] {
  if (standsOutside(piece)) return [];
  if (piece.kind === 'code') return [{ text: piece.text, code: true }];
  return 'spans' in piece ? piece.spans : [];
}

function plainTable(cells: readonly (readonly Span[][])[]): Block {
  const rows = cells.map((row) => row.map((spans) => plainOf(spans).replace(/\s+/g, ' ').trim()));
  return { type: 'table', header: true, rows };
}

/** Links and formulas stay what they are; bold and italic letters in a table are mostly its looks. */
function markdownTable(cells: readonly (readonly Span[][])[]): Block {
  const rows = cells.map((row) => `| ${row.map(markdownCell).join(' | ')} |`);
  const rule = `|${' --- |'.repeat(cells[0]?.length ?? 0)}`;
  return { type: 'markdown', text: [rows[0], rule, ...rows.slice(1)].join('\n') };
}

function markdownCell(spans: readonly Span[]): string {
  const bare = spans.map(({ text, link, markdown, code }): Span => {
    return { text, ...(link ? { link } : {}), ...(markdown ? { markdown } : {}), ...(code ? { code } : {}) };
  });
  // A formula has no line of its own in a cell.
  const text = isPlain(bare) ? markdownOf([{ text: plainOf(bare) }]) : markdownOf(bare);
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('$$', () => '$')
    .replaceAll('|', '\\|');
}
