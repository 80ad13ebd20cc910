/** The part of a chunk in which most words of a question stand. */
import { oneLine, shortened } from '../report/safe-markdown.ts';
import type { MemoryIndex } from './index.ts';
import { anyOf } from './text-matches.ts';
import { invisibleSpace, partedWords, questionTerms } from './words.ts';

/** Words that a snippet has at most, and characters: some words have no end. */
const words = 32;
const mostCharacters = 300;

/**
 * One line for each chunk's text, chosen by the tokeniser of the index, so that what was found is what is shown. A
 * text without any of the words is shown from its start.
 */
export function snippetsOf(
  index: MemoryIndex,
  question: string,
  texts: readonly string[],
): readonly string[] {
  const found = new Map<number, string>();
  const terms = questionTerms(question);
  if (terms.length > 0) {
    for (const [row, text] of texts.entries()) {
      index.run('INSERT INTO temp.shown (rowid, text) VALUES (?, ?)', row, partedWords(text));
    }
    const sql = `SELECT rowid AS row, snippet(shown, 0, '', '', '…', ${words}) AS snippet
      FROM temp.shown WHERE shown MATCH ?`;
    for (const { row, snippet } of index.rows(sql, anyOf(terms))) found.set(Number(row), String(snippet));
    index.run('DELETE FROM temp.shown');
  }
  return texts.map((text, row) => {
    const snippet = found.get(row) ?? partedWords(text.slice(0, mostCharacters));
    return shortened(oneLine(snippet.replaceAll(invisibleSpace, '')), mostCharacters);
  });
}
