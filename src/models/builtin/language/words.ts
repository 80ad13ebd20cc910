/** Words of a text, and the ones that carry its content. */
import { segmenterOf } from './sentences.ts';
import { stopWordsOf } from './stop-words.ts';

const wordPattern = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;
/** Scripts that write no spaces between words. */
const unspacedPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The first character of those scripts; a cheap test before the dear one. */
const firstUnspaced = 0x0e00;

/** The words of `text` as they are written, in order. */
export function wordsOf(text: string, language: string): string[] {
  if (!unspacedPattern.test(text)) return text.match(wordPattern) ?? [];
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterOf(language, 'word').segment(text)) {
    if (isWordLike) words.push(segment);
  }
  return words;
}

/** `l'hôpital` → `hôpital`, `dell'acqua` → `acqua`: the article before a word, where a language writes both as one. */
export function withoutElision(word: string, language: string): string {
  if (!/^(?:fr|it|ca)$/.test(language)) return word;
  return word.replace(
    /^(?:[ldcsnjmt]|qu|lorsqu|jusqu|puisqu|un|quest|quell|tutt|dov|(?:d|a|n|s)?(?:e|a|u)?ll|all|dall|nell|sull)['’](?=\p{L})/iu,
    '',
  );
}

/** Does it begin with a capital? */
export function isCapitalised(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 0x80 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(word);
}

/** `Anna's` → `Anna`. */
export function withoutGenitive(word: string): string {
  return word.endsWith('s') ? word.replace(/['’]s$/, '') : word;
}

/** Whether a lower-case word says something about a text: no stop word, no number, not too short. */
export function isContentWord(word: string, language: string): boolean {
  if (word.charCodeAt(0) >= firstUnspaced && unspacedPattern.test(word)) {
    // In Japanese, hiragana alone is mostly grammar.
    return word.length >= 2 && !/^\p{Script=Hiragana}+$|\d/u.test(word) && !stopWordsOf(language).has(word);
  }
  return word.length >= 3 && !stopWordsOf(language).has(word) && !/\d/.test(word);
}

/** The content words of `text`, lower case, in order. */
export function termsOf(text: string, language: string): string[] {
  return wordsOf(text.toLowerCase(), language)
    .map((word) => withoutElision(word, language))
    .filter((word) => isContentWord(word, language));
}

/** Without formulas in TeX: their letters are no words, and their dollars are no money. */
export function withoutMath(text: string): string {
  if (!text.includes('$')) return text;
  return text.replace(
    // A dollar with a space behind it, or a digit behind the next, is money.
    /\$\$[^$]{1,2000}\$\$|\$(?=[^$\n]{0,200}[\\^_{])[^$\n]{1,300}\$|\$(?=[^$\n]{0,200}[=+<>]|[A-Za-z]\$)[^\s$](?:[^$\n]{0,298}[^\s$])?\$(?!\d)/g,
    ' ',
  );
}

/** Without the names of time zones, in which nobody is at the place that they name. */
export function withoutZones(text: string): string {
  return text.replace(
    /(?<![\p{L}/])(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z]\w+(?:\/[A-Z]\w+)?/gu,
    ' ',
  );
}

/** Is it written in a script without spaces between words? */
export function isUnspaced(word: string): boolean {
  return word.charCodeAt(0) >= firstUnspaced && unspacedPattern.test(word);
}

/** How many letters `text` has, near enough: signs beyond Latin-1 count as letters. */
export function lettersIn(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 0xc0) letters++;
  }
  return letters;
}
