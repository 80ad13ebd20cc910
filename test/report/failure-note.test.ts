import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FailureFacts, renderFailureNote } from '../../src/report/failure-note.ts';
import { partsOf } from '../support/processing-notes.ts';

const facts: FailureFacts = {
  source: 'now/a/broken.pdf',
  originalName: 'broken (2).pdf',
  sha256: 'cd'.repeat(32),
  bytes: 2048,
  code: 'file-damaged',
  reason: '"broken.pdf" ends in the middle.',
  hint: 'Copy it again, or run `qpdf broken.pdf`.',
  attempts: 2,
  firstFailed: '2026-11-02T01:00:00+01:00',
  lastFailed: '2026-11-03T01:05:00+01:00',
  costUsd: 0,
};

describe('a failure note', () => {
  it('has the promised keys in their order', () => {
    const { data } = partsOf(renderFailureNote(facts));
    assert.deepEqual(Object.entries(data), [
      ['error', 'file-damaged'],
      ['reason', '"broken.pdf" ends in the middle.'],
      ['hint', 'Copy it again, or run `qpdf broken.pdf`.'],
      ['attempts', 2],
      ['first_failed', '2026-11-02T01:00:00+01:00'],
      ['last_failed', '2026-11-03T01:05:00+01:00'],
      ['cost_usd', 0],
      ['source', 'now/a/broken.pdf'],
      ['sha256', 'cd'.repeat(32)],
      ['bytes', 2048],
    ]);
  });

  it('says why, what to do, and how to try again with the file beside it', () => {
    const { body } = partsOf(renderFailureNote(facts));
    assert.match(body, /^# Not done: broken \(2\)\.pdf$/m);
    assert.match(body, /"broken\.pdf" ends in the middle\./);
    assert.match(body, /^\*\*What to do:\*\* Copy it again, or run `qpdf broken\.pdf`\.$/m);
    assert.match(body, /drag \[broken \(2\)\.pdf\]\(<broken \(2\)\.pdf>\) back to `ingest\/`/);
    assert.match(body, /Tried 2 times, last on 2026-11-03 01:05 · 2 kB · `file-damaged`/);
    assert.match(partsOf(renderFailureNote({ ...facts, attempts: 1 })).body, /Tried once/);
  });

  it('does not send a person in circles with a file that would fail again', () => {
    const bodyOf = (code: string): string => partsOf(renderFailureNote({ ...facts, code })).body;
    assert.match(bodyOf('file-damaged'), /would fail again\. When it is mended, drag \[/);
    assert.match(bodyOf('kind-unsupported'), /A later version may read it: then drag \[/);
    assert.match(bodyOf('model-failed'), /To try this file again, drag \[/);
  });

  it('says what a failure has cost', () => {
    const { data, body } = partsOf(renderFailureNote({ ...facts, costUsd: 0.0125 }));
    assert.equal(data.cost_usd, 0.0125);
    assert.match(body, /for \$0\.0125/);
  });

  it('of a file that could not be read at all has no hash', () => {
    const { sha256: _sha256, ...unread } = facts;
    assert.ok(!('sha256' in partsOf(renderFailureNote(unread)).data));
  });

  it('holds nothing active and no key, whatever the reason says', () => {
    const key = `sk-${'a1B2'.repeat(10)}`;
    const reason = `<img src=x onerror=alert(1)> refused ${key}.`;
    const text = renderFailureNote({ ...facts, reason, hint: reason, originalName: '<i>.pdf' });
    assert.ok(!text.includes(key));
    assert.doesNotMatch(partsOf(text).body, /(?<!\\)<(img|i)\b/);
  });
});
