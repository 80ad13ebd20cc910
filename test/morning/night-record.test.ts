import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closed, extended, opened, readRecord } from '../../src/morning/night-record.ts';

const dayOf = (ms: number): string => (ms < 1000 ? '2026-11-03' : '2026-11-04');
const first = opened(undefined, { opensAt: 100, closesAt: 500 }, dayOf);

test('a window that opens is a night that is not reported', () => {
  assert.deepEqual(first, { day: '2026-11-03', spans: [{ from: 100, until: 500 }], reported: false });
});

test('a start within the same window goes on with it, by the end that it has now', () => {
  const again = opened({ ...first, reported: true }, { opensAt: 100, closesAt: 600 }, dayOf);
  assert.deepEqual(again, { ...first, spans: [{ from: 100, until: 600 }] });
});

test('a second window that closes on the same day belongs to the same report', () => {
  const late = opened({ ...first, reported: true }, { opensAt: 700, closesAt: 900, late: true }, dayOf);
  assert.deepEqual(late, { ...first, spans: [...first.spans, { from: 700, until: 900, late: true }] });
});

test('a window that closes on another day is another night', () => {
  const next = opened(first, { opensAt: 1100, closesAt: 1500 }, dayOf);
  assert.deepEqual(next, { day: '2026-11-04', spans: [{ from: 1100, until: 1500 }], reported: false });
});

test('a night ends at its end, or sooner; what is still in work then makes it longer', () => {
  assert.equal(closed(first, 10_000).spans[0]?.until, 500);
  assert.equal(closed(first, 300).spans[0]?.until, 300);
  assert.equal(extended(first, 650).spans[0]?.until, 650);
});

test('what was written down is read again, and what is damaged is nothing', () => {
  assert.deepEqual(readRecord(JSON.stringify(first)), first);
  for (const text of [undefined, '', '{', '{"day":"../x","spans":[],"reported":true}', 'null']) {
    assert.equal(readRecord(text), undefined);
  }
});
