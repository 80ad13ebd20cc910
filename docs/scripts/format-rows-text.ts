/** The rows of text, source code and data. */
import { sourceTypes } from '../../src/kinds/source-kind.ts';
import { sourceLanguages } from '../../src/kinds/source-languages.ts';
import { textExtensions } from '../../src/kinds/text-kind.ts';
import { calendarLimits } from '../../src/reading/calendar/calendar-reader.ts';
import { contactLimits } from '../../src/reading/contacts/contacts-reader.ts';
import { jsonLimits } from '../../src/reading/data/json-reader.ts';
import { yamlLimits } from '../../src/reading/data/yaml-reader.ts';
import { logLimits } from '../../src/reading/log/log-reader.ts';
import { mapLimits } from '../../src/reading/map/map-reader.ts';
import { notebookLimits } from '../../src/reading/notebook/notebook.ts';
import { outlineLimits } from '../../src/reading/outline/opml-reader.ts';
import { tableLimits } from '../../src/reading/tables/table-content.ts';
import { textLimits } from '../../src/reading/text/read-text.ts';
import { codeLimits } from '../../src/reading/text/shown-code.ts';
import { xmlLimits } from '../../src/reading/xml/lenient-tree.ts';
import { xmlOutlineLimits } from '../../src/reading/xml/xml-reader.ts';
import { xmlTableLimits } from '../../src/reading/xml/xml-records.ts';
import { amount, mebibytes } from './amounts.ts';
import type { FormatRow } from './format-rows.ts';

const whole = `${mebibytes(textLimits.bytes)} are read`;
const shown = `${amount(codeLimits.characters)} characters are shown`;
const rows = `${amount(tableLimits.rows)} rows and ${tableLimits.columns} columns are shown`;
const encodings = ['chardet', 'iconv-lite'];

/** The endings that `src/kinds` has for these media types. */
function endings(...types: readonly string[]): string[] {
  return [...textExtensions].filter(([, type]) => types.includes(type)).map(([extension]) => extension);
}

const prose = ['text/plain', 'text/x-tex', 'text/x-bibtex', 'text/org', 'text/x-rst', 'text/x-patch'];

export const textRows: readonly FormatRow[] = [
  {
    format: 'Plain text, TeX, BibTeX, Org, reStructuredText, patches',
    types: prose,
    extensions: endings(...prose),
    kept: 'Paragraphs, underlined headings; every encoding; a log by any name is read as a log',
    lost: 'The markup of TeX, Org and reStructuredText stays as it is written',
    libraries: encodings,
    limits: whole,
  },
  {
    format: 'Markdown',
    types: ['text/markdown'],
    extensions: endings('text/markdown'),
    kept: 'The text as its author wrote it, its front matter as data',
    lost: 'Nothing; nothing in it is run',
    libraries: [...encodings, 'gray-matter', 'yaml'],
    limits: whole,
  },
  {
    format: 'Logs',
    types: ['text/x-log'],
    extensions: endings('text/x-log'),
    kept: 'Lines as they stand, without terminal colours',
    lost: 'The middle of long ones',
    libraries: encodings,
    limits: `${whole}, and the end; ${amount(logLimits.beginning)} characters of the beginning and ${amount(logLimits.end)} of the end are shown`,
  },
  {
    format: `Source code in ${sourceLanguages.length} languages`,
    types: sourceTypes,
    extensions: [...new Set(sourceLanguages.flatMap(({ extensions }) => extensions))],
    kept: 'What the opening comment says, the source as it stands, the names of its parts',
    lost: 'Nothing; nothing in it is run',
    libraries: encodings,
    limits: `${whole}, ${shown}`,
  },
  {
    format: 'Subtitles and lyrics (SubRip, WebVTT, SubStation Alpha, LRC)',
    types: ['application/x-subrip', 'text/vtt', 'text/x-ssa', 'text/x-lrc'],
    extensions: endings('application/x-subrip', 'text/vtt', 'text/x-ssa', 'text/x-lrc'),
    kept: 'What is said as paragraphs with times and speakers, title, length',
    lost: 'Styles and places on the screen',
    libraries: encodings,
    limits: whole,
  },
];

export const dataRows: readonly FormatRow[] = [
  {
    format: 'CSV, TSV and their relatives',
    types: ['text/csv', 'text/tab-separated-values'],
    extensions: endings('text/csv', 'text/tab-separated-values'),
    kept: 'The table, notes above it, what each column holds',
    lost: 'Rows beyond the limit; they are counted and described',
    libraries: encodings,
    limits: `${whole}; ${rows}`,
  },
  {
    format: 'JSON, GeoJSON, JSON Feed',
    types: ['application/json'],
    extensions: endings('application/json'),
    kept: 'Lists of like objects as tables, maps as places, feeds as entries, all else laid out; every digit of a number; comments and trailing commas',
    lost: 'Of a map the points of lines and areas',
    libraries: ['jsonc-parser', ...encodings],
    limits: `${whole}; ${mebibytes(jsonLimits.characters)} of characters are taken apart; ${rows}; ${shown}`,
  },
  {
    format: 'JSON Lines',
    types: ['application/x-ndjson'],
    extensions: endings('application/x-ndjson'),
    kept: 'Like objects as a table, all else as it stands',
    lost: 'Rows beyond the limit; they are counted',
    libraries: ['jsonc-parser', ...encodings],
    limits: `${whole}; ${rows}`,
  },
  {
    format: 'YAML',
    types: ['application/yaml'],
    extensions: endings('application/yaml'),
    kept: 'The source with its comments; a list of like objects as a table; values as they are written',
    lost: 'Nothing; tags make no objects',
    libraries: ['yaml', ...encodings],
    limits: `${whole}; ${mebibytes(yamlLimits.characters)} of characters, ${amount(yamlLimits.documents)} documents and ${yamlLimits.aliases} repetitions of an anchor are taken apart; ${shown}`,
  },
  {
    format: 'TOML, INI and other settings',
    types: ['application/toml', 'text/x-ini'],
    extensions: endings('application/toml', 'text/x-ini'),
    kept: 'The source with its comments, the names of its sections',
    lost: 'Nothing',
    libraries: encodings,
    limits: `${whole}, ${shown}`,
  },
  {
    format: 'Property lists in XML',
    types: ['application/x-plist'],
    extensions: ['plist', 'webloc'],
    kept: 'Lists of like objects as tables, all else as an outline',
    lost: 'Bytes that are packed into it; they are counted',
    libraries: ['htmlparser2', 'yaml', ...encodings],
    limits: `${whole}, ${amount(xmlLimits.elements)} elements; ${rows}; ${shown}`,
  },
  {
    format: 'XML of any kind: DocBook, JATS, TEI, DITA, FictionBook and data',
    types: ['application/xml'],
    extensions: ['xml', 'fb2', 'docbook', 'dita', 'tei', 'jats', 'xsd', 'rdf'],
    kept: 'Articles as headings, paragraphs, lists, tables and code with the addresses of links; records as tables; all else as an outline',
    lost: 'Comments, processing instructions, what entities outside the file would bring',
    libraries: ['htmlparser2', ...encodings],
    limits: `${whole}; ${amount(xmlLimits.elements)} elements, ${xmlLimits.depth} levels; ${amount(xmlTableLimits.rows)} rows of a table; an outline of ${amount(xmlOutlineLimits.outline)} characters`,
  },
  {
    format: 'Maps and tracks (GPX, KML)',
    types: ['application/gpx+xml', 'application/vnd.google-earth.kml+xml'],
    extensions: ['gpx', 'kml'],
    kept: 'Tracks and routes with length, times and heights; waypoints and placemarks with their places and descriptions',
    lost: 'The points of tracks, lines and areas; styles',
    libraries: ['htmlparser2', 'luxon', ...encodings],
    limits: `${whole}; ${amount(mapLimits.rows)} rows of a table`,
  },
  {
    format: 'Outlines (OPML)',
    types: ['text/x-opml'],
    extensions: ['opml'],
    kept: 'Items as nested lists with notes and addresses',
    lost: 'Other attributes',
    libraries: ['htmlparser2', 'turndown', 'luxon', ...encodings],
    limits: `${whole}; ${amount(outlineLimits.items)} items`,
  },
  {
    format: 'Contacts (vCard 2.1 to 4.0)',
    types: ['text/vcard'],
    extensions: ['vcf', 'vcard'],
    kept: 'Names, organisations, numbers, addresses, dates, notes',
    lost: 'Photos, sounds, keys',
    libraries: encodings,
    limits: `${whole}; ${amount(contactLimits.contacts)} contacts`,
  },
  {
    format: 'Calendars (iCalendar)',
    types: ['text/calendar'],
    extensions: ['ics'],
    kept: 'Events, tasks and journals in the order of time with place, people, repetition and description',
    lost: 'Alarms, definitions of time zones, files that are packed into it',
    libraries: ['htmlparser2', ...encodings],
    limits: `${whole}; ${amount(calendarLimits.entries)} entries`,
  },
  {
    format: 'Jupyter notebooks',
    types: ['application/x-ipynb+json'],
    extensions: ['ipynb'],
    kept: 'Text, code and results in their order',
    lost: 'Pictures among the results are only named; nothing is run',
    libraries: ['jsonc-parser', 'htmlparser2', 'turndown', ...encodings],
    limits: `${whole}; ${amount(notebookLimits.cells)} cells, ${amount(notebookLimits.output)} characters of one output`,
  },
];
