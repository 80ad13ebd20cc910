import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOfFile, stopsAtClosing } from '../../src/processing/closing.ts';

const minute = 60_000;

test('a file has before it what is ahead, less what has run of it', () => {
  const cases: readonly [Parameters<typeof leftOfFile>, number][] = [
    [[[], []], 0],
    [[[{ ms: 100, times: 3 }], []], 300],
    [
      [
        [
          { ms: 100, times: 3 },
          { ms: 50, times: 1 },
        ],
        [{ ms: 100, runMs: 40 }],
      ],
      310,
    ],
    // Past its time it goes on for a while, however long it has run.
    [[[{ ms: 100, times: 1 }], [{ ms: 100, runMs: 9000 }]], 25],
  ];
  for (const [given, expected] of cases) assert.equal(leftOfFile(...given), expected, JSON.stringify(given));
});

test('at the end of the window what ends soon goes on, and all else stops', () => {
  const cases: readonly [string, readonly [string, number | undefined, boolean?][], number, string[]][] = [
    ['nothing is in work', [], 5, []],
    ['it ends in time', [['a', 4]], 5, []],
    ['it does not', [['a', 6]], 5, ['a']],
    ['no model works on it', [['a', undefined]], 5, ['a']],
    ['what lies in now/ goes on at any hour', [['a', 600, true]], 5, []],
    ['several do, one after the other', [['a', 2], ['b', 2]], 5, []], // biome-ignore format: a table
    ['only the shortest do', [['a', 4], ['b', 1], ['c', 2]], 5, ['a']], // biome-ignore format: a table
    ['what is urgent takes nobody’s time', [['a', 4], ['b', 600, true]], 5, []], // biome-ignore format: a table
    ['the grace is over', [['a', 0]], 0, ['a']],
    ['the grace is long over', [['a', 1], ['b', 1, true]], -60, ['a']], // biome-ignore format: a table
  ];
  for (const [name, given, grace, expected] of cases) {
    const files = given.map(([place, left, urgent = false]) => {
      return { place, urgent, leftMs: left === undefined ? undefined : left * minute };
    });
    assert.deepEqual(stopsAtClosing(files, grace * minute), expected, name);
  }
});
