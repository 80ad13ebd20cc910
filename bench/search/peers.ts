/** Other search engines of this size, over title and text, on the same documents. */
import { create, insertMultiple, search } from '@orama/orama';
import { stemmer } from '@orama/stemmers/english';
import MiniSearch from 'minisearch';
import type { CranfieldDocument } from './cranfield.ts';

/** A question → documents, best first, a hundred at most. */
export type Rank = (question: string) => Promise<readonly number[]>;

/** As their guides show them, and with stems of English words, which both leave to whoever uses them. */
export async function openPeers(
  documents: readonly CranfieldDocument[],
): Promise<Readonly<Record<string, Rank>>> {
  return {
    minisearch: miniSearch(documents, false),
    minisearch_stemmed: miniSearch(documents, true),
    orama: await orama(documents, false),
    orama_stemmed: await orama(documents, true),
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
