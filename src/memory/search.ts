/** A question → the files that answer it, best first, each with its place and the words that it was found by. */
import { join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Root } from '../folders/root.ts';
import type { Position } from '../types/document.ts';
import { type Filter, type Filters, filterOf } from './filter.ts';
import { fused } from './fusion.ts';
import type { MemoryIndex } from './index.ts';
import { positionText } from './position.ts';
import { snippetsOf } from './snippets.ts';
import { type Match, textMatches, withOwnWords } from './text-matches.ts';
import type { Vectors } from './vectors.ts';

/** One file, at a place that answers. Paths are below the root. */
export interface Hit {
  /** The chunk's number in the index, and its file's; the chunks of a file are numbered without gaps. */
  readonly chunk: number;
  readonly file: number;
  /** The file that opens: the original while it lies beside its note, else the note. */
  readonly path: string;
  readonly note: string;
  readonly title: string;
  /** The more the better; to be compared within one answer only. */
  readonly score: number;
  readonly snippet: string;
  /** As `positionText` says it; empty for the file as a whole. */
  readonly position: string;
  readonly place: Position;
  /** The whole chunk. */
  readonly text: string;
  /** ISO 8601, where the note says it. */
  readonly date: string | undefined;
  /** It must not leave this machine, as its path says. */
  readonly private: boolean;
  /** SHA-256 of the original's content, where the note says it. */
  readonly sha256: string | undefined;
}

/**
 * Judges how well each passage answers; one number for each, the more the better, or undefined when nobody can.
 * @param hits Where the passages stand, in the same order.
 */
export type Rerank = (
  question: string,
  passages: readonly string[],
  hits: readonly Hit[],
) => Promise<readonly number[] | undefined>;

/** What is asked. */
export interface SearchRequest {
  readonly question: string;
  /** Places, at most. */
  readonly limit: number;
  /** Places of one file, at most: only its best when not given. */
  readonly perFile?: number;
  readonly filters?: Filters;
  /** Go by meaning, too: the question's vector, by the model whose vectors these are. */
  readonly meaning?: { readonly vectors: Vectors; readonly vector: Float32Array };
  /** Put the first ones in a better order. */
  readonly rerank?: Rerank;
}

/** Chunks of each list that are fused. */
const fusedDepth = 200;
/** A file has many chunks, and only its best is shown. */
const chunksPerFile = 10;
const mostChunks = 2000;
/** Files that are put in order anew: a local model takes about a second for each. */
const reranked = 20;

/** Searches what the index holds; whoever wants the newest brings it up to date first. */
export async function searchMemory(
  root: Pick<Root, 'path'>,
  index: MemoryIndex,
  request: SearchRequest,
): Promise<readonly Hit[]> {
  const { question, limit, rerank } = request;
  const wanted = rerank ? Math.max(limit, reranked) : limit;
  const filter = filterOf(index, request.filters ?? {});
  const found = matches(index, request, wanted, filter);
  const chosen = bestOfEachFile(ownWordsFirst(index, request, found), wanted, request.perFile ?? 1);
  const hits = hitsOf(root, index, question, chosen);
  return (rerank ? await inNewOrder(question, hits, rerank) : hits).slice(0, limit);
}

function matches(
  index: MemoryIndex,
  { question, meaning }: SearchRequest,
  wanted: number,
  filter: Filter | undefined,
): readonly Match[] {
  const limit = Math.min(mostChunks, wanted * chunksPerFile);
  if (!meaning) return textMatches(index, question, { limit, filter });
  const depth = Math.max(fusedDepth, limit);
  return fused([
    textMatches(index, question, { limit: depth, filter }),
    meaning.vectors.nearest(meaning.vector, depth, filter),
  ]);
}

interface Chosen extends Match {
  readonly file: number;
}

/**
 * The chunks of a file have its title, tags and summary in common, and a short one wins by these alone: its author and
 * date, say. So of each file those come first that have a word of the question in their own text. The files' order and
 * scores stay. What was found by meaning needs no word.
 */
function ownWordsFirst(
  index: MemoryIndex,
  { question, meaning }: SearchRequest,
  found: readonly Match[],
): readonly Chosen[] {
  const all = found.flatMap((match): readonly Chosen[] => {
    const [row] = index.rows('SELECT file FROM chunk WHERE id = ?', match.chunk);
    return row === undefined ? [] : [{ ...match, file: Number(row.file) }];
  });
  if (meaning) return all;
  const own = withOwnWords(index, question, all);
  const ordered = new Map(
    [...Map.groupBy(all, ({ file }) => file)].map(([file, chunks]) => {
      const [having, lacking] = [true, false].map((has) =>
        chunks.filter(({ chunk }) => own.has(chunk) === has),
      );
      return [file, [...(having ?? []), ...(lacking ?? [])].values()] as const;
    }),
  );
  return all.map((match) => ({
    ...match,
    chunk: ordered.get(match.file)?.next().value?.chunk ?? match.chunk,
  }));
}

function bestOfEachFile(found: readonly Chosen[], limit: number, perFile: number): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const counts = new Map<number, number>();
  for (const match of found) {
    const count = counts.get(match.file) ?? 0;
    if (count >= perFile) continue;
    chosen.push(match);
    counts.set(match.file, count + 1);
    if (chosen.length >= limit) break;
  }
  return chosen;
}

function hitsOf(
  root: Pick<Root, 'path'>,
  index: MemoryIndex,
  question: string,
  chosen: readonly Chosen[],
): readonly Hit[] {
  const sql = `SELECT chunk.id AS chunk, file, path, original, title, date, private, content_sha256, position, text
    FROM chunk JOIN file ON file.id = chunk.file WHERE chunk.id = ?`;
  const rows = chosen.flatMap(({ chunk, score }) => index.rows(sql, chunk).map((row) => ({ ...row, score })));
  const snippets = snippetsOf(
    index,
    question,
    rows.map((row: Record<string, unknown>) => String(row.text)),
  );
  return rows.map((row: Record<string, unknown>, at) => {
    const note = String(row.path);
    const original = typeof row.original === 'string' ? row.original : undefined;
    const lies = original !== undefined && lookNow(join(root.path, original)) !== undefined;
    const place = JSON.parse(String(row.position)) as Position;
    return {
      chunk: Number(row.chunk),
      file: Number(row.file),
      path: lies ? original : note,
      note,
      title: String(row.title),
      score: Number(Number(row.score).toPrecision(6)),
      snippet: snippets[at] ?? '',
      position: positionText(place),
      place,
      text: String(row.text),
      date: typeof row.date === 'string' ? row.date : undefined,
      private: row.private === 1,
      sha256: typeof row.content_sha256 === 'string' ? row.content_sha256 : undefined,
    };
  });
}

/** As the judge says; as before when nobody can judge, or not all. */
async function inNewOrder(question: string, hits: readonly Hit[], rerank: Rerank): Promise<readonly Hit[]> {
  const first = hits.slice(0, reranked);
  const scores = await rerank(
    question,
    first.map(({ title, text }) => `${title}\n\n${text}`),
    first,
  );
  if (scores?.length !== first.length || !scores.every(Number.isFinite)) return hits;
  const judged = first.map((hit, at) => ({ hit, judged: scores[at] ?? 0 }));
  judged.sort((one, other) => other.judged - one.judged);
  return [...judged.map(({ hit }) => hit), ...hits.slice(reranked)];
}
