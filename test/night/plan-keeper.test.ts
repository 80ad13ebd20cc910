import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { NightPlan } from '../../src/night/plan.ts';
import type { NightFacts } from '../../src/night/plan-facts.ts';
import { PlanKeeper } from '../../src/night/plan-keeper.ts';
import { ManualTime } from '../support/manual-time.ts';

const hour = 3_600_000;

/** A keeper whose facts are always the same few, until a test says otherwise. */
function kept() {
  const time = new ManualTime();
  const opensAt = time.now();
  const plans: (NightPlan | undefined)[] = [];
  const errors: unknown[] = [];
  const state = { gathered: 0, gather: undefined as (() => Promise<void>) | undefined };
  const facts = (): NightFacts => ({
    now: time.now(),
    closesAt: opensAt + 5 * hour,
    files: [
      {
        ...{ id: 'a.txt', since: 1, nature: 'text', private: false },
        steps: [{ task: 'summarise', spec: 'a:b', ms: 1000, spread: 0 }],
      },
    ],
    models: new Map(),
    loaded: undefined,
    running: [],
    purse: { consent: false, left: 0, perFile: 0, concurrency: 2 },
  });
  const keeper = new PlanKeeper({
    clock: time,
    timers: time,
    window: () => ({ open: true, opensAt, closesAt: opensAt + 5 * hour }),
    gather: async () => {
      state.gathered += 1;
      await state.gather?.();
      return facts();
    },
    onPlan: (plan) => plans.push(plan),
    onError: (error) => errors.push(error),
  });
  /** Moves the time, and lets what is due be done. */
  const advance = async (ms: number): Promise<void> => {
    time.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  };
  return { keeper, time, plans, errors, state, advance };
}

describe('the plan of the night', () => {
  it('is made when the window opens, and there is none before and after it', async () => {
    const { keeper, plans, time } = kept();
    assert.deepEqual([keeper.plan, keeper.isReady], [undefined, false]);
    await keeper.open();
    assert.equal(keeper.isReady, true);
    assert.equal(keeper.plan?.files, 1);
    keeper.close();
    assert.deepEqual([keeper.plan, keeper.isReady, time.pending], [undefined, false, 0]);
    assert.deepEqual(
      plans.map((plan) => plan?.files),
      [1, undefined],
    );
  });

  it('is made again when it is due, though no fact is new', async () => {
    const { keeper, state, advance } = kept();
    await keeper.open();
    const { reviewAt = 0, madeAt = 0 } = keeper.plan ?? {};
    await advance(reviewAt - madeAt - 1);
    assert.equal(state.gathered, 1);
    await advance(1);
    assert.equal(state.gathered, 2);
    assert.equal(keeper.plan?.madeAt, reviewAt);
  });

  it('is made once for a thousand changes, and not again before a pause is over', async () => {
    const { keeper, state, advance } = kept();
    await keeper.open();
    const many = (): void => {
      for (let change = 0; change < 1000; change += 1) keeper.changed();
    };
    many();
    await advance(4999);
    assert.equal(state.gathered, 1);
    await advance(1);
    assert.equal(state.gathered, 2);
    many();
    await advance(4999);
    assert.equal(state.gathered, 2);
    await advance(1);
    assert.equal(state.gathered, 3);
  });

  it('knows of what changes while it is made', async () => {
    const { keeper, state, advance } = kept();
    const held = Promise.withResolvers<void>();
    state.gather = () => held.promise;
    const opened = keeper.open();
    keeper.changed();
    held.resolve();
    await opened;
    await advance(5000);
    assert.equal(state.gathered, 2);
  });

  it('is none when its facts cannot be had: the work goes on without, and it is tried again', async () => {
    const { keeper, state, errors, advance } = kept();
    state.gather = () => Promise.reject(new Error('The disk is gone.'));
    await keeper.open();
    assert.deepEqual([keeper.isReady, keeper.plan, errors.length], [true, undefined, 1]);
    state.gather = undefined;
    await advance(60_000);
    assert.equal(keeper.plan?.files, 1);
  });

  it('that comes when its window has closed is dropped; of the next window it is made anew', async () => {
    const { keeper, state, plans } = kept();
    const held = Promise.withResolvers<void>();
    state.gather = () => held.promise;
    const opened = keeper.open();
    keeper.close();
    held.resolve();
    await opened;
    assert.deepEqual([plans, keeper.plan], [[], undefined]);
    const again = Promise.withResolvers<void>();
    state.gather = () => again.promise;
    const first = keeper.open();
    keeper.close();
    const second = keeper.open();
    again.resolve();
    await Promise.all([first, second]);
    assert.deepEqual([keeper.isReady, keeper.plan?.files], [true, 1]);
  });

  it('is followed until the next one is there, where one window follows another', async () => {
    const { keeper, state, plans } = kept();
    await keeper.open();
    const held = Promise.withResolvers<void>();
    state.gather = () => held.promise;
    const next = keeper.open();
    assert.deepEqual([keeper.isReady, keeper.plan?.files], [true, 1]);
    held.resolve();
    await next;
    assert.deepEqual(
      plans.map((plan) => plan?.files),
      [1, 1],
    );
  });

  it('asks nothing of changes outside of the window', async () => {
    const { keeper, state, time, advance } = kept();
    keeper.changed();
    await advance(hour);
    assert.deepEqual([state.gathered, time.pending], [0, 0]);
  });
});
