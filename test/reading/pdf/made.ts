/** PDFs for the tests of this room: drawn by pdfkit, or written by hand where pdfkit cannot draw what is wanted. */
import assert from 'node:assert/strict';
import { pdfReader } from '../../../src/reading/pdf/pdf-reader.ts';
import type { Block, Document } from '../../../src/types/document.ts';
import { makePdf, put, scratchFolder } from '../files.ts';

type Test = Parameters<typeof scratchFolder>[0];

/** A few sentences, for paragraphs. */
export const story =
  'The committee met on Tuesday to discuss the new harbour wall and its costs. Several members argued that ' +
  'the estimate was far too low, because the price of stone had risen considerably since spring. ';

/** What the reader makes of a PDF that pdfkit draws. */
export async function readMade(
  test: Test,
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Document> {
  return readBytes(test, await makePdf(draw, options));
}

/** What the reader makes of these bytes. */
export async function readBytes(test: Test, bytes: Uint8Array, reader = pdfReader): Promise<Document> {
  return reader.read(await put(await scratchFolder(test), 'made.pdf', bytes, 'application/pdf'));
}

/** The tables of a document. */
export function tablesOf(document: Document): Extract<Block, { type: 'table' }>[] {
  return document.blocks.filter((block) => block.type === 'table');
}

/** The blocks of a document as one line each: its type and its text, without positions. */
export function outlineOf(document: Document): string[] {
  return document.blocks.map((block) => {
    if (block.type === 'heading') return `h${block.level} ${block.text}`;
    if (block.type === 'list') return `list ${block.items.join(' | ')}`;
    if (block.type === 'table') return `table ${block.rows.map((row) => row.join(',')).join(' | ')}`;
    if (block.type === 'figure') return `figure ${block.caption ?? ''}`.trim();
    return `${block.type} ${block.text}`;
  });
}

/** The given phrases stand in the text in this order. */
export function assertInOrder(text: string, phrases: readonly string[]): void {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    assert.ok(found >= 0, `“${phrase}” is missing or too early in:\n${text}`);
    at = found + phrase.length;
  }
}

/** A page written by hand. */
export interface RawPage {
  /** PDF operators. */
  readonly content: string;
  /** What stands in the page's `/Resources`, without the brackets. */
  readonly resources: string;
  /** More entries of the page, e.g. `/Rotate 90`. */
  readonly extra?: string;
}

/** A further object: a dictionary, with a stream when there are bytes. */
export interface RawObject {
  readonly dictionary: string;
  readonly stream?: Uint8Array;
}

/** The number of the first further object; the catalogue, the tree of pages, a page and its content come first. */
export const firstObject = 5;

/** A PDF of one page, object by object; `objects` are numbered from `firstObject` on. */
export function rawPdf(page: RawPage, objects: readonly RawObject[] = []): Buffer {
  return written([
    { dictionary: '/Type /Catalog /Pages 2 0 R' },
    { dictionary: '/Type /Pages /Kids [3 0 R] /Count 1' },
    {
      dictionary: `/Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << ${page.resources} >> ${page.extra ?? ''}`,
    },
    { dictionary: '', stream: Buffer.from(page.content) },
    ...objects,
  ]);
}

/** A PDF of so many pages in Helvetica (`/F1`); `content` gives the operators of each, counted from 1. */
export function rawPages(count: number, content: (page: number) => string): Buffer {
  const font = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const kids = numbers.map((page) => `${2 * page + 1} 0 R`).join(' ');
  return written([
    { dictionary: '/Type /Catalog /Pages 2 0 R' },
    { dictionary: `/Type /Pages /Kids [${kids}] /Count ${count}` },
    ...numbers.flatMap((page) => [
      {
        dictionary: `/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${2 * page + 2} 0 R /Resources << ${font} >>`,
      },
      { dictionary: '', stream: Buffer.from(content(page)) },
    ]),
  ]);
}

/** The objects, numbered from 1, as a file. */
function written(all: readonly RawObject[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  all.forEach(({ dictionary, stream }, i) => {
    offsets.push(length);
    const size = stream === undefined ? '' : ` /Length ${stream.length}`;
    add(Buffer.from(`${i + 1} 0 obj\n<< ${dictionary}${size} >>\n`));
    if (stream !== undefined)
      add(Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]));
    add(Buffer.from('endobj\n'));
  });
  const start = length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(Buffer.from(`xref\n0 ${all.length + 1}\n0000000000 65535 f \n${rows}`));
  add(Buffer.from(`trailer\n<< /Size ${all.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A stream that says which characters the codes of a font mean (`ToUnicode`). */
export function unicodeMap(characters: Readonly<Record<string, string>>): RawObject {
  const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
  const lines = Object.entries(characters).map(
    ([code, text]) => `<${Buffer.from(code, 'latin1').toString('hex')}> <${hex(text)}>`,
  );
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <00> <ff> endcodespacerange
${lines.length} beginbfchar
${lines.join('\n')}
endbfchar endcmap end end`;
  return { dictionary: '', stream: Buffer.from(map) };
}
