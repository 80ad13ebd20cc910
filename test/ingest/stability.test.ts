import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StabilityTracker } from '../../src/ingest/stability.ts';

const start = 1_800_000_000_000;
const facts = (size: number, mtimeMs: number, ino = 1n) => ({ size, mtimeMs, ino, blocks: 8 });

describe('stability', () => {
  test('a file is ready when it was seen unchanged for the quiet time, not before', () => {
    const tracker = new StabilityTracker(() => 2000);
    const file = facts(10, start - 5);
    assert.deepEqual(tracker.observe('a', file, start), { ready: false, again: start + 2000 });
    assert.deepEqual(tracker.observe('a', file, start + 1999), { ready: false, again: start + 2000 });
    assert.deepEqual(tracker.observe('a', file, start + 2000), { ready: true });
  });

  test('a file that was there at start-up has to be seen quiet too, however old it says it is', () => {
    const tracker = new StabilityTracker(() => 2000);
    const old = facts(10, start - 86_400_000);
    assert.equal(tracker.observe('half', old, start).ready, false);
    // The copy goes on and keeps the old mtime, as `cp -p` and Finder do.
    const grown = facts(20, start - 86_400_000);
    assert.deepEqual(tracker.observe('half', grown, start + 2000), { ready: false, again: start + 4000 });
    assert.equal(tracker.observe('half', grown, start + 4000).ready, true);
  });

  test('a copy that pauses for less than the quiet time and goes on starts anew', () => {
    const tracker = new StabilityTracker(() => 2000);
    tracker.observe('a', facts(10, start - 1), start);
    tracker.observe('a', facts(10, start - 1), start + 1500);
    assert.equal(tracker.observe('a', facts(30, start + 1600), start + 2000).ready, false);
    assert.equal(tracker.observe('a', facts(30, start + 1600), start + 3000).ready, false);
    assert.equal(tracker.observe('a', facts(30, start + 1600), start + 3600).ready, true);
  });

  test('a preallocated file, full size at once, waits until its mtime rests', () => {
    const tracker = new StabilityTracker(() => 2000);
    for (let at = 0; at < 10_000; at += 1000) {
      assert.equal(tracker.observe('a', facts(1_000_000, start + at - 1), start + at).ready, false, `${at}`);
    }
    assert.equal(tracker.observe('a', facts(1_000_000, start + 8999), start + 11_000).ready, true);
  });

  test('a write that no hint told of costs no second quiet time: its own mtime counts', () => {
    const tracker = new StabilityTracker(() => 2000);
    tracker.observe('a', facts(0, start), start);
    assert.deepEqual(tracker.observe('a', facts(9, start + 30), start + 2000), {
      ready: false,
      again: start + 2030,
    });
  });

  test('another file under the same name, same size and mtime, starts anew', () => {
    const tracker = new StabilityTracker(() => 2000);
    tracker.observe('a', facts(10, start - 9000, 1n), start);
    assert.equal(tracker.observe('a', facts(10, start - 9000, 2n), start + 2000).ready, false);
  });

  test('a clock that steps back costs one quiet time, not the step', () => {
    const tracker = new StabilityTracker(() => 2000);
    tracker.observe('a', facts(10, start - 5), start);
    const back = start - 3_600_000;
    assert.deepEqual(tracker.observe('a', facts(10, start - 5), back), { ready: false, again: back + 2000 });
    assert.equal(tracker.observe('a', facts(10, start - 5), back + 2000).ready, true);
  });

  test('an mtime in the future does not keep a file for ever', () => {
    const tracker = new StabilityTracker(() => 2000);
    const file = facts(10, start + 999_999_999);
    tracker.observe('a', file, start);
    assert.equal(tracker.observe('a', file, start + 2000).ready, true);
  });

  test('a quiet time of 0 means at once, and an edit of it is obeyed at the next look', () => {
    let quiet = 60_000;
    const tracker = new StabilityTracker(() => quiet);
    assert.equal(tracker.observe('a', facts(1, start), start).ready, false);
    quiet = 0;
    assert.equal(tracker.observe('a', facts(1, start), start).ready, true);
  });

  test('a cloud placeholder on macOS is never ready and says so; elsewhere no blocks mean nothing', () => {
    const placeholder = { ...facts(10, start - 9000), blocks: 0 };
    const mac = new StabilityTracker(() => 2000, 'darwin');
    mac.observe('a', placeholder, start);
    assert.deepEqual(mac.observe('a', placeholder, start + 60_000), {
      ready: false,
      again: start + 90_000,
      placeholder: true,
    });
    assert.deepEqual(mac.observe('a', facts(10, start - 9000), start + 90_000), { ready: true });
    const linux = new StabilityTracker(() => 2000, 'linux');
    linux.observe('a', placeholder, start);
    assert.equal(linux.observe('a', placeholder, start + 2000).ready, true);
  });

  test('what is forgotten is not remembered', () => {
    const tracker = new StabilityTracker(() => 2000);
    tracker.observe('a', facts(1, start), start);
    assert.equal(tracker.size, 1);
    tracker.forget('a');
    assert.equal(tracker.size, 0);
    assert.equal(tracker.observe('a', facts(1, start), start + 2000).ready, false);
  });
});
