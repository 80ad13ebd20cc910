import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BuyableTask } from '../../src/models/purchase.ts';
import type { RoutedTask } from '../../src/models/router.ts';
import { isBuyable, isStalled } from '../../src/processing/stall.ts';

const buyable = ['recognise', 'describe', 'transcribe'] as const;
/** Of words, or made from them: never sent. */
const others = ['summarise', 'extract', 'embed'] as const;
const facts = { outage: false, private: false, buyable: new Set<BuyableTask>(buyable) };

describe('a task that nobody here can do now', () => {
  for (const task of buyable) {
    it(`has stalled when it is to ${task}, and the cloud could take it`, () => {
      assert.equal(isBuyable(task), true);
      assert.equal(isStalled({ ...facts, task }), true);
      assert.equal(isStalled({ ...facts, task, outage: true }), false, 'a server that is down passes');
      assert.equal(isStalled({ ...facts, task, private: true }), false, 'what is private never leaves');
      const rest = new Set<BuyableTask>(buyable.filter((one) => one !== task));
      assert.equal(isStalled({ ...facts, task, buyable: rest }), false, 'nobody offers it');
    });
  }

  for (const task of others) {
    it(`never stalls when it is to ${task}`, () => {
      assert.equal(isBuyable(task), false);
      assert.equal(isStalled({ ...facts, task }), false);
    });
  }

  it('stalls in no other case whatever', () => {
    const any = fc.record({
      task: fc.constantFrom<RoutedTask>(...buyable, ...others),
      outage: fc.boolean(),
      private: fc.boolean(),
      offered: fc.subarray<BuyableTask>([...buyable]),
    });
    fc.assert(
      fc.property(any, ({ offered, ...given }) => {
        const stalled = isStalled({ ...given, buyable: new Set(offered) });
        const task: string = given.task;
        assert.equal(stalled, !given.outage && !given.private && offered.some((one) => one === task));
      }),
    );
  });
});
