/**
 * The vectors of chunks, where an embedding model exists. They are kept in the index and, once they are asked for, in
 * memory, since reading them takes longer than comparing them: 100,000 vectors of 768 numbers are 300 MB.
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
  readonly numbers: Float32Array;
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

  /** The next chunks without a vector. */
  missing(limit: number): readonly Unembedded[] {
    const sql = `SELECT chunk.id, text, private, content_sha256 FROM chunk JOIN file ON file.id = chunk.file
      WHERE text <> '' AND NOT EXISTS (SELECT 1 FROM vector WHERE vector.chunk = chunk.id) ORDER BY chunk.id LIMIT ?`;
    return this.#index.rows(sql, limit).map((row) => ({
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
      for (const { chunk, vector } of vectors) this.#index.run(sql, toBytes(unit(vector)), chunk);
    });
  }

  /** The chunks that mean what `vector` does, by cosine; none when it is of another length than those held. */
  nearest(vector: Float32Array, limit: number, filter: Filter | undefined): readonly Match[] {
    const dimension = this.model?.dimension;
    if (dimension === undefined || dimension !== vector.length) return [];
    const { chunks, numbers } = this.#loaded(dimension);
    const scores = products(numbers, unit(vector), chunks.length);
    const best: Match[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (const [row, score] of scores.entries()) {
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
    const numbers = new Float32Array(count * dimension);
    const chunks: number[] = [];
    const rows = this.#index.database.prepare('SELECT chunk, vector FROM vector').iterate();
    for (const { chunk, vector } of rows) {
      if (!(vector instanceof Uint8Array) || vector.length !== dimension * 4) continue;
      numbers.set(fromBytes(vector), chunks.length * dimension);
      chunks.push(Number(chunk));
    }
    return { version, chunks, numbers };
  }
}

/** The product of each row with the question. One loop over plain numbers, which the compiler makes fast. */
function products(numbers: Float32Array, question: Float32Array, rows: number): Float32Array {
  const scores = new Float32Array(rows);
  const dimension = question.length;
  for (let row = 0, from = 0; row < rows; row += 1, from += dimension) {
    let sum = 0;
    for (let at = 0; at < dimension; at += 1) sum += (numbers[from + at] ?? 0) * (question[at] ?? 0);
    scores[row] = sum;
  }
  return scores;
}

/** Puts a match in its place, and drops the last when there are too many. */
function insert(best: Match[], match: Match, limit: number): void {
  const after = best.findIndex(({ score }) => score < match.score);
  best.splice(after === -1 ? best.length : after, 0, match);
  if (best.length > limit) best.pop();
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/** Little-endian, as every machine that Node.js runs on has them. */
function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function fromBytes(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
