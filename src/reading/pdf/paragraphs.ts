/** Rows of running text → paragraphs: where one ends, and how its lines go on. */
import { median } from './geometry.ts';
import type { Row } from './lines.ts';
import { plainMarkdown } from './link-markdown.ts';
import { joinLines, joinShown, linkedText, rowText, type Words } from './row-text.ts';
import type { Typography } from './typography.ts';

/** Rows that belong together, and their text. */
export interface Paragraph {
  readonly rows: readonly Row[];
  readonly text: string;
  /** The text as Markdown where it has links. */
  readonly linked?: string;
  /** Every line is a line of its own: receipts, addresses, verse. */
  readonly linewise: boolean;
}

/** Columns of fewer letters a line than this are receipts and addresses, where each line means itself. */
const narrow = 28;

/** What begins an item of a list. */
export const bullet = /^[•◦▪▫‣⁃●○■□➢➤✓✔→]\s*|^[–*·-]\s+/;

/** A number or letter that begins an item. */
export const numbered = /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s/i;

/** The paragraphs of consecutive rows of text. `right` is the right edge of their column. */
export function paragraphsOf(rows: readonly Row[], right: number, typography: Typography): Paragraph[] {
  const isNarrow = median(rows.map((row) => rowText(row).length)) < narrow;
  const pitch = median(rows.slice(1).map((row, i) => (row.y - (rows[i]?.y ?? 0)) / row.size)) || 1.2;
  // Lines of a receipt belong together by small differences; prose has formulas and superscripts.
  const margins = { right, largestGap: Math.max(1.25, pitch * (isNarrow ? 1.2 : 1.35)), typography };
  const paragraphs: Paragraph[] = [];
  let open: Row[] = [];
  const close = (): void => {
    if (open.length > 0) paragraphs.push(paragraphOf(open, isNarrow ? undefined : right, typography.words));
    open = [];
  };
  rows.forEach((row, i) => {
    const previous = rows[i - 1];
    if (previous !== undefined && breaksBefore(row, previous, rows[i + 1], open, margins)) close();
    open.push(row);
  });
  close();
  return paragraphs;
}

interface Margins {
  readonly right: number;
  readonly largestGap: number;
  readonly typography: Typography;
}

function breaksBefore(
  row: Row,
  previous: Row,
  next: Row | undefined,
  open: readonly Row[],
  { right, largestGap, typography }: Margins,
): boolean {
  const gap = (row.y - previous.y) / Math.max(row.size, previous.size);
  if (gap > largestGap) return true;
  if (Math.abs(row.size - previous.size) > 0.1 * Math.max(row.size, previous.size)) return true;
  const text = rowText(row);
  if (bullet.test(text)) return true;
  const ended = !isWrapped(previous, row, right);
  if (
    ended &&
    !typography.boldBody &&
    isBold(previous) !== isBold(row) &&
    open.every(isBold) === isBold(previous)
  ) {
    return true;
  }
  if (ended && (numbered.test(text) || /[.!?:]["”’)]?$/.test(rowText(previous)))) return true;
  const step = (row.x0 - previous.x0) / row.size;
  // A first line that stands further in than both its neighbours; a hanging indent goes on instead.
  if (step > 0.8) return next !== undefined && row.x0 - next.x0 > 0.5 * row.size && open.length > 1;
  // Back out to the margin after a hanging indent: the next item.
  return step < -0.8 && open.length > 1;
}

function isBold(row: Row): boolean {
  return row.pieces.every((piece) => piece.bold);
}

/** True when the first word of the next line found no room on this one, so that the line had to end. */
function isWrapped(line: Row, next: Row, right: number): boolean {
  const text = rowText(next);
  const word = text.split(' ', 1)[0] ?? '';
  const width = ((next.x1 - next.x0) * word.length) / Math.max(1, text.length);
  return line.x1 + 0.2 * line.size + width > right - 0.3 * line.size;
}

/**
 * Long lines of which many begin in the middle of a sentence: prose, even where it ends short of its column's
 * right edge because something else in the column is wider.
 */
function flowsOn(rows: readonly Row[]): boolean {
  const lines = rows.map(rowText);
  const lowercase = lines.slice(1).filter((line) => /^\p{Ll}/u.test(line)).length;
  const widest = Math.max(...rows.map((row) => row.x1 - row.x0));
  const full = rows.slice(0, -1).every((row) => row.x1 - row.x0 > 0.7 * widest);
  return (
    full && lowercase * 5 >= (lines.length - 1) * 2 && median(lines.map((line) => line.length)) >= narrow
  );
}

/** `right` is undefined where every line break means itself. */
export function paragraphOf(rows: readonly Row[], right: number | undefined, words: Words): Paragraph {
  const flows = right !== undefined && flowsOn(rows);
  const wraps = (i: number): boolean => {
    const [row, next] = [rows[i], rows[i + 1]];
    if (right === undefined || row === undefined || next === undefined) return false;
    return flows || isWrapped(row, next, right);
  };
  const lines = rows.map(rowText);
  const text = joinLines(lines, wraps, words);
  const linked = rows.map((row) => linkedText(row, plainMarkdown));
  const rest = { rows, text, linewise: right === undefined };
  if (linked.every((line) => line === undefined)) return rest;
  const shown = linked.map((line, i) => line ?? plainMarkdown(lines[i] ?? ''));
  return { ...rest, linked: joinShown(lines, shown, wraps, words) };
}
