import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capOf, costOf, dollarsOf, isMicros } from '../../src/cloud/money.ts';
import { formatMicros } from '../../src/report/money-text.ts';

describe('money', () => {
  it('takes a typed amount as it is written, not as the nearest binary fraction', () => {
    const typed = [
      [0.07, 70_000],
      [0.29, 290_000],
      [1.1, 1_100_000],
      [0.5, 500_000],
      [50, 50_000_000],
      [0, 0],
    ] as const;
    for (const [dollars, micros] of typed) {
      assert.equal(costOf(dollars), micros);
      assert.equal(capOf(dollars), micros);
    }
  });

  it('rounds what is owed up and what may be spent down', () => {
    assert.deepEqual([costOf(0.0000001), capOf(0.0000001)], [1, 0]);
    assert.deepEqual([costOf(1e-30), capOf(1e-30)], [1, 0]);
    assert.deepEqual([costOf(0.1234561), capOf(0.1234569)], [123_457, 123_456]);
  });

  it('knows no amount that is negative, not finite, or too large to be counted exactly', () => {
    for (const dollars of [-0.01, -1e-9, Number.NaN, Infinity, -Infinity, 1e10, 1e300]) {
      assert.equal(costOf(dollars), undefined, String(dollars));
      assert.equal(capOf(dollars), undefined, String(dollars));
    }
    for (const value of [-1, 0.5, Number.NaN, Infinity, '1', null, undefined, 2 ** 53])
      assert.equal(isMicros(value), false, String(value));
    assert.equal(isMicros(0), true);
  });

  it('is shown to people with at least two decimals and nothing rounded away', () => {
    const shown = [
      [0, '$0.00'],
      [500_000, '$0.50'],
      [123, '$0.000123'],
      [1_234_560, '$1.23456'],
      [50_000_000, '$50.00'],
      [100, '$0.0001'],
    ] as const;
    for (const [micros, text] of shown) assert.equal(formatMicros(micros), text);
  });

  it('is the same after a trip through JSON', () => {
    const amounts = fc.integer({ min: 0, max: 9_000_000_000_000 });
    fc.assert(
      fc.property(amounts, (micros) => costOf(JSON.parse(JSON.stringify(dollarsOf(micros)))) === micros),
    );
    fc.assert(fc.property(amounts, (micros) => capOf(dollarsOf(micros)) === micros));
  });
});
