import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AnswerTimes,
  ParallelMeter,
  roomBy,
  type Together,
  withAnswer,
} from '../../src/models/parallel.ts';

/** A call of ten seconds at ten tokens a second, but for what it says otherwise. */
const call = (times: Partial<AnswerTimes> = {}): AnswerTimes => ({
  ...{ tokens: 100, evalSeconds: 10, busySeconds: 12, waitedSeconds: 0 },
  ...times,
});

/** So many calls of one sort. */
function sums(calls: number, times: Partial<AnswerTimes> = {}): Together {
  let all: Together | undefined;
  for (let each = 0; each < calls; each += 1) all = withAnswer(all, call(times));
  assert.ok(all);
  return all;
}

const slowed = (by: number): Partial<AnswerTimes> => ({ evalSeconds: 10 * by, busySeconds: 12 * by });

describe('how many calls a server works on at once', () => {
  const alone: [number, Together] = [1, sums(3)];
  const cases: readonly [string, readonly [number, Together][], number, number][] = [
    ['is one while nothing is known, and nothing is sent ahead', [], 1, 0],
    ['is one while hardly anything is known', [[1, sums(2)]], 1, 0],
    ['is one, with one more sent ahead, when only single calls are known', [alone], 1, 1],
    [
      'is one when the second always waits for the first',
      [alone, [2, sums(20, { waitedSeconds: 12 })]],
      1,
      1,
    ],
    ['is one when two at once take twice as long each', [alone, [2, sums(20, slowed(2))]], 1, 1],
    ['is one when two at once gain a tenth', [alone, [2, sums(20, slowed(1.82))]], 1, 1],
    ['is one as long as few pairs are known', [alone, [2, sums(7, slowed(1.2))]], 1, 1],
    ['is two when two at once give far more', [alone, [2, sums(8, slowed(1.2))]], 2, 1],
    [
      'stays two when the third waits for one of them',
      [alone, [2, sums(8, slowed(1.2))], [3, sums(8, { ...slowed(1.2), waitedSeconds: 7.2 })]],
      2,
      1,
    ],
    ['is three when each gains', [alone, [2, sums(8, slowed(1.2))], [3, sums(8, slowed(1.3))]], 3, 1],
    ['grows from the bottom only', [alone, [3, sums(8)]], 1, 1],
    [
      'has an end',
      [alone, ...Array.from({ length: 20 }, (_, at): [number, Together] => [at + 2, sums(8)])],
      8,
      1,
    ],
  ];
  for (const [name, measured, slots, ahead] of cases) {
    test(name, () => assert.deepEqual(roomBy(new Map(measured)), { slots, ahead }));
  }

  test('what is old fades, so that a server that was started anew is followed', () => {
    let all = sums(64, slowed(1.1));
    const room = () => roomBy(new Map([alone, [2, all]]));
    assert.equal(room().slots, 2);
    for (let each = 0; each < 100; each += 1) all = withAnswer(all, call({ waitedSeconds: 12 }));
    assert.equal(room().slots, 1);
    assert.ok(all.calls <= 65);
  });
});

describe('a meter', () => {
  /** A server with so many slots, of which each takes ten seconds for a call; calls come in pairs. */
  async function pairs(
    count: number,
    times: (second: boolean) => Partial<AnswerTimes>,
  ): Promise<ParallelMeter> {
    const meter = new ParallelMeter();
    for (let each = 0; each < 3; each += 1) await meter.follow(async (heard) => heard(call()));
    for (let each = 0; each < count; each += 1) {
      const gate = Promise.withResolvers<void>();
      const first = meter.follow(async (heard) => {
        await gate.promise;
        heard(call(times(false)));
      });
      // It begins beside the first and ends before it, so that it always has one beside it.
      await meter.follow(async (heard) => heard(call(times(true))));
      gate.resolve();
      await first;
    }
    return meter;
  }

  test('sees that a server serves two at once', async () => {
    assert.deepEqual((await pairs(10, () => slowed(1.1))).room, { slots: 2, ahead: 1 });
  });

  test('sees that a server serves one after the other', async () => {
    const meter = await pairs(10, (second) => (second ? { waitedSeconds: 12 } : {}));
    assert.deepEqual(meter.room, { slots: 1, ahead: 1 });
  });

  test('learns nothing from answers that say nothing of their time, nor from calls that fail', async () => {
    const meter = new ParallelMeter();
    for (let each = 0; each < 9; each += 1) {
      await meter.follow(async (heard) => heard(call({ evalSeconds: Number.NaN })));
      await meter.follow(async (heard) => heard(call({ waitedSeconds: Number.NaN })));
      await assert.rejects(meter.follow(() => Promise.reject(new Error('no'))));
    }
    assert.deepEqual(meter.room, { slots: 1, ahead: 0 });
  });
});
