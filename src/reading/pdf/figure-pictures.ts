/** Chooses the figures of a document that are worth looking at, and names them so that they can be found again. */
import type { Picture } from '../../types/document.ts';
import { areaOf, type Box } from './geometry.ts';
import type { Laid } from './laid.ts';
import { pixelSize } from './page-picture.ts';

/** Figures of one file that are looked at: each takes seconds of reading its words, or a minute of describing. */
const mostPictures = 20;

/** Points by which an ornament moves from page to page. */
const slack = 4;

/** A figure that stands at the same place of so many pages is an ornament or a logo. */
const fewestRepeats = 3;

/** The blocks with their figures named, and what can be looked at. */
export interface Pictured {
  readonly laid: Laid[];
  readonly pictures: Picture[];
  readonly omissions: string[];
}

/** The largest figures are looked at; what repeats from page to page is left out. */
export function withPictures(laid: readonly Laid[], pages: number): Pictured {
  const kept = withoutOrnaments(laid, pages);
  const shown = kept.filter((one) => one.isDrawn);
  const chosen = new Set(
    shown.toSorted((one, other) => areaOf(other.box) - areaOf(one.box)).slice(0, mostPictures),
  );
  const pictures: Picture[] = [];
  const named = kept.flatMap((one): Laid[] => {
    const { block, box, words } = one;
    if (block.type !== 'figure') return [one];
    // Words over an image may be fewer than those within it; these are recognised as well.
    const own = words === undefined || (chosen.has(one) && one.isVector) ? [] : [wordsBelow(one, words)];
    if (!chosen.has(one)) return [one, ...own];
    const position = block.position ?? {};
    const part = wholePoints(box);
    const id = figureId(position.page ?? 0, part);
    const known = words !== undefined && one.isVector ? { words } : {};
    pictures.push({ id, role: 'figure', position, ...pixelSize(part), ...known });
    return [{ ...one, block: { ...block, picture: id } }, ...own];
  });
  const left = shown.length - chosen.size;
  const omissions =
    left === 0
      ? []
      : [`${left} smaller figures were not looked at: ${mostPictures} figures of one file are the limit.`];
  return { laid: named, pictures, omissions };
}

function wordsBelow({ block, box }: Laid, text: string): Laid {
  return {
    block: { type: 'paragraph', text, ...(block.position && { position: block.position }) },
    box,
    role: 'float',
  };
}

/** As the id can hold it; nothing of the figure is cut off. */
function wholePoints({ x0, y0, x1, y1 }: Box): Box {
  return {
    x0: Math.max(0, Math.floor(x0)),
    y0: Math.max(0, Math.floor(y0)),
    x1: Math.ceil(x1),
    y1: Math.ceil(y1),
  };
}

function figureId(page: number, { x0, y0, x1, y1 }: Box): string {
  return `figure-${page}-${[x0, y0, x1, y1].join('-')}`;
}

/** The page and the part of it that an id names; undefined when it names none. */
export function figurePlace(id: string): { readonly page: number; readonly box: Box } | undefined {
  const match = /^figure-(\d{1,6})-(\d{1,6})-(\d{1,6})-(\d{1,6})-(\d{1,6})$/.exec(id);
  if (match === null) return undefined;
  const [page = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = match.slice(1).map(Number);
  return x1 > x0 && y1 > y0 ? { page, box: { x0, y0, x1, y1 } } : undefined;
}

function withoutOrnaments(laid: readonly Laid[], pages: number): Laid[] {
  const drawn = laid.filter((one) => one.isDrawn);
  const isOrnament = (one: Laid): boolean => {
    if (!one.isDrawn || (one.block.type === 'figure' && one.block.caption !== undefined)) return false;
    const same = drawn.filter((other) => isSamePlace(one.box, other.box));
    return same.length >= Math.min(fewestRepeats, Math.max(2, pages));
  };
  // Comparing each with each: a file of many thousand figures is none that repeats.
  return drawn.length > 2000 ? [...laid] : laid.filter((one) => !isOrnament(one));
}

function isSamePlace(one: Box, other: Box): boolean {
  return (['x0', 'y0', 'x1', 'y1'] as const).every((side) => Math.abs(one[side] - other[side]) <= slack);
}
