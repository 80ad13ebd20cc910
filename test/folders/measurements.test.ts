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

test('what each model did in a span is added up, however much it was', async (t) => {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  for (let at = 0; at < 250; at += 1) journal.measurements.add(measured(at));
  journal.measurements.add(measured(9, 'ollama:b'));
  const both = journal.measurements.between(0, 249).toSorted((a, b) => b.count - a.count);
  assert.deepEqual(both, [
    { task: 'describe', spec: 'ollama:a', count: 249, units: 249 * 1.5, seconds: 249 * 2.25 },
    { task: 'describe', spec: 'ollama:b', count: 1, units: 1.5, seconds: 2.25 },
  ]);
});

test('what is older than a few days goes, down to what says what is usual', async (t) => {
  const journal = new Journal(join(await scratchFolder(t), 'state.db'));
  t.after(() => journal.close());
  const later = 5 * 24 * 3_600_000;
  for (let at = 0; at < 210; at += 1) journal.measurements.add(measured(at));
  for (let at = later; at < later + 10; at += 1) journal.measurements.add(measured(at));
  const [kept] = journal.measurements.between(0, later + 10);
  assert.equal(kept?.count, 200);
});
