import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Found } from '../../src/ingest/look.ts';
import { Register } from '../../src/ingest/register.ts';

const nobody = (): undefined => undefined;
const start = 1_800_000_000_000;

const file = (
  path: string,
  mtimeMs = start - 9000,
  more: { size?: number; ino?: bigint; blocks?: number } = {},
): Found => ({
  path,
  type: 'file',
  facts: { size: 1, ino: 1n, dev: 1n, blocks: 8, mtimeMs, ...more },
});

/** A register in which all these files are ready. */
function readyRegister(...files: Found[]): Register {
  const register = new Register(() => 0, nobody, 'linux');
  for (const found of files) register.observe(found, start);
  return register;
}

const paths = (register: Register) => [...register.ready()].map((waiting) => waiting.path);

describe('the register', () => {
  test('gives the urgent first, then the oldest', () => {
    const register = readyRegister(
      file('b', start - 3),
      file('now/d', start - 1),
      file('a', start - 5),
      file('now/c', start - 2),
    );
    assert.deepEqual(paths(register), ['now/c', 'now/d', 'a', 'b']);
    assert.deepEqual(register.counts, {
      waiting: 4,
      ready: 4,
      urgent: 2,
      settling: 0,
      postponed: 0,
      refused: 0,
    });
  });

  test('takes the first of all, or of the urgent ones alone', () => {
    const register = readyRegister(file('b', start - 3), file('a', start - 5), file('now/c', start - 2));
    const taken = (['urgent', 'urgent', 'all', 'all', 'all'] as const).map(
      (which) => register.takeFirst(which)?.path,
    );
    assert.deepEqual(taken, ['now/c', undefined, 'a', 'b', undefined]);
    assert.deepEqual(paths(register), []);
  });

  test('keeps a taken file out of sight while it looks the same, and counts it until it is claimed', () => {
    const register = readyRegister(file('a'), file('b', start - 8000));
    assert.equal(register.take('a')?.path, 'a');
    assert.equal(register.take('a'), undefined);
    register.observe(file('a'), start + 10_000);
    assert.deepEqual(paths(register), ['b']);
    assert.equal(register.counts.waiting, 2);
    register.claimed('a');
    assert.equal(register.counts.waiting, 1);
  });

  test('sees a new file that was dropped under the name of one that is being claimed', () => {
    const register = readyRegister(file('a'));
    register.take('a');
    register.observe(file('a', start - 100, { ino: 2n }), start);
    register.claimed('a');
    assert.deepEqual(
      [...register.ready()].map((waiting) => waiting.ino),
      [2n],
    );
  });

  test('a taken file that is put back has to be quiet anew', () => {
    let quiet = 0;
    const register = new Register(() => quiet, nobody, 'linux');
    register.observe(file('a'), start);
    quiet = 2000;
    register.take('a');
    register.putBack('a');
    register.observe(file('a'), start);
    assert.deepEqual(paths(register), []);
    assert.equal(register.nextDue, start + 2000);
    assert.deepEqual(register.wake(start + 2000), { look: ['a'], released: false });
    assert.deepEqual(register.wake(start + 2000).look, []);
    assert.equal(register.observe(file('a'), start + 2000), true);
    assert.deepEqual(paths(register), ['a']);
  });

  test('a postponed file comes back at its time, when it is released, and when it changes', () => {
    const register = readyRegister(file('a'), file('b'), file('c'), file('d'));
    for (const path of ['a', 'b', 'c', 'd']) {
      register.take(path);
      register.postpone(path, path === 'a' ? start + 5000 : Number.POSITIVE_INFINITY);
    }
    register.observe(file('b'), start);
    assert.deepEqual(paths(register), []);
    assert.equal(register.counts.postponed, 4);
    assert.equal(register.counts.waiting, 4);
    assert.deepEqual(register.wake(start + 5000), { look: [], released: true });
    assert.deepEqual(paths(register), ['a']);
    assert.equal(register.observe(file('b', start - 1), start + 5000), true);
    assert.deepEqual(paths(register), ['a', 'b']);
    assert.equal(register.release('c'), true);
    assert.equal(register.release(), true);
    assert.equal(register.release(), false);
    assert.deepEqual(paths(register).sort(), ['a', 'b', 'c', 'd']);
  });

  test('a ready file that is written to is not ready any more', () => {
    const register = new Register(() => 2000, nobody, 'linux');
    register.observe(file('a'), start);
    register.observe(file('a'), start + 2000);
    assert.deepEqual(paths(register), ['a']);
    assert.equal(register.observe(file('a', start + 2500), start + 2501), true);
    assert.deepEqual(paths(register), []);
    assert.equal(register.counts.settling, 1);
  });

  test('what a listing does not see is gone when it ends, whatever its state', () => {
    const register = readyRegister(file('a'), file('b'), file('c'), file('d'));
    register.take('b');
    register.take('c');
    register.postpone('c', Number.POSITIVE_INFINITY);
    register.observe({ path: 'link', type: 'refused', why: { code: 'x', reason: 'x.', hint: 'x.' } }, start);
    register.beginSweep();
    register.observe(file('d'), start);
    assert.equal(register.endSweep(), true);
    assert.deepEqual(register.counts, {
      waiting: 1,
      ready: 1,
      urgent: 0,
      settling: 0,
      postponed: 0,
      refused: 0,
    });
    register.beginSweep();
    register.observe(file('d'), start);
    assert.equal(register.endSweep(), false);
  });

  test('a file that turns into a link is refused, and back', () => {
    const register = readyRegister(file('a'));
    const why = { code: 'symbolic-link', reason: 'It is a link.', hint: 'Drop the file.' };
    assert.equal(register.observe({ path: 'a', type: 'refused', why }, start), true);
    assert.equal(register.observe({ path: 'a', type: 'refused', why }, start), false);
    assert.deepEqual(register.refused(), [{ path: 'a', ...why }]);
    assert.deepEqual(paths(register), []);
    assert.equal(register.observe(file('a'), start), true);
    assert.deepEqual(register.refused(), []);
    assert.deepEqual(paths(register), ['a']);
  });

  test('a cloud placeholder is told to the person and neither ready nor settling', () => {
    const register = new Register(() => 2000, nobody, 'darwin');
    register.observe(file('a', start - 9000, { blocks: 0 }), start);
    assert.deepEqual(
      register.refused().map(({ path, code }) => [path, code]),
      [['a', 'not-downloaded']],
    );
    assert.deepEqual(register.counts, {
      waiting: 0,
      ready: 0,
      urgent: 0,
      settling: 0,
      postponed: 0,
      refused: 1,
    });
    const again = register.nextDue ?? 0;
    assert.deepEqual(register.wake(again).look, ['a']);
    register.observe(file('a'), again);
    assert.deepEqual(paths(register), ['a']);
  });
});
