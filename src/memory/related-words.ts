/**
 * Words that stand in what was found first: a question says a thing in one way, the notes in several (pseudo-relevance
 * feedback, e.g. Lavrenko and Croft, “Relevance-Based Language Models”, SIGIR 2001).
 */
import type { Match } from './text-matches.ts';
import { mostTerms, tellingWords } from './words.ts';

/** Chunks that are believed, and words that are taken from them, as in Indri (lemurproject.org, fbDocs and fbTerms). */
export const believed = 10;
const taken = 10;
/** Words whose frequency is looked up. */
const looked = 60;

/** What choosing needs to know. */
export interface RelatedFrom {
  /** The words of the question. */
  readonly terms: readonly string[];
  /** The best matches, and their texts in the same order. */
  readonly matches: readonly Match[];
  readonly texts: readonly string[];
  /** Chunks in all. */
  readonly chunks: number;
  /** Chunks with a word; undefined when they are too many to tell anything. */
  readonly chunksWith: (term: string) => number | undefined;
}

/** The words that best tell these texts from others, best first, without those of the question. */
export function relatedWords({ terms, matches, texts, chunks, chunksWith }: RelatedFrom): readonly string[] {
  const shares = new Map<string, number>();
  for (const [at, words] of tellingWords(texts).entries()) {
    const weight = (matches[at]?.score ?? 0) / Math.max(1, words.length);
    for (const word of words) shares.set(word, (shares.get(word) ?? 0) + weight);
  }
  const asked = new Set(terms);
  const frequent = [...shares]
    .filter(([word]) => word.length > 2 && !asked.has(word))
    .sort((one, other) => other[1] - one[1])
    .slice(0, looked);
  return frequent
    .map(([word, share]) => ({ word, score: share * rarity(chunksWith(word), chunks) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, Math.min(taken, mostTerms - terms.length))
    .map(({ word }) => word);
}

/** The inverse document frequency of BM25; nothing for words that are everywhere. */
function rarity(having: number | undefined, chunks: number): number {
  return having === undefined ? 0 : Math.log((chunks - having + 0.5) / (having + 0.5));
}
