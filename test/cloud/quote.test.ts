import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { actualCost } from '../../src/cloud/actual-cost.ts';
import { type Price, priceList, priceOf, type TokenPrice } from '../../src/cloud/price-list.ts';
import { imageTokens, quote, type WorstUse } from '../../src/cloud/quote.ts';

const known = (spec: string): Price => priceOf(spec, {}) ?? assert.fail(spec);
const luna = known('openai:gpt-6-luna');
const transcribe = known('openai:gpt-transcribe');
const hardware = known('replicate:openai/whisper');
const piece: Price = { spec: 'x:y', source: '', unit: 'output', perOutput: 0.04 };
const microsOf = (price: Price | undefined, use: WorstUse): number | string => {
  const answer = quote(price, use);
  return answer.ok ? answer.micros : answer.reason;
};

describe('the worst case', () => {
  it('of tokens is all input as if it were written to a cache, and all output that is allowed', () => {
    assert.equal(microsOf(luna, { inputTokens: 100_000, outputTokens: 10_000 }), 12_500 + 5_000);
  });

  it('of input above a tier is priced at that tier, all of it, output too', () => {
    const at = (inputTokens: number) => microsOf(luna, { inputTokens, outputTokens: 1_000_000 });
    assert.equal(at(272_000), 34_000 + 500_000);
    assert.equal(at(272_001), Math.ceil(272_001 * 0.25) + 750_000);
  });

  it('of a picture is its squares of 32 pixels times the highest multiplier that was seen', () => {
    assert.equal(imageTokens({ width: 32, height: 32 }), 3);
    assert.equal(imageTokens({ width: 33, height: 32 }), Math.ceil(2 * 2.46));
    assert.equal(imageTokens({ width: 1024, height: 768 }), Math.ceil(32 * 24 * 2.46));
    const image = { width: 1024, height: 768 };
    assert.equal(
      microsOf(luna, { inputTokens: 110, outputTokens: 1000, image }),
      Math.ceil(2000 * 0.125) + 500,
    );
  });

  it('of a picture counts towards the tier', () => {
    const image = { width: 32, height: 32 };
    const small = microsOf(luna, { inputTokens: 271_997, outputTokens: 1_000_000, image });
    const large = microsOf(luna, { inputTokens: 271_998, outputTokens: 1_000_000, image });
    assert.ok(Number(large) > 1.4 * Number(small));
  });

  it('of a recording is whole minutes', () => {
    for (const [audioSeconds, minutes] of [
      [0.1, 1],
      [60, 1],
      [60.01, 2],
      [600, 10],
    ] as const)
      assert.equal(microsOf(transcribe, { audioSeconds }), minutes * 4500);
  });

  it('of hardware is every second until the deadline', () => {
    assert.equal(microsOf(hardware, { hardwareSeconds: 100 }), 22_500);
    assert.equal(microsOf(hardware, { hardwareSeconds: 99.2 }), 22_500);
  });

  it('of outputs is each at its price', () => {
    assert.equal(microsOf(piece, { outputs: 3 }), 120_000);
  });

  it('that has no bound is refused', () => {
    const odd = [undefined, 0, -1, Number.NaN, Infinity] as const;
    for (const value of odd) {
      const bound = <Key extends string>(key: Key) => (value === undefined ? {} : { [key]: value });
      assert.match(String(microsOf(transcribe, bound('audioSeconds'))), /length of this recording/);
      assert.match(String(microsOf(hardware, bound('hardwareSeconds'))), /how long/);
      assert.match(String(microsOf(piece, bound('outputs'))), /how many outputs/);
      assert.match(String(microsOf(luna, { inputTokens: 1, ...bound('outputTokens') })), /how many tokens/);
      assert.match(String(microsOf(luna, { outputTokens: 1, ...bound('inputTokens') })), /how many tokens/);
      if (value === undefined) continue;
      const image = { width: value, height: 100 };
      assert.match(
        String(microsOf(luna, { inputTokens: 1, outputTokens: 1, image })),
        /size of this picture/,
      );
    }
  });

  it('of a model without a price, or with one of zero, NaN or less, is refused', () => {
    assert.match(String(microsOf(priceOf('openai:gpt-9', {}), { outputs: 1 })), /No price is known/);
    for (const perOutput of [0, Number.NaN, -1, Infinity])
      assert.match(String(microsOf({ ...piece, perOutput }, { outputs: 1 })), /missing, zero or no number/);
    const free = {
      ...(luna as TokenPrice),
      tiers: [{ input: 0.1, cachedInput: 0, cacheWrite: 0, output: 0 }],
    };
    assert.match(String(microsOf(free, { inputTokens: 1, outputTokens: 1 })), /missing, zero or no number/);
  });

  it('of more than the last tier, where that has an end, is refused', () => {
    const short = { ...(luna as TokenPrice), tiers: (luna as TokenPrice).tiers.slice(0, 1) };
    assert.match(
      String(microsOf(short, { inputTokens: 272_001, outputTokens: 1 })),
      /No price is known for so much/,
    );
  });
});

describe('what a call cost', () => {
  const costOf = (price: Price, used: Parameters<typeof actualCost>[1], reserved = 9_999_999) =>
    actualCost(price, used, reserved);

  it('is from the usage, each part at its own price', () => {
    const used = {
      inputTokens: 100_000,
      cachedTokens: 20_000,
      cacheWriteTokens: 30_000,
      outputTokens: 10_000,
    };
    assert.deepEqual(costOf(luna, used), { micros: 5000 + 200 + 3750 + 5000, from: 'usage' });
    assert.deepEqual(costOf(transcribe, { audioSeconds: 90 }), { micros: 6750, from: 'usage' });
    assert.deepEqual(costOf(hardware, { hardwareSeconds: 2.5 }), { micros: 563, from: 'usage' });
    assert.deepEqual(costOf(piece, { outputs: 2 }), { micros: 80_000, from: 'usage' });
  });

  it('is by the tier of the input, and of the service that it was given', () => {
    const used = { inputTokens: 272_001, outputTokens: 0 };
    assert.equal(costOf(luna, used).micros, Math.ceil(272_001 * 0.2));
    const plain = { inputTokens: 100_000, outputTokens: 0 };
    assert.equal(costOf(luna, { ...plain, serviceTier: 'priority' }).micros, 20_000);
    assert.equal(costOf(luna, { ...plain, serviceTier: 'flex' }).micros, 5000);
    assert.equal(costOf(luna, { ...plain, serviceTier: 'default' }).micros, 10_000);
    assert.equal(costOf(luna, { ...plain, serviceTier: 'something new' }, 15_000).micros, 15_000);
    assert.equal(costOf(luna, { ...plain, serviceTier: 'something new' }, 5_000).micros, 10_000);
  });

  it('is the reservation when the usage is missing, zero, no number or contradicts itself', () => {
    const reservation = { micros: 777, from: 'reservation' };
    for (const used of [
      {},
      { inputTokens: 0, outputTokens: 0 },
      { inputTokens: 100 },
      { outputTokens: 100 },
      { inputTokens: Number.NaN, outputTokens: 5 },
      { inputTokens: 100, outputTokens: -5 },
      { inputTokens: 100, outputTokens: 5, cachedTokens: 101 },
      { audioSeconds: 60 },
    ])
      assert.deepEqual(costOf(luna, used, 777), reservation, JSON.stringify(used));
    // A model of minutes that tells tokens, and one of seconds that tells none.
    assert.deepEqual(costOf(transcribe, { inputTokens: 1000, outputTokens: 50 }, 777), reservation);
    for (const hardwareSeconds of [0, Number.NaN, -1])
      assert.deepEqual(costOf(hardware, { hardwareSeconds }, 777), reservation);
  });

  it('may be above the reservation', () => {
    assert.deepEqual(costOf(hardware, { hardwareSeconds: 100 }, 1), { micros: 22_500, from: 'usage' });
  });

  it('is never above the quote for what kept within its bounds', () => {
    const tokens = fc.integer({ min: 1, max: 900_000 });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (inputTokens, outputTokens, part) => {
          const worst = quote(luna, { inputTokens, outputTokens });
          const cachedTokens = Math.floor(inputTokens * part);
          const cacheWriteTokens = inputTokens - cachedTokens;
          const used = { inputTokens, outputTokens, cachedTokens, cacheWriteTokens, serviceTier: 'default' };
          return worst.ok && actualCost(luna, used, 0).micros <= worst.micros;
        },
      ),
    );
    const seconds = fc.double({ min: 0.01, max: 36_000, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, (audioSeconds, hardwareSeconds) => {
        const spoken = quote(transcribe, { audioSeconds });
        const ran = quote(hardware, { hardwareSeconds });
        return (
          spoken.ok &&
          ran.ok &&
          actualCost(transcribe, { audioSeconds }, 0).micros <= spoken.micros &&
          actualCost(hardware, { hardwareSeconds }, 0).micros <= ran.micros
        );
      }),
    );
  });
});

it('every price in the list has one spec, a source and a quote', () => {
  assert.equal(new Set(priceList.map(({ spec }) => spec)).size, priceList.length);
  for (const price of priceList) {
    assert.match(price.source, /^https:\/\//);
    const use = { inputTokens: 1000, outputTokens: 1000, audioSeconds: 60, hardwareSeconds: 60, outputs: 1 };
    assert.equal(quote(price, use).ok, true, price.spec);
  }
});
