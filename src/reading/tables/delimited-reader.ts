/** CSV, TSV and their relatives, as spreadsheets, databases and banks write them. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { damaged } from '../failures.ts';
import { readText } from '../text/read-text.ts';
import { textDocument } from '../text-document.ts';
import { type Dialect, rowsOf } from './delimited.ts';
import { commonestWidth, dialectOf } from './dialect.ts';
import { tableContent } from './table-content.ts';

/** Rows above a table that may belong to no column. */
const longestPreamble = 30;
const sampleRows = 200;

/** No text has this character after it has been cleaned. */
const oneColumn: Dialect = { delimiter: '\0', quote: '"' };

/** Reads delimited values as a table; what stands above its header becomes paragraphs. */
export const delimitedReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const isCut = omissions.length > 0;
    if (isCut && !text.includes('\n'))
      throw damaged(file, 'is no table: all that was read of it is one line');
    // The row in which reading stopped is half a row.
    const { notes, body, separator } = withoutComments(
      isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text,
    );
    const first = separator ?? firstDelimiter(file);
    const dialect = dialectOf(body, first) ?? oneColumn;
    const start = tableStart(body, dialect);
    const table = tableContent(rowsFrom(body, dialect, start), { isCut });
    const blocks = [...notes, ...preambleBlocks(body, dialect, start), ...table.blocks];
    const facts = { encoding, other: { ...table.facts, Delimiter: nameOf(dialect) } };
    return textDocument(file, facts, blocks, [...omissions, ...table.omissions]);
  },
};

/** The delimiter that the file's name promises. */
function firstDelimiter(file: FileToRead): string {
  if (file.mime === 'text/tab-separated-values') return '\t';
  return /\.psv$/i.test(file.name) ? '|' : ',';
}

/** Excel's first line `sep=;`, and the comments that scientists put above their data. */
function withoutComments(text: string): {
  readonly notes: readonly Block[];
  readonly body: string;
  readonly separator: string | undefined;
} {
  const separator = /^\s*"?sep=(.)"?\n/i.exec(text);
  const rest = separator === null ? text : text.slice(separator[0].length);
  const comments = /^(?:\s*#(?!,|;|\t)[^\n]*\n)+/.exec(rest)?.[0] ?? '';
  const note = comments.replace(/^\s*#+ ?/gm, '').trim();
  return {
    notes: note === '' ? [] : [{ type: 'paragraph', text: note }],
    body: rest.slice(comments.length),
    separator: separator?.[1],
  };
}

/** The row in which the table begins: banks put names, numbers and dates above it. */
function tableStart(text: string, dialect: Dialect): number {
  const rows = firstRows(text, dialect, sampleRows);
  const width = commonestWidth(rows);
  const start = rows.findIndex((row) => row.length >= width && filled(row) > width / 2);
  return width >= 3 && start <= longestPreamble ? Math.max(0, start) : 0;
}

const filled = (row: readonly string[]): number => row.filter((cell) => cell !== '').length;

function firstRows(text: string, dialect: Dialect, most: number): string[][] {
  const rows: string[][] = [];
  for (const row of rowsOf(text, dialect)) {
    if (rows.length === most) break;
    rows.push(row);
  }
  return rows;
}

function* rowsFrom(text: string, dialect: Dialect, start: number): Generator<string[]> {
  let index = 0;
  for (const row of rowsOf(text, dialect)) if (index++ >= start) yield row;
}

function preambleBlocks(text: string, dialect: Dialect, start: number): Block[] {
  if (start === 0) return [];
  const lines = firstRows(text, dialect, start).map((row) => row.filter((cell) => cell !== '').join(': '));
  return [{ type: 'paragraph', text: lines.join('\n') }];
}

function nameOf({ delimiter }: Dialect): string | undefined {
  const names: Readonly<Record<string, string | undefined>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '\0': undefined,
  };
  return delimiter in names ? names[delimiter] : delimiter;
}
