/** Words as the index takes them: parted where a script writes no spaces, and without the ones that say nothing. */
import * as stopword from 'stopword';
import { likeliestLanguageOf } from '../models/builtin/language/detect.ts';
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

/** The lists of the package `stopword` by language, as BCP 47 has it. */
const stopLists: Readonly<Record<string, readonly string[]>> = {
  de: stopword.deu,
  en: stopword.eng,
  es: stopword.spa,
  fr: stopword.fra,
  it: stopword.ita,
  ja: stopword.jpn,
  nl: stopword.nld,
  pt: stopword.por,
  ru: stopword.rus,
  zh: stopword.zho,
};

/** More words than any question has; a pasted page must not take minutes. */
export const mostTerms = 64;
/** Characters. */
const longestQuestion = 10_000;

/**
 * The words of a question that are looked for, lower case, each once; the small words of its language only when it
 * has no others. Whatever signs it has, none of them means anything.
 */
export function questionTerms(question: string): readonly string[] {
  const text = question.slice(0, longestQuestion).toWellFormed();
  return [...new Set(tellingWords(text, stopWordsFor(text)))].slice(0, mostTerms);
}

/** The words of a text in order, lower case, without the small ones unless it has no others. */
export function tellingWords(text: string, small: ReadonlySet<string>): readonly string[] {
  const words = partedWords(text.toLowerCase()).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const telling = words.filter((word) => !small.has(word));
  return telling.length > 0 ? telling : words;
}

const stopSets = new Map<string, ReadonlySet<string>>();

/** The small words of the language that `text` is in; of English, which names and short questions are taken for. */
export function stopWordsFor(text: string): ReadonlySet<string> {
  const language = likeliestLanguageOf(text);
  const known = stopLists[language] === undefined ? 'en' : language;
  const words = stopSets.get(known) ?? new Set(stopLists[known]);
  stopSets.set(known, words);
  return words;
}
