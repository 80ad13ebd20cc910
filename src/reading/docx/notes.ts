/** What stands beside the text of a Word document: footnotes, endnotes, comments, headers, footers. */
import { joinedSpans } from '../office/joined.ts';
import type { OfficePackage, Relations } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { remarkLabel } from '../office/remark-label.ts';
import { markdownOf, plainOf, type Span } from '../office/rich-text.ts';
import { attribute, child, descendants, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';
import { readBody } from './body.ts';
import { type Book, storyOf } from './story.ts';
import { toggle } from './styles.ts';

/** Comment id → who says what, as a remark. `book` lends its styles; comments have no comments. */
export async function comments(
  office: OfficePackage,
  part: string | undefined,
  book: Book,
): Promise<Map<string, Piece>> {
  const found = new Map<string, Piece>();
  if (part === undefined) return found;
  const relations = await office.relations(part);
  for (const element of elements(await office.xml(part), 'comment')) {
    const spans = joinedSpans(readBody(element, storyOf(book, relations)));
    const label = remarkLabel(attribute(element, 'author'), attribute(element, 'date'));
    if (plainOf(spans).trim() !== '') {
      found.set(attribute(element, 'id') ?? '', { kind: 'remark', label, spans });
    }
  }
  return found;
}

/** The notes that the text refers to, `[^1]: …`, one paragraph each. */
export async function noteBlocks(
  office: OfficePackage,
  part: string | undefined,
  book: Book,
  kind: 'footnote' | 'endnote',
): Promise<string[]> {
  const ids = [...(kind === 'footnote' ? book.footnotes : book.endnotes)];
  if (part === undefined || ids.length === 0) return [];
  const relations = await office.relations(part);
  const root = await office.xml(part);
  const notes = new Map(elements(root, kind).map((element) => [attribute(element, 'id') ?? '', element]));
  return ids.map((id, index) => {
    const note = notes.get(id);
    const spans = note === undefined ? [] : joinedSpans(readBody(note, storyOf(book, relations)));
    const text = markdownOf(spans.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') })));
    return `[^${kind === 'footnote' ? '' : 'e'}${index + 1}]: ${text}`;
  });
}

/** The running heads and feet of the pages, each once, as they are shown. */
export async function headersAndFooters(
  office: OfficePackage,
  body: XmlElement,
  relations: Relations,
  book: Book,
): Promise<Piece[]> {
  const settings = await office.xml('word/settings.xml').catch(() => undefined);
  const evenPages = toggle(settings, 'evenAndOddHeaders') === true;
  const said = new Map<string, Piece>();
  for (const section of descendants(body, 'sectPr')) {
    for (const reference of elements(section)) {
      const kind = /^(header|footer)Reference$/.exec(reference.name)?.[1];
      const type = attribute(reference, 'type') ?? 'default';
      const shown = type === 'default' || (type === 'even' ? evenPages : toggle(section, 'titlePg') === true);
      const part = relations.get(prefixed(reference, 'id') ?? '')?.target;
      if (kind === undefined || !shown || part === undefined) continue;
      for (const words of await wordsOfPart(office, part, book)) {
        const label: Span = { text: `Page ${kind}:`, italic: true };
        said.set(`${kind} ${words}`, { kind: 'paragraph', spans: [label, { text: ` ${words}` }] });
      }
    }
  }
  return [...said.values()];
}

async function wordsOfPart(office: OfficePackage, part: string, book: Book): Promise<string[]> {
  const root = await office.xml(part).catch(() => undefined);
  if (root === undefined) return [];
  const pieces = readBody(root, storyOf(book, await office.relations(part)));
  const words = plainOf(joinedSpans(pieces))
    // What Word shows where a field finds nothing.
    .replaceAll(/Error! No text of specified style in document\.,?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // A page number alone says nothing where there are no pages.
  return words === '' || /^(\P{L}*|page \d+( of \d+)?)$/iu.test(words) ? [] : [words];
}

/** The body element of the document part. */
export function bodyOf(root: XmlElement): XmlElement {
  return child(root, 'body') ?? root;
}
