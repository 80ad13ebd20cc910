import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Journal } from '../../src/folders/journal.ts';
import type { Measurement } from '../../src/folders/measurements.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const measured = (at: number, spec = 'ollama:a'): Measurement => {
  return { task: 'describe', spec, units: 1.5, seconds: 2.25, at };
};

test('measurements outlive the process, oldest first', async (t) => {
  const file = join(await scratchFolder(t), 'state.db');
  const first = new Journal(file);
  first.measurements.add(measured(2));
  first.measurements.add({ ...measured(1), task: 'transcribe', units: 0.1 });
  first.close();
  const second = new Journal(file);
  t.after(() => second.close());
  assert.deepEqual(second.measurements.all(), [
    measured(2),
    { ...measured(1), task: 'transcribe', units: 0.1 },
  ]);
});

test('the newest two hundred of each task and model are kept', async (t) => {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  journal.measurements.add(measured(7, 'ollama:b'));
  for (let at = 0; at < 203; at += 1) journal.measurements.add(measured(at));
  const kept = journal.measurements.all().filter(({ spec }) => spec === 'ollama:a');
  assert.deepEqual([kept.length, kept[0]?.at, kept.at(-1)?.at], [200, 3, 202]);
  assert.equal(journal.measurements.all().length, 201);
});

test('work without an extent is refused', async (t) => {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  assert.throws(() => journal.measurements.add({ ...measured(1), units: 0 }), /constraint/i);
});
