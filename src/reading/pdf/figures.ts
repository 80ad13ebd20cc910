/** Which of a page's images and drawings are figures, and which words belong to them. */
import { areaOf, around, type Box, common, holdsMiddle } from './geometry.ts';
import { boxOfPiece, type Piece } from './lines.ts';

/** A figure and the words within it. */
export interface Figure {
  readonly box: Box;
  readonly labels: readonly Piece[];
}

/** Points: what is narrower or lower is an icon, a rule, a signature's line. */
const narrowest = 36;

/** The share of the page that a figure covers at least; what covers less is a logo or an ornament. */
const smallest = 0.015;

/** Characters within a drawing or over an image, above which it is the ground on which text stands. */
const mostLetters = 600;

/** The figures of a page, and the pieces that stand outside of them. */
export function figuresOf(
  page: { readonly sheet: Box; readonly images: readonly Box[]; readonly drawings: readonly Box[] },
  tables: readonly { readonly box: Box }[],
  pieces: readonly Piece[],
): { readonly figures: Figure[]; readonly outside: Piece[] } {
  const figures: Figure[] = [];
  let outside = [...pieces];
  for (const box of places(page, tables)) {
    const labels = outside.filter((piece) => holdsMiddle(box, boxOfPiece(piece)));
    if (labels.reduce((sum, { text }) => sum + text.length, 0) > mostLetters) continue;
    figures.push({ box, labels });
    outside = outside.filter((piece) => !labels.includes(piece));
  }
  return { figures, outside };
}

function places(
  page: { readonly sheet: Box; readonly images: readonly Box[]; readonly drawings: readonly Box[] },
  tables: readonly { readonly box: Box }[],
): Box[] {
  const isLarge = (box: Box): boolean =>
    box.x1 - box.x0 >= narrowest &&
    box.y1 - box.y0 >= narrowest &&
    areaOf(box) >= smallest * areaOf(page.sheet) &&
    !tables.some((table) => areaOf(common(table.box, box)) > 0.5 * areaOf(box));
  const found: Box[] = [];
  for (const box of [...page.images, ...page.drawings].filter(isLarge)) {
    const met = found.filter((other) => areaOf(common(box, other)) > 0);
    const rest = found.filter((other) => !met.includes(other));
    found.splice(0, found.length, ...rest, around([box, ...met]));
  }
  return found.toSorted((one, other) => one.y0 - other.y0);
}
