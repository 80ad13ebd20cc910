import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backOffMs } from '../../src/processing/back-off.ts';

test('back-off never shrinks, begins with a minute, and is never more than an hour', () => {
  const waits = Array.from({ length: 2000 }, (_, index) => backOffMs(index + 1));
  assert.equal(waits[0], 60_000);
  assert.ok(waits.every((wait, index) => wait >= (waits[index - 1] ?? 0) && wait <= 3_600_000));
  assert.equal(waits.at(-1), 3_600_000);
});

test('an attempt that was never counted waits as the first one does', () => {
  assert.equal(backOffMs(0), 60_000);
});
