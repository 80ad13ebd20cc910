import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OrderedSet } from '../../src/ingest/ordered.ts';

const byValue = (a: number, b: number) => a - b;

test('it holds what a sorted set would hold, whatever is added and removed', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3000 })), {
    minLength: 2000,
    maxLength: 3000,
    size: 'max',
  });
  fc.assert(
    fc.property(changes, (list) => {
      const ordered = new OrderedSet<number>(byValue);
      const model = new Set<number>();
      for (const [add, value] of list) {
        if (add) {
          ordered.add(value);
          model.add(value);
        } else {
          ordered.delete(value);
          model.delete(value);
        }
      }
      const sorted = [...model].sort(byValue);
      assert.deepEqual([...ordered], sorted);
      assert.equal(ordered.size, sorted.length);
      assert.equal(ordered.first(), sorted[0]);
    }),
    { numRuns: 30 },
  );
});

test('it may be changed while it is walked, and nothing is skipped or given twice', () => {
  const ordered = new OrderedSet<number>(byValue);
  for (let value = 0; value < 5000; value += 1) ordered.add(value);
  const seen: number[] = [];
  for (const value of ordered) {
    seen.push(value);
    ordered.delete(value);
    if (value === 100) ordered.add(100.5);
  }
  assert.equal(seen.length, 5001);
  assert.equal(ordered.size, 0);
});
