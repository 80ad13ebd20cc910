import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitsOf } from '../../src/models/work-units.ts';

test('units grow with what a task has to go through', () => {
  const cases = [
    ['describe', { bytes: 9e6 }, 1],
    ['recognise', { bytes: 9e6, pictures: 12 }, 12],
    ['transcribe', { bytes: 9e6, minutes: 30 }, 30.1],
    ['transcribe', { bytes: 9e6 }, 9.1],
    ['summarise', { bytes: 9e6, characters: 4000 }, 5],
    ['extract', { bytes: 4000 }, 5],
    ['extract', { bytes: 9e9 }, 2001],
  ] as const;
  for (const [task, size, units] of cases)
    assert.equal(unitsOf(task, size), units, `${task} ${JSON.stringify(size)}`);
});
