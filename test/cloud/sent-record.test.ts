import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { soldTask, termsOf } from '../../src/cloud/order-terms.ts';
import { sentRecordOf, writeSentRecord } from '../../src/cloud/sent-record.ts';

describe('what is kept of a call that is sent', () => {
  it('is all that is needed to find it and to read its answer, and no more', () => {
    const shape = { task: 'transcribe', maxOutputTokens: 10, seconds: 3.5, json: false } as const;
    const kept = { handle: { conversation: 'conv_1' }, shape };
    const written = writeSentRecord({ ...kept, payload: 'the bytes' } as typeof kept);
    assert.equal(written.includes('payload'), false);
    assert.deepEqual(sentRecordOf({ handle: written }), kept);
  });

  it('is nothing where nothing was sent, or the records were rebuilt', () => {
    assert.equal(sentRecordOf({ handle: undefined }), undefined);
  });
});

describe('the terms of a purchase', () => {
  it('bound the answer and the time of each task that can be bought', () => {
    for (const task of ['describe', 'recognise', 'transcribe'] as const) {
      const { maxOutputTokens, deadlineSeconds } = termsOf(task);
      assert.ok(maxOutputTokens > 0 && deadlineSeconds > 0, task);
      assert.equal(soldTask(task), task);
    }
  });

  it('are there for no other task, whatever a record says', () => {
    for (const task of ['summarise', 'generate', '', 'toString', '__proto__']) {
      assert.equal(soldTask(task), undefined, task);
    }
  });
});
