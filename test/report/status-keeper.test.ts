import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { StatusKeeper } from '../../src/report/status-keeper.ts';
import { scratchRoot } from '../support/scratch-root.ts';

/** A keeper whose status cannot be had, and how often it was asked for. */
async function keeperOf(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let asked = 0;
  const gather = (): Promise<never> => {
    asked += 1;
    return Promise.reject(new Error('not now'));
  };
  const errors: unknown[] = [];
  const keeper = new StatusKeeper(await scratchRoot(t), gather, (error) => errors.push(error));
  return { keeper, errors, asked: () => asked, later: (ms: number) => t.mock.timers.tick(ms) };
}

describe('STATUS.md', () => {
  it('is written once for many changes, and a failure is told and ends nothing', async (t) => {
    const { keeper, errors, asked, later } = await keeperOf(t);
    keeper.changed();
    keeper.changed();
    later(1999);
    assert.equal(asked(), 0);
    later(1);
    await keeper.write();
    assert.equal(asked(), 2);
    assert.equal(errors.length, 2);
  });

  it('is written a last time when it is closed, and by no change after that', async (t) => {
    const { keeper, asked, later } = await keeperOf(t);
    keeper.changed();
    const closed = keeper.close();
    keeper.changed();
    await closed;
    later(10_000);
    await new Promise(setImmediate);
    assert.equal(asked(), 1);
  });
});
