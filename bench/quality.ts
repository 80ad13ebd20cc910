/**
 * How good titles, summaries, tags, names and fields are: engines against documents with known answers.
 *
 * The documents (`bench/quality/`) are invented. An engine may be tuned on `development`; `held-out` was written
 * before that and is only judged. Every figure is from 0 to 1:
 *
 * - `title`: ROUGE-1 F1 (Lin, “ROUGE: A Package for Automatic Evaluation of Summaries”, 2004) of the title's words
 *   against the likest of the titles that a person might have given; mean of the documents.
 * - `summary`: the share of the document's facts that summary and key points say within 900 characters (450 in
 *   Japanese and Chinese): recall of facts (Nenkova and Passonneau, “Evaluating Content Selection in Summarization:
 *   The Pyramid Method”, 2004, with all weights one) under a limit of length as in DUC; mean of the documents.
 * - `tags`: harmonic mean of the share of given tags that are acceptable and the share of topics that a tag names;
 *   mean of the documents.
 * - `entities_f1`: F1 over all names, dates and amounts of all documents together (micro-average, as for CoNLL-2003,
 *   Tjong Kim Sang and De Meulder): the kind and the whole name must be right. Titles of people do not count.
 * - `fields_f1`: the same over the fields of invoices and receipts that stand as `label: value` among the key points.
 * - `language`: the share of documents whose language was told, “und” where it cannot be told.
 */

import type { Bench, Figures } from './bench-options.ts';
import { type DocumentSet, type JudgedDocument, loadDocuments } from './quality/documents.ts';
import { type Engine, openEngines } from './quality/engines.ts';
import { f1, summaryScore, tagScore, tallyEntities, tallyFields, titleScore } from './quality/scores.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function judge(engine: Engine, documents: readonly JudgedDocument[]): Promise<Figures> {
  const titles: number[] = [];
  const summaries: number[] = [];
  const tags: number[] = [];
  const languages: number[] = [];
  const entities = { right: 0, wrong: 0, missing: 0 };
  const fields = { right: 0, wrong: 0, missing: 0 };
  for (const document of documents) {
    const { expected } = document;
    const answer = await engine.answer(document);
    titles.push(titleScore(answer.summary.title, expected));
    summaries.push(summaryScore(answer.summary, expected));
    tags.push(tagScore(answer.summary.tags, expected));
    languages.push(expected.language.includes(answer.summary.language) ? 1 : 0);
    tallyEntities(entities, answer.entities, expected);
    tallyFields(fields, answer.summary.keyPoints, expected);
  }
  return {
    title: mean(titles),
    summary: mean(summaries),
    tags: mean(tags),
    entities_f1: f1(entities),
    fields_f1: f1(fields),
    language: mean(languages),
  };
}

const sets: readonly DocumentSet[] = ['held-out', 'development'];

/** `npm run bench -- quality`: an engine's own keys are of the held-out documents. */
export const quality: Bench = {
  files: 1000,
  async run({ files, say }) {
    const engines = await openEngines(say);
    const figures: Record<string, Figures> = {};
    try {
      for (const set of sets) {
        const documents = loadDocuments(set).slice(0, files);
        say(`${set}: ${documents.length} documents`);
        for (const engine of engines) {
          const judged = await judge(engine, documents);
          figures[engine.name] = set === 'held-out' ? judged : { ...figures[engine.name], [set]: judged };
        }
      }
    } finally {
      for (const engine of engines) await engine.close();
    }
    return figures;
  },
  table: (figures) =>
    Object.entries(figures).flatMap(([engine, judged]) =>
      typeof judged === 'number' ? [] : rowsOf(engine, judged),
    ),
};

function rowsOf(engine: string, { development, ...judged }: Figures) {
  return Object.entries(judged).map(([key, value]) => {
    const tuned = typeof development === 'object' ? ` (development ${development[key]})` : '';
    return [`${engine} ${key}`, `${value}${tuned}`, ''] as const;
  });
}
