import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cheapestCover, type Offer, widestCover } from '../../src/night/knapsack.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const cost = (offers: readonly Offer[], chosen: readonly number[]): number =>
  sum(chosen.map((index) => offers[index]!.micros));
const saved = (offers: readonly Offer[], chosen: readonly number[]): number =>
  sum(chosen.map((index) => offers[index]!.ms));

/** Every subset there is. */
function subsets(offers: readonly Offer[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** offers.length }, (_, bits) =>
    offers.flatMap((_, index) => ((bits >> index) & 1 ? [index] : [])),
  );
}

const offers = fc.oneof(
  fc.array(fc.record({ ms: fc.nat(50), micros: fc.nat(50) }), { maxLength: 10 }),
  fc.array(fc.record({ ms: fc.nat(20_000_000), micros: fc.nat(500_000) }), { maxLength: 10 }),
  // Paid by the minute: cost follows time.
  fc.array(
    fc.nat(40).map((minutes) => ({ ms: minutes * 17_000 + (minutes % 3), micros: minutes * 4500 })),
    { maxLength: 10 },
  ),
  fc.array(
    fc.nat(1000).map((ms) => ({ ms, micros: ms + 100 })),
    { maxLength: 10 },
  ),
);

test('the cheapest set that saves enough is found, as trying all sets finds it', () => {
  fc.assert(
    fc.property(offers, fc.double({ min: 0, max: 1.1, noNaN: true }), (all, share) => {
      const target = Math.ceil(saved(all, [...all.keys()]) * share);
      const best = Math.min(
        ...subsets(all)
          .filter((set) => saved(all, set) >= target)
          .map((set) => cost(all, set)),
      );
      const found = cheapestCover(all, target);
      if (best === Number.POSITIVE_INFINITY) assert.equal(found, undefined);
      else {
        assert.ok(found && saved(all, found) >= target);
        assert.equal(cost(all, found), best);
      }
    }),
    { numRuns: 500 },
  );
});

test('the set that saves the most for a budget is found, as trying all sets finds it', () => {
  fc.assert(
    fc.property(offers, fc.double({ min: 0, max: 1.1, noNaN: true }), (all, share) => {
      const budget = Math.ceil(cost(all, [...all.keys()]) * share);
      const best = Math.max(
        ...subsets(all)
          .filter((set) => cost(all, set) <= budget)
          .map((set) => saved(all, set)),
      );
      const found = widestCover(all, budget);
      assert.ok(cost(all, found) <= budget);
      assert.equal(saved(all, found), best);
    }),
    { numRuns: 500 },
  );
});

test('nothing to save costs nothing, and what saves nothing is not bought', () => {
  assert.deepEqual(cheapestCover([{ ms: 5, micros: 1 }], 0), []);
  assert.deepEqual(cheapestCover([{ ms: 5, micros: 1 }], -3), []);
  assert.deepEqual(
    cheapestCover(
      [
        { ms: 0, micros: 0 },
        { ms: 5, micros: 9 },
      ],
      5,
    ),
    [1],
  );
  assert.equal(cheapestCover([{ ms: 5, micros: 1 }], 6), undefined);
  assert.deepEqual(widestCover([{ ms: 5, micros: 1 }], -1), []);
  assert.equal(cheapestCover([{ ms: 5, micros: 1 }], Number.NaN), undefined);
});

/** The least that saves `target`, by Bellman's table: slow, and simple enough to be believed. */
function bellman(offers: readonly Offer[], target: number): number {
  const least = new Float64Array(target + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (const { ms, micros } of offers) {
    for (let at = target; at > 0; at -= 1) {
      least[at] = Math.min(least[at]!, least[Math.max(0, at - ms)]! + micros);
    }
  }
  return least[target]!;
}

test('with hundreds of offers too, of all the sorts there are', () => {
  const length = fc.integer({ min: 1, max: 200 });
  const sorts = [
    fc.record({ ms: length, micros: fc.integer({ min: 1, max: 5000 }) }),
    length.map((ms) => ({ ms, micros: 4321 })),
    length.map((minutes) => ({ ms: 3 * minutes + (minutes % 2), micros: 4500 * minutes })),
    length.map((ms) => ({ ms, micros: ms })),
    length.map((ms) => ({ ms, micros: 10 * ms + 300 })),
  ];
  const hundreds = fc.oneof(
    ...sorts.map((sort) => fc.array(sort, { minLength: 150, maxLength: 200, size: 'max' })),
    fc.array(fc.oneof(...sorts), { minLength: 150, maxLength: 200, size: 'max' }),
  );
  fc.assert(
    fc.property(hundreds, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (all, share) => {
      const target = Math.ceil(saved(all, [...all.keys()]) * share);
      const found = cheapestCover(all, target);
      assert.ok(found && saved(all, found) >= target);
      assert.equal(cost(all, found), bellman(all, target));
    }),
    { numRuns: 25 },
  );
});

test('where time and price are the same, what is bought saves exactly what was asked', () => {
  const large = fc.integer({ min: 5000, max: 200_000 }).map((ms) => ({ ms, micros: ms }));
  fc.assert(
    fc.property(fc.array(large, { minLength: 200, maxLength: 300, size: 'max' }), (all) => {
      const target = Math.ceil(saved(all, [...all.keys()]) / 3);
      // Nothing could be cheaper than this.
      assert.equal(cost(all, cheapestCover(all, target) ?? []), target);
    }),
    { numRuns: 10 },
  );
});
