/** What stands in for a model: the sentences that have most words of the question, as they stand. It understands nothing. */
import { sentencesOf } from '../../models/builtin/language/sentences.ts';
import { tellingWords } from '../words.ts';
import type { Passage } from './passages.ts';
import type { Kept } from './read-all.ts';

/** More than a person reads. */
const mostQuotes = 20;
/** Characters. */
const longest = 400;

/** One sentence of each of the first passages that has a word of the question, in their order. */
export function quotesByWords(question: string, passages: readonly Passage[]): readonly Kept[] {
  const kept: Kept[] = [];
  for (const passage of passages) {
    const text = bestSentence(question, passage.text);
    if (text !== undefined) kept.push({ passage, text });
    if (kept.length >= mostQuotes) break;
  }
  return kept;
}

function bestSentence(question: string, text: string): string | undefined {
  const sentences = text.split('\n').flatMap((line) => sentencesOf(line, 'und'));
  const [asked = [], ...words] = tellingWords([question, ...sentences]);
  const wanted = new Set(asked.map(stem));
  const scores = words.map((those) => new Set(those.map(stem).filter((word) => wanted.has(word))).size);
  const best = Math.max(0, ...scores);
  return best === 0 ? undefined : sentences[scores.indexOf(best)]?.slice(0, longest);
}

/** As rough as it is: an ending more or less is the same word. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:e?s|ed|ing|en|er)$/, '') : word);
