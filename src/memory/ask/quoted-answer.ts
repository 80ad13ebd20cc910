/** The answer without a model: the sentences of the files that fit the question best, word for word. */
import { likeliestLanguageOf } from '../../models/builtin/language/detect.ts';
import { sentencesOf } from '../../models/builtin/language/sentences.ts';
import { oneLine, shortened } from '../../report/safe-markdown.ts';
import type { MemoryIndex } from '../index.ts';
import type { Answered, Citation } from './answered.ts';
import { isCovered, type WantedWord, wantedWords, weightOf, wordsIn } from './coverage.ts';
import type { Passage } from './evidence.ts';

/** Sentences that are quoted at most, and the characters of one. */
const mostQuotes = 5;
const longestQuote = 500;
/** Sentences that are looked at. */
const mostSentences = 2000;
/** What stands around a sentence and in the title says what it is about, but does not say it. */
const aroundCounts = 0.4;
/** A sentence that fits less than so much as the best one is no help. */
const worthQuoting = 0.5;

/** What was found. */
export interface QuotedAnswer extends Pick<Answered, 'statements' | 'citations'> {
  /** Words of the question that none of the passages has. */
  readonly missing: readonly string[];
}

interface Candidate {
  readonly passage: Passage;
  readonly sentence: string;
  readonly at: number;
  readonly score: number;
}

/** Quotes what answers; no statements when nothing does. */
export function quotedAnswer(
  question: string,
  passages: readonly Passage[],
  index: MemoryIndex,
): QuotedAnswer {
  const wanted = wantedWords(question, index);
  const sentences = passages
    .flatMap((passage) => sentencesIn(passage.text).map((sentence) => ({ passage, sentence })))
    .slice(0, mostSentences);
  const heads = [...new Map(passages.map((passage) => [passage.file, passage])).values()];
  const inHeads = wordsIn(
    index,
    heads.map(({ title, path }) => `${title}\n${path}`),
    wanted,
  );
  const headOf = new Map(heads.map(({ file }, at) => [file, inHeads[at] ?? new Set<string>()]));
  const found = wordsIn(
    index,
    sentences.map(({ sentence }) => sentence),
    wanted,
  );
  const namesIn = namesOf(
    wanted,
    passages,
    sentences.map(({ passage }, at) => [passage, found[at]] as const),
  );
  const candidates = sentences.flatMap(({ passage, sentence }, at): readonly Candidate[] => {
    const own = found[at] ?? new Set();
    const beside = [at - 2, at - 1, at + 1, at + 2].flatMap((near) => {
      const isBeside = sentences[near]?.passage === passage;
      return isBeside ? [found[near] ?? new Set<string>()] : [];
    });
    const around = [
      ...beside,
      headOf.get(passage.file) ?? new Set<string>(),
      namesIn.get(passage) ?? new Set<string>(),
    ];
    if (own.size === 0 || !isCovered(wanted, own, ...around)) return [];
    const ownWeight = weightOf(wanted, own);
    const score = ownWeight + aroundCounts * (weightOf(wanted, own, ...around) - ownWeight);
    return [{ passage, sentence, at, score }];
  });
  const has = [...found, ...inHeads];
  const missing = wanted.filter(({ term }) => !has.some((set) => set.has(term))).map(({ term }) => term);
  return { ...quotesOf(bestOf(candidates)), missing };
}

/** A name may be said once for all that follows; a number belongs to its sentence. */
function namesOf(
  wanted: readonly WantedWord[],
  passages: readonly Passage[],
  found: readonly (readonly [Passage, ReadonlySet<string> | undefined])[],
): ReadonlyMap<Passage, ReadonlySet<string>> {
  const names = new Set(
    wanted.filter(({ term, named }) => named && !/\p{N}/u.test(term)).map(({ term }) => term),
  );
  const all = new Map(passages.map((passage) => [passage, new Set<string>()]));
  for (const [passage, words] of found) {
    for (const word of words ?? []) if (names.has(word)) all.get(passage)?.add(word);
  }
  return all;
}

/** The best, without repetition; those of one passage as they stand in it. */
function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  const ordered = candidates
    .toSorted((one, other) => other.score - one.score || one.at - other.at)
    .filter(({ sentence }) => {
      const key = oneLine(sentence).toLowerCase();
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  const least = (ordered[0]?.score ?? 0) * worthQuoting;
  return ordered.filter(({ score }) => score >= least).slice(0, mostQuotes);
}

function quotesOf(chosen: readonly Candidate[]): Pick<Answered, 'statements' | 'citations'> {
  const citations = chosen.map(({ passage, sentence }): Citation => {
    const { path, note, title, position, place, private: isPrivate } = passage;
    const quote = shortened(oneLine(sentence), longestQuote);
    return { path, note, title, position, place, private: isPrivate, quote };
  });
  const statements = citations.map(({ quote }, at) => ({ text: quote, quoted: true, citations: [at + 1] }));
  return { statements, citations };
}

/** What a list has before each of its items is no word of theirs. */
const listMark = /^\s*[-*+•]\s+/;

/** A line that goes on in small letters was only broken to fit a page; any other is a row, a field, a line of speech. */
function sentencesIn(text: string): readonly string[] {
  const language = likeliestLanguageOf(text);
  return text
    .replace(/[ \t]*\n[ \t]*(?=\p{Ll})/gu, ' ')
    .split('\n')
    .flatMap((line) => sentencesOf(line.replace(listMark, ''), language));
}
