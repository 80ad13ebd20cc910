/** Finds the words and short phrases that a person would look for. */
import { isContentWord, isUnspaced, withoutElision, wordsOf } from './language/words.ts';
import { firstNames } from './names/first-names.ts';
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
  const tally: Tally = { counts: new Map(), phrases: new Map(), nouns: nounSense(language), language };
  tally.nouns.learn(title, true);
  count(tally, title, 2, false);
  let characters = 0;
  for (const piece of outline.pieces) {
    if (characters > mostCharacters) break;
    characters += piece.text.length;
    const weight = weights[piece.kind];
    if (weight === 0) continue;
    const closed = piece.kind === 'heading' || piece.kind === 'row' || piece.kind === 'line';
    const clauses = (piece.kind === 'row' ? piece.cells : [piece.text]).map(withoutPaths);
    for (const clause of clauses.flatMap((one) => one.split(/[.,;:!?()"“”„«»|/\n、。「」·]+| [-–—] /))) {
      tally.nouns.learn(clause, closed);
      count(tally, clause, weight, true);
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

/** What was counted so far. */
interface Tally {
  /** Weighted, of words and phrases. */
  readonly counts: Map<string, number>;
  /** How often each phrase stands in the text itself; its title is only a copy of a line. */
  readonly phrases: Map<string, number>;
  readonly nouns: NounSense;
  readonly language: string;
}

function count({ counts, phrases, language }: Tally, clause: string, weight: number, isText: boolean): void {
  let before: string | undefined;
  let named = false;
  for (const written of wordsOf(clause, language)) {
    const isCapital = /^\p{Lu}/u.test(written);
    // People are found elsewhere.
    if (firstNames.has(written) || (named && isCapital)) {
      named = true;
      before = undefined;
      continue;
    }
    named = false;
    const word = withoutElision(written.toLowerCase(), language).replace(/['’]s$/, '');
    if (!isContentWord(word, language)) {
      before = undefined;
      continue;
    }
    // German writes its nouns with a capital; its other words make poor tags.
    const noun = language !== 'de' || isCapital;
    counts.set(word, (counts.get(word) ?? 0) + weight * (noun ? 1 : 0.4));
    if (before !== undefined && before !== word) {
      const phrase = isUnspaced(before) ? `${before}${word}` : `${before} ${word}`;
      counts.set(phrase, (counts.get(phrase) ?? 0) + weight * (noun ? 1 : 0.4));
      phrases.set(phrase, (phrases.get(phrase) ?? 0) + (isText ? 1 : 0));
    }
    before = word;
  }
}

function chosen({ counts, phrases, nouns }: Tally): string[] {
  const isTag = (tag: string): boolean => {
    const times = phrases.get(tag);
    if (times === undefined) return nouns.isThing(tag);
    // A phrase that comes once is chance; one that comes again means more than a word.
    if (times < 2) return false;
    const [first = '', second] = tag.split(' ');
    return second === undefined || (nouns.isThing(second) && nouns.mayLead(first));
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
  if (words.length === 2 && otherWords.length === 2) return words.some((word) => otherWords.includes(word));
  return words.includes(other) && (counts.get(tag) ?? 0) * 2 < (counts.get(other) ?? 0);
}
