import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallEnd } from '../../src/cloud/call-end.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import { purchaseAfter, waits } from '../../src/cloud/purchase-after.ts';
import type { Refusal } from '../../src/cloud/refusal.ts';
import type { PaidError, PaidErrorCode } from '../../src/models/paid-contract.ts';
import type { Purchase } from '../../src/models/purchase.ts';

const now = 1_000_000_000;
const minute = 60_000;
const [tomorrow, nextMonth] = [now + 5 * minute, now + 100 * minute];
const call = { id: 'aa.1', spec: 'openai:gpt-6-luna', state: 'unknown' } as Call;

function after(end: Exclude<CallEnd, { type: 'answered' }>): Purchase {
  return purchaseAfter(end, { now, nextPeriod: (cap) => (cap === 'perDay' ? tomorrow : nextMonth) });
}

function error(code: PaidErrorCode, changes: Partial<PaidError> = {}): PaidError {
  return { code, reason: `It is ${code}.`, hint: 'Do this.', retryable: false, charged: 'no', ...changes };
}

const refused = (refusal: Refusal): Purchase => after({ type: 'refused', refusal });
const cap = (name: 'perDay' | 'perMonth' | 'perFile', never: boolean): Refusal => ({
  ok: false,
  why: 'cap',
  reason: `Too much for ${name}.`,
  cap: name,
  needed: 2,
  left: 1,
  never,
});

describe('after a call that gave no answer, its file', () => {
  it('goes back when the work was broken off', () => {
    assert.deepEqual(after({ type: 'aborted' }), { type: 'aborted' });
  });

  it('fails when it was paid for and there is nothing to show for it', () => {
    const failure = { code: 'declined', reason: 'No.', hint: 'Describe it by hand.' };
    assert.deepEqual(after({ type: 'unanswered', call, failure }), { type: 'failed', failure });
  });

  it('waits for a person, and for nothing else, when nobody knows whether it was charged', () => {
    const wanted = waits(
      'It was sent to openai:gpt-6-luna, and nobody can say whether it was charged.',
      'Open the note beside it, tick a box and save.',
    );
    assert.deepEqual(after({ type: 'unknown', call }), wanted);
    assert.equal('until' in wanted, false);
  });

  it('waits a minute for an answer that is on its way, with the reason if there is one', () => {
    const hint = 'It is asked for again, and not sent again.';
    const until = now + minute;
    assert.deepEqual(
      after({ type: 'open', error: error('outage') }),
      waits('It is outage.', hint, { until }),
    );
    assert.deepEqual(
      after({ type: 'open' }),
      waits('It was sent, and its answer is not there yet.', hint, { until }),
    );
  });

  it('is tried again after five minutes, or as much later as the provider says', () => {
    for (const [seconds, until] of [
      [undefined, now + 5 * minute],
      [10, now + 5 * minute],
      [3600, now + 60 * minute],
    ] as const) {
      const busy = error('outage', {
        retryable: true,
        ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
      });
      assert.deepEqual(
        after({ type: 'released', error: busy }),
        waits('It is outage.', 'Do this.', { until }),
      );
    }
  });

  it('is tried again when only the key or the account is at fault, and fails when the file is', () => {
    for (const code of ['key', 'credit'] as const) {
      const wanted = waits(`It is ${code}.`, 'Do this.', { until: now + 5 * minute });
      assert.deepEqual(after({ type: 'released', error: error(code) }), wanted);
    }
    for (const code of ['bad-input', 'declined'] as const) {
      const failure = { code, reason: `It is ${code}.`, hint: 'Do this.' };
      assert.deepEqual(after({ type: 'released', error: error(code) }), { type: 'failed', failure });
    }
  });
});

describe('after a refusal, its file', () => {
  it('waits for the day or the month in which there is room again, or for another cap', () => {
    const hint = 'It is bought when there is room again.';
    assert.deepEqual(refused(cap('perDay', false)), waits('Too much for perDay.', hint, { until: tomorrow }));
    assert.deepEqual(
      refused(cap('perMonth', false)),
      waits('Too much for perMonth.', hint, { until: nextMonth }),
    );
    const file = waits('Too much for perFile.', 'Raise "perFile" in budget.json to go on.');
    assert.deepEqual(refused(cap('perFile', false)), file);
  });

  it('fails when a cap can never allow it, and names that cap', () => {
    for (const name of ['perDay', 'perMonth', 'perFile'] as const) {
      const purchase = refused(cap(name, true));
      assert.ok(purchase.type === 'failed');
      const { code, reason, hint } = purchase.failure;
      assert.deepEqual([code, reason], ['over-cap', `Too much for ${name}.`]);
      assert.match(hint, new RegExp(`Raise "${name}" in budget\\.json`));
    }
  });

  it('waits without an end for what only a person can change', () => {
    for (const why of ['budget', 'cloud-off', 'month-closed', 'no-price'] as const) {
      assert.deepEqual(refused({ ok: false, why, reason: 'No.' }), waits('No.', ''), why);
    }
  });

  it('fails when it was given up', () => {
    const purchase = refused({ ok: false, why: 'given-up', call, reason: 'It was given up.' });
    assert.ok(purchase.type === 'failed');
    assert.deepEqual([purchase.failure.code, purchase.failure.reason], ['given-up', 'It was given up.']);
    assert.match(purchase.failure.hint, /ingest\//);
  });

  it('is tried again in a minute for all that passes by itself', () => {
    const wanted = waits('Why.', 'It is tried again.', { until: now + minute });
    for (const why of ['locked', 'storage', 'not-rebuilt'] as const) {
      assert.deepEqual(refused({ ok: false, why, reason: 'Why.' }), wanted, why);
    }
    for (const why of ['open', 'bought'] as const) {
      assert.deepEqual(refused({ ok: false, why, call, reason: 'Why.' }), wanted, why);
    }
  });
});
