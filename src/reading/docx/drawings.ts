/** What is drawn into a Word document: pictures, text boxes, charts, diagrams. */
import { captionOf } from '../office/caption.ts';
import type { Piece } from '../office/pieces.ts';
import { attribute, child, descendants, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';
import type { Story } from './story.ts';

/** Reads the paragraphs and tables in an element: the body's own way of reading, for text boxes. */
export type ReadBody = (container: XmlElement, story: Story) => Piece[];

/** The pieces of a `w:drawing`, `w:pict` or `w:object`, in their order. */
export function drawingPieces(drawing: XmlElement, story: Story, readBody: ReadBody): Piece[] {
  const properties = descendants(drawing, 'docPr')[0];
  // Its author says that nobody misses it who does not see it.
  if (descendants(properties, 'decorative').some((mark) => attribute(mark, 'val') === '1')) return [];
  const pieces: Piece[] = [];
  walk(drawing, captionOf(properties), { story, readBody, pieces });
  return pieces;
}

interface At {
  readonly story: Story;
  readonly readBody: ReadBody;
  readonly pieces: Piece[];
}

function walk(parent: XmlElement, caption: string, at: At): void {
  for (const element of elements(parent)) {
    switch (element.name) {
      case 'txbxContent':
        for (const piece of at.readBody(element, at.story)) at.pieces.push(piece);
        break;
      case 'pic':
        at.pieces.push(picturePiece(element, caption, at.story));
        break;
      case 'imagedata': {
        const title = attribute(element, 'title') ?? '';
        at.pieces.push(figure(prefixed(element, 'id'), title === '' ? caption : title, at.story));
        break;
      }
      case 'chart':
      case 'relIds': {
        const part = at.story.relations.get(
          prefixed(element, element.name === 'chart' ? 'id' : 'dm') ?? '',
        )?.target;
        at.pieces.push(...(at.story.book.drawings.get(part ?? '') ?? [{ kind: 'figure', caption }]));
        break;
      }
      case 'Fallback':
        break;
      default: {
        const own = element.name === 'shape' ? (attribute(element, 'alt') ?? '') : '';
        walk(element, own === '' ? caption : own, at);
      }
    }
  }
}

function picturePiece(element: XmlElement, caption: string, story: Story): Piece {
  const own = captionOf(child(element, 'nvPicPr', 'cNvPr'));
  const blip = child(element, 'blipFill', 'blip');
  return figure(attribute(blip, 'embed') ?? attribute(blip, 'link'), own === '' ? caption : own, story);
}

function figure(id: string | undefined, caption: string, story: Story): Piece {
  const relation = story.relations.get(id ?? '');
  const picture = relation === undefined || relation.external ? {} : { picture: relation.target };
  return { kind: 'figure', caption, ...picture };
}
