/** Chunks by their words: BM25 over title, tags and text (https://www.sqlite.org/fts5.html#the_bm25_function). */
import type { Filter } from './filter.ts';
import type { MemoryIndex } from './index.ts';
import { questionTerms } from './words.ts';

/** A chunk and how well it answers: the more the better, to be compared within one list only. */
export interface Match {
  readonly chunk: number;
  readonly score: number;
}

/** What a word in the title, the tags and the text weighs (`npm run bench -- search`, on the odd queries). */
const weights = '3, 2, 1';

/**
 * Chunks that are scored at most, for each word of a question together. Beyond that the words that stand in most
 * chunks, which tell least, choose none; they still count in those that the others choose.
 */
const mostScored = 40_000;

const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;
const anyOf = (terms: readonly string[]): string => terms.map(quoted).join(' OR ');

/** An expression of FTS5 for chunks with any of these words. Every word is quoted, so none of them is an operator. */
export function expressionOf(terms: readonly string[]): string {
  return anyOf(terms);
}

/** The best `limit` chunks, best first; none when the question has no word, or nothing has one of them. */
export function textMatches(
  index: MemoryIndex,
  question: string,
  { limit, filter }: { readonly limit: number; readonly filter?: Filter | undefined },
): readonly Match[] {
  const expression = boundedExpression(index, questionTerms(question));
  if (expression === undefined) return [];
  const among = filter ? 'AND +rowid IN (SELECT value FROM json_each(?))' : '';
  // The newest, where even one word has too many.
  const sql = `SELECT chunk, score FROM (
      SELECT rowid AS chunk, -bm25(words, ${weights}) AS score FROM words
      WHERE words MATCH ? ${among} ORDER BY rowid DESC LIMIT ${mostScored}
    ) ORDER BY score DESC, chunk LIMIT ?`;
  const values = filter ? [expression, filter.chunks, limit] : [expression, limit];
  return index
    .rows(sql, ...values)
    .map(({ chunk, score }) => ({ chunk: Number(chunk), score: Number(score) }));
}

function boundedExpression(index: MemoryIndex, terms: readonly string[]): string | undefined {
  const counted = terms
    .map((term) => ({ term, chunks: chunksWith(index, term) }))
    .filter(({ chunks }) => chunks > 0)
    .sort((one, other) => one.chunks - other.chunks);
  let scored = 0;
  const choosing: string[] = [];
  const counting: string[] = [];
  for (const { term, chunks } of counted) {
    scored += chunks;
    if (choosing.length === 0 || scored <= mostScored) choosing.push(term);
    else counting.push(term);
  }
  if (choosing.length === 0) return undefined;
  if (counting.length === 0) return anyOf(choosing);
  return `(${anyOf(choosing)}) AND (${anyOf([...choosing, ...counting])})`;
}

function chunksWith(index: MemoryIndex, term: string): number {
  const [row] = index.rows('SELECT count(*) AS chunks FROM words WHERE words MATCH ?', quoted(term));
  return Number(row?.chunks ?? 0);
}
