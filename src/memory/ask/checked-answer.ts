/** What is believed of a model's answer: the sentences whose citations stand in the passages. Pure. */
import { oneLine, shortened } from '../../report/safe-markdown.ts';
import { partedWords, tellingWords } from '../words.ts';
import type { Answered, Citation, Statement } from './answered.ts';
import type { Passage } from './evidence.ts';
import type { ModelAnswer } from './prompt.ts';

/** What is left of an answer. */
export interface CheckedAnswer extends Pick<Answered, 'statements' | 'citations'> {
  /** Sentences that nothing in the passages bears out. */
  readonly dropped: number;
}

/** Characters; a longer quote is the whole passage, and a longer sentence no sentence. */
const longestQuote = 500;
const longestStatement = 1000;
/** The part of a sentence's words that must stand in what it cites, or in the question. */
const knownWords = 0.5;
/** Letters by which two forms of a word are taken for one. */
const sameStart = 5;

/** Keeps what holds. @param passages As they were numbered in the prompt. */
export function checkedAnswer(
  answer: ModelAnswer,
  question: string,
  passages: readonly Passage[],
): CheckedAnswer {
  const citations: Citation[] = [];
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for (const { statement, citations: named } of answer.statements) {
    const text = shortened(oneLine(statement), longestStatement);
    const cited = named.flatMap(({ passage, quote }) => citationOf(passages[passage - 1], quote));
    if (cited.length === 0 || !isBorneOut(text, question, cited)) continue;
    if (seen.has(text)) continue;
    seen.add(text);
    const numbers = cited.map(({ citation }) => numberOf(citation, citations));
    statements.push({ text, quoted: false, citations: [...new Set(numbers)] });
  }
  const stated = new Set(
    answer.statements.map(({ statement }) => shortened(oneLine(statement), longestStatement)),
  );
  return { statements, citations, dropped: stated.size - statements.length };
}

interface Cited {
  readonly citation: Citation;
  readonly passage: Passage;
}

/** The citation, as the passage has the words; none when it has not. */
function citationOf(passage: Passage | undefined, quote: string): readonly Cited[] {
  if (passage === undefined) return [];
  const page = pageOf(passage.text);
  const whole = pageOf(quote).folded;
  if (!/[\p{L}\p{N}]{2}/u.test(whole)) return [];
  // Models put marks around what they quote.
  const bare = whole.replace(/^[\s"'.…]+|[\s"'.…]+$/g, '');
  const sought = standsAt(page.folded, whole) === -1 ? bare : whole;
  const at = standsAt(page.folded, sought);
  if (at === -1) return [];
  const { path, note, title, position, place, private: isPrivate } = passage;
  const written = shortened(page.written.slice(at, at + sought.length), longestQuote);
  return [{ citation: { path, note, title, position, place, private: isPrivate, quote: written }, passage }];
}

/** Where it stands and is no part of a longer word or number, or -1. */
function standsAt(text: string, sought: string): number {
  const joins = (one: string, other: string): boolean =>
    /^[\p{L}\p{N}]{2}$/u.test(one + other) && !unspaced.test(one) && !unspaced.test(other);
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    const begins = !joins(text.charAt(at - 1), sought.charAt(0));
    const ends = !joins(sought.charAt(sought.length - 1), text.charAt(end));
    // Half a number is another number: "1,3" of "1,380".
    const cuts = /\d$/.test(sought) && /^[.,]\d/.test(text.slice(end, end + 2));
    const cutsStart = /^\d/.test(sought) && /\d[.,]$/.test(text.slice(Math.max(0, at - 2), at));
    if (begins && ends && !cuts && !cutsStart) return at;
  }
  return -1;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A text on one line, and the same folded letter for letter: small, with plain quotation marks and dashes. */
function pageOf(text: string): { readonly written: string; readonly folded: string } {
  const written = oneLine(text.normalize('NFC'));
  const folded = Array.from(written, (character) => {
    const plain = /[“”„«»]/.test(character)
      ? '"'
      : /[‘’‚]/.test(character)
        ? "'"
        : /[‐-―−]/.test(character)
          ? '-'
          : character.toLowerCase();
    return plain.length === character.length ? plain : character;
  }).join('');
  return { written, folded };
}

function numberOf(citation: Citation, citations: Citation[]): number {
  const known = citations.findIndex(({ note, position, quote }) => {
    return note === citation.note && position === citation.position && quote === citation.quote;
  });
  return known === -1 ? citations.push(citation) : known + 1;
}

/** Every number of it stands in what it cites, and most of its words there or in the question. */
function isBorneOut(statement: string, question: string, cited: readonly Cited[]): boolean {
  const grounds = cited.map(({ passage }) => `${passage.title}\n${passage.text}`).join('\n');
  const numbers = numbersIn(grounds);
  if (![...numbersIn(statement)].every((number) => numbers.has(number))) return false;
  const [words = []] = tellingWords([statement]);
  const known = new Set(allWords(`${grounds}\n${question}`).map(startOf));
  const share = words.filter((word) => known.has(startOf(word))).length;
  return share >= knownWords * words.length;
}

const allWords = (text: string): readonly string[] =>
  partedWords(text.toLowerCase()).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
const startOf = (word: string): string => word.slice(0, sameStart);

/** Numbers, whatever parts their thousands: `1,380` is `1380`; `2026-05-04` and `4.5.2026` are 2026, 5 and 4. */
export function numbersIn(text: string): ReadonlySet<string> {
  const found = text.normalize('NFKC').match(/\d+(?:[.,'’ ](?=\d{3}(?!\d))\d+|[.,]\d+)*/g) ?? [];
  return new Set(found.flatMap(plainNumbers));
}

function plainNumbers(written: string): readonly string[] {
  const whole = written.replace(/[.,'’ ](?=\d{3}(?!\d))/g, '').replaceAll(',', '.');
  const parts = whole.split('.');
  const numbers = parts.length === 2 ? [whole.replace(/\.?0+$/, '')] : parts;
  return numbers.map((number) => number.replace(/^0+(?=\d)/, ''));
}
