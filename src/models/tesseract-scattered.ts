/**
 * Finds the words that the reading of a page leaves out: labels in boxes, the amounts of a receipt, signs in
 * photographs. Tesseract is asked a second time, for words anywhere, on a picture made black and white place by
 * place; and where few words are known, once more for light words on dark.
 */

import { keptWords } from './tesseract-layout.ts';
import { invertPicture, isBusy, type PreparedPicture } from './tesseract-picture.ts';
import { around, type Box, parseTsv, type Word, type WordReader } from './tesseract-words.ts';

/** A page with this many words was read as one, and the second reading would take as long again. */
const plentyOfWords = 150;
/** With fewer words than this, light words are looked for. */
const fewWords = 20;

/** Percent. A scattered line counts when it has a word that is surely one; its other words must be likely. */
const sureConfidence = 85;
const likelyConfidence = 60;

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
  const page = keptWords(words);
  // Grain is thousands of specks, each of which Tesseract would look at: minutes for a picture of nothing.
  if (page.length >= plentyOfWords || (await isBusy(picture))) return page;
  const dark = parseTsv(await reader.read(picture.png, signal, 'scattered'));
  const found = withLines(page, sureLines(dark));
  if (found.length >= fewWords) return found;
  const { png } = await invertPicture(picture);
  return withLines(found, sureLines(parseTsv(await reader.read(png, signal, 'scattered'))));
}

/** Lines with a word of three letters, or a number, that is surely read; without their unlikely words. */
function sureLines(words: readonly Word[]): Word[][] {
  return linesOf(words)
    .map((line) =>
      line.filter((word) => word.confidence >= likelyConfidence && /[\p{L}\p{N}]/u.test(word.text)),
    )
    .filter((line) => line.some((word) => word.confidence >= sureConfidence && isTelling(word.text)));
}

function isTelling(text: string): boolean {
  return /\p{L}{3}|\p{N}{2}|\p{N}[.,:]\p{N}/u.test(text);
}

function linesOf(words: readonly Word[]): Word[][] {
  return [...Map.groupBy(words, (word) => `${word.block} ${word.paragraph} ${word.line}`).values()];
}

/** Adds what is new of `lines` to `page`: level with a line that is there it becomes a part of that line's block. */
function withLines(page: readonly Word[], lines: readonly (readonly Word[])[]): Word[] {
  let result = [...page];
  for (const line of lines) {
    const fresh = line.filter((word) => !result.some((known) => isSame(known.box, word.box)));
    const [first] = fresh;
    if (first === undefined || !fresh.some((word) => isTelling(word.text))) continue;
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
    const shared = Math.min(word.box.bottom, box.bottom) - Math.max(word.box.top, box.top);
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
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (width <= 0 || height <= 0) return false;
  const area = (box: Box): number => (box.right - box.left) * (box.bottom - box.top);
  return width * height > sameWordShare * Math.min(area(one), area(other));
}
