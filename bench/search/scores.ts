/** How good a ranking is, and how sure a difference between two. */
import type { Random } from '../random.ts';

/**
 * nDCG@10 with gains of 0 and 1 (Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, 2002).
 * @param ranking documents, best first
 */
export function ndcg10(ranking: readonly number[], relevant: ReadonlySet<number>): number {
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  const gained = ranking.slice(0, 10).map((document, rank) => (relevant.has(document) ? discount(rank) : 0));
  const ideal = Array.from({ length: Math.min(10, relevant.size) }, (_, rank) => discount(rank));
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return sum(gained) / sum(ideal);
}

/** The share of the relevant documents that are among the first hundred. */
export function recall100(ranking: readonly number[], relevant: ReadonlySet<number>): number {
  return ranking.slice(0, 100).filter((document) => relevant.has(document)).length / relevant.size;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Samples of a bootstrap. */
const samples = 10_000;

/**
 * The mean of the differences of two lists of scores for the same queries, with its 95 % interval by a paired
 * bootstrap (Sakai, “Evaluating evaluation metrics based on the bootstrap”, SIGIR 2006): queries are drawn again, each
 * with both of its scores.
 */
export function gain(
  scores: readonly number[],
  baseline: readonly number[],
  random: Random,
): { readonly mean: number; readonly low: number; readonly high: number } {
  const differences = scores.map((score, query) => score - (baseline[query] ?? 0));
  const means = Array.from({ length: samples }, () => {
    let sum = 0;
    for (let draw = 0; draw < differences.length; draw += 1) {
      sum += differences[Math.floor(random() * differences.length)] ?? 0;
    }
    return sum / differences.length;
  }).sort((one, other) => one - other);
  const at = (share: number): number => means[Math.floor(share * (samples - 1))] ?? 0;
  return { mean: mean(differences), low: at(0.025), high: at(0.975) };
}
