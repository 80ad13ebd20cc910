/** Chunks by their words: BM25 over title, tags, summary and text (https://www.sqlite.org/fts5.html#the_bm25_function). */
import type { Filter } from './filter.ts';
import type { MemoryIndex } from './index.ts';
import { believed, relatedWords } from './related-words.ts';
import { questionTerms } from './words.ts';

/** A chunk and how well it answers: the more the better, to be compared within one list only. */
export interface Match {
  readonly chunk: number;
  readonly score: number;
}

/** How many chunks are wanted, and among which. */
export interface Among {
  readonly limit: number;
  readonly filter?: Filter | undefined;
}

/** What a word in the title, the tags, the summary and the text weighs (`npm run bench -- search`, odd queries). */
const weights = '3, 0.5, 1, 1';

/**
 * Chunks that are scored at most, for the words of a question together. Beyond that the words that stand in most
 * chunks, which tell least, choose none; they still count in those that the others choose.
 */
const mostScored = 20_000;
/** A word that stands in more chunks is no help to find others. */
const mostRelated = 2000;

const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;

/** An expression of FTS5 for chunks with any of these words. Every word is quoted, so none of them is an operator. */
export function anyOf(terms: readonly string[]): string {
  return terms.map(quoted).join(' OR ');
}

/**
 * The best chunks, best first; none when the question has no word, or nothing has one of them. They are looked for
 * twice: what is found first says which other words belong to the matter. Those choose nothing, they only move what
 * has a word of the question, and each weighs half of one.
 */
export function textMatches(index: MemoryIndex, question: string, among: Among): readonly Match[] {
  const terms = questionTerms(question);
  const { choosing, counting } = bounded(index, terms);
  if (choosing.length === 0) return [];
  const chosen = `(${anyOf(choosing)})`;
  const expression = counting.length === 0 ? chosen : `${chosen} AND (${anyOf([...choosing, ...counting])})`;
  const first = ranked(index, expression, among);
  const related = first.length > believed ? relatedTo(index, terms, first.slice(0, believed)) : [];
  if (related.length === 0) return first;
  return ranked(index, `${chosen} AND (${anyOf([...choosing, ...counting, ...related])})`, among);
}

function ranked(index: MemoryIndex, expression: string, { limit, filter }: Among): readonly Match[] {
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

/** Those of these chunks whose own text has a word of the question. */
export function withOwnWords(
  index: MemoryIndex,
  question: string,
  matches: readonly Match[],
): ReadonlySet<number> {
  const terms = questionTerms(question);
  if (terms.length === 0) return new Set();
  const sql = `SELECT rowid AS chunk FROM words
    WHERE words MATCH ? AND rowid IN (SELECT value FROM json_each(?))`;
  const chunks = JSON.stringify(matches.map(({ chunk }) => chunk));
  return new Set(index.rows(sql, `text : (${anyOf(terms)})`, chunks).map(({ chunk }) => Number(chunk)));
}

/** Which words choose the chunks that are scored, and which only count in them. Words that nothing has are left out. */
function bounded(
  index: MemoryIndex,
  terms: readonly string[],
): { readonly choosing: readonly string[]; readonly counting: readonly string[] } {
  const counted = terms
    .map((term) => ({ term, chunks: chunksWith(index, term, -1) }))
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
  return { choosing, counting };
}

function relatedTo(
  index: MemoryIndex,
  terms: readonly string[],
  matches: readonly Match[],
): readonly string[] {
  const sql = 'SELECT title, text FROM chunk JOIN file ON file.id = chunk.file WHERE chunk.id = ?';
  const texts = matches.map(({ chunk }) => {
    const [row] = index.rows(sql, chunk);
    return `${row?.title ?? ''}\n${row?.text ?? ''}`;
  });
  const [all] = index.rows('SELECT count(*) AS chunks FROM chunk');
  return relatedWords({
    terms,
    matches,
    texts,
    chunks: Number(all?.chunks),
    chunksWith: (term) => {
      const chunks = chunksWith(index, term, mostRelated);
      return chunks < mostRelated ? chunks : undefined;
    },
  });
}

/** @param most Where counting stops; −1 for never. */
function chunksWith(index: MemoryIndex, term: string, most: number): number {
  const sql = 'SELECT count(*) AS chunks FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)';
  return Number(index.rows(sql, quoted(term), most)[0]?.chunks ?? 0);
}
