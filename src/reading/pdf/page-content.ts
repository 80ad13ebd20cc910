/** Everything that is kept of a page once it has been looked at: its words and lines with their places. */
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Block, Picture } from '../../types/document.ts';
import { annotationsOf } from './annotations.ts';
import { commentBlocks } from './comments.ts';
import { drawingPlaces, imagePlaces } from './figure-places.ts';
import { fieldBlocks } from './form-fields.ts';
import { areaOf, type Box, turnBox } from './geometry.ts';
import { type Graphics, graphicsOf } from './graphics.ts';
import { boxOfPiece, type Piece, piecesOf } from './lines.ts';
import { withLinks } from './links.ts';
import { pixelSize, sheetOf } from './page-picture.ts';
import { type Rule, type Rules, rulesOf } from './rules.ts';
import { structureOf } from './structure.ts';
import { type TaggedPage, taggedPage } from './tagged.ts';
import { type TextRun, textRuns } from './text-runs.ts';
import { isUnreadable } from './unreadable.ts';
import { xfaBlocks } from './xfa-blocks.ts';

/** Words of one writing direction, turned upright, and the lines around them. */
export interface Side {
  /** Radians, clockwise: how far it was turned. */
  readonly angle: number;
  readonly pieces: readonly Piece[];
  readonly rules: Rules;
}

/** What of a page's text is missing. */
export interface Losses {
  /** Signs of which the file does not say which they are. */
  readonly nameless: number;
  /** The page has more text than is read of one page. */
  readonly isCut: boolean;
}

/** One page. Points, from its upper left corner as it is looked at. */
export interface PageContent {
  readonly number: number;
  readonly sheet: Box;
  /** The direction with the most words first. */
  readonly sides: readonly Side[];
  readonly images: readonly Box[];
  readonly drawings: readonly Box[];
  /** What the file itself says about the structure of the page, where it can be relied on. */
  readonly tagged?: TaggedPage;
  /** Filled fields and comments. */
  readonly notes: readonly Block[];
  /** What of its text is missing. */
  readonly losses?: Losses;
  /** Set when the words of the page are in its picture. */
  readonly picture?: Picture;
}

/** A page of a form that has no text of the usual kind. */
export async function formContent(page: PDFPageProxy, number: number): Promise<PageContent> {
  const notes = await xfaBlocks(page, number);
  return { number, sheet: sheetOf(page), sides: [], images: [], drawings: [], notes };
}

/** Looks at a page, at `mostRuns` runs of its text. The file has to be opened for its text (see `open-pdf.ts`). */
export async function pageContent(
  page: PDFPageProxy,
  number: number,
  mostRuns: number,
): Promise<PageContent> {
  const sheet = sheetOf(page);
  // First: it brings the fonts.
  const graphics = await graphicsOf(page);
  const annotations = await annotationsOf(page);
  const { nameless, isCut, ...found } = await textRuns(page, mostRuns);
  const groups = withLinks(found.groups, annotations);
  const rules = rulesOf(graphics);
  const unreadable = isUnreadable(
    groups.flatMap(({ runs }) => runs),
    nameless,
  );
  const sides = unreadable
    ? []
    : groups.map(({ angle, runs }) => {
        const turned = turnRules(rules, angle);
        return { angle, pieces: piecesOf(runs, turned.down), rules: turned };
      });
  const position = { page: number };
  const upright = sides.find(({ angle }) => angle === 0)?.pieces ?? [];
  const notes = [...fieldBlocks(annotations, upright, position), ...commentBlocks(annotations, position)];
  const images = imagePlaces(graphics);
  const drawings = drawingPlaces(graphics, upright.map(boxOfPiece), sheet);
  const tagged = unreadable ? undefined : taggedPage(groups, await structureOf(page));
  const losses = { nameless: unreadable ? 0 : nameless, isCut };
  const content = { number, sheet, sides, images, drawings, notes, losses, ...(tagged && { tagged }) };
  const letters = letterCount(groups.flatMap(({ runs }) => runs));
  if (!unreadable && !hasWordsInPicture(letters, images, graphics, sheet)) return content;
  return { ...content, picture: { id: `page-${number}`, role: 'page', position, ...pixelSize(sheet) } };
}

/** A page with this many letters is text, whatever else it shows. */
const plentyOfLetters = 200;

/** A page with fewer letters than this (a stamp, a page number) has almost no text. */
const almostNoLetters = 20;

/** So many strokes are letters that were drawn as shapes, or a drawing that fills the page. */
const manyStrokes = 20;

/**
 * True when a page's words must be in its picture: an image covers at least half of it, or there is almost
 * no text but something is drawn. A blank page is none.
 */
function hasWordsInPicture(letters: number, images: readonly Box[], graphics: Graphics, sheet: Box): boolean {
  if (letters >= plentyOfLetters) return false;
  const share = images.reduce((sum, box) => sum + areaOf(box), 0) / (areaOf(sheet) || 1);
  if (share >= 0.5) return true;
  const strokes =
    graphics.drawings.length + graphics.across.length + graphics.down.length + graphics.areas.length;
  return letters < almostNoLetters && (share >= 0.02 || strokes >= manyStrokes);
}

function letterCount(runs: readonly TextRun[]): number {
  return runs.reduce((sum, { text }) => sum + text.replaceAll(' ', '').length, 0);
}

/** Lines as they stand when the page is turned; those of slanted text are not looked for. */
function turnRules({ across, down }: Rules, angle: number): Rules {
  if (angle === 0) return { across, down };
  const quarters = angle / (Math.PI / 2);
  if (Math.abs(quarters - Math.round(quarters)) > 0.01) return { across: [], down: [] };
  const boxes = (rules: readonly Rule[], level: boolean): Box[] =>
    rules.map(({ at, from, to }) =>
      turnBox(level ? { x0: from, x1: to, y0: at, y1: at } : { x0: at, x1: at, y0: from, y1: to }, angle),
    );
  const turned = [...boxes(across, true), ...boxes(down, false)];
  return {
    across: turned
      .filter((box) => box.x1 - box.x0 > box.y1 - box.y0)
      .map((box) => ({ at: (box.y0 + box.y1) / 2, from: box.x0, to: box.x1 })),
    down: turned
      .filter((box) => box.x1 - box.x0 <= box.y1 - box.y0)
      .map((box) => ({ at: (box.x0 + box.x1) / 2, from: box.y0, to: box.y1 })),
  };
}
