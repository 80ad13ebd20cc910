/**
 * The vectors of chunks, where an embedding model exists. They are kept in the index and, once they are asked for, in
 * memory, since reading them takes longer than comparing them. A number is kept in one byte, so that 100,000 vectors of
 * 768 numbers are 77 MB; only their direction counts.
 */
import type { Filter } from './filter.ts';
import type { MemoryIndex } from './index.ts';
import type { Match } from './text-matches.ts';

/** Whose vectors the index holds. */
export interface EmbeddingModel {
  /** E.g. `ollama:nomic-embed-text`. */
  readonly spec: string;
  /** Numbers in one vector. */
  readonly dimension: number;
}

/** A chunk that has no vector yet. */
export interface Unembedded {
  readonly chunk: number;
  readonly text: string;
  /** It must not leave this machine. */
  readonly private: boolean;
  /** SHA-256 of the original's content, where it is known. */
  readonly sha256: string | undefined;
}

interface Matrix {
  readonly version: string;
  readonly chunks: readonly number[];
  readonly numbers: Int8Array;
  /** One divided by the length of each vector. */
  readonly scales: Float32Array;
}

/** The part of an index that goes by meaning. */
export class Vectors {
  readonly #index: MemoryIndex;
  #matrix: Matrix | undefined;

  constructor(index: MemoryIndex) {
    this.#index = index;
  }

  /** The model of the vectors that are held; undefined when there are none. */
  get model(): EmbeddingModel | undefined {
    const [row] = this.#index.rows("SELECT value FROM fact WHERE name = 'embedding'");
    return row === undefined ? undefined : (JSON.parse(String(row.value)) as EmbeddingModel);
  }

  /** Vectors of another model, or of another length, cannot be compared: they are dropped, and made anew. */
  use(model: EmbeddingModel): void {
    const now = this.model;
    if (now?.spec === model.spec && now.dimension === model.dimension) return;
    this.#index.transaction(() => {
      this.#index.run('DELETE FROM vector');
      const value = JSON.stringify({ spec: model.spec, dimension: model.dimension });
      this.#index.run("INSERT OR REPLACE INTO fact (name, value) VALUES ('embedding', ?)", value);
    });
  }

  /** Drops all of them, so that they are made anew. */
  forget(): void {
    this.#index.transaction(() => {
      this.#index.run('DELETE FROM vector');
      this.#index.run("DELETE FROM fact WHERE name = 'embedding'");
    });
  }

  /** The next chunks without a vector, behind the one with the number `after`. */
  missing(limit: number, after = 0): readonly Unembedded[] {
    const sql = `SELECT chunk.id, text, private, content_sha256 FROM chunk JOIN file ON file.id = chunk.file
      WHERE chunk.id > ? AND text <> ''
        AND NOT EXISTS (SELECT 1 FROM vector WHERE vector.chunk = chunk.id) ORDER BY chunk.id LIMIT ?`;
    return this.#index.rows(sql, after, limit).map((row) => ({
      chunk: Number(row.id),
      text: String(row.text),
      private: row.private === 1,
      sha256: typeof row.content_sha256 === 'string' ? row.content_sha256 : undefined,
    }));
  }

  /** Keeps vectors of the model in use; those of chunks that are gone meanwhile are left out. */
  put(vectors: readonly { readonly chunk: number; readonly vector: Float32Array }[]): void {
    const sql = 'INSERT OR REPLACE INTO vector (chunk, vector) SELECT id, ? FROM chunk WHERE id = ?';
    this.#index.transaction(() => {
      for (const { chunk, vector } of vectors) this.#index.run(sql, toBytes(vector), chunk);
    });
  }

  /** The chunks that mean what `vector` does, by cosine; none when it is of another length than those held. */
  nearest(vector: Float32Array, limit: number, filter: Filter | undefined): readonly Match[] {
    const dimension = this.model?.dimension;
    if (dimension === undefined || dimension !== vector.length) return [];
    const { chunks, ...matrix } = this.#loaded(dimension);
    const scores = cosines(matrix, vector);
    const best: Match[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < scores.length; row += 1) {
      const score = scores[row] ?? 0;
      if (score <= least) continue;
      const chunk = chunks[row] ?? 0;
      if (filter?.set.has(chunk) === false) continue;
      insert(best, { chunk, score }, limit);
      if (best.length === limit) least = best.at(-1)?.score ?? least;
    }
    return best;
  }

  #loaded(dimension: number): Matrix {
    // SQLite counts what other connections have changed.
    const [row] = this.#index.rows('SELECT data_version AS others FROM pragma_data_version');
    const version = `${row?.others} ${this.#index.changes} ${dimension}`;
    if (this.#matrix?.version !== version) this.#matrix = this.#load(dimension, version);
    return this.#matrix;
  }

  #load(dimension: number, version: string): Matrix {
    const count = this.#index.counts().vectors;
    const numbers = new Int8Array(count * dimension);
    const scales = new Float32Array(count);
    const chunks: number[] = [];
    const rows = this.#index.database.prepare('SELECT chunk, vector FROM vector').iterate();
    for (const { chunk, vector } of rows) {
      if (!(vector instanceof Uint8Array) || vector.length !== dimension || chunks.length === count) continue;
      const from = chunks.length * dimension;
      numbers.set(vector, from);
      scales[chunks.length] = 1 / (lengthOf(numbers.subarray(from, from + dimension)) || 1);
      chunks.push(Number(chunk));
    }
    return { version, chunks, numbers, scales };
  }
}

/** The cosine of each row and the question. */
function cosines(
  { numbers, scales }: Omit<Matrix, 'chunks' | 'version'>,
  question: Float32Array,
): Float32Array {
  const scores = new Float32Array(scales.length);
  const length = lengthOf(question) || 1;
  for (let row = 0; row < scales.length; row += 1) {
    scores[row] = (product(numbers, row * question.length, question) * (scales[row] ?? 0)) / length;
  }
  return scores;
}

/** Four sums side by side: the processor need not wait for one addition before the next, which takes half the time. */
function product(numbers: Int8Array, from: number, question: Float32Array): number {
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let at = 0;
  for (; at + 3 < question.length; at += 4) {
    one += (numbers[from + at] ?? 0) * (question[at] ?? 0);
    two += (numbers[from + at + 1] ?? 0) * (question[at + 1] ?? 0);
    three += (numbers[from + at + 2] ?? 0) * (question[at + 2] ?? 0);
    four += (numbers[from + at + 3] ?? 0) * (question[at + 3] ?? 0);
  }
  for (; at < question.length; at += 1) one += (numbers[from + at] ?? 0) * (question[at] ?? 0);
  return one + two + three + four;
}

/** Puts a match in its place, and drops the last when there are too many. */
function insert(best: Match[], match: Match, limit: number): void {
  const after = best.findIndex(({ score }) => score < match.score);
  best.splice(after === -1 ? best.length : after, 0, match);
  if (best.length > limit) best.pop();
}

function lengthOf(vector: Float32Array | Int8Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/** One byte for each number, the largest as 127 or −127. */
function toBytes(vector: Float32Array): Uint8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return new Uint8Array(Int8Array.from(vector, (value) => Math.round((value / largest) * 127)).buffer);
}
