/** What stands beside a slide: notes to the speaker, and what reviewers wrote. */
import { paragraphSpans } from '../office/drawing-text.ts';
import { type OfficePackage, type Relations, targetOf } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { remarkLabel } from '../office/remark-label.ts';
import { plainOf, type Span } from '../office/rich-text.ts';
import { attribute, child, descendants, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { placeholderType } from './slide-look.ts';

/** The notes to the speaker of a slide. */
export async function speakerNotes(office: OfficePackage, slide: Relations): Promise<Piece[]> {
  const part = targetOf(slide, 'notesSlide');
  // Notes that cannot be read are missing; the slide is read all the same.
  const root = part === undefined ? undefined : await office.xml(part).catch(() => undefined);
  if (part === undefined || root === undefined) return [];
  const relations = await office.relations(part);
  const bodies = descendants(child(root, 'cSld', 'spTree'), 'sp').filter(
    (shape) => placeholderType(shape) === 'body',
  );
  const spans = bodies.flatMap((shape) => lines(child(shape, 'txBody'), relations));
  return plainOf(spans).trim() === '' ? [] : [{ kind: 'remark', label: 'Speaker notes', spans }];
}

/** Paragraphs as lines. */
function lines(body: XmlElement | undefined, relations: Relations): Span[] {
  const paragraphs = elements(body, 'p').map((paragraph) => paragraphSpans(paragraph, relations));
  return paragraphs
    .filter((spans) => plainOf(spans).trim() !== '')
    .flatMap((spans, index) => (index === 0 ? spans : [{ text: '\n' }, ...spans]));
}

/** Id of an author → name, from both of the lists that PowerPoint has known. */
export async function commentAuthors(
  office: OfficePackage,
  main: Relations,
): Promise<ReadonlyMap<string, string>> {
  const authors = new Map<string, string>();
  for (const type of ['commentAuthors', 'authors']) {
    const part = targetOf(main, type);
    const root = part === undefined ? undefined : await office.xml(part).catch(() => undefined);
    for (const author of elements(root)) {
      authors.set(attribute(author, 'id') ?? '', attribute(author, 'name') ?? '');
    }
  }
  return authors;
}

/** The comments on a slide and their answers, in the order of the file. */
export async function slideComments(
  office: OfficePackage,
  slide: Relations,
  authors: ReadonlyMap<string, string>,
): Promise<Piece[]> {
  const part = targetOf(slide, 'comments');
  const root = part === undefined ? undefined : await office.xml(part).catch(() => undefined);
  const pieces: Piece[] = [];
  for (const comment of elements(root, 'cm')) {
    for (const one of [comment, ...descendants(comment, 'reply')]) {
      const spans = commentSpans(one);
      const author = authors.get(attribute(one, 'authorId') ?? '');
      const date = attribute(one, 'created') ?? attribute(one, 'dt');
      if (plainOf(spans).trim() === '') continue;
      pieces.push({ kind: 'remark', label: remarkLabel(author, date), spans });
    }
  }
  return pieces;
}

function commentSpans(comment: XmlElement): Span[] {
  const old = child(comment, 'text');
  return old === undefined ? lines(child(comment, 'txBody'), new Map()) : [{ text: textOf(old) }];
}
