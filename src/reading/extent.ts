/** How much of a file there is for the models to look at and to read. Pure. */
import type { Document } from '../types/document.ts';
import { plainText } from './plain-text.ts';

/** What the work on a file is measured by. */
export interface Extent {
  /** Pages whose words are in their picture. */
  readonly pages: number;
  /** Other pictures: of a text, its figures. */
  readonly figures: number;
  /** Of its text. */
  readonly characters: number;
  /** It is a PDF whose pages are pictures, or empty: no page has a text of its own. */
  readonly isScan: boolean;
}

/** What a document says of itself. Pictures whose words are known have to be recognised by nobody, and do not count. */
export function extentOf(document: Document): Extent {
  const unread = document.pictures.filter(({ words }) => words === undefined);
  const scanned = unread.filter(({ role }) => role === 'page');
  const pages = new Set(scanned.map(({ position }) => position?.page));
  // A stamp or a number beside the words in the picture makes no text of a page.
  const hasText = document.blocks.some(
    ({ type, position }) => type !== 'figure' && !pages.has(position?.page),
  );
  return {
    pages: scanned.length,
    figures: unread.length - scanned.length,
    characters: plainText(document).length,
    isScan: scanned.length > 0 && !hasText && /^application\/(?:x-)?pdf$/i.test(document.mime),
  };
}

/** What a document of so many pages is, if `read` of them are like the others. */
export function extrapolated(extent: Extent, read: number, pages: number): Extent {
  const times = pages / Math.max(1, read);
  return {
    pages: Math.round(extent.pages * times),
    figures: Math.round(extent.figures * times),
    characters: Math.round(extent.characters * times),
    isScan: extent.isScan,
  };
}
