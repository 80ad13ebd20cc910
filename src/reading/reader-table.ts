/** Which reader reads which media type. A new reader is one line here. */
import type { FileToRead, Reader } from './contract.ts';
import { unsupported } from './failures.ts';

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
  // An SVG drawing is source code; rendering it could reach for other files.
  [/^image\/svg\+xml$/, async () => (await import('./text/text-reader.ts')).textReader],
  [/^image\//, async () => (await import('./image/image-reader.ts')).imageReader],
  [/^(audio|video)\//, async () => (await import('./audio/audio-reader.ts')).audioReader],
  [/^text\//, async () => (await import('./text/text-reader.ts')).textReader],
  [
    /^application\/([\w.-]+\+)?(json|x-ndjson|xml|yaml|toml|sql|javascript|x-subrip|x-shellscript)$/,
    async () => (await import('./text/text-reader.ts')).textReader,
  ],
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
