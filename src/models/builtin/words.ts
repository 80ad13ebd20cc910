/** Words of a text, and the ones that carry its content. */
import { segmenterOf } from './sentences.ts';
import { stopWordsOf } from './stop-words.ts';

const wordPattern = /[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu;
/** Scripts that write no spaces between words. */
const unspacedPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of `text` as they are written, in order. */
export function wordsOf(text: string, language: string): string[] {
  if (!unspacedPattern.test(text)) return text.match(wordPattern) ?? [];
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterOf(language, 'word').segment(text)) {
    if (isWordLike) words.push(segment);
  }
  return words;
}

/** Whether a lower-case word says something about a text: no stop word, no number, not too short. */
export function isContentWord(word: string, language: string): boolean {
  // In Japanese, hiragana alone is mostly grammar.
  if (unspacedPattern.test(word)) return word.length >= 2 && !/^\p{Script=Hiragana}+$/u.test(word);
  return word.length >= 3 && !/\d/.test(word) && !stopWordsOf(language).has(word);
}

/** The content words of `text`, lower case, in order. */
export function termsOf(text: string, language: string): string[] {
  return wordsOf(text, language)
    .map((word) => word.toLowerCase())
    .filter((word) => isContentWord(word, language));
}
