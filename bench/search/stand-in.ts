/**
 * Stands in for an embedding model, which cannot be had without a network: latent semantic analysis (Deerwester and
 * others, 1990) of the very texts that are searched. It knows which words go together there, and nothing else.
 */
import { tellingWords } from '../../src/memory/words.ts';
import type { Random } from '../random.ts';

/** Numbers in a vector. */
const dimension = 128;
/** Turns of the power iteration; three are enough for retrieval (Halko and others, “Finding structure with randomness”, 2011). */
const turns = 3;

/** Weights of words by their numbers. */
type Sparse = readonly (readonly [word: number, weight: number])[];

/** Learns from `texts`; gives what makes a vector of any text. */
export function learnStandIn(texts: readonly string[], random: Random): (text: string) => Float32Array {
  const numbers = new Map<string, number>();
  const having: number[] = [];
  const counted = texts.map((text) => {
    const counts = new Map<number, number>();
    for (const word of tellingWords([text])[0] ?? []) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const number of counts.keys()) having[number] = (having[number] ?? 0) + 1;
    return counts;
  });
  const weigh = (counts: ReadonlyMap<number, number>): Sparse =>
    Array.from(counts, ([number, count]) => [
      number,
      (1 + Math.log(count)) * Math.log((texts.length + 1) / (having[number] ?? 1)),
    ]);
  const words = wordVectors(counted.map(weigh).map(unit), numbers.size, random);
  return (text) => {
    const counts = new Map<number, number>();
    for (const word of tellingWords([text])[0] ?? []) {
      const number = numbers.get(word);
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return project(unit(weigh(counts)), words);
  };
}

function unit(sparse: Sparse): Sparse {
  const length = Math.hypot(...sparse.map(([, weight]) => weight)) || 1;
  return sparse.map(([word, weight]) => [word, weight / length]);
}

/** A vector for each word: the strongest directions in which words stand together. */
function wordVectors(rows: readonly Sparse[], words: number, random: Random): readonly Float32Array[] {
  let vectors = Array.from({ length: words }, () =>
    Float32Array.from({ length: dimension }, () => random() - 0.5),
  );
  for (let turn = 0; turn < turns; turn += 1) {
    const texts = rows.map((row) => project(row, vectors));
    orthonormalise(texts);
    vectors = Array.from({ length: words }, () => new Float32Array(dimension));
    for (const [at, row] of rows.entries()) {
      for (const [word, weight] of row) add(vectors[word]!, texts[at]!, weight);
    }
  }
  return vectors;
}

function project(row: Sparse, words: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(dimension);
  for (const [word, weight] of row) add(sum, words[word]!, weight);
  return sum;
}

function add(sum: Float32Array, vector: Float32Array, weight: number): void {
  for (let at = 0; at < dimension; at += 1) sum[at]! += weight * vector[at]!;
}

/** The columns, one after the other (modified Gram-Schmidt). */
function orthonormalise(rows: readonly Float32Array[]): void {
  for (let column = 0; column < dimension; column += 1) {
    for (let before = 0; before < column; before += 1) {
      const shared = rows.reduce((sum, row) => sum + row[column]! * row[before]!, 0);
      for (const row of rows) row[column]! -= shared * row[before]!;
    }
    const length = Math.sqrt(rows.reduce((sum, row) => sum + row[column]! ** 2, 0)) || 1;
    for (const row of rows) row[column]! /= length;
  }
}
