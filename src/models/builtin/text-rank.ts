/** TextRank (Mihalcea and Tarau 2004): a sentence weighs as much as the sentences that are like it. */

/** How much each word of a sentence says. */
export type Vector = ReadonlyMap<string, number>;

const damping = 0.85;
/** After so many rounds the order does not change any more. */
const rounds = 8;

/** TF-IDF: a word says more the fewer sentences have it. */
export function vectorsOf(sentences: readonly (readonly string[])[]): Vector[] {
  const sentencesWith = new Map<string, number>();
  for (const terms of sentences) {
    for (const term of new Set(terms)) sentencesWith.set(term, (sentencesWith.get(term) ?? 0) + 1);
  }
  return sentences.map((terms) => {
    const vector = new Map<string, number>();
    for (const term of terms) {
      const rarity = Math.log(1 + sentences.length / (sentencesWith.get(term) ?? 1));
      vector.set(term, (vector.get(term) ?? 0) + rarity);
    }
    return vector;
  });
}

/** All that a sentence says. */
export function sumOf(vector: Vector): number {
  let sum = 0;
  for (const weight of vector.values()) sum += weight;
  return sum;
}

/** The same direction, of length one. */
export function normalised(vector: Vector): Vector {
  let squares = 0;
  for (const weight of vector.values()) squares += weight * weight;
  const length = Math.sqrt(squares) || 1;
  const unit = new Map<string, number>();
  for (const [term, weight] of vector) unit.set(term, weight / length);
  return unit;
}

/** All cosines of directions of length one, through an index of the words: most sentences share none. */
export function likenessOf(vectors: readonly Vector[]): Float64Array[] {
  const rows = vectors.map(() => new Float64Array(vectors.length));
  const seen = new Map<string, { place: number; weight: number }[]>();
  for (const [place, vector] of vectors.entries()) {
    const row = rows[place] as Float64Array;
    for (const [term, weight] of vector) {
      const others = seen.get(term);
      if (others === undefined) {
        seen.set(term, [{ place, weight }]);
        continue;
      }
      for (const other of others) row[other.place] = (row[other.place] ?? 0) + weight * other.weight;
      others.push({ place, weight });
    }
    for (let other = 0; other < place; other++) (rows[other] as Float64Array)[place] = row[other] ?? 0;
  }
  return rows;
}

/** The weight of each sentence in the graph of likenesses, scaled so that the largest is 1. */
export function textRank(likeness: readonly Float64Array[]): Float64Array {
  const shares = likeness.map(sharesOf);
  const count = likeness.length;
  let weights = new Float64Array(count).fill(1);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(count).fill(1 - damping);
    for (let from = 0; from < count; from++) {
      const given = shares[from] as Float64Array;
      const weight = damping * (weights[from] as number);
      for (let to = 0; to < count; to++) next[to] = (next[to] as number) + weight * (given[to] as number);
    }
    weights = next;
  }
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0) || 1;
  return weights.map((weight) => weight / largest);
}

/** The share of its weight that a sentence gives to each that it is like. By index, since there are some twenty thousand. */
function sharesOf(row: Float64Array): Float64Array {
  let sum = 0;
  for (let place = 0; place < row.length; place++) sum += row[place] as number;
  const shares = new Float64Array(row.length);
  if (sum === 0) return shares;
  for (let place = 0; place < row.length; place++) shares[place] = (row[place] as number) / sum;
  return shares;
}
