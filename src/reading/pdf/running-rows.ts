/** Words that share their line with what repeats, such as the chapter's name beside the page number. */
import { median } from './geometry.ts';
import type { Piece, Row } from './lines.ts';
import type { PageContent } from './page-content.ts';
import { edgeRowsOf, headingSize, type Placed, type RunningLines, uprightRows } from './running-lines.ts';

/** Points by which the place of a running line may differ from page to page. */
const slack = 1.5;

/** A line at one height is a running line when it repeats on so many pages, and on most of those that have it. */
const fewestPages = 3;
const most = 0.5;

interface EdgeRow {
  readonly page: number;
  readonly row: Row;
  /** The words of it that are not known to repeat. */
  readonly others: readonly Piece[];
  /** Among those that are known there is a page number. */
  readonly numbered: boolean;
}

/** The same running lines, with what else stands on them. */
export function withRowMates(pages: readonly PageContent[], found: RunningLines): RunningLines {
  const numbers = new Set(found.numbers.map(({ piece }) => piece));
  const known = new Set([...found.again, ...found.first].map(({ piece }) => piece));
  const again = [...found.again];
  const first = [...found.first];
  const shown = new Set<string>();
  for (const same of byHeight(pages.flatMap((page) => rowsAtEdges(page, numbers, known)))) {
    if (!isRunning(same)) continue;
    for (const { page, others } of same.toSorted((one, other) => one.page - other.page)) {
      for (const piece of others) {
        const placed: Placed = { page, piece };
        (shown.has(piece.text) ? again : first).push(placed);
        shown.add(piece.text);
      }
    }
    shown.clear();
  }
  return { numbers: found.numbers, again, first };
}

/** Rows with letters of the usual size; a title at the height of a header stays a title. */
function rowsAtEdges(page: PageContent, numbers: ReadonlySet<Piece>, known: ReadonlySet<Piece>): EdgeRow[] {
  const rows = uprightRows(page);
  const size = median(rows.map((row) => row.size));
  return edgeRowsOf(page, rows)
    .filter((row) => row.size <= headingSize * size)
    .map((row) => ({
      page: page.number,
      row,
      others: row.pieces.filter((piece) => !known.has(piece) && !numbers.has(piece)),
      numbered: row.pieces.some((piece) => numbers.has(piece)),
    }));
}

function byHeight(rows: readonly EdgeRow[]): EdgeRow[][] {
  const groups: EdgeRow[][] = [];
  for (const one of rows.toSorted((a, b) => a.row.y - b.row.y)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && one.row.y - last.row.y <= slack) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** A label that repeats beside words of each page's own is a form that was filled several times. */
function isRunning(rows: readonly EdgeRow[]): boolean {
  const repeating = rows.filter(({ row, others }) => others.length < row.pieces.length);
  if (repeating.length < fewestPages || repeating.length <= most * rows.length) return false;
  if (rows.filter(({ numbered }) => numbered).length > most * rows.length) return true;
  const texts = rows
    .toSorted((one, other) => one.page - other.page)
    .map(({ others }) => others.map(({ text }) => text).join(' '));
  const changes = texts.filter((text, i) => text !== texts[i - 1]).length;
  // A chapter's name comes on all its pages and then no more.
  return changes === new Set(texts).size && changes <= most * texts.length;
}
