/** What the end of a call means for its file: to wait, until when, or to fail. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallEnd } from '../../src/cloud/call-end.ts';
import { purchaseAfter } from '../../src/cloud/purchase-after.ts';
import { blocked } from '../../src/cloud/refusal.ts';
import type { PaidError, PaidErrorCode } from '../../src/models/paid-contract.ts';

const now = 1_000_000;
const tomorrow = 2_000_000;
const nextMonth = 3_000_000;
const facts = { now, nextPeriod: (cap: 'perDay' | 'perMonth') => (cap === 'perDay' ? tomorrow : nextMonth) };

const released = (code: PaidErrorCode, changes: Partial<PaidError> = {}): CallEnd => ({
  type: 'released',
  error: { code, reason: 'It was so.', hint: 'Do this.', retryable: false, charged: 'no', ...changes },
});

const beyond = (cap: 'perDay' | 'perMonth' | 'perFile', never: boolean): CallEnd => ({
  type: 'refused',
  refusal: { ok: false, why: 'cap', reason: 'Too much.', cap, needed: 2, left: 1, never },
});

type Ended = Exclude<CallEnd, { type: 'answered' }>;
const after = (end: CallEnd) => purchaseAfter(end as Ended, facts);

describe('what a person puts right elsewhere', () => {
  it('keeps the file waiting: nothing is wrong with it', () => {
    for (const code of ['key', 'credit', 'model-missing'] as const) {
      const purchase = after(released(code));
      assert.equal(purchase.type, 'waits', code);
      assert.ok(purchase.type === 'waits' && (purchase.until ?? 0) > now, 'and is looked at again');
    }
  });
});

describe('what a provider turned away', () => {
  it('for what the file is fails it', () => {
    for (const code of ['bad-input', 'too-long', 'provider', 'declined'] as const)
      assert.equal(after(released(code)).type, 'failed', code);
  });

  it('because it is busy waits as long as it asked, and no less than five minutes', () => {
    const waits = (retryAfterSeconds?: number) => {
      const told = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      const purchase = after(released('outage', { retryable: true, ...told }));
      return purchase.type === 'waits' ? (purchase.until ?? 0) - now : undefined;
    };
    assert.equal(waits(), 300_000);
    assert.equal(waits(1), 300_000);
    assert.equal(waits(3600), 3_600_000);
  });
});

describe('what does not fit a cap', () => {
  it('waits for the period in which there is room, for a person where no period helps, and fails where nothing does', () => {
    const until = (end: CallEnd) => {
      const purchase = after(end);
      return purchase.type === 'waits' ? purchase.until : purchase.type;
    };
    assert.equal(until(beyond('perDay', false)), tomorrow);
    assert.equal(until(beyond('perMonth', false)), nextMonth);
    assert.equal(until(beyond('perFile', false)), undefined);
    for (const cap of ['perDay', 'perMonth', 'perFile'] as const) {
      assert.equal(until(beyond(cap, true)), 'failed');
    }
  });
});

describe('what nothing can be bought for', () => {
  it('waits for a change of it, without a time', () => {
    for (const why of ['budget', 'cloud-off', 'month-closed', 'no-price'] as const) {
      const purchase = after({ type: 'refused', refusal: blocked(why, 'It is so.') });
      assert.ok(purchase.type === 'waits' && purchase.until === undefined, why);
    }
  });

  it('is tried again soon where it is this machine that failed', () => {
    for (const why of ['locked', 'storage', 'not-rebuilt'] as const) {
      const purchase = after({ type: 'refused', refusal: blocked(why, 'It is so.') });
      assert.ok(purchase.type === 'waits' && (purchase.until ?? 0) > now, why);
    }
  });
});

it('a call on its way is asked after again within a minute, and one that was broken off at once', () => {
  const open = after({ type: 'open' });
  assert.ok(open.type === 'waits' && open.until === now + 60_000);
  assert.equal(after({ type: 'aborted' }).type, 'aborted');
});
