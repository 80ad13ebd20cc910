/** Finds the words and short phrases that a person would look for. */
import {
  isCapitalised,
  isContentWord,
  isUnspaced,
  withoutElision,
  withoutGenitive,
  withoutMath,
  withoutZones,
  wordsOf,
} from './language/words.ts';
import { firstNames } from './names/first-names.ts';
import { legalForms } from './names/organisation-words.ts';
import { type NounSense, nounSense } from './nouns.ts';
import { type Outline, outlineOf } from './outline.ts';

const fewestTags = 3;
const mostTags = 8;
/** Reading on adds few new words. */
const mostCharacters = 60_000;

/** Longer pieces are no prose with paths in it, and patterns take their time. */
const longestWithPaths = 10_000;

/** How much a word in such a piece says about the text. */
const weights = { heading: 2, paragraph: 1, item: 1, row: 0.5, line: 1, code: 0 } as const;

/**
 * Up to eight tags, lower case, best first; fewer for a text with few words.
 * @param title Its words count more.
 */
export function tagsOf(outline: Outline, title: string, language: string): string[] {
  const tally: Tally = {
    counts: new Map(),
    phrases: new Map(),
    titled: new Set(),
    nouns: nounSense(language),
    language,
  };
  const titleWords = wordsOf(title, language);
  tally.nouns.learn(titleWords, true);
  count(tally, titleWords, 2, false);
  let characters = 0;
  for (const piece of outline.pieces) {
    if (characters > mostCharacters) break;
    characters += piece.text.length;
    const weight = weights[piece.kind];
    if (weight === 0) continue;
    const closed = piece.kind === 'heading' || piece.kind === 'row' || piece.kind === 'line';
    const clauses = (piece.kind === 'row' ? piece.cells : [withoutMath(withoutZones(piece.text))]).map(
      withoutPaths,
    );
    for (const clause of clauses.flatMap((one) => one.split(/[.,;:!?()"“”„«»|/\n、。「」·]+| [-–—] /))) {
      const words = wordsOf(clause, language);
      tally.nouns.learn(words, closed);
      count(tally, words, weight, true);
    }
  }
  return chosen(tally);
}

/** Tags of lines, each of which is about something. */
export function nounsIn(lines: string, language: string): string[] {
  return tagsOf(outlineOf(lines), '', language);
}

/** A path says where something is, not what a text is about; a file's ending says nothing either. */
function withoutPaths(text: string): string {
  if (text.length > longestWithPaths || !/[\p{L}\d)][./@]\p{L}/u.test(text)) return text;
  return text
    .replace(/https?:\/\/\S+|(?<!\S)\S{1,100}@\S+|(?<!\S)\S*\/\S*(?:\.\p{Ll}{1,5}\b|\/)\S*/gu, ' ')
    .replace(/(?<=[\p{L}\d])\.\p{Ll}{2,5}\b/gu, '');
}

const legalLower = new Set([...legalForms].map((form) => form.toLowerCase()));

/** 会 in 委員会: a part of a word. */
const isSingleHan = (word: string): boolean => word.length === 1 && /\p{Script=Han}/u.test(word);

/** What was counted so far. */
interface Tally {
  /** Weighted, of words and phrases. */
  readonly counts: Map<string, number>;
  /** How often each phrase stands in the text itself; its title is only a copy of a line. */
  readonly phrases: Map<string, number>;
  /** Phrases of the title. */
  readonly titled: Set<string>;
  readonly nouns: NounSense;
  readonly language: string;
}

/** Between the words of a phrase in the Romance languages: `état des lieux`, `bolsa de estudo`. */
const ofWords: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: new Set(['de', 'du', 'des', 'à', 'en']),
  es: new Set(['de', 'del']),
  it: new Set(['di', 'del', 'della', 'dei', 'delle', 'da']),
  pt: new Set(['de', 'do', 'da', 'dos', 'das']),
};

function count(tally: Tally, words: readonly string[], weight: number, isText: boolean): void {
  const { counts, language } = tally;
  let before: string | undefined;
  let between: string[] = [];
  let passing: 'name' | 'number' | undefined;
  const restart = (): void => {
    before = undefined;
    between = [];
  };
  for (const written of words) {
    const isCapital = isCapitalised(written);
    const word = withoutGenitive(withoutElision(written.toLowerCase(), language));
    const isPart = isSingleHan(word);
    passing = passedBy(written, passing, isCapital, isPart);
    if (passing !== undefined) {
      restart();
    } else if (isPart || isContentWord(word, language)) {
      // German writes its nouns with a capital; its other words make poor tags.
      const worth = weight * (language !== 'de' || isCapital ? 1 : 0.4);
      if (!isPart) counts.set(word, (counts.get(word) ?? 0) + worth);
      if (before !== undefined && before !== word) {
        countPhrase(tally, phraseOf(before, between, written.toLowerCase()), worth, isText);
      }
      before = word;
      between = [];
    } else if (before !== undefined && between.length === 0 && ofWords[language]?.has(word)) {
      between = [word];
    } else {
      restart();
    }
  }
}

/** People are found elsewhere, and what is counted by a number is no topic. */
function passedBy(
  written: string,
  passing: 'name' | 'number' | undefined,
  isCapital: boolean,
  isPart: boolean,
): 'name' | 'number' | undefined {
  if (legalForms.has(written)) return undefined;
  if (firstNames.has(written) || (passing === 'name' && isCapital)) return 'name';
  return /^\d+$/.test(written) || (passing === 'number' && isPart) ? 'number' : undefined;
}

function phraseOf(before: string, between: readonly string[], word: string): string {
  return isUnspaced(before) ? `${before}${word}` : [before, ...between, word].join(' ');
}

function countPhrase(
  { counts, phrases, titled }: Tally,
  phrase: string,
  worth: number,
  isText: boolean,
): void {
  counts.set(phrase, (counts.get(phrase) ?? 0) + worth);
  phrases.set(phrase, (phrases.get(phrase) ?? 0) + (isText ? 1 : 0));
  if (!isText) titled.add(phrase);
}

function chosen({ counts, phrases, titled, nouns, language }: Tally): string[] {
  const isTag = (tag: string): boolean => {
    const times = phrases.get(tag);
    if (times === undefined) return !legalLower.has(tag) && nouns.isThing(tag);
    // A phrase that comes once is chance, unless it is the title's; one that comes again means more than a word.
    const isTitled = titled.has(tag) && language !== 'de' && !isUnspaced(tag) && !/^\S+ing /.test(tag);
    if (times < 2 && !isTitled) return false;
    const words = tag.split(' ');
    const [first = ''] = words;
    return words.length === 1 || (nouns.isThing(words.at(-1) ?? '') && nouns.mayLead(first));
  };
  const scored = [...counts]
    .filter(([tag]) => isTag(tag))
    .map(([tag, times]) => ({
      tag,
      times,
      score:
        times * (phrases.has(tag) ? 1.7 : 1) * Math.min(1, 0.6 + tag.length / (isUnspaced(tag) ? 8 : 20)),
    }))
    .sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1));
  const tags: string[] = [];
  for (const { tag, times } of scored) {
    if (tags.length >= mostTags) break;
    if (times < 2 && tags.length >= fewestTags) break;
    if (!tags.some((other) => isSameTopic(tag, other, counts))) tags.push(tag);
  }
  // A word that was chosen before the phrase around it.
  return tags.filter(
    (tag) => phrases.has(tag) || !tags.some((other) => other !== tag && isSameTopic(tag, other, counts)),
  );
}

/** The plural of a tag, a word that comes mostly within a chosen phrase, or a phrase around a chosen word. */
function isSameTopic(tag: string, other: string, counts: ReadonlyMap<string, number>): boolean {
  if (isUnspaced(tag)) return other.includes(tag) || tag.includes(other);
  if (tag === `${other}s` || other === `${tag}s` || tag === `${other}es` || other === `${tag}es`) return true;
  const words = tag.split(' ');
  const otherWords = other.split(' ');
  if (words.length === 1 && otherWords.includes(tag))
    return (counts.get(other) ?? 0) * 4 >= (counts.get(tag) ?? 0);
  if (words.length > 1 && otherWords.length > 1) {
    return words.some((word) => word.length > 3 && otherWords.includes(word));
  }
  return words.includes(other) && (counts.get(tag) ?? 0) * 2 < (counts.get(other) ?? 0);
}
