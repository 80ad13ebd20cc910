import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { goThrough, planned } from '../../bench/nights/engine.ts';
import { firstInFirstOut } from '../../bench/nights/first-in.ts';
import { knowing } from '../../bench/nights/forecasters.ts';
import { type MadeFile, type MadeNight, makeNight, specs } from '../../bench/nights/made-night.ts';
import { optimumOf } from '../../bench/nights/optimum.ts';
import { randomOf } from '../../bench/random.ts';

const file = (id: string, describe: number, summarise: number, micros: number): MadeFile => ({
  id,
  since: 0,
  nature: 'image',
  private: false,
  steps: [
    { task: 'describe', spec: specs.image, units: 1, seconds: describe },
    { task: 'summarise', spec: specs.text, units: 1, seconds: summarise },
  ],
  offer: { micros, ms: 5000, trueMs: 5000 },
});
const night = (files: readonly MadeFile[], seconds: number, more: Partial<MadeNight> = {}): MadeNight => ({
  seconds,
  files,
  loadSeconds: new Map([
    [specs.text, 20],
    [specs.image, 10],
  ]),
  slots: 1,
  consent: true,
  left: 1_000_000,
  perFile: 500_000,
  usual: new Map(),
  ...more,
});

describe('the optimum of a simulated night', () => {
  const two = [file('a', 100, 10, 500), file('b', 60, 10, 400)];

  it('is nothing when there is time, and the cheapest set when there is not', () => {
    // 10 + 160 of pictures, 20 + 20 of text.
    assert.equal(optimumOf(night(two, 210)), 0);
    assert.equal(optimumOf(night(two, 209)), 400);
    assert.equal(optimumOf(night(two, 149)), 500);
    // All of them, and no load of their model.
    assert.equal(optimumOf(night(two, 109)), 900);
    assert.equal(optimumOf(night(two, 40)), 900);
    assert.equal(optimumOf(night(two, 39)), undefined);
  });

  it('is none where consent or the caps are in the way', () => {
    assert.equal(optimumOf(night(two, 209, { consent: false })), undefined);
    assert.equal(optimumOf(night(two, 209, { left: 399 })), undefined);
    assert.equal(optimumOf(night(two, 209, { perFile: 399 })), undefined);
  });

  it('is what trying all sets finds', () => {
    const files = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 400 }), (made, seconds) => {
        const all = made.map(([length, micros], index) => file(`f${index}`, length, 1, micros));
        const fits = (bits: number): boolean => {
          const home = made.filter((_, index) => !((bits >> index) & 1)).map(([length]) => length);
          const load = home.length > 0 ? 10 : 0;
          const text = made.length > 0 ? 20 + made.length : 0;
          return home.reduce((sum, each) => sum + each, load + text) <= seconds;
        };
        const prices = Array.from({ length: 2 ** made.length }, (_, bits) => bits)
          .filter(fits)
          .map((bits) =>
            made.reduce((sum, [, micros], index) => sum + ((bits >> index) & 1 ? micros : 0), 0),
          );
        assert.equal(optimumOf(night(all, seconds)), prices.length > 0 ? Math.min(...prices) : undefined);
      }),
    );
  });
});

describe('a simulated night', () => {
  it('counts loads, work and purchases as they happen', () => {
    const gone = goThrough(
      night([file('a', 100, 10, 500), file('b', 60, 10, 400)], 210),
      planned,
      knowing,
      210_000,
    );
    assert.deepEqual([gone.emptyAt, gone.loads, gone.micros, gone.idleMs], [210_000, 2, 0, 0]);
    const files = [file('a', 100, 10, 500), file('b', 60, 10, 400)];
    const first = goThrough(night(files, 210), firstInFirstOut, knowing, 1e9);
    assert.deepEqual([first.emptyAt, first.loads], [240_000, 4]);
  });

  it('tells of every file that a planner wrongly sends, and of every call over a cap', () => {
    const secret = [{ ...file('a', 100, 10, 500), private: true }, file('b', 60, 10, 400)];
    const careless = (facts: Parameters<typeof planned>[0]) => {
      return {
        ...planned(facts),
        buyNow: facts.files.filter((one) => !one.sentUntil).map(({ id }) => id),
        reviewAt: 1e9,
      };
    };
    const gone = goThrough(night(secret, 210, { left: 600 }), careless, knowing, 210_000);
    assert.deepEqual([gone.wronglySent, gone.overCap, gone.micros], [1, 1, 500]);
  });

  it('comes again with the same seed', () => {
    assert.deepEqual(makeNight(randomOf(7), 0.5), makeNight(randomOf(7), 0.5));
    assert.notDeepEqual(makeNight(randomOf(7), 0.5), makeNight(randomOf(8), 0.5));
  });
});
