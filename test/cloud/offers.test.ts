import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OfferedTask, Offers } from '../../src/cloud/offers.ts';
import { priceOf } from '../../src/cloud/price-list.ts';
import { quote } from '../../src/cloud/quote.ts';
import { createPaidRegistry } from '../../src/models/paid-registry.ts';
import type { BuyableTask } from '../../src/models/purchase.ts';

const registry = createPaidRegistry({ OPENAI_API_KEY: 'key', REPLICATE_API_TOKEN: 'token' });

/** Offers of these models, at the prices of the list. */
function offers(specs: Partial<Record<BuyableTask, string>>): Offers {
  return new Offers({
    candidates: async (task) => {
      const found = registry.get(specs[task] ?? 'openai:');
      return { providers: 'check' in found ? [found] : [], obstacles: [] };
    },
    quote: (order, provider) => {
      const quoted = quote(priceOf(provider.spec, {}), provider.worst(order));
      return quoted.ok ? quoted.micros : undefined;
    },
  });
}

const openai = offers({
  recognise: 'openai:gpt-6-luna',
  describe: 'openai:gpt-6-luna',
  transcribe: 'openai:gpt-transcribe',
});
const microsOf = async (...tasks: readonly OfferedTask[]) => (await openai.of(tasks))?.micros ?? 0;

describe('an offer', () => {
  it('is the sum of the worst cases of all calls, each of a picture as large as any that is sent', async () => {
    const one = await microsOf({ task: 'describe', pictures: 1 });
    const words = await microsOf({ task: 'recognise', pictures: 1 });
    assert.ok(one > 0 && words > one, 'the words of a page may be many');
    assert.equal(await microsOf({ task: 'describe', pictures: 3 }), 3 * one);
    const both = await microsOf({ task: 'recognise', pictures: 1 }, { task: 'describe', pictures: 1 });
    assert.equal(both, one + words);
  });

  it('of a recording counts its pieces of ten minutes, each by whole minutes', async () => {
    const minute = await microsOf({ task: 'transcribe', seconds: 60 });
    assert.equal(await microsOf({ task: 'transcribe', seconds: 61 }), 2 * minute);
    assert.equal(await microsOf({ task: 'transcribe', seconds: 600 }), 10 * minute);
    assert.equal(await microsOf({ task: 'transcribe', seconds: 1201 }), 21 * minute);
    assert.equal(await microsOf({ task: 'transcribe', seconds: 0 }), minute);
  });

  it('is none when nobody could take one of the tasks, or its price is not known', async () => {
    const blind = offers({ transcribe: 'openai:gpt-transcribe' });
    const sound = { task: 'transcribe', seconds: 60 } as const;
    assert.ok(await blind.of([sound]));
    assert.equal(await blind.of([sound, { task: 'describe', pictures: 1 }]), undefined);
    const unpriced = offers({ describe: 'openai:gpt-nobody-knows' });
    assert.equal(await unpriced.of([{ task: 'describe', pictures: 1 }]), undefined);
  });
});
