/** A place in a file, in words and for the index. */
import { timecode } from '../report/times.ts';
import type { Position } from '../types/document.ts';

/** `page 3`, `slide 3`, `sheet Budget`, `at 00:12`; empty for the file as a whole. */
export function positionText({ page, slide, sheet, fromSeconds }: Position): string {
  if (page !== undefined) return `page ${page}`;
  if (slide !== undefined) return `slide ${slide}`;
  if (sheet !== undefined) return `sheet ${sheet}`;
  return fromSeconds === undefined ? '' : `at ${timecode(fromSeconds)}`;
}
