/** What is drawn into an OpenDocument file: pictures, text boxes, shapes, formulas, charts. */
import type { Piece } from '../office/pieces.ts';
import { attribute, child, elements, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { type OdfStory, objectName } from './story.ts';

/** Reads the paragraphs, lists and tables in an element. */
export type ReadBlocks = (container: XmlElement, story: OdfStory) => Piece[];

/** The pieces of a frame, a shape or a group. Of several forms of one thing the first that says something counts. */
export function framePieces(frame: XmlElement, story: OdfStory, readBlocks: ReadBlocks): Piece[] {
  if (frame.name === 'g') {
    return elements(frame).flatMap((inner) => framePieces(inner, story, readBlocks));
  }
  const caption = (textOf(child(frame, 'desc')).trim() || textOf(child(frame, 'title'))).trim();
  for (const element of elements(frame)) {
    const pieces = contentPieces(element, caption, story, readBlocks);
    if (pieces.length > 0) return pieces;
  }
  return frame.name === 'frame' ? [] : readBlocks(textIn(frame), story);
}

function contentPieces(
  element: XmlElement,
  caption: string,
  story: OdfStory,
  readBlocks: ReadBlocks,
): Piece[] {
  switch (element.name) {
    case 'text-box':
      return readBlocks(element, story);
    case 'table':
      return readBlocks({ name: 'frame', prefix: '', attributes: {}, children: [element] }, story);
    case 'image': {
      const href = attribute(element, 'href') ?? '';
      const isInside = href !== '' && !/^[a-z][a-z0-9+.-]*:|^\.\.?\//i.test(href.replace(/^\.\//, ''));
      return [{ kind: 'figure', caption, ...(isInside ? { picture: objectName(href) } : {}) }];
    }
    case 'object': {
      const object = story.objects.get(objectName(attribute(element, 'href') ?? ''));
      if (object === undefined) return [];
      if (object.type === 'pieces') return [...object.pieces];
      return [{ kind: 'paragraph', spans: [{ text: `$${object.latex}$`, markdown: true }] }];
    }
    default:
      return [];
  }
}

/** Shapes hold their text right inside them, beside what they look like. */
function textIn(shape: XmlElement): XmlElement {
  const children = elements(shape).filter(({ name }) => /^(p|h|list|table)$/.test(name));
  return { name: shape.name, prefix: '', attributes: {}, children };
}
