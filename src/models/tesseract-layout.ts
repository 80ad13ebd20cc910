/** Puts recognised words back into the lines and paragraphs that a person sees. */
import type { Recognition } from '../types/task.ts';
import { type Region, type Row, readingRegions } from './tesseract-regions.ts';
import { type Box, linesOf, type Word } from './tesseract-words.ts';

/** Words below this confidence are noise more often than not; what has no letter or digit is so up to the second. */
const leastConfidence = 30;
const leastMarkConfidence = 60;

/** In a line that is surely read so many words and this part of them are sure, with at least this confidence. */
const sureLine = { words: 3, share: 0.6, confidence: 70 } as const;

/** Stands for a figure in such a line that cannot be read: a guess would pass for what is printed. */
const unreadable = '[?]';

/**
 * Those of `words` that are no noise. In a line that is surely read an unlikely word is a word all the same, a
 * smudged one; an unlikely figure is only said to be there.
 */
export function keptWords(words: readonly Word[]): Word[] {
  return linesOf(words).flatMap((line) => {
    const sure = line.filter((word) => word.confidence >= sureLine.confidence).length;
    const read = sure >= sureLine.words && sure >= sureLine.share * line.length;
    return line.flatMap((word) => (isLikely(word) ? [word] : read ? smudged(word) : []));
  });
}

function isLikely({ text, confidence }: Word): boolean {
  return confidence >= (/[\p{L}\p{N}]/u.test(text) ? leastConfidence : leastMarkConfidence);
}

function smudged(word: Word): Word[] {
  if (/^\p{L}{4,}[.,;:)]?$/u.test(word.text)) return [word];
  // The words of a page come here twice: what was marked stays so.
  return /\p{N}/u.test(word.text) || word.text === unreadable ? [{ ...word, text: unreadable }] : [];
}

/** The text of a picture of this size, in reading order; words of one visual line stay together. */
export function layOut(
  words: readonly Word[],
  size: { readonly width: number; readonly height: number },
): Recognition {
  const regions = readingRegions(keptWords(words));
  const read = regions.flatMap((region) => region.rows.flatMap((row) => row.words));
  if (read.length === 0) return { text: '', wordShare: 0 };
  const covered = regions
    .flatMap((region) => region.rows)
    .flatMap((row) => row.lines)
    .reduce((sum, line) => sum + areaOf(line.box), 0);
  const confidence = read.reduce((sum, word) => sum + word.confidence, 0) / read.length;
  return {
    text: textOf(regions),
    confidence: Math.round(confidence * 10) / 10,
    wordShare: Math.min(1, Math.round((covered / (size.width * size.height)) * 1000) / 1000),
  };
}

function areaOf(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

function textOf(regions: readonly Region[]): string {
  let text = '';
  let above: { readonly row: Row; readonly region: Region } | undefined;
  for (const region of regions) {
    for (const row of region.rows) {
      if (above) text += startsParagraph(above, { row, region }) ? '\n\n' : '\n';
      text += rowText(row);
      above = { row, region };
    }
  }
  return text;
}

type Placed = { readonly row: Row; readonly region: Region };

/** A new column, a gap of most of a line, or what Tesseract took for a new paragraph of running text. */
function startsParagraph(above: Placed, below: Placed): boolean {
  const gap = below.row.box.top - above.row.box.bottom;
  const lineHeight = Math.min(heightOf(above.row.box), heightOf(below.row.box));
  if (gap < -lineHeight || gap > lineHeight) return true;
  return above.region === below.region && below.region.prose && above.row.paragraph !== below.row.paragraph;
}

/** Words parted as they stand: a gap as wide as a column's is shown by two spaces. */
function rowText(row: Row): string {
  let text = '';
  let before: Word | undefined;
  for (const word of row.words) {
    if (before) text += word.box.left - before.box.right > 1.5 * heightOf(row.box) ? '  ' : ' ';
    text += word.text;
    before = word;
  }
  return text;
}

function heightOf(box: Box): number {
  return box.bottom - box.top;
}
