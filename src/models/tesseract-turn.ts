/**
 * Brings words upright, whichever way the page stands. Tesseract reads lines that run up or down by itself, and
 * their places tell which way; text upside down it does not notice. The data that ships (LSTM only) has no
 * orientation detection, so there the words tell: upright they are long and sure, upside down long and unsure.
 */
import { type PreparedPicture, turnPicture } from './tesseract-picture.ts';
import { type Box, parseTsv, type Word, type WordReader } from './tesseract-words.ts';

/** The words of a picture, with their places in the picture as it stands upright. */
export interface UprightWords {
  readonly words: readonly Word[];
  readonly picture: PreparedPicture;
}

/** Clockwise turn, in degrees. */
type Turn = 90 | 180 | 270;

/** At this share of letters in sure words a reading is upright: 0.76 and more was measured there, else below 0.35. */
const uprightShare = 0.5;
/** Mean letters of a word below which text lies on its side: 1.3 to 1.7 was measured there, else above 3.3. */
const sidewaysLetters = 2.5;

interface Reading extends UprightWords {
  /** Letters in words that are surely words. */
  readonly sureLetters: number;
  /** `sureLetters` ÷ all letters, 0 to 1. */
  readonly sureShare: number;
  readonly meanLetters: number;
}

/**
 * Reads `picture`, and turned by quarters while it does not read well; gives the best reading.
 * @throws what the reader throws.
 */
export async function readUpright(
  reader: WordReader,
  picture: PreparedPicture,
  signal: AbortSignal,
): Promise<UprightWords> {
  let best = await readOnce(reader, picture, signal);
  if (isUpright(best)) return best;
  const turns: readonly Turn[] = best.meanLetters < sidewaysLetters ? [90, 270, 180] : [180, 90, 270];
  for (const turn of turns) {
    const reading = await readOnce(reader, await turnPicture(picture, turn), signal);
    if (reading.sureLetters > best.sureLetters) best = reading;
    if (isUpright(reading)) break;
  }
  return best;
}

function isUpright(reading: Reading): boolean {
  return reading.words.length === 0 || reading.sureShare >= uprightShare;
}

async function readOnce(reader: WordReader, picture: PreparedPicture, signal: AbortSignal): Promise<Reading> {
  const found = parseTsv(await reader.read(picture.png, signal));
  const lettersOf = (some: readonly Word[]) => some.reduce((sum, word) => sum + word.text.length, 0);
  const letters = lettersOf(found);
  const sureLetters = lettersOf(found.filter(isSure));
  return {
    ...(await standUp(found, picture)),
    sureLetters,
    sureShare: letters === 0 ? 0 : sureLetters / letters,
    meanLetters: found.length === 0 ? 0 : letters / found.length,
  };
}

function isSure(word: Word): boolean {
  return word.confidence >= 70 && /[\p{L}\p{N}]{2}/u.test(word.text);
}

/** Turns a picture whose lines run up or down it, and the places of its words. */
async function standUp(words: readonly Word[], picture: PreparedPicture): Promise<UprightWords> {
  const turn = turnOf(words);
  if (turn === undefined) return { words, picture };
  const { width, height } = picture;
  const turned = ({ left, top, right, bottom }: Box): Box =>
    turn === 90
      ? { left: height - bottom, top: left, right: height - top, bottom: right }
      : { left: top, top: width - right, right: bottom, bottom: width - left };
  return {
    words: words.map((word) => ({ ...word, box: turned(word.box) })),
    picture: await turnPicture(picture, turn),
  };
}

/** The turn that makes most words lie flat, or undefined when they do. */
function turnOf(words: readonly Word[]): 90 | 270 | undefined {
  const long = words.filter((word) => word.text.length >= 4);
  const tall = long.filter(({ box }) => box.bottom - box.top > box.right - box.left);
  if (tall.length * 2 <= long.length) return undefined;
  let downward = 0;
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next && next.line === word.line && next.paragraph === word.paragraph && next.block === word.block) {
      downward += Math.sign(next.box.top - word.box.top);
    }
  }
  return downward > 0 ? 270 : 90;
}
