import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Candidate, cheapestRelief, sumOf } from '../../src/night/relief.ts';

test('a load that is spared counts, where buying all of its files is cheaper than buying time elsewhere', () => {
  const candidates = [
    { id: 'a', micros: 10, ms: 5 },
    { id: 'b', micros: 10, ms: 5 },
    { id: 'c', micros: 100, ms: 30 },
  ];
  const loads = [{ loadMs: 20, users: new Set(['a', 'b']) }];
  const price = (target: number): number | undefined => {
    const chosen = cheapestRelief(candidates, loads, target);
    return chosen && sumOf(chosen, 'micros');
  };
  assert.equal(price(0), 0);
  assert.equal(price(5), 10);
  // Both, and their model need not be loaded.
  assert.equal(price(30), 20);
  assert.equal(price(31), 110);
  assert.equal(price(60), 120);
  assert.equal(price(61), undefined);
});

/** What a set saves. */
function savedBy(
  chosen: readonly Candidate[],
  loads: readonly { loadMs: number; users: ReadonlySet<string> }[],
): number {
  const ids = new Set(chosen.map(({ id }) => id));
  const spared = loads.filter(({ users }) => [...users].every((id) => ids.has(id)));
  return sumOf(chosen, 'ms') + spared.reduce((sum, { loadMs }) => sum + loadMs, 0);
}

test('the cheapest relief is found, as trying all sets finds it', () => {
  const made = fc.array(
    fc.record({ ms: fc.nat(30), micros: fc.integer({ min: 1, max: 30 }), model: fc.nat(2) }),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(
      made,
      fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }),
      fc.nat(200),
      (all, loadMs, target) => {
        const candidates = all.map(({ ms, micros }, index) => ({ id: `f${index}`, ms, micros }));
        const loads = loadMs.flatMap((ms, model) => {
          const users = new Set(
            candidates.filter((_, index) => all[index]!.model === model).map(({ id }) => id),
          );
          return users.size > 0 ? [{ loadMs: ms, users }] : [];
        });
        const prices = Array.from({ length: 2 ** candidates.length }, (_, bits) =>
          candidates.filter((_, index) => (bits >> index) & 1),
        )
          .filter((set) => savedBy(set, loads) >= target)
          .map((set) => sumOf(set, 'micros'));
        const found = cheapestRelief(candidates, loads, target);
        if (prices.length === 0) assert.equal(found, undefined);
        else {
          assert.ok(found && savedBy(found, loads) >= target);
          assert.equal(sumOf(found, 'micros'), Math.min(...prices));
        }
      },
    ),
    { numRuns: 300 },
  );
});
