/** Spreadsheets: sheet by sheet, every table on it, numbers as they are displayed, dates as ISO 8601. */
import { type CellObject, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import type { Block, Document, DocumentFacts, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { blocksOf } from '../office/blocks.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { OfficePackage, readOffice } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { coreProperties, factsOf } from '../office/properties.ts';
import { shownCell } from './cell-text.ts';
import { type SheetRow, sheetPieces } from './regions.ts';
import { sheetDrawings } from './sheet-drawings.ts';
import { mostRows, openWorkbook } from './workbook.ts';

/** Columns of one sheet that are shown. */
export const mostColumns = 200;
/** Cells of one file that are shown. */
export const mostCells = 200_000;
/** Sheets of one file that are shown. */
export const mostSheets = 200;
/** Comments of one sheet that are shown. */
const mostComments = 500;

/** Reads XLSX, XLSM, XLSB, XLS, ODS and Excel's XML of 2003. Formulas are not counted anew, macros not looked at. */
export const spreadsheetReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const bytes = await readOffice(file);
    const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const office = isArchive ? await OfficePackage.of(file, bytes) : undefined;
    const workbook = await openWorkbook(file, bytes, office?.zip);
    const drawings = office === undefined ? new Map<string, Piece[]>() : await sheetDrawings(office);
    const sheets = readSheets(workbook, drawings);
    const { blocks, pictures, omissions } =
      office === undefined
        ? { blocks: sheets.blocks, pictures: [], omissions: [] }
        : await illustrated(sheets.blocks, office);
    const facts = office === undefined ? workbookFacts(workbook) : await coreProperties(office);
    return {
      kind: 'text',
      mime: file.mime,
      facts: { ...facts, sheets: workbook.SheetNames.length },
      blocks,
      pictures,
      speech: false,
      omissions: [...sheets.omissions, ...omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await OfficePackage.open(file));
  },
};

function workbookFacts({ Props: properties = {} }: WorkBook): DocumentFacts {
  const created = properties.CreatedDate instanceof Date ? properties.CreatedDate : undefined;
  const isDate = created !== undefined && !Number.isNaN(created.getTime());
  return factsOf(
    String(properties.Title ?? ''),
    String(properties.Author ?? ''),
    isDate ? created.toISOString().replace('.000Z', 'Z') : '',
    {},
  );
}

function readSheets(
  workbook: WorkBook,
  drawings: ReadonlyMap<string, readonly Piece[]>,
): { readonly blocks: Block[]; readonly omissions: string[] } {
  const blocks: Block[] = [];
  const omissions: string[] = [];
  const names = workbook.SheetNames;
  const budget = { cells: mostCells };
  for (const [index, name] of names.slice(0, mostSheets).entries()) {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined) continue;
    const { rows, left } = shownRows(sheet, workbook.Workbook?.WBProps?.date1904 === true, budget);
    omissions.push(...left.map((what) => `Sheet “${name}”: ${what}`));
    const pieces = [...sheetPieces(rows), ...(drawings.get(name) ?? []), ...commentPieces(sheet)];
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 && pieces.length > 0;
    const notice: Piece = {
      kind: 'paragraph',
      spans: [{ text: 'This sheet is hidden in the file.', italic: true }],
    };
    blocks.push(...blocksOf(hidden ? [notice, ...pieces] : pieces, { sheet: name }));
  }
  if (names.length > mostSheets) {
    omissions.push(`${names.length - mostSheets} more sheets were not read: ${mostSheets} are the limit.`);
  }
  if (blocks.length === 0) omissions.push('There is nothing on its sheets.');
  return { blocks, omissions };
}

function shownRows(
  sheet: WorkSheet,
  since1904: boolean,
  budget: { cells: number },
): { readonly rows: SheetRow[]; readonly left: string[] } {
  const data = (sheet['!data'] ?? []) as readonly (readonly CellObject[] | undefined)[];
  const rows: SheetRow[] = [];
  let columns = 0;
  for (const cells of data.slice(0, mostRows)) {
    if (budget.cells <= 0) break;
    const row = (cells ?? []).slice(0, mostColumns).map((cell) => shownCell(cell, since1904));
    budget.cells -= row.reduce((sum, cell) => sum + (cell === undefined ? 0 : 1), 0);
    columns = Math.max(columns, cells?.length ?? 0);
    rows.push(row);
  }
  const range = sheet['!fullref'] ?? sheet['!ref'];
  const last = range === undefined ? 0 : utils.decode_range(range).e.r + 1;
  const left: string[] = [];
  if (rows.length < Math.min(data.length, mostRows)) {
    left.push(
      `rows after ${rows.length} are left out (it reaches to row ${last}): ${mostCells} cells of a file are the limit.`,
    );
  } else if (last > mostRows) {
    left.push(`rows after ${mostRows} are left out (it reaches to row ${last}): ${mostRows} are the limit.`);
  }
  if (columns > mostColumns)
    left.push(`${columns - mostColumns} columns are left out: ${mostColumns} are the limit.`);
  return { rows, left };
}

function commentPieces(sheet: WorkSheet): Piece[] {
  const data = (sheet['!data'] ?? []) as readonly (readonly CellObject[] | undefined)[];
  const pieces: Piece[] = [];
  for (const [row, cells] of data.slice(0, mostRows).entries()) {
    for (const [column, cell] of (cells ?? []).slice(0, mostColumns).entries()) {
      for (const { a: author = '', t: text } of cell?.c ?? []) {
        if (pieces.length >= mostComments || typeof text !== 'string' || text.trim() === '') continue;
        const by = author.trim() === '' ? '' : ` by ${author.trim()}`;
        const label = `Comment${by} on ${utils.encode_cell({ r: row, c: column })}`;
        pieces.push({ kind: 'remark', label, spans: [{ text: text.trim() }] });
      }
    }
  }
  return pieces;
}
