/** Texts that are records rather than prose: logs and tables. Their summary counts, which is all that can be said. */
import type { Outline } from './outline.ts';

/** What is said of records. */
export interface RecordSummary {
  readonly kind: 'log' | 'table';
  readonly summary: string;
  readonly keyPoints: readonly string[];
}

const stamp =
  /^(?:<\d+>)?\[?((?:\d{4}-\d\d-\d\d|\d{4}\/\d\d\/\d\d|\d\d[./]\d\d[./]\d{4})[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d|\d\d:\d\d:\d\d(?:[.,]\d+)?)\]?/;
const webStamp = /^\S+ \S+ \S+ \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d[^\]]*)\]/;
const errorWord = /\b(error|fatal|critical|panic|exception|fail(?:ed|ure))\b/i;
const warningWord = /\bwarn(?:ing)?\b/i;

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** A log's span, and how many errors and warnings it has; undefined when the text is no log. */
export function logOf(text: string): RecordSummary | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 4 || !lines.slice(0, 20).some((line) => timeOf(line) !== undefined)) return undefined;
  const times = lines.map(timeOf).filter((time) => time !== undefined);
  if (times.length < lines.length * 0.5) return undefined;
  const errors = lines.filter((line) => errorWord.test(line));
  const warnings = lines.filter((line) => warningWord.test(line) && !errorWord.test(line));
  return {
    kind: 'log',
    summary:
      `Log of ${counted(lines.length, 'line')} from ${times[0]} to ${times.at(-1)}: ` +
      `${counted(errors.length, 'error')}, ${counted(warnings.length, 'warning')}.`,
    keyPoints: different([...errors, ...warnings]).slice(0, 6),
  };
}

function timeOf(line: string): string | undefined {
  return stamp.exec(line)?.[1] ?? webStamp.exec(line)?.[1];
}

/** The first of the lines that differ in numbers only. */
function different(lines: readonly string[]): string[] {
  const byShape = new Map<string, string>();
  for (const line of lines) {
    const shape = line.replace(stamp, '').replace(/[\da-f]*\d[\da-f]*/gi, '0');
    if (!byShape.has(shape)) byShape.set(shape, line.trim().slice(0, 240));
  }
  return [...byShape.values()];
}

/** A text with so many paragraphs besides its tables has something to say. */
const mostSentences = 3;

/** A table's size and its columns; undefined when the text is mostly something else. */
export function tableOf(text: string, outline: Outline): RecordSummary | undefined {
  const separated = separatedRows(text);
  const rows =
    separated ?? outline.pieces.filter((piece) => piece.kind === 'row').map((piece) => piece.cells);
  const others = outline.pieces.filter(({ kind }) => kind === 'paragraph' || kind === 'item').length;
  const sentences = outline.pieces.filter(
    ({ kind, text: one }) => kind === 'paragraph' && one.includes(' ') && /[.!?]$/.test(one),
  );
  const filled = rows.filter((cells) => cells.some((cell) => cell !== ''));
  const [first] = filled;
  if (
    first === undefined ||
    filled.length < 3 ||
    (separated === undefined && (others * 3 > filled.length || sentences.length >= mostSentences))
  ) {
    return undefined;
  }
  const isHeader =
    first.length >= 2 && first.every((cell) => /\p{L}/u.test(cell) && !/^[\d.,%$€£-]+$/.test(cell));
  const columns = first
    .slice(0, 12)
    .map((cell) => cell.slice(0, 40))
    .join(', ');
  const summary = isHeader
    ? `Table of ${counted(filled.length - 1, 'row')} with the columns ${columns}${first.length > 12 ? ' and more' : ''}.`
    : `Table of ${counted(filled.length, 'row')} and ${counted(first.length, 'column')}.`;
  return { kind: 'table', summary, keyPoints: [] };
}

/** Rows parted by commas or semicolons, when nearly all lines have the same number of them. */
function separatedRows(text: string): string[][] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const separator = [';', ','].find((one) => isEven(lines.slice(0, 20), one));
  if (separator === undefined || !isEven(lines, separator)) return undefined;
  return lines.map((line) => cellsOf(line, separator));
}

/** Three columns at least, because commas in twos are found in prose and in lists. */
function isEven(lines: readonly string[], separator: string): boolean {
  const width = cellsOf(lines[0] ?? '', separator).length;
  if (lines.length < 3 || width < 3) return false;
  return lines.filter((line) => cellsOf(line, separator).length === width).length >= lines.length * 0.9;
}

function cellsOf(line: string, separator: string): string[] {
  const cells =
    line.match(separator === ';' ? /("(?:[^"]|"")*"|[^;]*)(;|$)/g : /("(?:[^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  const last = cells.at(-1) === '' ? cells.slice(0, -1) : cells;
  return last.map((cell) => cell.replace(/[,;]$/, '').replace(/^"|"$/g, '').trim());
}
