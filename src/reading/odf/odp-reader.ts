/** OpenDocument presentations and drawings: page by page, as a person reads each. */
import type { Block, Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader } from '../contract.ts';
import { blocksOf } from '../office/blocks.ts';
import { illustrated, loadFigure } from '../office/figures.ts';
import { joinedSpans } from '../office/joined.ts';
import { OfficePackage } from '../office/package.ts';
import type { Piece } from '../office/pieces.ts';
import { withTitle } from '../office/properties.ts';
import { type Box, inReadingOrder } from '../office/reading-order.ts';
import { plainOf } from '../office/rich-text.ts';
import { attribute, child, elements, type XmlElement } from '../xml/xml-tree.ts';
import { readBlocks } from './body.ts';
import { framePieces } from './frames.ts';
import { annotationPieces } from './inline.ts';
import { openOdf } from './odf-file.ts';
import type { OdfStory } from './story.ts';

/** Slides of one file that are read. */
export const mostSlides = 2000;

/** Reads ODP, ODG and their templates. */
export const odpReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { office, body, story, facts } = await openOdf(file);
    const pages = elements(body, 'page');
    const blocks = pages.slice(0, mostSlides).flatMap((page, index): Block[] => {
      return blocksOf(pagePieces(page, story), { slide: index + 1 });
    });
    const omissions =
      pages.length > mostSlides
        ? [`Slides ${mostSlides + 1} to ${pages.length} were not read: ${mostSlides} are the limit.`]
        : [];
    const notes = story.notes.map((note): Block => ({ type: 'markdown', text: note }));
    const shown = await illustrated([...blocks, ...notes], office);
    return {
      kind: 'text',
      mime: file.mime,
      facts: { ...withTitle(facts, shown.blocks), slides: pages.length },
      blocks: shown.blocks,
      pictures: shown.pictures,
      speech: false,
      omissions: [...omissions, ...shown.omissions],
    };
  },

  async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
    return loadFigure(picture, await OfficePackage.open(file));
  },
};

const classOf = (shape: XmlElement): string => attribute(shape, 'class') ?? '';

function pagePieces(page: XmlElement, story: OdfStory): Piece[] {
  const shapes = elements(page).filter(
    ({ name }) => !/^(notes|annotation|forms|animations|par|seq)$/.test(name),
  );
  const title = shapes.find((shape) => classOf(shape) === 'title');
  // Date, number and foot are on every slide.
  const others = shapes.filter(
    (shape) => shape !== title && !/^(date-time|footer|header|page-number)$/.test(classOf(shape)),
  );
  return [
    ...titlePieces(title, story),
    ...inReadingOrder(others, boxOf).flatMap((shape) => framePieces(shape, story, readBlocks)),
    ...notesPieces(child(page, 'notes'), story),
    ...elements(page, 'annotation').flatMap((element) => annotationPieces(element, story, readBlocks)),
  ];
}

function titlePieces(title: XmlElement | undefined, story: OdfStory): Piece[] {
  if (title === undefined) return [];
  const spans = joinedSpans(framePieces(title, story, readBlocks));
  return plainOf(spans).trim() === '' ? [] : [{ kind: 'heading', level: 1, spans }];
}

function notesPieces(notes: XmlElement | undefined, story: OdfStory): Piece[] {
  const frames = elements(notes, 'frame').filter((frame) => classOf(frame) === 'notes');
  const spans = joinedSpans(frames.flatMap((frame) => framePieces(frame, story, readBlocks)));
  return plainOf(spans).trim() === '' ? [] : [{ kind: 'remark', label: 'Speaker notes', spans }];
}

/** Points of a unit of length (OpenDocument 1.3, part 3, section 18.3.18). */
const units: Readonly<Record<string, number>> = { cm: 28.35, mm: 2.835, in: 72, pt: 1, pc: 12, px: 0.75 };

function lengthOf(value: string | undefined): number | undefined {
  const length = /^(-?[\d.]+)(cm|mm|in|pt|pc|px)$/.exec(value ?? '');
  return length === null ? undefined : Number(length[1]) * (units[length[2] ?? ''] ?? 1);
}

function boxOf(shape: XmlElement): Box | undefined {
  const [x, y] = [lengthOf(attribute(shape, 'x')), lengthOf(attribute(shape, 'y'))];
  if (x !== undefined && y !== undefined) {
    const [width, height] = [lengthOf(attribute(shape, 'width')), lengthOf(attribute(shape, 'height'))];
    return { x, y, width: width ?? 0, height: height ?? 0 };
  }
  // A group lies where its parts lie.
  const boxes = shape.name === 'g' ? elements(shape).flatMap((inner) => boxOf(inner) ?? []) : [];
  if (boxes.length === 0) return undefined;
  const [left, top] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return {
    x: left,
    y: top,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - top,
  };
}
