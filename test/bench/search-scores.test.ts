import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomOf } from '../../bench/random.ts';
import { gain, ndcg10, recall100 } from '../../bench/search/scores.ts';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

describe('the scores of bench search', () => {
  it('nDCG@10 is 1 for the best order, and worse the later the relevant ones come', () => {
    close(ndcg10([1, 2, 9], new Set([1, 2])), 1);
    close(ndcg10([9, 1], new Set([1])), 1 / Math.log2(3));
    close(ndcg10([1, 9, 2], new Set([1, 2])), (1 + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3)));
    close(ndcg10([...Array(10).fill(9), 1], new Set([1])), 0);
  });

  it('recall@100 counts the relevant ones among the first hundred', () => {
    const ranking = Array.from({ length: 200 }, (_, at) => at);
    close(recall100(ranking, new Set([0, 99, 100, 500])), 0.5);
  });

  it('an interval holds the mean of the differences, and is of no width when all are the same', () => {
    const same = gain([0.5, 0.7], [0.4, 0.6], randomOf(1));
    for (const value of [same.mean, same.low, same.high]) close(value, 0.1);
    const mixed = gain([1, 0, 1, 0, 1], [0, 0, 0, 1, 0], randomOf(1));
    close(mixed.mean, 0.4);
    assert.ok(mixed.low < 0 && mixed.high > 0.8);
  });
});
