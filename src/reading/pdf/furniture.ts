/** Headers, footers and page numbers: what repeats on page after page and is no part of the text. */
import type { Piece } from './lines.ts';
import type { PageContent } from './page-content.ts';
import { counting, isPageNumber, numbersIn, patternOf } from './page-numbers.ts';
import { margin, type Placed, runningLines, uprightRows } from './running-lines.ts';
import { withRowMates } from './running-rows.ts';

/** Words turned along the edge or across the page are furniture when they are so few. */
const fewSideways = 6;

/** A page that has hardly more than what repeats shows just that: its words stay. */
const mostOfPage = 0.5;

/** What of a page is none of its text. */
export interface Furniture {
  /** Left out: page numbers, and what was shown on an earlier page. */
  readonly hidden: ReadonlySet<Piece>;
  /** Headers and footers that stand here for the first time. */
  readonly first: ReadonlySet<Piece>;
}

/** Headers, footers and page numbers of each page, by its number. */
export function furnitureOf(pages: readonly PageContent[]): Map<number, Furniture> {
  const running = withRowMates(pages, runningLines(pages));
  const parts = [byPage(running.numbers), byPage(running.again), byPage(running.first)];
  const pieces = pages.reduce((sum, { sides }) => sum + sides.flatMap((side) => side.pieces).length, 0);
  const isNumbersOnly = running.numbers.length === pieces;
  const all = new Map<number, { hidden: Set<Piece>; first: Set<Piece> }>();
  for (const page of pages) {
    const [own, old, fresh] = parts.map((some) => some.get(page.number) ?? []);
    const numbers = new Set(isNumbersOnly ? [] : own);
    const outer = outermost(page, numbers, new Set([...(old ?? []), ...(fresh ?? [])]));
    const isKept = isMostOf(page, outer, numbers);
    const within = (some: readonly Piece[] = []): Piece[] => some.filter((piece) => outer.has(piece));
    const hidden = new Set([...within(own), ...(isKept ? [] : within(old))]);
    all.set(page.number, { hidden, first: new Set(isKept ? [] : within(fresh)) });
  }
  for (const { page, piece } of sidewaysRepeats(pages)) all.get(page)?.hidden.add(piece);
  const [only] = pages;
  if (pages.length === 1 && only !== undefined) {
    for (const piece of loneNumbers(only)) all.get(only.number)?.hidden.add(piece);
  }
  return all;
}

function byPage(placed: readonly Placed[]): Map<number, Piece[]> {
  const pieces = new Map<number, Piece[]>();
  for (const { page, piece } of placed) {
    const same = pieces.get(page);
    if (same === undefined) pieces.set(page, [piece]);
    else same.push(piece);
  }
  return pieces;
}

/**
 * What has nothing but furniture between itself and the edge: the same words within the text are text. So is
 * a line of which only a part repeats, but for its page number.
 */
function outermost(page: PageContent, numbers: ReadonlySet<Piece>, running: ReadonlySet<Piece>): Set<Piece> {
  const rows = uprightRows(page);
  const outer = new Set<Piece>();
  for (const inwards of [rows, rows.toReversed()]) {
    for (const { pieces } of inwards) {
      const isWhole = pieces.every((piece) => numbers.has(piece) || running.has(piece));
      for (const piece of pieces) if (isWhole || numbers.has(piece)) outer.add(piece);
      if (!isWhole) break;
    }
  }
  return outer;
}

function isMostOf({ sides }: PageContent, some: ReadonlySet<Piece>, numbers: ReadonlySet<Piece>): boolean {
  const letters = (pieces: readonly Piece[]): number =>
    pieces.reduce((sum, piece) => sum + (numbers.has(piece) ? 0 : piece.text.length), 0);
  return letters([...some]) > mostOfPage * letters(sides.flatMap(({ pieces }) => pieces));
}

/** Watermarks and notes along the edge: the same words, or page numbers, turned, on several pages. */
function sidewaysRepeats(pages: readonly PageContent[]): Placed[] {
  const seen = new Map<string, (Placed & { readonly numbers: readonly number[] })[]>();
  for (const { number, sides } of pages) {
    for (const { angle, pieces } of sides) {
      if (angle === 0 || pieces.length > fewSideways) continue;
      for (const piece of pieces) {
        const pattern = patternOf(piece.text);
        const key = `${angle} ${isPageNumber(pattern) ? pattern : piece.text}`;
        const placed = { page: number, piece, numbers: numbersIn(piece.text) };
        seen.set(key, [...(seen.get(key) ?? []), placed]);
      }
    }
  }
  return [...seen.values()].flatMap((same) => {
    const [first] = same;
    if (isPageNumber(patternOf(first?.piece.text ?? ''))) return counting(same, 2);
    const isRepeated = same.length > 2 || (same.length === 2 && pages.length === 2);
    return isRepeated ? same.filter(({ page }) => page !== first?.page) : [];
  });
}

/** A number alone in the middle of the bottom line of a single page. */
function loneNumbers(page: PageContent): Piece[] {
  const { sheet } = page;
  const rows = uprightRows(page);
  const [last, before] = [rows.at(-1), rows.at(-2)];
  const [piece] = last?.pieces ?? [];
  if (piece === undefined || last?.pieces.length !== 1 || !/^[-–—\s]*\d{1,4}[-–—\s]*$/.test(piece.text))
    return [];
  const isCentred = Math.abs((piece.x0 + piece.x1) / 2 - sheet.x1 / 2) < 0.08 * sheet.x1;
  const isApart = before === undefined || last.y - before.y > 1.8 * last.size;
  return isCentred && isApart && last.y > (1 - margin) * sheet.y1 ? [piece] : [];
}
