/** Our prices beside a data set that others maintain. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calcPrice } from '@pydantic/genai-prices';
import { actualCost } from '../../src/cloud/actual-cost.ts';
import { type Price, priceList, priceOf, pricesAsOf } from '../../src/cloud/price-list.ts';
import { quote } from '../../src/cloud/quote.ts';

/** In dollars; fails where the data set does not know the model or says that it is free. */
function theirs(spec: string, usage: Parameters<typeof calcPrice>[0]): number {
  const [providerId = '', model = ''] = spec.split(':');
  const answer = calcPrice(usage, model, { providerId });
  assert.ok(answer && answer.total_price > 0, `${spec} has a price in the data set`);
  return answer.total_price;
}

const isClose = (micros: number, dollars: number): boolean => Math.abs(micros - dollars * 1e6) <= 1;

const ofOpenai = priceList.filter(({ spec }) => spec.startsWith('openai:'));

describe('every price of OpenAI is the one of the data set', () => {
  for (const price of ofOpenai) {
    if (price.unit !== 'token') continue;
    for (const [what, input, cached, written, output] of [
      ['little input', 100_000, 0, 0, 0],
      ['much input', 500_000, 0, 0, 0],
      ['just below the tier', 272_000, 0, 0, 5000],
      ['just above the tier', 272_001, 0, 0, 5000],
      ['output', 10, 0, 0, 100_000],
      ['cached input', 100_000, 100_000, 0, 0],
      ['cached input, much', 400_000, 400_000, 0, 0],
      ['written to the cache', 100_000, 0, 100_000, 0],
      ['written to the cache, much', 400_000, 0, 400_000, 0],
      ['a bit of all', 300_000, 20_000, 5000, 9000],
    ] as const)
      it(`${price.spec}: ${what}`, () => {
        const dollars = theirs(price.spec, {
          input_tokens: input,
          cache_read_tokens: cached,
          cache_write_tokens: written,
          output_tokens: output,
        });
        const used = {
          inputTokens: input,
          cachedTokens: cached,
          cacheWriteTokens: written,
          outputTokens: output,
        };
        const { micros, from } = actualCost(price, used, 0);
        assert.equal(from, 'usage');
        assert.ok(isClose(micros, dollars), `${micros} here, ${dollars * 1e6} there`);
        const worst = quote(price, { inputTokens: input, outputTokens: Math.max(1, output) });
        assert.ok(worst.ok && worst.micros + 1 >= dollars * 1e6, 'the quote covers it');
      });
  }

  for (const price of ofOpenai) {
    if (price.unit !== 'minute') continue;
    it(`${price.spec}: minutes`, () => {
      // Both: told in tokens, this data set prices a recording at nothing.
      const dollars = theirs(price.spec, { audio_seconds: 600, input_audio_seconds: 600 });
      assert.ok(isClose(actualCost(price, { audioSeconds: 600 }, 0).micros, dollars), String(dollars));
    });
  }

  it('and none is left out', () => {
    assert.deepEqual(new Set(ofOpenai.map(({ unit }) => unit)), new Set<Price['unit']>(['token', 'minute']));
  });
});

it('the list says on which day it was read', () => {
  assert.match(pricesAsOf, /^\d{4}-\d{2}-\d{2}$/);
  assert.ok(Date.parse(pricesAsOf) > 0);
});

it('what the person says a model costs counts where the list says nothing, and nowhere else', () => {
  const said = {
    'replicate:a/b': { perSecond: 0.001 },
    'replicate:c/d': { perMinute: 0.01 },
    'replicate:e/f': { perOutput: 0.04 },
    'openai:gpt-transcribe': { perMinute: 0.000001 },
  };
  const units = Object.keys(said).map((spec) => priceOf(spec, said));
  assert.deepEqual(units.slice(0, 3), [
    { spec: 'replicate:a/b', source: 'settings.json', unit: 'second', perSecond: 0.001 },
    { spec: 'replicate:c/d', source: 'settings.json', unit: 'minute', perMinute: 0.01 },
    { spec: 'replicate:e/f', source: 'settings.json', unit: 'output', perOutput: 0.04 },
  ]);
  assert.equal(units[3], priceOf('openai:gpt-transcribe', {}));
  assert.equal(priceOf('toString', said), undefined);
});
