/** Tells a text layer whose characters mean nothing: the page shows words, but the file does not say which. */
import type { TextRun } from './text-runs.ts';

/** Fewer characters than this say nothing about their font. */
const fewest = 20;

/** Fewer words than this may be codes and abbreviations. */
const fewestWords = 25;

/** The share of characters without meaning from which on a page is better looked at than read. */
const tooMany = 0.25;

/** The share of signs that are neither letters nor figures; programs and formulas stay below it. */
const tooManySigns = 0.55;

/** The share of words that cannot be words. */
const tooManyWords = 0.3;

/** Private use, unassigned, and what stands for "unknown". */
const meaningless = /[\p{Co}\p{Cn}\ufffd]/gu;

/** What fills lines up, and what draws. */
const fillers = /[\s._\-–—=*|…·•/()\u2500-\u25ff]/g;

const vowels = /[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœāēīōūąęěůıő]/;

/** Scripts whose letters stand together in words. */
const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Thai}|\p{Script=Myanmar}|\p{Script=Georgian}/u,
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u,
];

/**
 * True when too many of the characters, or of the words that they make, have no meaning. `nameless` is the number
 * of characters that did not come as text at all.
 */
export function isUnreadable(runs: readonly TextRun[], nameless: number): boolean {
  const text = runs.map((run) => run.text).join(' ');
  const bare = text.replace(fillers, '');
  const drawn = bare.length + nameless;
  if (drawn < fewest) return false;
  if ((bare.match(meaningless)?.length ?? 0) + nameless > tooMany * drawn) return true;
  const known = bare.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
  if (bare.length >= 4 * fewest && bare.length - known > tooManySigns * bare.length) return true;
  return isGibberish(text);
}

/** Words without a vowel, and words whose letters come from several scripts: letters shifted by a font of its own. */
function isGibberish(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]{4,}/gu) ?? [];
  const small = words.filter((word) => /^\p{Script=Latin}+$/u.test(word) && word === word.toLowerCase());
  const mute = small.filter((word) => !vowels.test(word.normalize('NFC')));
  if (small.length >= fewestWords && mute.length > tooManyWords * small.length) return true;
  const mixed = words.filter((word) => scripts.filter((script) => script.test(word)).length > 1);
  return words.length >= fewestWords && mixed.length > tooManyWords * words.length;
}
