/** Tables: how large, which columns, and what stands in them. */
import { readableName, saysNothing } from '../file-name.ts';
import { beside } from '../key-sentences.ts';
import { ownWords } from '../language/own-words.ts';
import { isEnded } from '../language/sentences.ts';
import { outlineOf, type Piece } from '../outline.ts';
import type { Form, Material } from './form.ts';

type Row = readonly string[];

/** A text with so many paragraphs besides its tables has something to say. */
const mostSentences = 3;
const shownColumns = 12;
const describedColumns = 6;
const fewestRows = 3;
const leastEven = 0.7;
const mostRows = 20_000;
/** A column with more different words is described by no list of them. */
const mostValues = 6;

/** A table's size, its columns, and the range or the words of each. */
export const tableForm: Form = (material) => {
  const { text, outline, language } = material;
  const separated = separatedRows(text);
  const rows = separated ?? outline.pieces.filter(isRow).map((piece) => piece.cells);
  const filled = rows.filter((cells) => cells.some((cell) => cell !== '')).slice(0, mostRows);
  const [first] = filled;
  if (
    first === undefined ||
    filled.length < fewestRows ||
    (separated === undefined && (isMostlyWords(material, filled.length) || !isOneTable(filled)))
  ) {
    return undefined;
  }
  const header = isHeader(first) ? first : undefined;
  const records = header ? filled.slice(1) : filled;
  const words = ownWords(language);
  const columns = first.slice(0, shownColumns).map((cell) => cell.slice(0, 40));
  const summary = header
    ? words.rows(records.length, `${columns.join(', ')}${first.length > shownColumns ? ', …' : ''}`)
    : `Table of ${filled.length} rows and ${first.length} columns.`;
  const said = separated ? [] : beside(material);
  return {
    title: titleOf(material, header),
    summary,
    keyPoints: [...said, ...(header ? columnsOf(header, records) : [])].slice(0, describedColumns),
    tag: words.table.toLowerCase(),
    ...(header &&
      outline.pieces.every(isRow) && { about: outlineOf(header.map((label) => `# ${label}`).join('\n')) }),
  };
};

const isRow = (piece: Piece): boolean => piece.kind === 'row';

function isMostlyWords({ outline }: Material, rows: number): boolean {
  const others = outline.pieces.filter(({ kind }) => kind === 'paragraph' || kind === 'item').length;
  const sentences = outline.pieces.filter(
    ({ kind, text }) => kind === 'paragraph' && text.includes(' ') && isEnded(text),
  );
  return others * 3 > rows || sentences.length >= mostSentences;
}

/** Do most rows have the same number of cells? Forms and several tables are told by their words. */
function isOneTable(rows: readonly Row[]): boolean {
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  return Math.max(...widths.values()) >= rows.length * leastEven;
}

/** A name of its own, unless that is the first record or what a program wrote. */
function titleOf({ outline, title, name }: Material, header: Row | undefined): string {
  const above = outline.pieces[0]?.kind === 'line' && outline.pieces.some(isRow);
  if (above || outline.pieces.some(({ kind }) => kind === 'heading')) return title;
  if (!saysNothing(name) || header === undefined) return readableName(name);
  return header
    .filter((cell) => cell !== '')
    .slice(0, 4)
    .join(', ');
}

const isNumber = (cell: string) =>
  /^[-−+]?\p{Sc}?\s?\d[\d.,'’ \u00a0]*\s?(?:%|\p{Sc}|[A-Z]{3})?$/u.test(cell);
const isDate = (cell: string) =>
  /^(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:[T ][\d:.]+Z?)?$/.test(cell);

function isHeader(first: Row): boolean {
  return (
    first.length >= 2 &&
    first
      .filter((cell) => cell !== '')
      .every((cell) => /\p{L}/u.test(cell) && !isNumber(cell) && !isDate(cell))
  );
}

/** `Hectares: 4.0 to 18.5`, `Crop: rye, oats`: what stands in the columns, of those that can be described. */
function columnsOf(header: Row, records: readonly Row[]): string[] {
  if (records.length < fewestRows) return [];
  return header.flatMap((label, column) => {
    const cells = records.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    if (label === '' || cells.length < records.length * 0.6) return [];
    const described = describedBy(cells);
    return described === undefined ? [] : [`${label.slice(0, 40)}: ${described}`];
  });
}

function describedBy(cells: readonly string[]): string | undefined {
  if (cells.every(isDate)) return range([...cells].sort((a, b) => dateKey(a).localeCompare(dateKey(b))));
  if (cells.every(isNumber)) return range([...cells].sort((a, b) => numberOf(a) - numberOf(b)));
  const values = [...new Set(cells)];
  const short = values.every((value) => value.length <= 40);
  return short && values.length <= mostValues && values.length < cells.length ? values.join(', ') : undefined;
}

function range(sorted: readonly string[]): string | undefined {
  const [low] = sorted;
  const high = sorted.at(-1);
  return low === undefined || high === undefined || low === high ? low : `${low} – ${high}`;
}

/** Year first, so that dates can be compared as words; a day stands before its month but in America. */
function dateKey(date: string): string {
  const [one = '', two = '', three = ''] = date.split(/[-./T ]/);
  if (one.length === 4) return date;
  return `${three.padStart(4, '20')}-${two.padStart(2, '0')}-${one.padStart(2, '0')}`;
}

/** The last of dot and comma parts the decimals, unless three digits follow it and it comes again. */
function numberOf(cell: string): number {
  const digits = cell.replace(/[^\d.,-−]/gu, '').replace('−', '-');
  const decimal = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const isThousands = decimal !== -1 && digits.length - decimal === 4 && !/^-?0[.,]/.test(digits);
  if (decimal === -1 || isThousands) return Number(digits.replace(/[.,]/g, ''));
  return Number(`${digits.slice(0, decimal).replace(/[.,]/g, '')}.${digits.slice(decimal + 1)}`);
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
  if (lines.length < fewestRows || width < 3) return false;
  return lines.filter((line) => cellsOf(line, separator).length === width).length >= lines.length * 0.9;
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  cells.push(cell.trim());
  return cells;
}
