/** Books (EPUB): their chapters in reading order. */
import type { Block, Document, DocumentFacts } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { copyProtected, damaged, failureOf } from '../failures.ts';
import { readWhole } from '../file-bytes.ts';
import { escapeText } from '../html/escape-text.ts';
import { htmlMarkdown } from '../html/html-markdown.ts';
import { decodePage } from '../html/page-encoding.ts';
import { publishedDay } from '../html/published.ts';
import { splitSections } from '../markdown/sections.ts';
import { openZip, type SafeZip } from '../zip/safe-zip.ts';
import { chapterNames } from './contents.ts';
import { type BookFacts, type BookPackage, packageName, parsePackage } from './package-document.ts';
import { lockedFiles } from './protection.ts';

const mebibyte = 1024 * 1024;
/** Books with many pictures are this large … */
export const limitBytes = 512 * mebibyte;
/** … but not their text. */
const chapterBytes = 16 * mebibyte;
/** Chapters of one book. */
export const mostChapters = 3000;
/** Characters of all chapters. */
export const mostCharacters = 64 * mebibyte;

/** Reads the text of a book; its pictures are left out. */
export const epubReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const zip = await openZip(file, await readWhole(file, limitBytes));
    const book = await openBook(file, zip);
    const locked = lockedFiles((await textOf(zip, 'META-INF/encryption.xml')) ?? '');
    if (book.chapters.some((name) => locked.has(name))) throw copyProtected(file);
    const { blocks, omissions } = await readChapters(file, zip, book);
    const facts = factsOf(book.facts);
    return {
      kind: 'text',
      mime: file.mime,
      facts,
      blocks: [...titlePage(book.facts), ...blocks],
      pictures: [],
      speech: false,
      omissions,
    };
  },
};

/** What stands on the first page of every book, and in many files only in what they say of themselves. */
function titlePage({ title, authors }: BookFacts): Block[] {
  const blocks: Block[] = title === '' ? [] : [{ type: 'markdown', text: `# ${escapeText(title)}` }];
  if (authors.length > 0) blocks.push({ type: 'paragraph', text: authors.join(', ') });
  return blocks;
}

/** The package document; without one, everything that looks like a chapter in the order of the archive. */
async function openBook(file: FileToRead, zip: SafeZip): Promise<BookPackage> {
  const declared = packageName((await textOf(zip, 'META-INF/container.xml')) ?? '');
  const name = zip.find(declared) ?? zip.names.find((one) => one.toLowerCase().endsWith('.opf'));
  const text = name === undefined ? undefined : await textOf(zip, name);
  if (name === undefined || text === undefined)
    throw damaged(file, 'holds no book: its list of chapters is missing');
  try {
    const book = parsePackage(text, name);
    const chapters = book.chapters.filter((chapter) => zip.find(chapter) !== undefined);
    return chapters.length > 0
      ? { ...book, chapters }
      : { ...book, chapters: zip.names.filter((one) => /\.x?html?$/i.test(one)) };
  } catch (error) {
    throw damaged(file, 'cannot be read as a book: its list of chapters is broken', error);
  }
}

async function readChapters(
  file: FileToRead,
  zip: SafeZip,
  book: BookPackage,
): Promise<{ readonly blocks: readonly Block[]; readonly omissions: readonly string[] }> {
  const blocks: Block[] = [];
  const omissions: string[] = [];
  const names = await chapterNames(book.contents, (name) => textOf(zip, name));
  let characters = 0;
  for (const [index, chapter] of book.chapters.entries()) {
    if (index >= mostChapters || characters > mostCharacters) {
      omissions.push(`Chapters ${index + 1} to ${book.chapters.length} were not read: the book is too long.`);
      break;
    }
    try {
      const html = (await textOf(zip, chapter)) ?? '';
      characters += html.length;
      // Each chapter counts its footnotes from 1.
      const markdown = htmlMarkdown(html, { notePrefix: `${index + 1}-` });
      blocks.push(...splitSections(named(markdown, names.get(chapter))).blocks);
    } catch (error) {
      omissions.push(`The chapter ${chapter} was not read: ${failureOf(error, file).failure.reason}`);
    }
  }
  if (blocks.length === 0) omissions.push('The book holds no text; it may be made of pictures.');
  return { blocks, omissions };
}

/** The name that the table of contents has for a chapter whose own heading is a picture or is missing. */
function named(markdown: string, name: string | undefined): string {
  if (name === undefined || markdown === '' || /^#{1,6} /m.test(markdown.slice(0, 1500))) return markdown;
  return `## ${name}\n\n${markdown}`;
}

async function textOf(zip: SafeZip, name: string): Promise<string | undefined> {
  const bytes = await zip.read(name, chapterBytes);
  return bytes === undefined ? undefined : decodePage(bytes).text;
}

function factsOf(book: BookFacts): DocumentFacts {
  const created = publishedDay(book.date) ?? /^\d{4}(?:-\d{2})?$/.exec(book.date)?.[0];
  const other: Record<string, string> = {};
  if (book.publisher !== '') other.Publisher = book.publisher;
  if (book.language !== '') other.Language = book.language;
  if (book.subjects.length > 0) other.Subjects = book.subjects.slice(0, 20).join(', ');
  if (book.description !== '') other.Description = htmlMarkdown(book.description).slice(0, 2000);
  return {
    ...(book.title === '' ? {} : { title: book.title }),
    ...(book.authors.length === 0 ? {} : { author: book.authors.join(', ') }),
    ...(created === undefined ? {} : { created }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}
