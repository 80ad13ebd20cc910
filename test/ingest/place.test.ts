import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../src/ingest/place.ts';

const cases: readonly [string, boolean, boolean, string][] = [
  ['a.txt', false, false, 'a.txt'],
  ['invoices/2026/a.txt', false, false, 'invoices/2026/a.txt'],
  ['now/a.txt', true, false, 'a.txt'],
  ['Now/a.txt', true, false, 'a.txt'],
  ['now/now/a.txt', true, false, 'now/a.txt'],
  ['b/now/a.txt', false, false, 'b/now/a.txt'],
  ['now', false, false, 'now'],
  ['nowhere/a.txt', false, false, 'nowhere/a.txt'],
  ['private/a.txt', false, true, 'private/a.txt'],
  ['b/PRIVATE/c/a.txt', false, true, 'b/PRIVATE/c/a.txt'],
  ['now/private/a.txt', true, true, 'private/a.txt'],
  ['privateer/a.txt', false, false, 'privateer/a.txt'],
];

for (const [path, urgent, isPrivate, kept] of cases) {
  test(`${path} is ${urgent ? '' : 'not '}urgent, ${isPrivate ? '' : 'not '}private and stays ${kept}`, () => {
    assert.deepEqual(placeOf(path), { urgent, private: isPrivate, path: kept });
  });
}
