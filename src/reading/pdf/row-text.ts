/** The words of rows, and of rows that follow one another: mended hyphens, spaces where a line ends. */
import type { Row } from './lines.ts';

/** Every word of the document in lower case, for telling a word's own hyphen from one at the end of a line. */
export type Words = ReadonlySet<string>;

/** The words of a row, cells of a line that is no table included. */
export function rowText(row: Row): string {
  return joined(row, (piece) => piece.text);
}

/** The same as Markdown, where one of its words is a link; undefined where none is. */
export function linkedText(row: Row, plain: (text: string) => string): string | undefined {
  if (!row.pieces.some(({ linked }) => linked !== undefined)) return undefined;
  return joined(row, (piece) => piece.linked ?? plain(piece.text));
}

function joined(row: Row, textOf: (piece: Row['pieces'][number]) => string): string {
  const letters = row.pieces.map((piece) => piece.text).join('');
  const rightToLeft = letters.match(/[\u0590-\u08ff]/g)?.length ?? 0;
  const pieces = rightToLeft * 2 > letters.length ? row.pieces.toReversed() : row.pieces;
  return pieces.map(textOf).join(' ');
}

/** How a line goes on in the next: at once, after a space, or not at all (they stay two lines). */
export type Joint = '' | ' ' | '\n';

/** What stands between a line and the next one, and whether the line loses a hyphen that was only the line's. */
export function jointOf(
  line: string,
  next: string,
  wrapped: boolean,
  words: Words,
): { readonly joint: Joint; readonly dropsHyphen: boolean } {
  if (/\p{L}[-\u00ad\u2010]$/u.test(line) && /^\p{Ll}/u.test(next)) {
    return { joint: '', dropsHyphen: !keepsHyphen(line, next, words) };
  }
  if (!wrapped) return { joint: '\n', dropsHyphen: false };
  // `2018–` and `23`, `Trace-` and `Monkey`: the dash is the word's own, unless the document has it without.
  if (/[\p{L}\p{N}][-\u2010–]$/u.test(line) && /^[\p{L}\p{N}]/u.test(next)) {
    return { joint: '', dropsHyphen: words.has(`${headOf(line)}${tailOf(next)}`.toLowerCase()) };
  }
  const unspaced = /[\u3000-\u9fff\uff00-\uffef]$/.test(line) && /^[\u3000-\u9fff\uff00-\uffef]/.test(next);
  return { joint: unspaced || breaksAddress(line, next) ? '' : ' ', dropsHyphen: false };
}

/** A web or mail address that goes on in the next line. */
function breaksAddress(line: string, next: string): boolean {
  const last = /\S*$/.exec(line)?.[0] ?? '';
  if (!/^[\w.~/?#=&%-]/.test(next)) return false;
  return (
    /:\/\/$|[\w.]@$/.test(last) ||
    (/(?:https?:\/\/|www\.)\S+[/.?=&_-]$/.test(last) && /^[\da-z/?#=&%]/.test(next))
  );
}

/** The word, or its beginning, before the hyphen at the end of a line. */
function headOf(line: string): string {
  return /\S*$/.exec(line)?.[0].slice(0, -1) ?? '';
}

/** The letters at the beginning of the next line. */
function tailOf(next: string): string {
  return /^\p{L}*/u.exec(next)?.[0] ?? '';
}

/**
 * `state-of-the-` keeps its hyphen, and so does `chat-` before `optimized` where the document has `chat` as a
 * word of its own and nowhere `chatoptimized`. Others were broken at the end of a line and lose it.
 */
function keepsHyphen(line: string, next: string, words: Words): boolean {
  const head = headOf(line);
  if (line.endsWith('\u00ad')) return false;
  if (/\p{L}[-\u2010]\p{L}/u.test(head)) return true;
  if (words.has(`${head}-${tailOf(next)}`.toLowerCase())) return true;
  return words.has(head.toLowerCase()) && !words.has(`${head}${tailOf(next)}`.toLowerCase());
}

/** Lines as one text. `isWrapped` says of each line but the last whether the next goes on with its sentence. */
export function joinLines(
  lines: readonly string[],
  isWrapped: (line: number) => boolean,
  words: Words,
): string {
  return joinShown(lines, lines, isWrapped, words);
}

/** As `joinLines`, with `shown` in place of the lines: the same lines with their links. */
export function joinShown(
  lines: readonly string[],
  shown: readonly string[],
  isWrapped: (line: number) => boolean,
  words: Words,
): string {
  let text = '';
  lines.forEach((line, i) => {
    const next = lines[i + 1];
    const part = shown[i] ?? line;
    if (next === undefined) text += part;
    else {
      const { joint, dropsHyphen } = jointOf(line, next, isWrapped(i), words);
      text += (dropsHyphen ? part.replace(/[-\u00ad\u2010](?=\]\(<[^>]*>\)$|$)/, '') : part) + joint;
    }
  });
  return text;
}

/** The text of a table's cell: its lines were broken for lack of room. */
export function cellText(rows: readonly Row[], words: Words): string {
  return joinLines(rows.map(rowText), () => true, words);
}
