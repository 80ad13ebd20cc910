/** Rows of running text → headings, paragraphs and lists. */
import type { Block, Position } from '../../types/document.ts';
import type { Row } from './lines.ts';

/** What the whole document tells about its letters. */
export interface Typography {
  /** Font size of most of the text, in points. */
  readonly bodySize: number;
  /** Font sizes of headings, largest first. */
  readonly headingSizes: readonly number[];
  /** Every word of the document in lower case, for mending hyphens. */
  readonly words: ReadonlySet<string>;
}

/** Letters this many times as large as the body's make a heading. */
const headingFactor = 1.15;

const longestHeading = 200;

/** Columns of fewer letters a line than this are receipts and addresses, where each line means itself. */
const narrow = 28;

const bullet = /^[•◦▪▫‣⁃●○■□\uf0b7\uf0a7]\s*|^[–*-]\s+/;
const numbered = /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s/i;

/** The words of a row, cells of a line that is no table included. */
export function rowText(row: Row): string {
  const words = row.pieces.map((piece) => piece.text);
  const rightToLeft = words.join('').match(/[\u0590-\u08ff\ufb1d-\ufefc]/g)?.length ?? 0;
  return (rightToLeft * 2 > words.join('').length ? words.reverse() : words).join(' ');
}

/** Finds the sizes of body text and headings among all rows of a document. */
export function typographyOf(rows: readonly Row[]): Typography {
  const letters = new Map<number, number>();
  const words = new Set<string>();
  for (const row of rows) {
    const size = rounded(row.size);
    const text = rowText(row);
    letters.set(size, (letters.get(size) ?? 0) + text.length);
    for (const word of text.toLowerCase().match(/(?<![\p{L}-])\p{L}{4,}(?![\p{L}-])/gu) ?? [])
      words.add(word);
  }
  const bodySize = [...letters].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 10;
  const headingSizes = [...letters.keys()].filter((size) => size >= bodySize * headingFactor);
  return { bodySize, headingSizes: headingSizes.sort((one, other) => other - one).slice(0, 6), words };
}

/** The blocks of consecutive text rows. `right` is the right edge of their column. */
export function blocksOf(
  rows: readonly Row[],
  right: number,
  typography: Typography,
  position: Position,
): Block[] {
  const isNarrow = median(rows.map((row) => rowText(row).length)) < narrow;
  const pitch = median(rows.slice(1).map((row, i) => (row.y - (rows[i]?.y ?? 0)) / row.size)) || 1.2;
  // Lines of a receipt belong together by small differences; prose has formulas and superscripts.
  const margins = { right, largestGap: Math.max(1.25, pitch * (isNarrow ? 1.2 : 1.35)) };
  const blocks: Block[] = [];
  let open: Row[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push(blockOf(open, isNarrow ? undefined : right, typography, position));
    open = [];
  };
  rows.forEach((row, i) => {
    const previous = rows[i - 1];
    if (previous !== undefined && breaksBefore(row, previous, rows[i + 1], open, margins)) close();
    open.push(row);
  });
  close();
  return gatherLists(blocks);
}

function breaksBefore(
  row: Row,
  previous: Row,
  next: Row | undefined,
  open: readonly Row[],
  { right, largestGap }: { readonly right: number; readonly largestGap: number },
): boolean {
  const gap = (row.y - previous.y) / Math.max(row.size, previous.size);
  if (gap > largestGap) return true;
  if (Math.abs(row.size - previous.size) > 0.1 * Math.max(row.size, previous.size)) return true;
  const text = rowText(row);
  if (bullet.test(text)) return true;
  const ended = !isWrapped(previous, row, right);
  if (ended && (numbered.test(text) || /[.!?:]["”’)]?$/.test(rowText(previous)))) return true;
  const step = (row.x0 - previous.x0) / row.size;
  // A first line that stands further in than both its neighbours; a hanging indent goes on instead.
  if (step > 0.8) return next !== undefined && row.x0 - next.x0 > 0.5 * row.size && open.length > 1;
  // Back out to the margin after a hanging indent: the next item.
  return step < -0.8 && open.length > 1;
}

/** True when the first word of the next line found no room on this one, so that the line had to end. */
function isWrapped(line: Row, next: Row, right: number): boolean {
  const text = rowText(next);
  const word = text.split(' ', 1)[0] ?? '';
  const width = ((next.x1 - next.x0) * word.length) / Math.max(1, text.length);
  return line.x1 + 0.2 * line.size + width > right - 0.3 * line.size;
}

/** One piece, or a section's number and its title; other pieces side by side belong to a table. */
function isOneTitle(row: Row): boolean {
  return (
    row.pieces.length === 1 || (row.pieces.length === 2 && /^[\dA-Z.]{1,8}$/.test(row.pieces[0]?.text ?? ''))
  );
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
  return full && lowercase * 5 >= (lines.length - 1) * 2 && median(lines.map((line) => line.length)) >= 40;
}

/** `right` is undefined where every line break means itself. */
function blockOf(
  rows: readonly Row[],
  right: number | undefined,
  typography: Typography,
  position: Position,
): Block {
  const size = rounded(Math.max(...rows.map((row) => row.size)));
  const flows = right !== undefined && flowsOn(rows);
  const joins = (row: Row, next: Row): boolean =>
    right !== undefined && (flows || isWrapped(row, next, right));
  let text = '';
  rows.forEach((row, i) => {
    const next = rows[i + 1];
    const line = rowText(row);
    if (next === undefined) text += line;
    else text += lineBeforeNext(line, rowText(next), joins(row, next), typography.words);
  });
  const level = typography.headingSizes.findIndex((headingSize) => headingSize <= size) + 1;
  const isLarge = size >= typography.bodySize * headingFactor && text.length <= longestHeading;
  const isHeading = isLarge && rows.every(isOneTitle);
  if (isHeading && /\p{L}/u.test(text) && !bullet.test(text)) {
    return { type: 'heading', level: Math.max(1, level), text: text.replaceAll('\n', ' '), position };
  }
  return { type: 'paragraph', text, position };
}

/** The line with what joins it to the next: nothing, a space, or a line break. */
function lineBeforeNext(line: string, next: string, wrapped: boolean, words: ReadonlySet<string>): string {
  if (/\p{L}[-\u00ad\u2010]$/u.test(line) && /^\p{Ll}/u.test(next)) {
    return keepsHyphen(line, next, words) ? line : line.slice(0, -1);
  }
  if (!wrapped) return `${line}\n`;
  const unspaced = /[\u3000-\u9fff\uff00-\uffef]$/.test(line) && /^[\u3000-\u9fff\uff00-\uffef]/.test(next);
  return unspaced ? line : `${line} `;
}

/**
 * `state-of-the-` keeps its hyphen, and so does `chat-` before `optimized` where the document has `chat` as a
 * word of its own and nowhere `chatoptimized`. Others were broken at the end of a line and lose it.
 */
function keepsHyphen(line: string, next: string, words: ReadonlySet<string>): boolean {
  const head = /\S*$/.exec(line)?.[0].slice(0, -1) ?? '';
  if (/\p{L}[-\u2010]\p{L}/u.test(head)) return true;
  const tail = /^\p{L}*/u.exec(next)?.[0] ?? '';
  return words.has(head.toLowerCase()) && !words.has(`${head}${tail}`.toLowerCase());
}

/** Paragraphs that begin with bullets become one list. */
function gatherLists(blocks: readonly Block[]): Block[] {
  const gathered: Block[] = [];
  for (const block of blocks) {
    const last = gathered.at(-1);
    if (block.type !== 'paragraph' || !bullet.test(block.text)) gathered.push(block);
    else {
      const item = block.text.replace(bullet, '').replaceAll('\n', ' ');
      const before = last?.type === 'list' ? gathered.splice(-1) : [];
      const items = before[0]?.type === 'list' ? [...before[0].items, item] : [item];
      const position = before[0]?.position ?? block.position;
      gathered.push({ type: 'list', ordered: false, items, ...(position && { position }) });
    }
  }
  return gathered;
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
