/** Lines at the edges of pages that come again on page after page: running headers, footers, page numbers. */
import { median } from './geometry.ts';
import { type Piece, type Row, rowsOf } from './lines.ts';
import type { PageContent } from './page-content.ts';
import { counting, isPageNumber, numbersIn, patternOf } from './page-numbers.ts';

/** Rows at the upper and at the lower edge of a page that are looked at. */
const edgeRows = 6;

/** Points by which the place of a header may differ from page to page. */
const slack = 4;

/** The share of a page's height, above and below, in which headers and footers stand. */
export const margin = 0.15;

/** Words that are larger than the text by this are a heading, not a running line, if they change. */
export const headingSize = 1.05;

/** Lines that differ in their numbers are furniture when each comes on so many pages, on the average. */
const mostTexts = 4;

/** Where a piece stands. */
export interface Placed {
  readonly page: number;
  readonly piece: Piece;
}

/** A piece at the edge of a page. */
interface Edge extends Placed {
  readonly pattern: string;
  readonly numbers: readonly number[];
  /** It stands out from the text of its page. */
  readonly large: boolean;
}

/** What of the edges runs from page to page. */
export interface RunningLines {
  /** Nothing but the number of their page. */
  readonly numbers: readonly Placed[];
  /** Shown on an earlier page already. */
  readonly again: readonly Placed[];
  /** Shown for the first time. */
  readonly first: readonly Placed[];
}

const nothing: RunningLines = { numbers: [], again: [], first: [] };

/** The running lines of all pages. */
export function runningLines(pages: readonly PageContent[]): RunningLines {
  const groups = groupsOf(pages.flatMap(edgesOf));
  const facing = groups.filter(isOneSided);
  const judged = groups.map((group) => judge(group, pages.length, facing));
  return {
    numbers: judged.flatMap(({ numbers }) => numbers),
    again: judged.flatMap(({ again }) => again),
    first: judged.flatMap(({ first }) => first),
  };
}

/** The rows of a page's level text, top to bottom. */
export function uprightRows({ sides }: PageContent): Row[] {
  return rowsOf(sides.find(({ angle }) => angle === 0)?.pieces ?? []);
}

function edgesOf(page: PageContent): Edge[] {
  const { number } = page;
  const rows = uprightRows(page);
  const size = median(rows.map((row) => row.size));
  return edgeRowsOf(page, rows)
    .flatMap((row) => row.pieces)
    .map((piece) => ({
      page: number,
      piece,
      pattern: patternOf(piece.text),
      numbers: numbersIn(piece.text),
      large: piece.bold || piece.size > headingSize * size,
    }));
}

/** The rows at the edges of a page, unless they begin a table. */
export function edgeRowsOf({ sheet }: PageContent, rows: readonly Row[]): Row[] {
  const picked = [...rows.slice(0, edgeRows), ...rows.slice(Math.max(edgeRows, rows.length - edgeRows))];
  const isAtEdge = ({ y, size }: Row): boolean => y - size < margin * sheet.y1 || y > (1 - margin) * sheet.y1;
  return picked.filter((row) => isAtEdge(row) && !beginsTable(row, rows));
}

/** The head of a table that goes on from page to page belongs to the rows below it. */
function beginsTable(row: Row, rows: readonly Row[]): boolean {
  const next = rows[rows.indexOf(row) + 1];
  return (
    row.pieces.length > 2 && next !== undefined && next.pieces.length > 1 && next.y - row.y < 3 * row.size
  );
}

/** Pieces of the same pattern at the same height, in the order of their pages. */
function groupsOf(edges: readonly Edge[]): Edge[][] {
  const byPattern = new Map<string, Edge[]>();
  for (const edge of edges) {
    const same = byPattern.get(edge.pattern);
    if (same === undefined) byPattern.set(edge.pattern, [edge]);
    else same.push(edge);
  }
  return [...byPattern.values()].flatMap((same) => {
    const parts: Edge[][] = [];
    for (const edge of same.toSorted((one, other) => one.piece.y - other.piece.y)) {
      const last = parts.at(-1)?.at(-1);
      if (last !== undefined && edge.piece.y - last.piece.y <= slack) parts.at(-1)?.push(edge);
      else parts.push([edge]);
    }
    return parts.map((part) => part.toSorted((one, other) => one.page - other.page));
  });
}

function judge(group: readonly Edge[], pages: number, facing: readonly (readonly Edge[])[]): RunningLines {
  const count = new Set(group.map(({ page }) => page)).size;
  const [first] = group;
  if (first === undefined || count < 2) return nothing;
  if (isPageNumber(first.pattern)) return { ...nothing, numbers: counting(group, 2) };
  // Twice is a coincidence in a long document, and the letterhead of a short one.
  if (count < 3 && count < pages && !isFaced(group, facing)) return nothing;
  const counted = counting(group, 3);
  const loose = group.filter((edge) => edge.large || !counted.includes(edge));
  const texts = new Set(loose.map(({ piece }) => piece.text));
  // Words with numbers of their own on each page are titles, or what a form was filled with.
  const isData = texts.size > 1 && texts.size * mostTexts > loose.length;
  const inCount = counted.filter(({ large }) => !large);
  if (isData) return { ...nothing, first: inCount.slice(0, 1), again: inCount.slice(1) };
  const isNew = ({ piece, page }: Edge): boolean =>
    loose.find((other) => other.piece.text === piece.text)?.page === page;
  const fresh = [...loose.filter(isNew), ...(texts.size === 0 ? inCount.slice(0, 1) : [])];
  return { ...nothing, first: fresh, again: group.filter((edge) => !fresh.includes(edge)) };
}

/** Left pages have one header and right pages another: each stands on pages of its kind alone. */
function isFaced([first, second]: readonly Edge[], facing: readonly (readonly Edge[])[]): boolean {
  if (first === undefined || second?.page !== first.page + 2) return false;
  return facing.some((other) =>
    other.some(({ page, piece }) => page === first.page + 1 && Math.abs(piece.y - first.piece.y) <= slack),
  );
}

/** True when it comes more than once, and on left or on right pages alone. */
function isOneSided(group: readonly Edge[]): boolean {
  return group.length > 1 && new Set(group.map(({ page }) => page % 2)).size === 1;
}
