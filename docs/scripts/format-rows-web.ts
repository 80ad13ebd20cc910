/** The rows of web pages, feeds, books and mail. */
import { limitBytes as bookBytes, mostChapters, mostCharacters } from '../../src/reading/epub/epub-reader.ts';
import { feedLimits } from '../../src/reading/feed/feed-reader.ts';
import { limitBytes as pageBytes } from '../../src/reading/html/html-reader.ts';
import { limitBytes as archiveBytes } from '../../src/reading/html/web-archive-reader.ts';
import { mostDepth } from '../../src/reading/inner.ts';
import { limits } from '../../src/reading/mail/attachments.ts';
import { limitBytes as messageBytes } from '../../src/reading/mail/eml-reader.ts';
import { limitBytes as mailboxBytes, mostMessages } from '../../src/reading/mail/mbox-reader.ts';
import { limitBytes as outlookBytes } from '../../src/reading/mail/msg-reader.ts';
import { textLimits } from '../../src/reading/text/read-text.ts';
import { mostBytesEach, mostBytesInAll, mostEntries } from '../../src/reading/zip/safe-zip.ts';
import { amount, mebibytes } from './amounts.ts';
import type { FormatRow } from './format-rows.ts';

const htmlLibraries = ['linkedom', 'defuddle', 'turndown', 'mathml-to-latex', 'htmlparser2'];
const attachments = `${limits.files} attachments are read, for at most ${limits.seconds} s, ${mostDepth} files deep`;

export const pageRows: readonly FormatRow[] = [
  {
    format: 'Web pages (HTML, XHTML)',
    types: ['text/html'],
    extensions: ['html', 'htm', 'xhtml', 'xht'],
    kept: 'The article with headings, lists, tables, links, code and formulas; a page that is no article whole',
    lost: 'Menus, advertisements, programs, looks; pictures are not fetched',
    libraries: [...htmlLibraries, 'chardet', 'iconv-lite'],
    limits: mebibytes(pageBytes),
  },
  {
    format: 'Saved pages (MHTML, Safari web archives)',
    types: ['multipart/related', 'application/x-webarchive'],
    extensions: ['mhtml', 'mht', 'webarchive'],
    kept: 'The page itself, as above',
    lost: 'Pictures, styles and programs that were saved with it',
    libraries: [...htmlLibraries, 'postal-mime'],
    limits: mebibytes(archiveBytes),
  },
  {
    format: 'Feeds (RSS 0.9 to 2.0, RDF, Atom)',
    types: ['application/rss+xml', 'application/atom+xml'],
    extensions: ['rss', 'atom', 'rdf', 'xml'],
    kept: 'Entries with date, author, address, text, categories and the addresses of what is attached',
    lost: 'Pictures and recordings are not fetched',
    libraries: ['htmlparser2', 'turndown', 'luxon', 'chardet', 'iconv-lite'],
    limits: `${mebibytes(textLimits.bytes)} are read; ${amount(feedLimits.entries)} entries`,
  },
];

export const bookRows: readonly FormatRow[] = [
  {
    format: 'Books (EPUB)',
    types: ['application/epub+zip'],
    extensions: ['epub'],
    kept: 'Chapters in reading order with headings, lists, tables and links; title, author',
    lost: 'Pictures, looks; with copy protection it is a failure',
    libraries: ['yauzl', 'fast-xml-parser', ...htmlLibraries],
    limits: `${mebibytes(bookBytes)}, ${amount(mostChapters)} chapters, ${amount(mostCharacters)} characters; unpacked ${amount(mostEntries)} entries, ${mebibytes(mostBytesEach)} each, ${mebibytes(mostBytesInAll)} in all`,
  },
];

export const mailRows: readonly FormatRow[] = [
  {
    format: 'Messages (EML, Apple Mail)',
    types: ['message/rfc822'],
    extensions: ['eml', 'emlx'],
    kept: 'Sender, recipients, date, subject, text, and every attachment that is of a kind on this page',
    lost: 'Signatures are not checked; encrypted messages stay closed',
    libraries: ['postal-mime', 'luxon', ...htmlLibraries],
    limits: `${mebibytes(messageBytes)}; ${attachments}`,
  },
  {
    format: 'Outlook messages and appointments (MSG)',
    types: ['application/vnd.ms-outlook'],
    extensions: ['msg'],
    kept: 'As above',
    lost: 'As above',
    libraries: ['@kenjiuno/msgreader', '@kenjiuno/decompressrtf', 'iconv-lite', ...htmlLibraries],
    limits: `${mebibytes(outlookBytes)}; ${attachments}`,
  },
  {
    format: 'Mailboxes (mbox)',
    types: ['application/mbox'],
    extensions: ['mbox'],
    kept: 'The messages in their order, each under its subject',
    lost: 'Messages beyond the limit; they are counted',
    libraries: ['postal-mime', 'luxon', ...htmlLibraries],
    limits: `${mebibytes(mailboxBytes)} are read, ${amount(mostMessages)} messages; ${attachments}`,
  },
];
