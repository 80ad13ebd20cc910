/** Several lists of matches as one. */
import type { Match } from './text-matches.ts';

/** From Cormack, Clarke and Büttcher, “Reciprocal Rank Fusion outperforms Condorcet”, SIGIR 2009. */
const dampening = 60;

/** Reciprocal-rank fusion: a chunk's score is the sum of 1 ÷ (60 + its rank) over the lists that have it. Best first. */
export function fused(lists: readonly (readonly Match[])[]): readonly Match[] {
  const scores = new Map<number, number>();
  for (const list of lists) {
    for (const [rank, { chunk }] of list.entries()) {
      scores.set(chunk, (scores.get(chunk) ?? 0) + 1 / (dampening + rank + 1));
    }
  }
  return [...scores]
    .map(([chunk, score]) => ({ chunk, score }))
    .sort((one, other) => other.score - one.score || one.chunk - other.chunk);
}
