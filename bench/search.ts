/**
 * How good and how fast the search is: Cranfield by our index and by others, and 100,000 chunks in a process of its own.
 *
 * Weights were chosen on the odd queries; `held_back` are the even ones. Fusion is measured with an embedding model where
 * Ollama has one; what is said of a new order, and of fusion besides, is said of a stand-in (`bench/search/stand-in.ts`).
 */
import { mkdirSync } from 'node:fs';
import type { Root } from '../src/folders/root.ts';
import { rootAt } from '../src/folders/root.ts';
import { type SearchRequest, searchMemory } from '../src/memory/search.ts';
import { Vectors } from '../src/memory/vectors.ts';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { randomOf } from './random.ts';
import { withScratchFolder } from './scratch.ts';
import { type Cranfield, type CranfieldQuery, loadCranfield } from './search/cranfield.ts';
import { withEmbeddingModel } from './search/embedding-model.ts';
import { documentOf, openOwn } from './search/own.ts';
import { openPeers, type Rank } from './search/peers.ts';
import { gain, mean, ndcg10, recall100 } from './search/scores.ts';
import { learnStandIn } from './search/stand-in.ts';
import type { BuildFigures, SpeedFigures, SpeedRequest } from './search-child.ts';

/** One score for each query, in their order. */
interface Scores {
  readonly ndcg10: readonly number[];
  readonly recall100: readonly number[];
}

async function judge(queries: readonly CranfieldQuery[], rank: Rank): Promise<Scores> {
  const scores: { ndcg10: number[]; recall100: number[] } = { ndcg10: [], recall100: [] };
  for (const { text, relevant } of queries) {
    const ranking = await rank(text);
    scores.ndcg10.push(ndcg10(ranking, relevant));
    scores.recall100.push(recall100(ranking, relevant));
  }
  return scores;
}

const means = ({ ndcg10, recall100 }: Scores): Figures => ({
  ndcg10: mean(ndcg10),
  recall100: mean(recall100),
});

/** The scores of those queries whose number leaves `rest` when it is halved. */
function half(queries: readonly CranfieldQuery[], scores: Scores, rest: number): Scores {
  const those = (values: readonly number[]) => values.filter((_, at) => (queries[at]?.id ?? 0) % 2 === rest);
  return { ndcg10: those(scores.ndcg10), recall100: those(scores.recall100) };
}

/** Scores with the mean gain over those without, and the ends of its interval of 95 %. */
function compared(scores: Scores, without: Scores, seed: number): Figures {
  const of = (key: keyof Scores) => gain(scores[key], without[key], randomOf(seed));
  const [ndcg, recall] = [of('ndcg10'), of('recall100')];
  return {
    ...means(scores),
    ...{ ndcg10_gain: ndcg.mean, ndcg10_gain_low: ndcg.low, ndcg10_gain_high: ndcg.high },
    ...{ recall100_gain: recall.mean, recall100_gain_low: recall.low, recall100_gain_high: recall.high },
  };
}

/** Gives every chunk a vector of the stand-in; gives what makes one of a question. */
function embedAll(vectors: Vectors, seed: number): (text: string) => Float32Array {
  const chunks = vectors.missing(1_000_000);
  const embed = learnStandIn(
    chunks.map(({ text }) => text),
    randomOf(seed),
  );
  vectors.use({ spec: 'stand-in', dimension: embed('').length });
  vectors.put(chunks.map(({ chunk, text }) => ({ chunk, vector: embed(text) })));
  return embed;
}

const cosine = (one: Float32Array, other: Float32Array): number => {
  const product = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  return product / (Math.hypot(...one) * Math.hypot(...other) || 1);
};

async function quality(
  { documents, queries }: Cranfield,
  root: Root,
  { seed, say }: BenchOptions,
): Promise<Figures> {
  say('our notes of the abstracts');
  const index = await openOwn(root, documents);
  try {
    const search = (more: (question: string) => Partial<SearchRequest>): Promise<Scores> =>
      judge(queries, async (question) => {
        const hits = await searchMemory(root, index, { question, limit: 100, ...more(question) });
        return hits.map(({ note }) => documentOf(note));
      });
    const own = await search(() => ({}));
    say('the others');
    const peers: Record<string, Figures> = {};
    let fts5: Scores = own;
    for (const [name, rank] of Object.entries(await openPeers(documents))) {
      const scores = await judge(queries, rank);
      peers[name] = means(scores);
      if (name === 'fts5') fts5 = scores;
    }
    say('with the stand-in for an embedding model');
    const vectors = new Vectors(index);
    const embed = embedAll(vectors, seed);
    const fused = await search((question) => ({ meaning: { vectors, vector: embed(question) } }));
    const reranked = await search(() => ({
      rerank: async (question, passages) =>
        passages.map((passage) => cosine(embed(question), embed(passage))),
    }));
    say('with an embedding model');
    const model = await withEmbeddingModel(async ({ spec, embedAll: embedWith, vectorOf }) => {
      await embedWith(vectors);
      const questions = new Map<string, Float32Array>();
      for (const { text } of queries) questions.set(text, await vectorOf(text));
      const meant = await search((question) => ({
        meaning: { vectors, vector: questions.get(question) ?? new Float32Array() },
      }));
      return { [spec]: compared(meant, own, seed) };
    });
    if (!model) say('There is none at OLLAMA_HOST, so nothing is said of one.');
    return {
      ...means(own),
      held_back: means(half(queries, own, 0)),
      tuned_on: means(half(queries, own, 1)),
      peers,
      over_fts5: compared(own, fts5, seed),
      ...(model && { fusion: model }),
      fusion_stand_in: compared(fused, own, seed),
      rerank_stand_in: compared(reranked, own, seed),
    };
  } finally {
    index.close();
  }
}

/** Asks a process of its own, so that the memory of one task is not another's. */
async function inChild<Answer>(request: SpeedRequest): Promise<Answer> {
  const child = new Child('./search-child.ts');
  try {
    return await child.ask<Answer>(request);
  } finally {
    await child.close();
  }
}

async function speed(root: string, { files, rounds, seed, say }: BenchOptions): Promise<Figures> {
  const request = { root, chunks: files, questions: rounds * 10, seed };
  say(`an index of ${files} chunks`);
  const built = await inChild<BuildFigures>({ type: 'build', ...request });
  say(`${request.questions} questions and changes`);
  const figures = await inChild<SpeedFigures>({ type: 'measure', ...request });
  return {
    text_ms_100k: figures.textMs,
    hybrid_ms_100k: figures.hybridMs,
    update_ms_100k: figures.updateMs,
    rss_mb_100k: figures.rssMb,
    vectors_mb_100k: figures.vectorsMb,
    load_vectors_ms_100k: figures.loadMs,
    index_mb_100k: figures.indexMb,
    build_s_100k: built.seconds,
    build_rss_mb_100k: built.rssMb,
  };
}

async function inRoot<Result>(use: (root: Root) => Promise<Result>): Promise<Result> {
  return withScratchFolder(async (folder) => {
    const root = rootAt(folder);
    mkdirSync(root.machine);
    return use(root);
  });
}

/** `npm run bench -- search`: `--files N` chunks, ten questions for each of `--rounds`. */
export const search: Bench = {
  files: 100_000,
  async run(options) {
    const cranfield = loadCranfield();
    if (!cranfield) options.say('Cranfield is not on this machine, so nothing is said of quality.');
    const judged = cranfield ? await inRoot((root) => quality(cranfield, root, options)) : {};
    return { ...judged, ...(await inRoot((root) => speed(root.path, options))) };
  },
  table(figures) {
    const asked: Readonly<Record<string, string>> = {
      ndcg10: '≥ 0.385',
      recall100: '≥ 0.736',
      text_ms_100k: '≤ 100',
      hybrid_ms_100k: '≤ 150',
      update_ms_100k: '≤ 10',
      rss_mb_100k: '< 300',
    };
    return rowsOf(figures).map(([name, value]) => [name, value, asked[name] ?? ''] as const);
  },
};

function rowsOf(figures: Figures, before = ''): readonly (readonly [name: string, value: string])[] {
  return Object.entries(figures).flatMap(([key, value]) =>
    typeof value === 'number'
      ? [[`${before}${key}`, String(value)] as const]
      : rowsOf(value, `${before}${key} `),
  );
}
