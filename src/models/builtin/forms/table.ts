/** Tables: how large, which columns, and what stands in them. */
import { readableName, saysNothing } from '../file-name.ts';
import { beside } from '../key-sentences.ts';
import { type OwnWords, ownWords } from '../language/own-words.ts';
import { isEnded } from '../language/sentences.ts';
import { outlineOf, type Piece } from '../outline.ts';
import type { Form, Material } from './form.ts';
import {
  fewestRows,
  isDate,
  isEvenTable,
  isHeader,
  isNumber,
  type Row,
  separatedRows,
  tablesIn,
} from './table-rows.ts';

/** A text with so many paragraphs besides its tables has something to say. */
const mostSentences = 3;
const shownColumns = 12;
const describedColumns = 6;
/** Of all rows, so many stand in the tables that are told. */
const leastTold = 0.7;
const mostTables = 3;
/** A column with more different words is described by no list of them. */
const mostValues = 6;

/** A table's size, its columns, and the range or the words of each. */
export const tableForm: Form = (material) => {
  const { whole, outline, language } = material;
  const separated = separatedRows(whole);
  const tables = separated ? [separated] : tablesIn(whole);
  const large = tables.filter((rows) => rows.length >= fewestRows && isEvenTable(rows));
  const rows = tables.reduce((sum, table) => sum + table.length, 0);
  const told = large.reduce((sum, table) => sum + table.length, 0);
  if (told < rows * leastTold || told === 0 || (!separated && isMostlyWords(material, rows)))
    return undefined;
  const [first] = large;
  const header = first?.[0] && isHeader(first[0]) ? first[0] : undefined;
  if (header === undefined && large.length > 1) return undefined;
  const words = ownWords(language);
  const said = separated ? [] : beside(material);
  const described = header && first ? columnsOf(header, first.slice(1)) : [];
  return {
    title: titleOf(material, header),
    summary: large
      .slice(0, mostTables)
      .map((table) => sizeOf(table, words))
      .join(' ')
      .replace(/…[.。]/gu, '…'),
    composed: true,
    keyPoints: [...said, ...described].slice(0, describedColumns),
    tag: words.table.toLowerCase(),
    ...(header && outline.pieces.every(isRow) && { about: headingsOf(header) }),
  };
};

function sizeOf(table: readonly Row[], words: OwnWords): string {
  const [first = []] = table;
  if (!isHeader(first)) return `Table of ${table.length} rows and ${first.length} columns.`;
  const columns = first.slice(0, shownColumns).map((cell) => cell.slice(0, 40));
  return words.rows(table.length - 1, `${columns.join(', ')}${first.length > shownColumns ? ', …' : ''}`);
}

const headingsOf = (header: Row) => outlineOf(header.map((label) => `# ${label}`).join('\n'));

const isRow = (piece: Piece): boolean => piece.kind === 'row';

function isMostlyWords({ outline }: Material, rows: number): boolean {
  const others = outline.pieces.filter(({ kind }) => kind === 'paragraph' || kind === 'item').length;
  const sentences = outline.pieces.filter(
    ({ kind, text }) => kind === 'paragraph' && text.includes(' ') && isEnded(text),
  );
  return others * 3 > rows || sentences.length >= mostSentences;
}

/** A name of its own, unless that is the first record or what a program wrote. */
function titleOf({ outline, title, name, given }: Material, header: Row | undefined): string {
  const above = outline.pieces[0]?.kind === 'line' && outline.pieces.some(isRow);
  if (above || outline.pieces.some(({ kind }) => kind === 'heading')) return title;
  if (given !== undefined) return given;
  if (!saysNothing(name) || header === undefined) return readableName(name);
  return header
    .filter((cell) => cell !== '')
    .slice(0, 4)
    .join(', ');
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
