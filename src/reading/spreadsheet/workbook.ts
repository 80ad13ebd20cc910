/** Opens spreadsheets of every kind with SheetJS, which gets no more of them than can be shown. */
import { read, type WorkBook } from '@e965/xlsx';
import { NightshiftError } from '../../types/failure.ts';
import type { FileToRead } from '../contract.ts';
import { damaged, encrypted } from '../failures.ts';
import { decodeXml } from '../xml/package-xml.ts';
import { packZip } from '../zip/pack-zip.ts';
import { openZip, type SafeZip } from '../zip/safe-zip.ts';

const mebibyte = 1024 * 1024;

/** Bytes of one sheet's XML that are parsed: some two million cells. */
const mostSheetBytes = 64 * mebibyte;
/** Bytes of any other part: shared texts, styles, the content of an OpenDocument file. */
const mostPartBytes = 96 * mebibyte;

/** Rows of one sheet that are parsed. */
export const mostRows = 5000;

/** Parts that hold no cells: pictures, programs, copies of other people's data. */
const unneeded =
  /(^|\/)(media|embeddings|printerSettings|activeX|ctrlProps|theme|drawings|charts|diagrams|externalLinks|queryTables|pivotCache|customXml|customUI|revisions|Pictures|Thumbnails|Data|Object \d+)\/|vbaProject/i;

/**
 * The workbook in a file: an archive (`zip`), or the bytes of any other format.
 * @throws NightshiftError `file-damaged`, `file-encrypted`, `file-unpacks-too-large`.
 */
export async function openWorkbook(
  file: FileToRead,
  bytes: Uint8Array,
  zip: SafeZip | undefined,
): Promise<WorkBook> {
  const content = zip === undefined ? bytes : await neededParts(file, zip);
  try {
    return read(content, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellHTML: false,
      sheetRows: mostRows + 1,
      WTF: false,
    });
  } catch (error) {
    if (error instanceof NightshiftError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(message)) throw encrypted(file, error);
    throw damaged(file, 'cannot be opened as a spreadsheet: its data is broken or incomplete', error);
  }
}

async function neededParts(file: FileToRead, zip: SafeZip, isInner = false): Promise<Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  for (const name of zip.names) {
    // Numbers keeps its parts in an archive within the archive; an archive may hold itself without end.
    const isArchive = /(^|\/)Index\.zip$/.test(name);
    if (unneeded.test(name) || (isArchive && isInner)) continue;
    const part = /\/worksheets\/[^/]+\.xml$/i.test(name)
      ? await sheetPart(zip, name)
      : await zip.read(name, mostPartBytes);
    if (part === undefined) continue;
    parts.set(name, isArchive ? await neededParts(file, await openZip(file, part), true) : part);
  }
  return packZip(parts);
}

/** A sheet that says how far it really goes; one of millions of rows ends with the last row that is whole. */
async function sheetPart(zip: SafeZip, name: string): Promise<Uint8Array | undefined> {
  const start = await zip.readStart(name, mostSheetBytes);
  if (start === undefined) return undefined;
  const xml = decodeXml(start.bytes);
  const prefix = /<(\w+:)?worksheet[\s>]/.exec(xml.slice(0, 2000))?.[1] ?? '';
  if (start.whole) return new TextEncoder().encode(withExtent(xml, prefix));
  const end = xml.lastIndexOf(`</${prefix}row>`);
  const closing = `</${prefix}sheetData></${prefix}worksheet>`;
  return new TextEncoder().encode(`${end < 0 ? '' : `${xml.slice(0, end)}</${prefix}row>`}${closing}`);
}

/**
 * Programs write nothing about a sheet's size, or count formatted rows without content: the row of the last
 * value is what a person would call its end.
 */
function withExtent(xml: string, prefix: string): string {
  const value = Math.max(xml.lastIndexOf(`</${prefix}v>`), xml.lastIndexOf(`</${prefix}is>`));
  const row = xml.lastIndexOf(`<${prefix}row`, value);
  const last = /^<[^>]*\br="(\d{1,7})"/.exec(xml.slice(row, row + 300))?.[1];
  const data = xml.indexOf(`<${prefix}sheetData`);
  if (value < 0 || row < 0 || data < 0 || last === undefined) return xml;
  const head = xml.slice(0, data).replace(/<(\w+:)?dimension\b[^>]*?(\/>|>\s*<\/(\w+:)?dimension>)/, '');
  // SheetJS looks for it behind the root element.
  return `${head}<dimension ref="A1:A${last}"/>${xml.slice(data)}`;
}
