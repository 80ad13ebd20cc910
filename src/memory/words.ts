/** Words as the index takes them: parted where a script writes no spaces, and without the ones that say nothing. */
import * as stopword from 'stopword';
import { segmenterOf } from '../models/builtin/language/sentences.ts';

const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Parts words without being seen; the tokeniser takes it for a space (U+200B). */
export const invisibleSpace = '\u200b';

/**
 * The text with an invisible space between the words of scripts that write none, and in one form (NFKC), so that a
 * question in full-width or half-width letters finds the others.
 */
export function partedWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(unspaced, (run) =>
      Array.from(segmenterOf('ja', 'word').segment(run), ({ segment }) => segment).join(invisibleSpace),
    );
}

/** Small words, by language; English first, which names and short questions are taken for. */
const smallWords: readonly ReadonlySet<string>[] = [
  ...[stopword.eng, stopword.deu, stopword.fra, stopword.spa, stopword.ita, stopword.por],
  ...[stopword.nld, stopword.rus, stopword.jpn, stopword.zho],
].map((words) => new Set(words));

/** More words than any question has; a pasted page must not take minutes. */
export const mostTerms = 64;
/** Characters. */
const longestQuestion = 10_000;

/**
 * The words of a question that are looked for, lower case, each once; the small words of its language only when it
 * has no others. Whatever signs it has, none of them means anything.
 */
export function questionTerms(question: string): readonly string[] {
  const words = wordsOf(question.slice(0, longestQuestion).toWellFormed());
  return [...new Set(telling(words, smallWordsAmong(words)))].slice(0, mostTerms);
}

/** The words of texts in order, lower case, without the small ones of the language of the first. */
export function tellingWords(texts: readonly string[]): readonly (readonly string[])[] {
  const words = texts.map(wordsOf);
  const small = smallWordsAmong(words[0] ?? []);
  return words.map((those) => telling(those, small));
}

function wordsOf(text: string): readonly string[] {
  return partedWords(text.toLowerCase()).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Without the small words, unless there are no others. */
function telling(words: readonly string[], small: ReadonlySet<string>): readonly string[] {
  const left = words.filter((word) => !small.has(word));
  return left.length > 0 ? left : words;
}

/** The list that has most of these words: it tells the language of a question, however short, and costs no memory. */
function smallWordsAmong(words: readonly string[]): ReadonlySet<string> {
  const counts = smallWords.map((small) => words.filter((word) => small.has(word)).length);
  return smallWords[counts.indexOf(Math.max(...counts))] ?? new Set();
}
