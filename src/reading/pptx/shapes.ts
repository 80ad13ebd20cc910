/** What lies on a slide, in the order of reading. */
import { captionOf } from '../office/caption.ts';
import type { Relations } from '../office/package.ts';
import type { Cell, Piece } from '../office/pieces.ts';
import { inReadingOrder } from '../office/reading-order.ts';
import { plainOf, type Span } from '../office/rich-text.ts';
import { attribute, child, descendants, elements, prefixed, type XmlElement } from '../xml/xml-tree.ts';
import { placeholderType, type SlideLook } from './slide-look.ts';
import { textPieces } from './text-body.ts';

/** What is needed to read the shapes of one slide. */
export interface SlideParts {
  readonly look: SlideLook;
  readonly relations: Relations;
  /** Part of a chart or diagram → what it shows. */
  readonly drawings: ReadonlyMap<string, readonly Piece[]>;
}

/** Date and number of a slide say nothing in a text; its foot is the same on all of them. */
const marginal = /^(dt|sldNum|ftr|hdr)$/;

/** The pieces of a `p:spTree`: the title first, then all others as they lie on the slide. */
export function slidePieces(tree: XmlElement | undefined, parts: SlideParts): Piece[] {
  const shapes = shapesIn(tree).filter((shape) => !marginal.test(placeholderType(shape) ?? ''));
  const title = shapes.find((shape) => /^(title|ctrTitle)$/.test(placeholderType(shape) ?? ''));
  const others = shapes.filter((shape) => shape !== title);
  const boxOf = (shape: XmlElement) => parts.look.boxOf(shape);
  return [
    ...titlePieces(title, parts),
    ...inReadingOrder(others, boxOf).flatMap((shape) => shapePieces(shape, parts)),
  ];
}

/** The words at the foot of a slide. */
export function footOf(tree: XmlElement | undefined, parts: SlideParts): readonly Span[] {
  const foot = shapesIn(tree).find((shape) => placeholderType(shape) === 'ftr');
  if (foot === undefined) return [];
  return textPieces(child(foot, 'txBody'), parts.relations, () => ({ type: 'none' })).flatMap((piece) =>
    'spans' in piece ? piece.spans : [],
  );
}

const shapeNames = /^(sp|pic|graphicFrame|grpSp|contentPart|cxnSp)$/;

/** Shapes may be there in several forms, of which the newest counts. */
function shapesIn(tree: XmlElement | undefined): XmlElement[] {
  return elements(tree).flatMap((element) => {
    if (shapeNames.test(element.name)) return [element];
    if (element.name !== 'AlternateContent') return [];
    const choice = shapesIn(child(element, 'Choice'));
    return choice.length > 0 ? choice : shapesIn(child(element, 'Fallback'));
  });
}

function titlePieces(title: XmlElement | undefined, parts: SlideParts): Piece[] {
  if (title === undefined) return [];
  const pieces = textPieces(child(title, 'txBody'), parts.relations, () => ({ type: 'none' }));
  const spans = pieces.flatMap((piece, index): Span[] => {
    const words = 'spans' in piece ? piece.spans : [];
    return index === 0 ? [...words] : [{ text: ' ' }, ...words];
  });
  return plainOf(spans).trim() === '' ? [] : [{ kind: 'heading', level: 1, spans }];
}

function shapePieces(shape: XmlElement, parts: SlideParts): Piece[] {
  switch (shape.name) {
    case 'sp':
    case 'cxnSp':
      return textPieces(child(shape, 'txBody'), parts.relations, (paragraph, level) =>
        parts.look.bulletOf(shape, paragraph, level),
      );
    case 'grpSp':
      return inReadingOrder(shapesIn(shape), (inner) => parts.look.boxOf(inner)).flatMap((inner) =>
        shapePieces(inner, parts),
      );
    case 'pic':
      return [picturePiece(shape, parts.relations)];
    case 'graphicFrame':
      return framePieces(shape, parts);
    default:
      return [];
  }
}

function picturePiece(picture: XmlElement, relations: Relations): Piece {
  const properties = child(picture, 'nvPicPr', 'cNvPr');
  const target = relations.get(prefixed(child(picture, 'blipFill', 'blip'), 'embed') ?? '');
  const media = elements(child(picture, 'nvPicPr', 'nvPr')).find(({ name }) =>
    /^(video|audio)File$/.test(name),
  );
  const kind = media === undefined ? '' : media.name === 'videoFile' ? 'Video: ' : 'Recording: ';
  const caption = `${kind}${captionOf(properties) || (kind && (attribute(properties, 'name') ?? ''))}`.trim();
  return {
    kind: 'figure',
    caption,
    ...(target === undefined || target.external ? {} : { picture: target.target }),
  };
}

/** A table, a chart, a diagram, or an object of another program, which brings a picture of itself. */
function framePieces(frame: XmlElement, parts: SlideParts): Piece[] {
  const caption = captionOf(child(frame, 'nvGraphicFramePr', 'cNvPr'));
  const data = child(frame, 'graphic', 'graphicData');
  const table = child(data, 'tbl');
  if (table !== undefined) return [tablePiece(table, parts)];
  const [chart, diagram] = [child(data, 'chart'), child(data, 'relIds')];
  if (chart !== undefined || diagram !== undefined) {
    const id = chart === undefined ? prefixed(diagram, 'dm') : prefixed(chart, 'id');
    const drawn = parts.drawings.get(parts.relations.get(id ?? '')?.target ?? '');
    return drawn === undefined || drawn.length === 0 ? [{ kind: 'figure', caption }] : [...drawn];
  }
  const picture = descendants(data, 'pic')[0];
  return picture === undefined ? [] : [picturePiece(picture, parts.relations)];
}

/** Cells that another one covers are there, and empty (ECMA-376 part 1, section 21.1.3). */
function tablePiece(table: XmlElement, { relations }: SlideParts): Piece {
  const rows = elements(table, 'tr').map((row) =>
    elements(row, 'tc').map((cell): Cell => {
      const isCovered = /^(1|true)$/.test(attribute(cell, 'hMerge') ?? attribute(cell, 'vMerge') ?? '');
      if (isCovered) return [];
      return textPieces(child(cell, 'txBody'), relations, (paragraph) =>
        child(paragraph, 'pPr', 'buChar') === undefined ? { type: 'none' } : { type: 'bullet' },
      );
    }),
  );
  return { kind: 'table', rows };
}
