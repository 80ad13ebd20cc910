/** The rows of documents, slides and sheets. */
import { supported } from '../../src/kinds/binary-kind.ts';
import { mostSlides as mostPages } from '../../src/reading/odf/odp-reader.ts';
import { mostPictures } from '../../src/reading/office/figures.ts';
import { limitBytes, mostPartBytes } from '../../src/reading/office/package.ts';
import { limitBytes as pdfBytes } from '../../src/reading/pdf/open-pdf.ts';
import { pageLimits } from '../../src/reading/pdf/pdf-reader.ts';
import { mostSlides } from '../../src/reading/pptx/pptx-reader.ts';
import { limitBytes as rtfBytes } from '../../src/reading/rtf/rtf-reader.ts';
import { mostCells, mostColumns, mostSheets } from '../../src/reading/spreadsheet/spreadsheet-reader.ts';
import { mostRows } from '../../src/reading/spreadsheet/workbook.ts';
import { mostBytesEach, mostBytesInAll, mostEntries } from '../../src/reading/zip/safe-zip.ts';
import { amount, mebibytes } from './amounts.ts';
import type { FormatRow } from './format-rows.ts';

/** The media types that a pattern finds among those that the readers know. */
function typesLike(pattern: RegExp): string[] {
  return [...new Set(Object.values(supported).map(([, mime]) => mime))].filter((mime) => pattern.test(mime));
}

const archive = `${mebibytes(limitBytes)}, ${mebibytes(mostPartBytes)} of one part; unpacked ${amount(mostEntries)} entries, ${mebibytes(mostBytesEach)} each, ${mebibytes(mostBytesInAll)} in all; ${mostPictures} pictures`;
const libraries = ['yauzl', 'htmlparser2'];

export const officeRows: readonly FormatRow[] = [
  {
    format: 'PDF',
    types: ['application/pdf'],
    extensions: ['pdf'],
    kept: 'The text in reading order with headings, lists, tables, links, notes and form fields; pages without text, and figures, as pictures',
    lost: 'Attached files are only named; programs in it are not run; with a password it is a failure',
    libraries: ['pdfjs-dist', '@napi-rs/canvas'],
    limits: `${mebibytes(pdfBytes)}, ${amount(pageLimits.pages)} pages, no further page after ${pageLimits.seconds} s`,
  },
  {
    format: 'Word (DOCX, macros, templates)',
    types: typesLike(/wordprocessingml|ms-word\./),
    extensions: ['docx', 'docm', 'dotx', 'dotm'],
    kept: 'Headings, lists, tables, notes, comments, formulas and figures in the order of the text',
    lost: 'Looks; what was deleted with changes being tracked; macros',
    libraries: [...libraries, 'dingbat-to-unicode'],
    limits: archive,
  },
  {
    format: 'PowerPoint (PPTX, slide shows, macros, templates)',
    types: typesLike(/presentationml|ms-powerpoint\./),
    extensions: ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm'],
    kept: 'Slide by slide: titles, text, tables, charts, diagrams, figures, notes and comments',
    lost: 'Looks, animations, sound and film; macros',
    libraries,
    limits: `${archive}; ${amount(mostSlides)} slides`,
  },
  {
    format: 'Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS, Numbers, Excel XML of 2003)',
    types: [...typesLike(/spreadsheet|ms-excel|numbers/), 'application/vnd.ms-excel'],
    extensions: ['xlsx', 'xlsm', 'xltx', 'xltm', 'xlam', 'xlsb', 'xls', 'ods', 'ots', 'numbers'],
    kept: 'Every table of every sheet, numbers as they are displayed, dates as ISO 8601, comments, charts and pictures',
    lost: 'Formulas (their last results are shown), looks, macros',
    libraries: ['@e965/xlsx', ...libraries],
    limits: `${archive}; ${amount(mostRows)} rows and ${mostColumns} columns of a sheet, ${amount(mostCells)} cells, ${mostSheets} sheets`,
  },
  {
    format: 'OpenDocument text (ODT)',
    types: typesLike(/opendocument\.text/),
    extensions: ['odt', 'ott'],
    kept: 'Headings, lists, tables, notes, comments, formulas and figures in the order of the text',
    lost: 'Looks; what was deleted with changes being tracked; macros',
    libraries,
    limits: archive,
  },
  {
    format: 'OpenDocument presentations and drawings (ODP, ODG)',
    types: typesLike(/opendocument\.(presentation|graphics)/),
    extensions: ['odp', 'otp', 'odg', 'otg'],
    kept: 'Page by page: titles, text, tables, figures, notes',
    lost: 'Looks, animations, sound and film; macros',
    libraries,
    limits: `${archive}; ${amount(mostPages)} pages`,
  },
  {
    format: 'Rich text (RTF)',
    types: ['application/rtf'],
    extensions: ['rtf'],
    kept: 'Headings, lists, tables, notes, comments and pictures',
    lost: 'Looks, objects, what was deleted with changes being tracked',
    libraries: ['officeparser', 'iconv-lite'],
    limits: mebibytes(rtfBytes),
  },
  {
    format: 'Pages and Keynote',
    types: typesLike(/apple\.(pages|keynote)/),
    extensions: ['pages', 'key'],
    kept: 'The preview that they carry: a PDF of all pages, or a picture of the first',
    lost: 'All else; without a preview it is a failure that says how to export it',
    libraries: ['yauzl', 'pdfjs-dist', 'sharp'],
    limits: archive,
  },
  {
    format: 'Word and PowerPoint until 2007',
    types: ['application/msword', 'application/vnd.ms-powerpoint'],
    extensions: ['doc', 'dot', 'ppt', 'pps'],
    kept: 'Nothing: it goes to `failed/` with the hint to save it as DOCX, PPTX or PDF',
    lost: 'All',
    libraries: [],
    limits: '–',
  },
  {
    format: 'Office documents with a password',
    types: ['application/x-ole-storage'],
    extensions: ['docx', 'xlsx', 'pptx'],
    kept: 'Nothing: it goes to `failed/` with the hint to save a copy without a password',
    lost: 'All',
    libraries: [],
    limits: '–',
  },
];
