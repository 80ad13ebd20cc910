import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Looked, type StabilityFacts, stabilityOf } from '../../src/ingest/stability.ts';

const start = 1_800_000_000_000;
const facts = (size: number, mtimeMs: number, ino = 1n) => ({ size, mtimeMs, ino, blocks: 8 });

/** Looks at one file, one after the other, and what each of them says. */
function looksAt(quietMs: () => number, platform = 'linux') {
  let before: Looked | undefined;
  return (facts: StabilityFacts, now: number) => {
    const { since, ...stability } = stabilityOf(before, facts, now, quietMs(), platform);
    before = { ...facts, since, lookedAt: now };
    return stability;
  };
}

describe('stability', () => {
  test('a file is ready when it was seen unchanged for the quiet time, not before', () => {
    const look = looksAt(() => 2000);
    const file = facts(10, start - 5);
    assert.deepEqual(look(file, start), { ready: false, again: start + 2000 });
    assert.deepEqual(look(file, start + 1999), { ready: false, again: start + 2000 });
    assert.deepEqual(look(file, start + 2000), { ready: true });
  });

  test('a file that was there at start-up has to be seen quiet too, however old it says it is', () => {
    const look = looksAt(() => 2000);
    const old = facts(10, start - 86_400_000);
    assert.equal(look(old, start).ready, false);
    // The copy goes on and keeps the old mtime, as `cp -p` and Finder do.
    const grown = facts(20, start - 86_400_000);
    assert.deepEqual(look(grown, start + 2000), { ready: false, again: start + 4000 });
    assert.equal(look(grown, start + 4000).ready, true);
  });

  test('a copy that pauses for less than the quiet time and goes on starts anew', () => {
    const look = looksAt(() => 2000);
    look(facts(10, start - 1), start);
    look(facts(10, start - 1), start + 1500);
    assert.equal(look(facts(30, start + 1600), start + 2000).ready, false);
    assert.equal(look(facts(30, start + 1600), start + 3000).ready, false);
    assert.equal(look(facts(30, start + 1600), start + 3600).ready, true);
  });

  test('a preallocated file, full size at once, waits until its mtime rests', () => {
    const look = looksAt(() => 2000);
    for (let at = 0; at < 10_000; at += 1000) {
      assert.equal(look(facts(1_000_000, start + at - 1), start + at).ready, false, `${at}`);
    }
    assert.equal(look(facts(1_000_000, start + 8999), start + 11_000).ready, true);
  });

  test('a write that no hint told of costs no second quiet time: its own mtime counts', () => {
    const look = looksAt(() => 2000);
    look(facts(0, start), start);
    assert.deepEqual(look(facts(9, start + 30), start + 2000), {
      ready: false,
      again: start + 2030,
    });
  });

  test('another file under the same name, same size and mtime, starts anew', () => {
    const look = looksAt(() => 2000);
    look(facts(10, start - 9000, 1n), start);
    assert.equal(look(facts(10, start - 9000, 2n), start + 2000).ready, false);
  });

  test('a clock that steps back costs one quiet time, not the step', () => {
    const look = looksAt(() => 2000);
    look(facts(10, start - 5), start);
    const back = start - 3_600_000;
    assert.deepEqual(look(facts(10, start - 5), back), { ready: false, again: back + 2000 });
    assert.equal(look(facts(10, start - 5), back + 2000).ready, true);
  });

  test('an mtime in the future does not keep a file for ever', () => {
    const look = looksAt(() => 2000);
    const file = facts(10, start + 999_999_999);
    look(file, start);
    assert.equal(look(file, start + 2000).ready, true);
  });

  test('a quiet time of 0 means at once, and an edit of it is obeyed at the next look', () => {
    let quiet = 60_000;
    const look = looksAt(() => quiet);
    assert.equal(look(facts(1, start), start).ready, false);
    quiet = 0;
    assert.equal(look(facts(1, start), start).ready, true);
  });

  test('a cloud placeholder on macOS is never ready and says so; elsewhere no blocks mean nothing', () => {
    const placeholder = { ...facts(10, start - 9000), blocks: 0 };
    const mac = looksAt(() => 2000, 'darwin');
    mac(placeholder, start);
    assert.deepEqual(mac(placeholder, start + 60_000), {
      ready: false,
      again: start + 90_000,
      placeholder: true,
    });
    assert.deepEqual(mac(facts(10, start - 9000), start + 90_000), { ready: true });
    const linux = looksAt(() => 2000);
    linux(placeholder, start);
    assert.equal(linux(placeholder, start + 2000).ready, true);
  });
});
