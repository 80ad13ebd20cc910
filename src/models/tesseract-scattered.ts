/**
 * Finds the words that the reading of a page leaves out: labels in boxes, the amounts of a receipt, signs in
 * photographs. Tesseract is asked a second time, for words anywhere, on a picture made black and white place by
 * place; and where few words are known, once more for light words on dark.
 */

import { keptWords } from './tesseract-layout.ts';
import { invertPicture, type PreparedPicture } from './tesseract-picture.ts';
import { type Row, readingRegions } from './tesseract-regions.ts';
import { countSpecks } from './tesseract-specks.ts';
import {
  around,
  type Box,
  linesOf,
  overlap,
  parseTsv,
  type Word,
  type WordReader,
} from './tesseract-words.ts';

/** A page with this many words was read as one, and the second reading would take as long again. */
const plentyOfWords = 150;
/** With fewer words than this, light words are looked for. */
const fewWords = 20;

/** Guesses without a sure word among them: the picture is no drawing, and light words would be no better. */
const mostGuesses = 60;

/**
 * Shapes that may be letters; each takes up to five milliseconds. Drawings, signs and screenshots of less than plenty
 * of words have 50 to 500; grass, gravel and stars have thousands, and hold up the night for pictures of nothing.
 */
const mostSpecks = 1500;

/** Percent. A scattered line counts when it has a word that is surely one; its other words must be likely. */
const sureConfidence = 85;
const likelyConfidence = 60;

/** Percent; and heights of a figure within which the next row of its table is looked for. */
const sureCellConfidence = 88;
const mostRowsApart = 20;

/** The part of the smaller of two words that lies in the other when both are the same word. */
const sameWordShare = 0.3;

/** Added lines are numbered from here, clear of Tesseract's own. */
const addedNumbers = 100_000;

/**
 * `words`, which were read in `picture`, with the words that were overlooked in their places.
 * @throws what the reader throws.
 */
export async function withScattered(
  reader: WordReader,
  picture: PreparedPicture,
  words: readonly Word[],
  signal: AbortSignal,
): Promise<readonly Word[]> {
  const found = await withSigns(reader, picture, words, signal);
  if (!isTable(found)) return found;
  // A figure alone in its cell is not taken for a word, in whatever way words are looked for.
  const rows = parseTsv(await reader.read(picture.png, signal, 'rows'));
  return withLines(found, sureCells(found, rows));
}

/** Two rows of three cells, parted by gaps wider than their letters are high. */
function isTable(words: readonly Word[]): boolean {
  return readingRegions(words).flatMap(({ rows }) => rows.filter(hasCells)).length >= 2;
}

function hasCells({ words, box }: Row): boolean {
  const gaps = words.filter((word, index) => {
    const next = words[index + 1];
    return next !== undefined && next.box.left - word.box.right > 1.5 * (box.bottom - box.top);
  });
  return gaps.length >= 2;
}

/** Sure figures that stand level with a row of cells and in line with a word of another row. */
function sureCells(known: readonly Word[], words: readonly Word[]): Word[][] {
  const rows = readingRegions(known).flatMap((region) => region.rows.filter(hasCells));
  return words
    .filter(
      ({ text, confidence }) =>
        confidence >= sureCellConfidence && /^[\p{N}.,%+-]*\p{N}[\p{N}.,%+-]*$/u.test(text),
    )
    .filter(({ box }) => {
      const own = rows.find((row) => sharesHalf(row.box, box, 'top', 'bottom'));
      const others = rows.filter(
        (row) => row !== own && distance(row.box, box) < mostRowsApart * (box.bottom - box.top),
      );
      return (
        own !== undefined &&
        others.some((row) => row.words.some((word) => sharesHalf(word.box, box, 'left', 'right')))
      );
    })
    .map((word) => [word]);
}

function sharesHalf(one: Box, other: Box, from: 'left' | 'top', to: 'right' | 'bottom'): boolean {
  return overlap(one, other, from, to) * 2 > Math.min(one[to] - one[from], other[to] - other[from]);
}

function distance(one: Box, other: Box): number {
  return Math.max(one.top - other.bottom, other.top - one.bottom);
}

async function withSigns(
  reader: WordReader,
  picture: PreparedPicture,
  words: readonly Word[],
  signal: AbortSignal,
): Promise<readonly Word[]> {
  const kept = keptWords(words);
  const page = kept.length < fewWords ? likelyLines(kept) : isClear(kept) ? withoutSpecks(kept) : kept;
  if (page.length >= plentyOfWords) return page;
  const dark = await scattered(reader, picture, signal);
  const lines = sureLines(dark);
  const found = withLines(page, lines);
  if (found.length >= fewWords || (dark.length > mostGuesses && lines.length === 0)) return found;
  return withLines(found, sureLines(await scattered(reader, await invertPicture(picture), signal)));
}

/** None where there is too much to look at: by what is counted and not by the clock, so that it is the same on every machine. */
async function scattered(
  reader: WordReader,
  picture: PreparedPicture,
  signal: AbortSignal,
): Promise<readonly Word[]> {
  if ((await countSpecks(picture)) > mostSpecks) return [];
  return parseTsv(await reader.read(picture.png, signal, 'scattered'));
}

/** Lines with a word of three letters, or a number, that is surely read; without their unlikely words. */
function sureLines(words: readonly Word[]): Word[][] {
  return linesOf(words)
    .map((line) =>
      line.filter((word) => word.confidence >= likelyConfidence && /[\p{L}\p{N}]/u.test(word.text)),
    )
    .filter((line) => line.some((word) => word.confidence >= sureConfidence && isTelling(word.text)));
}

/** Without lines of a mark or a letter or two that are no more than a guess: icons in a drawing look like letters. */
function withoutSpecks(words: readonly Word[]): Word[] {
  return linesOf(words)
    .filter((line) => {
      const text = line.map((word) => word.text).join('');
      return /\p{N}|\p{L}.*\p{L}.*\p{L}/u.test(text) || line.some((word) => word.confidence >= 90);
    })
    .flat();
}

/** Whether most words are surely read; of a faint page none are, and nothing may be lost of it. */
function isClear(words: readonly Word[]): boolean {
  return words.filter((word) => word.confidence >= sureConfidence).length * 3 > words.length * 2;
}

/** The lines that are more than a guess: specks in a photograph look like letters. */
function likelyLines(words: readonly Word[]): Word[] {
  return linesOf(words)
    .filter((line) =>
      line.some(({ text, confidence }) => confidence >= (/[\p{L}\p{N}]{2}/u.test(text) ? 70 : 90)),
    )
    .flat();
}

function isTelling(text: string): boolean {
  return /\p{L}{3}|\p{N}{2}|\p{N}[.,:]\p{N}/u.test(text);
}

/** Adds what is new of `lines` to `page`: level with a line that is there it becomes a part of that line's block. */
function withLines(page: readonly Word[], lines: readonly (readonly Word[])[]): Word[] {
  let result = [...page];
  for (const line of lines) {
    const fresh = line.filter((word) => !result.some((known) => isSame(known.box, word.box)));
    const [first] = fresh;
    if (first === undefined) continue;
    const box = around(fresh.map((word) => word.box));
    const number = addedNumbers + result.length;
    const level = levelLine(page, box);
    const place = level
      ? { block: level.block, paragraph: level.paragraph, line: number }
      : { block: number, paragraph: 1, line: 1 };
    const added = fresh.map((word) => ({ ...word, ...place }));
    const before = level ? -1 : result.findIndex((word) => word.box.top >= box.bottom);
    result = before < 0 ? [...result, ...added] : result.toSpliced(blockStart(result, before), 0, ...added);
  }
  return result;
}

/** The word, of the line that stands level with `box`, that is nearest to it. */
function levelLine(words: readonly Word[], box: Box): Word | undefined {
  let best: { readonly word: Word; readonly gap: number } | undefined;
  for (const word of words) {
    const shared = overlap(word.box, box, 'top', 'bottom');
    if (shared * 2 < Math.min(word.box.bottom - word.box.top, box.bottom - box.top)) continue;
    const gap = Math.max(box.left - word.box.right, word.box.left - box.right);
    if (best === undefined || gap < best.gap) best = { word, gap };
  }
  return best?.word;
}

/** Where the block of the word at `index` begins: an added line must not part it. */
function blockStart(words: readonly Word[], index: number): number {
  const block = words[index]?.block;
  return words.findIndex((word) => word.block === block);
}

function isSame(one: Box, other: Box): boolean {
  const width = overlap(one, other, 'left', 'right');
  const height = overlap(one, other, 'top', 'bottom');
  if (width <= 0 || height <= 0) return false;
  const area = (box: Box): number => (box.right - box.left) * (box.bottom - box.top);
  return width * height > sameWordShare * Math.min(area(one), area(other));
}
