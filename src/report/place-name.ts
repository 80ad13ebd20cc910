/** The name of a place in a file, as a heading that one can link to. */
import type { Position } from '../types/document.ts';

/** `Page 3`, `Slide 3`, `Sheet Budget`; undefined where a position names no such place. Not escaped. */
export function placeName(position: Position | undefined): string | undefined {
  if (position?.sheet !== undefined) return `Sheet ${position.sheet}`;
  if (position?.slide !== undefined) return `Slide ${position.slide}`;
  return position?.page === undefined ? undefined : `Page ${position.page}`;
}
