/** Headers, footers and page numbers: what repeats on page after page and is no part of the text. */
import { type Piece, type Row, rowsOf } from './lines.ts';
import type { PageContent } from './page-content.ts';

/** Rows at the upper and at the lower edge of a page that are looked at. */
const edgeRows = 6;

/** Points by which the place of a header may differ from page to page. */
const slack = 4;

/** The share of a page's height, above and below, in which headers and footers stand. */
const margin = 0.15;

/** A page that has hardly more than what repeats shows just that: its words stay. */
const mostOfPage = 0.5;

const pageNumber =
  /^[-–—|\s]*(?:page|seite|página|pagina|pag\.?|p\.|s\.|стр\.?|страница|第)?\s*#\s*(?:(?:of|von|de|di|sur|из|\/|／|\|)\s*#)?\s*(?:頁|页|ページ)?[-–—|\s]*$/i;

/** One piece at the edge of a page. */
interface Edge {
  readonly page: number;
  readonly piece: Piece;
  /** The number in it, when it is nothing else. */
  readonly number: number | undefined;
}

/** What of a page is none of its text. */
export interface Furniture {
  /** Left out: page numbers, and what was shown on an earlier page. */
  readonly hidden: ReadonlySet<Piece>;
  /** Headers and footers that stand here for the first time. */
  readonly first: ReadonlySet<Piece>;
}

/** Headers, footers and page numbers of each page, by its number. */
export function furnitureOf(pages: readonly PageContent[]): Map<number, Furniture> {
  const all = new Map(
    pages.map(({ number }) => [number, { hidden: new Set<Piece>(), first: new Set<Piece>() }]),
  );
  const edges = pages.flatMap(edgesOf);
  for (const group of groups(edges)) {
    const { hidden, first } = furniture(group, pages.length);
    for (const { page, piece } of hidden) all.get(page)?.hidden.add(piece);
    for (const { page, piece } of first) all.get(page)?.first.add(piece);
  }
  for (const page of pages) {
    const found = all.get(page.number);
    if (found === undefined) continue;
    const outer = outermost(page, found);
    const kept = isMostOf(page, outer) ? new Set<Piece>() : outer;
    for (const some of [found.hidden, found.first]) {
      for (const piece of some) if (!kept.has(piece)) some.delete(piece);
    }
  }
  for (const { page, piece } of sidewaysRepeats(pages)) all.get(page)?.hidden.add(piece);
  const [only] = pages;
  if (pages.length === 1 && only !== undefined) {
    for (const piece of loneNumbers(only)) all.get(only.number)?.hidden.add(piece);
  }
  return all;
}

/** What has nothing but furniture between itself and the edge: the same words within the text are text. */
function outermost(page: PageContent, { hidden, first }: Furniture): Set<Piece> {
  const rows = rowsOf(uprightPieces(page));
  const kept = new Set<Piece>();
  for (const inwards of [rows, rows.toReversed()]) {
    for (const { pieces } of inwards) {
      const found = pieces.filter((piece) => hidden.has(piece) || first.has(piece));
      for (const piece of found) kept.add(piece);
      if (found.length < pieces.length) break;
    }
  }
  return kept;
}

function uprightPieces({ sides }: PageContent): readonly Piece[] {
  return sides.find(({ angle }) => angle === 0)?.pieces ?? [];
}

function isMostOf({ sides }: PageContent, some: ReadonlySet<Piece>): boolean {
  const letters = (pieces: readonly Piece[]): number =>
    pieces.reduce((sum, { text }) => sum + text.length, 0);
  const all = sides.flatMap(({ pieces }) => pieces);
  return letters([...some]) > mostOfPage * letters(all);
}

/** `Page 3 of 12` → `page # of #`. */
function pattern({ text }: Piece): string {
  return text
    .replace(/\d+/g, '#')
    .replace(/^[ivxlc]{1,7}$/i, '#')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function edgesOf(page: PageContent): Edge[] {
  const { number, sheet } = page;
  const rows = rowsOf(uprightPieces(page));
  const picked = [...rows.slice(0, edgeRows), ...rows.slice(Math.max(edgeRows, rows.length - edgeRows))];
  const isAtEdge = ({ y, size }: Row): boolean => y - size < margin * sheet.y1 || y > (1 - margin) * sheet.y1;
  return picked
    .filter((row) => isAtEdge(row) && !beginsTable(row, rows))
    .flatMap((row) => row.pieces)
    .map((piece) => ({ page: number, piece, number: numberIn(piece) }));
}

/** The head of a table that goes on from page to page belongs to the rows below it. */
function beginsTable(row: Row, rows: readonly Row[]): boolean {
  const next = rows[rows.indexOf(row) + 1];
  return (
    row.pieces.length > 2 && next !== undefined && next.pieces.length > 1 && next.y - row.y < 3 * row.size
  );
}

function numberIn({ text }: Piece): number | undefined {
  const digits = /^[^\p{L}\d]*(\d{1,5})[^\p{L}\d]*$/u.exec(text)?.[1];
  return digits === undefined ? romanNumber(text) : Number(digits);
}

function romanNumber(text: string): number | undefined {
  if (!/^[ivxlc]{1,7}$/i.test(text)) return undefined;
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };
  const numbers = [...text.toLowerCase()].map((sign) => values[sign] ?? 0);
  return numbers.reduce((sum, value, i) => sum + (value < (numbers[i + 1] ?? 0) ? -value : value), 0);
}

/** Pieces of the same pattern at the same height. */
function groups(edges: readonly Edge[]): Edge[][] {
  const byPattern = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = pattern(edge.piece);
    byPattern.set(key, [...(byPattern.get(key) ?? []), edge]);
  }
  return [...byPattern.values()].flatMap((same) => {
    const parts: Edge[][] = [];
    for (const edge of same.toSorted((one, other) => one.piece.y - other.piece.y)) {
      const last = parts.at(-1)?.at(-1);
      if (last !== undefined && edge.piece.y - last.piece.y <= slack) parts.at(-1)?.push(edge);
      else parts.push([edge]);
    }
    return parts;
  });
}

interface Found {
  readonly hidden: readonly Edge[];
  readonly first: readonly Edge[];
}

/** What of a group repeats. */
function furniture(group: readonly Edge[], pages: number): Found {
  const inOrder = group.toSorted((one, other) => one.page - other.page);
  const count = new Set(group.map(({ page }) => page)).size;
  const [first] = inOrder;
  if (first === undefined || count < 2) return { hidden: [], first: [] };
  const isNumber = pageNumber.test(pattern(first.piece));
  if (isNumber && first.number !== undefined) return { hidden: counting(inOrder), first: [] };
  // Twice is a coincidence in a long document, and the letterhead of a short one.
  if (count < 3 && count < pages) return { hidden: [], first: [] };
  if (isNumber) return { hidden: inOrder, first: [] };
  const isFirst = ({ page }: Edge): boolean => page === first.page;
  return { hidden: inOrder.filter((edge) => !isFirst(edge)), first: inOrder.filter(isFirst) };
}

/** Numbers that go up with the pages. */
function counting(edges: readonly Edge[]): Edge[] {
  const byOffset = new Map<number, Edge[]>();
  for (const edge of edges) {
    const offset = (edge.number ?? 0) - edge.page;
    byOffset.set(offset, [...(byOffset.get(offset) ?? []), edge]);
  }
  return [...byOffset.values()].filter((same) => same.length > 1).flat();
}

/** Watermarks and notes along the edge: the same words, turned, on several pages. */
function sidewaysRepeats(pages: readonly PageContent[]): { readonly page: number; readonly piece: Piece }[] {
  const seen = new Map<string, { page: number; piece: Piece }[]>();
  for (const { number, sides } of pages) {
    for (const { angle, pieces } of sides) {
      if (angle === 0 || pieces.length > edgeRows) continue;
      for (const piece of pieces) {
        const key = `${angle} ${pattern(piece)}`;
        seen.set(key, [...(seen.get(key) ?? []), { page: number, piece }]);
      }
    }
  }
  return [...seen.values()]
    .filter((same) => same.length > 2 || (same.length === 2 && pages.length === 2))
    .flatMap((same) => same.filter(({ page }) => page !== same[0]?.page));
}

/** A number alone in the middle of the bottom line of a single page. */
function loneNumbers(page: PageContent): Piece[] {
  const { sheet } = page;
  const rows = rowsOf(uprightPieces(page));
  const [last, before] = [rows.at(-1), rows.at(-2)];
  const [piece] = last?.pieces ?? [];
  if (piece === undefined || last?.pieces.length !== 1 || !/^[-–—\s]*\d{1,4}[-–—\s]*$/.test(piece.text))
    return [];
  const isCentred = Math.abs((piece.x0 + piece.x1) / 2 - sheet.x1 / 2) < 0.08 * sheet.x1;
  const isApart = before === undefined || last.y - before.y > 1.8 * last.size;
  return isCentred && isApart && last.y > (1 - margin) * sheet.y1 ? [piece] : [];
}
