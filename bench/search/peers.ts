/** Other search engines of this size, over title and text, on the same documents. */
import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search } from '@orama/orama';
import { stemmer } from '@orama/stemmers/english';
import MiniSearch from 'minisearch';
import type { CranfieldDocument } from './cranfield.ts';

/** A question → documents, best first, a hundred at most. */
export type Rank = (question: string) => Promise<readonly number[]>;

/**
 * As their guides show them, and with stems of English words, which two of them leave to whoever uses them. `fts5` is
 * SQLite's own, with stems: what ours stands on.
 */
export async function openPeers(
  documents: readonly CranfieldDocument[],
): Promise<Readonly<Record<string, Rank>>> {
  return {
    fts5: fts5(documents),
    minisearch: miniSearch(documents, false),
    minisearch_stemmed: miniSearch(documents, true),
    orama: await orama(documents, false),
    orama_stemmed: await orama(documents, true),
  };
}

function fts5(documents: readonly CranfieldDocument[]): Rank {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE words USING fts5(title, text, tokenize = 'porter unicode61')");
  const insert = database.prepare('INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)');
  for (const { id, title, text } of documents) insert.run(id, title, text);
  const ranked = database.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 100');
  return async (question) => {
    const words = question.match(/\w+/g) ?? [];
    return ranked.all(words.map((word) => `"${word}"`).join(' OR ')).map(({ rowid }) => Number(rowid));
  };
}

function miniSearch(documents: readonly CranfieldDocument[], stemmed: boolean): Rank {
  const index = new MiniSearch({
    fields: ['title', 'text'],
    ...(stemmed ? { processTerm: (term: string) => stemmer(term.toLowerCase()) } : {}),
  });
  index.addAll([...documents]);
  return async (question) =>
    index
      .search(question)
      .slice(0, 100)
      .map(({ id }) => Number(id));
}

async function orama(documents: readonly CranfieldDocument[], stemmed: boolean): Promise<Rank> {
  const database = create({
    schema: { title: 'string', text: 'string' } as const,
    ...(stemmed
      ? { components: { tokenizer: { language: 'english', stemming: true, stemmer } } }
      : { language: 'english' }),
  });
  await insertMultiple(
    database,
    documents.map(({ id, title, text }) => ({ id: String(id), title, text })),
  );
  // Any word will do (the default); it is the best that it offers here: a threshold of 0 asks for all words.
  return async (question) => {
    const { hits } = await search(database, { term: question, limit: 100 });
    return hits.map(({ id }) => Number(id));
  };
}
