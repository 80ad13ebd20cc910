/** The text of OpenDocument files: its paragraphs, lists and tables in their order. */
import { isCode, withCodeJoined } from '../office/code-lines.ts';
import type { Piece } from '../office/pieces.ts';
import { plainOf } from '../office/rich-text.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import { framePieces } from './frames.ts';
import { annotationPieces, type OdfInline, proseOf, readInline } from './inline.ts';
import type { Counters } from './lists.ts';
import type { OdfStory } from './story.ts';
import { tablePiece } from './table.ts';

/** Levels of lists that are told apart. */
const deepest = 10;

/** Elements that say nothing where they stand: settings, and what was deleted. */
const silent =
  /^(sequence-decls|variable-decls|user-field-decls|forms|tracked-changes|soft-page-break|change.*|settings|animations|transition.*)$/;

/** The pieces of everything that has paragraphs in it. */
export function readBlocks(container: XmlElement, story: OdfStory): Piece[] {
  return withCodeJoined(elements(container).flatMap((element) => elementPieces(element, story)));
}

function elementPieces(element: XmlElement, story: OdfStory): Piece[] {
  switch (element.name) {
    case 'p':
      return paragraphPieces(element, story);
    case 'h':
      return headingPieces(element, story);
    case 'list':
      return listPieces(element, story);
    case 'table':
      return [tablePiece(element, story, readBlocks)];
    case 'section':
      return attribute(element, 'display') === 'none' ? [] : readBlocks(element, story);
    case 'frame':
    case 'custom-shape':
    case 'rect':
    case 'g':
      return framePieces(element, story, readBlocks);
    case 'annotation':
      return annotationPieces(element, story, readBlocks);
    default:
      // Indexes keep a pattern of themselves beside what they show.
      if (silent.test(element.name) || element.name.endsWith('-source')) return [];
      return readBlocks(element, story);
  }
}

function paragraphPieces(element: XmlElement, story: OdfStory): Piece[] {
  const inline = readInline(element, story, readBlocks);
  const style = attribute(element, 'style-name');
  const role = story.styles.roleOf(style);
  const list = story.styles.listOf(style);
  if (isBlank(inline)) return [...inline.after];
  if (role.type === 'heading')
    return [{ kind: 'heading', level: role.level, spans: inline.spans }, ...inline.after];
  if (role.type === 'code' || isCode(inline.spans)) {
    return [{ kind: 'code', text: plainOf(inline.spans) }, ...inline.after];
  }
  const spans = inline.spans.map((span) => ({ ...span, text: span.text.replaceAll('\t', ' ') }));
  if (role.type === 'quote') return [{ kind: 'quote', spans: proseOf(spans) }, ...inline.after];
  // LibreOffice numbers only what lies in a list; others write the list into the style alone.
  if (list !== undefined && story.styles.levelOf(list, 1)?.type === 'bullet') {
    return [{ kind: 'item', level: 0, marker: '-', spans: proseOf(spans) }, ...inline.after];
  }
  return [{ kind: 'paragraph', spans: displayed(spans) }, ...inline.after];
}

const isBlank = ({ spans }: OdfInline): boolean => plainOf(spans).trim() === '';

/** A formula alone in its paragraph stands on a line of its own. */
function displayed(spans: OdfInline['spans']): OdfInline['spans'] {
  const words = spans.filter(({ text }) => text.trim() !== '');
  const [only] = words;
  return words.length === 1 && only?.markdown && only.text.startsWith('$')
    ? [{ ...only, text: `$${only.text}$` }]
    : spans;
}

function headingPieces(element: XmlElement, story: OdfStory): Piece[] {
  const { spans, after } = readInline(element, story, readBlocks);
  const level = Math.min(10, Math.max(1, Number(attribute(element, 'outline-level') ?? 1) || 1));
  if (plainOf(spans).trim() === '') return [...after];
  const counts = attribute(element, 'is-list-header') !== 'true';
  const label = counts ? story.lists.heading(level) : '';
  return [
    { kind: 'heading', level, spans: label === '' ? spans : [{ text: `${label} ` }, ...spans] },
    ...after,
  ];
}

function listPieces(list: XmlElement, story: OdfStory): Piece[] {
  const style = attribute(list, 'style-name');
  const goesOn = attribute(list, 'continue-numbering') === 'true' ? style : undefined;
  const counters = story.lists.begin(attribute(list, 'continue-list') ?? goesOn);
  const pieces = itemPieces(list, style, 1, counters, story);
  story.lists.end([style, attribute(list, 'id')], counters);
  return pieces;
}

/** The items of a list at a level from 1; what stands below the first paragraph of an item stays with it. */
function itemPieces(
  list: XmlElement,
  style: string | undefined,
  level: number,
  counters: Counters,
  story: OdfStory,
): Piece[] {
  const pieces: Piece[] = [];
  for (const item of elements(list)) {
    if (item.name !== 'list-item' && item.name !== 'list-header') continue;
    const isHeader = item.name === 'list-header';
    let isFirst = true;
    for (const element of elements(item)) {
      if (element.name === 'list') {
        const own = attribute(element, 'style-name') || style;
        const deeper = level < deepest ? itemPieces(element, own, level + 1, counters, story) : [];
        for (const piece of deeper) pieces.push(piece);
        isFirst = false;
        continue;
      }
      const inner = elementPieces(element, story);
      const [words, ...rest] = inner;
      if (isFirst && (words?.kind === 'paragraph' || words?.kind === 'item')) {
        const start = attribute(item, 'start-value');
        const number = start === undefined ? undefined : Number(start);
        const marker = isHeader ? '-' : story.lists.marker(style, level, counters, number);
        const spans = proseOf(words.spans);
        pieces.push(marker === '' ? words : { kind: 'item', level: level - 1, marker, spans }, ...rest);
        isFirst = false;
      } else for (const piece of inner) pieces.push(piece);
    }
  }
  return pieces;
}

/** How many deletions the file remembers. */
export function deletionsIn(text: XmlElement | undefined): number {
  const regions = elements(child(text, 'tracked-changes'), 'changed-region');
  return regions.filter((region) => child(region, 'deletion') !== undefined).length;
}
