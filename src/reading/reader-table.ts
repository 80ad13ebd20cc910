/** Which reader reads which media type. A new reader is one line here. */
import { sourceTypes } from '../kinds/source-kind.ts';
import type { FileToRead, Reader } from './contract.ts';
import { unsupported } from './failures.ts';

const sourceCode = new RegExp(`^(${sourceTypes.map((type) => type.replace(/[.+]/g, '\\$&')).join('|')})$`);

/** The first line whose pattern matches wins. Readers are loaded when they are first needed. */
const table: readonly (readonly [mime: RegExp, load: () => Promise<Reader>])[] = [
  [/^text\/(x-)?markdown$/, async () => (await import('./markdown/markdown-reader.ts')).markdownReader],
  [/^application\/(x-)?pdf$/, async () => (await import('./pdf/pdf-reader.ts')).pdfReader],
  [/wordprocessingml|ms-word\./, async () => (await import('./docx/docx-reader.ts')).docxReader],
  [/presentationml|ms-powerpoint\./, async () => (await import('./pptx/pptx-reader.ts')).pptxReader],
  [/opendocument\.text/, async () => (await import('./odf/odt-reader.ts')).odtReader],
  [/opendocument\.(presentation|graphics)/, async () => (await import('./odf/odp-reader.ts')).odpReader],
  [/^application\/rtf$/, async () => (await import('./rtf/rtf-reader.ts')).rtfReader],
  [/apple\.(pages|keynote)/, async () => (await import('./iwork/iwork-reader.ts')).iworkReader],
  [/\/(msword|vnd\.ms-powerpoint)$/, async () => (await import('./compound/old-reader.ts')).oldReader],
  [/x-ole-storage$/, async () => (await import('./compound/protected-reader.ts')).protectedReader],
  [
    /spreadsheet|ms-excel|apple\.numbers/,
    async () => (await import('./spreadsheet/spreadsheet-reader.ts')).spreadsheetReader,
  ],
  [/^(text\/html|application\/xhtml\+xml)$/, async () => (await import('./html/html-reader.ts')).htmlReader],
  [
    /^(multipart\/related|application\/x-webarchive)$/,
    async () => (await import('./html/web-archive-reader.ts')).webArchiveReader,
  ],
  [/^message\/rfc822$/, async () => (await import('./mail/eml-reader.ts')).emlReader(readerFor)],
  [/^application\/mbox$/, async () => (await import('./mail/mbox-reader.ts')).mboxReader(readerFor)],
  [
    /^application\/vnd\.ms-outlook$/,
    async () => (await import('./mail/msg-reader.ts')).msgFileReader(readerFor),
  ],
  [/^application\/epub\+zip$/, async () => (await import('./epub/epub-reader.ts')).epubReader],
  [/^application\/(rss|atom)\+xml$/, async () => (await import('./feed/feed-reader.ts')).feedReader],
  [
    /^text\/(csv|tab-separated-values)$/,
    async () => (await import('./tables/delimited-reader.ts')).delimitedReader,
  ],
  [
    /^application\/x-ipynb\+json$/,
    async () => (await import('./notebook/notebook-reader.ts')).notebookReader,
  ],
  [/^application\/x-ndjson$/, async () => (await import('./data/json-lines-reader.ts')).jsonLinesReader],
  [/^application\/([\w.-]+\+)?json$/, async () => (await import('./data/json-reader.ts')).jsonReader],
  [/^application\/(x-)?yaml$/, async () => (await import('./data/yaml-reader.ts')).yamlReader],
  [
    /^(application\/toml|text\/x-ini)$/,
    async () => (await import('./data/settings-reader.ts')).settingsReader,
  ],
  [/^application\/x-plist$/, async () => (await import('./data/property-list-reader.ts')).propertyListReader],
  [
    /^application\/(gpx\+xml|vnd\.google-earth\.kml\+xml)$/,
    async () => (await import('./map/map-reader.ts')).mapReader,
  ],
  [/^text\/x-opml$/, async () => (await import('./outline/opml-reader.ts')).opmlReader],
  [/^application\/([\w.-]+\+)?xml$/, async () => (await import('./xml/xml-reader.ts')).xmlReader],
  [/^text\/(x-)?vcard$/, async () => (await import('./contacts/contacts-reader.ts')).contactsReader],
  [/^text\/calendar$/, async () => (await import('./calendar/calendar-reader.ts')).calendarReader],
  [
    /^(application\/x-subrip|text\/(vtt|x-ssa|x-lrc))$/,
    async () => (await import('./subtitles/subtitles-reader.ts')).subtitlesReader,
  ],
  [/^text\/x-log$/, async () => (await import('./log/log-reader.ts')).logReader],
  [sourceCode, async () => (await import('./code/code-reader.ts')).codeReader],
  [/^image\/svg\+xml$/, async () => (await import('./drawing/drawing-reader.ts')).drawingReader],
  [/^image\//, async () => (await import('./image/image-reader.ts')).imageReader],
  [/^(audio|video)\//, async () => (await import('./audio/audio-reader.ts')).audioReader],
  [/^text\//, async () => (await import('./text/text-reader.ts')).textReader],
];

/**
 * The reader for this file's media type.
 * @throws NightshiftError `file-unsupported` when there is none.
 */
export async function readerFor(file: FileToRead): Promise<Reader> {
  const mime = file.mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const line = table.find(([pattern]) => pattern.test(mime));
  if (line === undefined) throw unsupported(file);
  return line[1]();
}
