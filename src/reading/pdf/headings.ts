/** Tells headings from other short lines: by size, by weight, and by the file's own outline. */
import type { Row } from './lines.ts';
import type { OutlineLevels } from './outline.ts';
import { headingFactor, rounded, type Typography } from './typography.ts';

const longestHeading = 200;

/** Characters: what is longer and ends with a full stop is a sentence in large letters. */
const longestSentence = 60;

/** Characters: bold words that go on longer are emphasis. */
const longestBold = 120;

/** Where a heading stands, for looking it up in the outline. */
export interface HeadingPlace {
  readonly typography: Typography;
  readonly outline: OutlineLevels;
  readonly page: number;
}

/** The level of a heading, 1 the highest; undefined when the rows are none. */
export function headingLevel(rows: readonly Row[], text: string, place: HeadingPlace): number | undefined {
  if (text.length > longestHeading || !hasWords(text)) return undefined;
  const listed = place.outline.levelOf(text, place.page);
  if (listed !== undefined) return listed;
  if (!rows.every(isOneTitle) || (text.length > longestSentence && /[.,;]["”’)]?$/.test(text)))
    return undefined;
  const { bodySize, headingSizes, boldBody } = place.typography;
  const size = rounded(Math.max(...rows.map((row) => row.size)));
  if (size >= bodySize * headingFactor) {
    const found = headingSizes.findIndex((headingSize) => headingSize <= size);
    return found < 0 ? headingSizes.length : found + 1;
  }
  const isBold = !boldBody && rows.every((row) => row.pieces.every((piece) => piece.bold));
  const isTitle = isBold && text.length <= longestBold && rows.length <= 2 && size >= 0.9 * bodySize;
  return isTitle && !isSentence(text) ? headingSizes.length + 1 : undefined;
}

/** Not only a number, an amount, a code. */
function hasWords(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && letters * 3 >= (text.match(/\p{N}/gu)?.length ?? 0);
}

/** One piece, or a section's number and its title; other pieces side by side belong to a table. */
function isOneTitle(row: Row): boolean {
  return (
    row.pieces.length === 1 || (row.pieces.length === 2 && /^[\dA-Z.]{1,8}$/.test(row.pieces[0]?.text ?? ''))
  );
}

/** Bold words that end like a sentence, or that are no more than a number or an amount. */
function isSentence(text: string): boolean {
  return /[.,;]["”’)]?$/.test(text) || (text.match(/\p{L}/gu)?.length ?? 0) < 3;
}
