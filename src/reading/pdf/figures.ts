/** Which of a page's images and drawings are figures, and which words belong to them. */

import { isCaption } from './captions.ts';
import { areaOf, around, type Box, common, holdsMiddle } from './geometry.ts';
import { boxOfPiece, type Piece } from './lines.ts';

/** A figure and the words within it. */
export interface Figure {
  readonly box: Box;
  readonly labels: readonly Piece[];
  /** Drawn with strokes only, so that it has no other words than its labels. */
  readonly isVector: boolean;
}

/** Points: what is narrower or lower is an icon, a rule, a signature's line. */
const narrowest = 36;

/** The share of the page that a figure covers at least; what covers less is a logo or an ornament. */
const smallest = 0.015;

/** What covers more of it is its ground. */
const largest = 0.8;

/** Characters within a drawing or over an image, above which it is the ground on which text stands. */
const mostLetters = 600;

/** Points between a drawing and the words that belong to it: the names and numbers along the axes of a chart. */
const labelGap = 12;

/** Characters of such words. */
const longestLabel = 30;

/** Lines of text that make a frame around them a panel and no figure. */
const fewestLines = 3;

/** The figures of a page, and the pieces that stand outside of them. */
export function figuresOf(
  page: { readonly sheet: Box; readonly images: readonly Box[]; readonly drawings: readonly Box[] },
  tables: readonly { readonly box: Box }[],
  pieces: readonly Piece[],
  bodySize: number,
): { readonly figures: Figure[]; readonly outside: Piece[] } {
  const figures: Figure[] = [];
  let outside = [...pieces];
  for (const { place, isDrawn, isVector } of places(page, tables, pieces)) {
    const box = isDrawn ? withLabels(place, outside, bodySize) : place;
    const labels = outside.filter((piece) => holdsMiddle(box, boxOfPiece(piece)));
    if (lettersIn(labels) > mostLetters || (isVector && isPanel(labels))) continue;
    figures.push({ box, labels, isVector });
    outside = outside.filter((piece) => !labels.includes(piece));
  }
  return { figures, outside };
}

function lettersIn(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

/** Whole lines of text in a frame with round corners; the labels of a chart or a diagram are short. */
function isPanel(labels: readonly Piece[]): boolean {
  const lines = labels.filter(({ text }) => text.length > longestLabel);
  return lines.length >= fewestLines && 2 * lettersIn(lines) > lettersIn(labels);
}

/** The drawing with the short words next to it, and those next to these. */
function withLabels(place: Box, pieces: readonly Piece[], bodySize: number): Box {
  const isLabel = (piece: Piece): boolean =>
    piece.text.length <= longestLabel && piece.size <= 1.05 * bodySize && !isCaption(piece.text);
  const labels = pieces.filter(isLabel).map(boxOfPiece);
  let box = place;
  for (let round = 0; round < 2; round++) {
    const near = labels.filter(
      (label) =>
        label.x0 < box.x1 + labelGap &&
        label.x1 > box.x0 - labelGap &&
        label.y0 < box.y1 + labelGap &&
        label.y1 > box.y0 - labelGap,
    );
    box = around([box, ...near]);
  }
  return box;
}

interface Place {
  readonly place: Box;
  readonly isDrawn: boolean;
  readonly isVector: boolean;
}

function places(
  page: { readonly sheet: Box; readonly images: readonly Box[]; readonly drawings: readonly Box[] },
  tables: readonly { readonly box: Box }[],
  pieces: readonly Piece[],
): Place[] {
  const isLarge = (box: Box): boolean =>
    box.x1 - box.x0 >= narrowest &&
    box.y1 - box.y0 >= narrowest &&
    areaOf(box) >= smallest * areaOf(page.sheet) &&
    areaOf(box) <= largest * areaOf(page.sheet) &&
    !tables.some((table) => areaOf(common(table.box, box)) > 0.5 * areaOf(box));
  const found: Place[] = [];
  const candidates = [
    ...page.images.map((place) => ({ place, isDrawn: false, isVector: false })),
    ...page.drawings.map((place) => ({ place, isDrawn: true, isVector: true })),
  ];
  const lettersOn = (box: Box): number =>
    pieces.reduce((sum, piece) => sum + (holdsMiddle(box, boxOfPiece(piece)) ? piece.text.length : 0), 0);
  for (const one of candidates.filter(({ place }) => isLarge(place) && lettersOn(place) <= mostLetters)) {
    const met = found.filter((other) => areaOf(common(one.place, other.place)) > 0);
    const rest = found.filter((other) => !met.includes(other));
    const place = around([one.place, ...met.map((other) => other.place)]);
    const isVector = one.isVector && met.every((other) => other.isVector);
    found.splice(0, found.length, ...rest, { place, isDrawn: one.isDrawn, isVector });
  }
  return found.toSorted((one, other) => one.place.y0 - other.place.y0);
}
