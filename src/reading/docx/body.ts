/** The body of a Word document: its paragraphs and tables in their order. */
import { isCode, withCodeJoined, withoutFont } from '../office/code-lines.ts';
import type { Piece } from '../office/pieces.ts';
import { plainOf, type Span } from '../office/rich-text.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import { alternative, type Inline, readInline } from './runs.ts';
import { inFieldCode, type Story } from './story.ts';
import { tablePiece } from './table.ts';

/** The pieces of everything that has paragraphs in it: the body, a cell, a text box, a note. */
export function readBody(container: XmlElement, story: Story): Piece[] {
  return withCodeJoined(elements(container).flatMap((element) => elementPieces(element, story)));
}

function elementPieces(element: XmlElement, story: Story): Piece[] {
  switch (element.name) {
    case 'p':
      return paragraphPieces(element, story);
    case 'tbl':
      return [tablePiece(element, story, readBody)];
    case 'del':
    case 'moveFrom':
      story.book.changes.deleted += 1;
      return [];
    case 'AlternateContent':
      return readBody(alternative(element), story);
    case 'sectPr':
    case 'sdtPr':
      return [];
    default:
      return readBody(element, story);
  }
}

function paragraphPieces(paragraph: XmlElement, story: Story): Piece[] {
  const properties = child(paragraph, 'pPr');
  const into: Inline = { spans: story.carried, after: [] };
  story.carried = [];
  readInline(paragraph, story, into, readBody);
  // The code of a field ends in its paragraph; where it does not, the file is broken and the rest is text.
  while (inFieldCode(story.fields)) story.fields.pop();
  if (goesOn(properties)) {
    story.carried = into.spans;
    return into.after;
  }
  return [...textPieces(properties, into.spans, story), ...into.after];
}

/** A drop cap is a paragraph of its own, and so was a paragraph whose end somebody deleted. */
function goesOn(properties: XmlElement | undefined): boolean {
  const cap = attribute(child(properties, 'framePr'), 'dropCap') ?? 'none';
  return cap !== 'none' || child(properties, 'rPr', 'del') !== undefined;
}

function textPieces(properties: XmlElement | undefined, raw: readonly Span[], story: Story): Piece[] {
  const { styles, numbering } = story.book;
  const role = styles.roleOf(properties);
  if (isBlank(raw)) return [];
  if (role.type === 'code' || isCode(raw)) return [{ kind: 'code', text: plainOf(raw) }];
  const numbered = numbering.next(styles.numberingOf(properties));
  const spaced = raw.map((span) => ({ ...span, text: span.text.replaceAll('\t', ' ') }));
  const spans = role.type !== 'body' || numbered !== undefined ? withoutFont(spaced) : spaced;
  if (role.type === 'heading') {
    const label = numbered === undefined || numbered.label === '-' ? '' : numbered.label;
    return [
      { kind: 'heading', level: role.level, spans: label === '' ? spans : [{ text: `${label} ` }, ...spans] },
    ];
  }
  if (role.type === 'contents') {
    const unlinked = spans.map(({ link: _, ...span }) => span);
    return [{ kind: 'item', level: role.level - 1, marker: '-', spans: unlinked }];
  }
  if (numbered !== undefined && numbered.label !== '') {
    return [{ kind: 'item', level: numbered.level, marker: markerOf(numbered.label), spans }];
  }
  if (role.type === 'quote') return [{ kind: 'quote', spans }];
  return withFormulasApart(spans);
}

const isBlank = (spans: readonly Span[]): boolean => plainOf(spans).trim() === '';

const markerOf = (label: string): string => label.replace(/^(\d{1,9})[.)]?$/, '$1.');

/** A formula on a line of its own parts the text around it. */
function withFormulasApart(spans: readonly Span[]): Piece[] {
  const parts: Span[][] = [[]];
  const only = spans.every(({ text, markdown }) => text.trim() === '' || (markdown && text.startsWith('$')));
  for (const span of spans) {
    const display =
      only && span.markdown && !span.text.startsWith('$$') ? { ...span, text: `$${span.text}$` } : span;
    if (display.markdown && display.text.startsWith('$$')) parts.push([display], []);
    else parts.at(-1)?.push(span);
  }
  return parts.filter((part) => !isBlank(part)).map((part) => ({ kind: 'paragraph', spans: part }));
}
