/** Which words of a question matter, and how far a text has them: the ground on which "not in your files" is said. */
import { likeliestLanguageOf } from '../../models/builtin/language/detect.ts';
import { isEnded, sentencesOf } from '../../models/builtin/language/sentences.ts';
import { stopWordsOf } from '../../models/builtin/language/stop-words.ts';
import type { MemoryIndex } from '../index.ts';
import { anyOf } from '../text-matches.ts';
import { partedWords, questionTerms } from '../words.ts';

/** A word of the question. */
export interface WantedWord {
  readonly term: string;
  /** The rarer it is in the files, the more it matters. */
  readonly weight: number;
  /** A name or a number: nothing else may stand for it. */
  readonly named: boolean;
}

/**
 * The part of the weight of all words that a text must have to count as an answer, and of those that are no names: who
 * asks when somebody was born is not answered by the name (`test/memory/ask/quoted-answer.test.ts` holds them to it).
 */
const enough = { all: 0.6, others: 0.5 } as const;

/** A word that stands in none of the files counts so many times the rarest: what is asked for may not be there at all. */
const nowhere = 1.4;

/** Words with which one asks; they say nothing of what is asked for. */
const asking: ReadonlySet<string> = new Set(
  [
    'when does did name tell show list find give say says please know many much any mention mentioned according file files',
    'document documents note notes high old long far large often hoch lange alt weit gross groß oft zeig zeige nenne sag',
    'bitte datei dateien dokument dokumente notiz notizen laut combien quand quel quelle montre donne dis fichier',
    'fichiers cuánto cuánta cuántos cuántas cuándo quién quiénes qué cuál cuáles dónde cómo quanto quanta quando quale',
    'dove quem onde qual сколько когда кто где какой какая что 何 誰 いつ どこ 幾ら いくら 什么 什么时候 谁 哪里 哪个 多少',
    '多少钱 怎么 几',
  ].flatMap((words) => words.split(' ')),
);

/** The words that an answer must have, with their weights. The sentences that ask count; what is told around them does not. */
export function wantedWords(question: string, index: MemoryIndex): readonly WantedWord[] {
  const language = likeliestLanguageOf(question);
  const sentences = question.split('\n').flatMap((line) => sentencesOf(line, language));
  const asks = sentences.filter((sentence) => isEnded(sentence) && /[?？؟]["'”’»)]*$/.test(sentence));
  const text = asks.length > 0 ? asks.join(' ') : question;
  const all = questionTerms(text);
  const named = namedWords(text, language);
  const small = stopWordsOf(language);
  const telling = all.filter((term) => {
    const isSmall = asking.has(term) || small.has(term) || /^[a-z]$/.test(term);
    return named.has(term) || !isSmall;
  });
  const chunks = Number(index.rows('SELECT count(*) AS chunks FROM chunk')[0]?.chunks ?? 0);
  return (telling.length > 0 ? telling : all).map((term) => {
    const sql = 'SELECT count(*) AS chunks FROM words WHERE words MATCH ?';
    const having = Number(index.rows(sql, anyOf([term]))[0]?.chunks ?? 0);
    const rarity = Math.log(1 + chunks / (Math.max(1, having) + 0.5));
    return { term, weight: having === 0 ? nowhere * rarity : rarity, named: named.has(term) };
  });
}

/** Numbers, and words that begin with a capital without beginning a sentence; in German, every noun does. */
function namedWords(text: string, language: string): ReadonlySet<string> {
  const words = [...text.normalize('NFKC').matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const named = words.filter(({ 0: word, index }) => {
    if (/\p{N}/u.test(word)) return true;
    const begins = /(?:^|[.!?:"“„«(¿¡\n])\s*$/u.test(text.slice(0, index));
    return /^\p{Lu}/u.test(word) && !begins && (language !== 'de' || /^\p{Lu}{2,}$/u.test(word));
  });
  return new Set(named.map(([word]) => word.toLowerCase()));
}

/** For each text, which of the words it has in some form, by the tokeniser of the index. */
export function wordsIn(
  index: MemoryIndex,
  texts: readonly string[],
  wanted: readonly WantedWord[],
): readonly ReadonlySet<string>[] {
  const found = texts.map(() => new Set<string>());
  for (const [row, text] of texts.entries()) {
    index.run('INSERT INTO temp.shown (rowid, text) VALUES (?, ?)', row, partedWords(text));
  }
  for (const { term } of wanted) {
    for (const { row } of index.rows(
      'SELECT rowid AS row FROM temp.shown WHERE shown MATCH ?',
      anyOf([term]),
    )) {
      found[Number(row)]?.add(term);
    }
  }
  index.run('DELETE FROM temp.shown');
  return found;
}

/** The weight of those of the words that stand in all of these sets together. */
export function weightOf(wanted: readonly WantedWord[], ...sets: readonly ReadonlySet<string>[]): number {
  return wanted.reduce(
    (sum, { term, weight }) => (sets.some((set) => set.has(term)) ? sum + weight : sum),
    0,
  );
}

/** Whether a text with these words can be an answer: every name and number of the question, and most of the rest. */
export function isCovered(wanted: readonly WantedWord[], ...sets: readonly ReadonlySet<string>[]): boolean {
  const others = wanted.filter(({ named }) => !named);
  const hasNames = wanted.every(({ term, named }) => !named || sets.some((set) => set.has(term)));
  const has = (words: readonly WantedWord[], part: number): boolean => {
    const all = words.reduce((sum, { weight }) => sum + weight, 0);
    return weightOf(words, ...sets) >= part * all;
  };
  return wanted.length > 0 && hasNames && has(wanted, enough.all) && has(others, enough.others);
}
