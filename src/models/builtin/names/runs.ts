/** Runs of words with a capital: every name is one, or a part of one. Found once, and looked at by all who seek names. */
import { withoutGenitive } from '../language/words.ts';

/** A word with a capital, and what stands between it and the one before. */
export interface CapitalWord {
  /** Without a full stop or an apostrophe at its end. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** The small words before it within the run: `of the`, `&`; empty when there are none. */
  readonly joint: string;
}

/** Words with a capital that follow each other, with small words such as `of` between them at most. */
export interface Run {
  readonly words: readonly CapitalWord[];
  readonly at: number;
  readonly end: number;
}

const wordPattern =
  /(?<![\p{L}\p{M}\d])(?:\p{Lu}|\d{1,2}\p{Lu}(?=\p{Ll}))[\p{L}\p{M}\d]*(?:[.’'&-][\p{L}\p{M}\d]+)*\.?/gu;
const joints =
  'of|for|the|and|de|des|du|da|do|dos|das|di|del|della|delle|dell|dei|degli|la|las|los|le|les|lo|el|für|der|den|dem|und|' +
  'van|von|vom|voor|ten|ter|te|en|et|e|y|i|zu|zum|zur|am|an|im|in|bin|al|ibn|at';
const jointPattern = new RegExp(
  `^[ \\u00a0](?:(?:(?:${joints}|&|\\+)[ \\u00a0]|(?:d|l|de l|dell)['’])){0,3}$`,
  'u',
);
/** The longest text that may join two words. */
const longestJoint = 14;
/** A name has fewer words; more in one run is shouting, or a table without bars. */
const mostWords = 40;

/** A dot after one of these belongs to it. */
const dotted =
  /^(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Sra|Sig|Dott|Inc|Corp|Ltd|Co|Lda|Bros|Str|\p{Lu}(?:\.\p{L})+)$/u;

/** All runs of `text`, in order. */
export function runsIn(text: string): Run[] {
  const runs: Run[] = [];
  let words: CapitalWord[] = [];
  let broken = true;
  const close = (): void => {
    const [first] = words;
    const last = words.at(-1);
    if (first && last) runs.push({ words, at: first.at, end: last.end });
    words = [];
  };
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const [whole] = match;
    const at = match.index;
    const joint = broken || at - end > longestJoint ? undefined : jointOf(text.slice(end, at));
    if (joint === undefined || words.length >= mostWords) close();
    const bare = whole.endsWith('.') && !dotted.test(whole.slice(0, -1)) ? whole.slice(0, -1) : whole;
    const word = withoutGenitive(bare);
    words.push({ text: word, at, end: at + word.length, joint: words.length === 0 ? '' : (joint ?? '') });
    // A full stop or an ending ends the run.
    broken = word !== whole;
    end = at + word.length;
  }
  close();
  return runs;
}

/** The small words of a joint, or undefined when the text between is none. */
function jointOf(between: string): string | undefined {
  if (between === ' ') return '';
  return jointPattern.test(between) ? between.trim() : undefined;
}

/** The words from one place of a run to another, as they are written in `text`. */
export function wordsOfRun(text: string, run: Run, from: number, to: number): string {
  return text.slice(run.words[from]?.at ?? run.at, run.words[to]?.end ?? run.end);
}
