import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOverdue, unaskable } from '../../src/cloud/overdue.ts';

const day = 24 * 3_600_000;
const call = { sentAt: 100 * day, reservedAt: 90 * day };
const after = (ms: number, code?: Parameters<typeof isOverdue>[1]): boolean =>
  isOverdue(call, code, call.sentAt + ms);

describe('a call that cannot be asked after', () => {
  it('is waited for a day where a person would have to do something, and thirty where time may', () => {
    for (const error of [unaskable({ spec: 'openai:old' }), { code: 'key' }] as const) {
      assert.deepEqual([after(day, error), after(day + 1, error)], [false, true]);
    }
    for (const error of [undefined, { code: 'outage' }, { code: 'timeout' }] as const) {
      assert.deepEqual([after(30 * day, error), after(30 * day + 1, error)], [false, true]);
    }
  });

  it('is not held for ever by a clock that was put back', () => {
    assert.equal(after(-31 * day), true);
    assert.equal(after(-30 * day), false);
  });

  it('counts from when it was reserved, where it is not known when it was sent', () => {
    assert.equal(isOverdue({ ...call, sentAt: undefined }, undefined, 120 * day), false);
    assert.equal(isOverdue({ ...call, sentAt: undefined }, undefined, 121 * day), true);
  });
});
