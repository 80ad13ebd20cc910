import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Batch, type Orderable, orderOf } from '../../src/night/order.ts';
import { lengthOf } from '../../src/night/timetable.ts';

const step = (task: string, spec: string, ms = 10) => ({ task, spec, ms, spread: 0 });
const photo = (id: string, since: number, held = 0): Orderable => ({
  id,
  since,
  held,
  steps: [step('describe', 'vision'), step('summarise', 'text'), step('extract', 'text')],
});
const note = (id: string, since: number, ms = 10): Orderable => ({
  id,
  since,
  held: 0,
  steps: [step('summarise', 'text', ms)],
});
const shown = (batches: readonly Batch[]): readonly string[] =>
  batches.map(
    ({ spec, loads, held, jobs }) =>
      `${loads ? 'load ' : ''}${spec}${held ? ' held' : ''}: ${jobs.map(({ id, tasks }) => `${id}.${tasks.join('+')}`).join(' ')}`,
  );

test('each model is loaded once: first what others wait for, old files first, tasks of one model together', () => {
  assert.deepEqual(
    shown(orderOf([note('n2', 4), photo('p2', 3), photo('p1', 2), note('n1', 1)], undefined, 'oldest')),
    [
      'load vision: p1.describe p2.describe',
      'load text: n1.summarise p1.summarise+extract p2.summarise+extract n2.summarise',
    ],
  );
});

test('the model in memory goes on with what it can do', () => {
  assert.deepEqual(shown(orderOf([photo('p', 1), note('n', 2)], 'text', 'oldest')), [
    'text: n.summarise',
    'load vision: p.describe',
    'load text: p.summarise+extract',
  ]);
});

test('the smallest go first in a late queue, the largest where little must be left open', () => {
  const notes = [note('a', 1, 30), note('b', 2, 10), note('c', 3, 20)];
  assert.deepEqual(shown(orderOf(notes, 'text', 'smallest')), ['text: b.summarise c.summarise a.summarise']);
  assert.deepEqual(shown(orderOf(notes, 'text', 'largest')), ['text: a.summarise c.summarise b.summarise']);
});

test('what may have to be bought comes last, the likeliest at the very end', () => {
  assert.deepEqual(
    shown(orderOf([photo('p1', 1, 2), photo('p2', 2, 1), note('n', 3)], undefined, 'oldest')),
    [
      'load text: n.summarise',
      'load vision held: p2.describe',
      'load text held: p2.summarise+extract',
      'load vision held: p1.describe',
      'load text held: p1.summarise+extract',
    ],
  );
});

const files = fc.array(
  fc.record({
    since: fc.nat(1000),
    held: fc.nat(2),
    steps: fc.array(
      fc.constantFrom('a', 'b', 'c').map((spec) => step(`by ${spec}`, spec)),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 12 },
);
const first = fc.constantFrom('oldest', 'smallest', 'largest');

test('every step is in the order once, after those before it, whatever the files', () => {
  fc.assert(
    fc.property(files, first, (all, mode) => {
      const named = all.map((file, index) => ({ ...file, id: `f${index}` }));
      const done = new Map<string, string[]>();
      for (const { spec, jobs } of orderOf(named, undefined, mode as 'oldest')) {
        for (const { id, tasks } of jobs) {
          assert.ok(tasks.every((task) => task === `by ${spec}`));
          done.set(id, [...(done.get(id) ?? []), ...tasks]);
        }
      }
      for (const { id, steps } of named)
        assert.deepEqual(
          done.get(id) ?? [],
          steps.map(({ task }) => task),
        );
    }),
  );
});

test('as many loads as models, where every file needs them in the same direction', () => {
  const aligned = fc.array(
    fc.record({ since: fc.nat(1000), length: fc.nat({ max: 3 }) }).map(({ since, length }) => ({
      since,
      held: 0,
      steps: ['a', 'b', 'c'].slice(length).map((spec) => step(`by ${spec}`, spec)),
    })),
  );
  fc.assert(
    fc.property(aligned, (all) => {
      const named = all.map((file, index) => ({ ...file, id: `f${index}` }));
      const loads = orderOf(named, undefined, 'oldest').filter((batch) => batch.loads).length;
      assert.equal(loads, new Set(named.flatMap(({ steps }) => steps.map(({ spec }) => spec))).size);
    }),
  );
});

test('the length of an order counts loads, slots, and what runs already', () => {
  const models = new Map([
    ['vision', { loadMs: 5, slots: 1 }],
    ['text', { loadMs: 7, slots: 2 }],
  ]);
  const batches = orderOf([photo('p', 1), note('n', 2), note('m', 3)], undefined, 'oldest');
  // 5 + 10, then 7 + (20 beside 10 + 10).
  assert.equal(lengthOf(batches, models, []), 42);
  assert.equal(lengthOf(orderOf([note('n', 1)], 'text', 'oldest'), models, [4, 9]), 14);
  assert.equal(lengthOf(batches, models, [100]), 142);
  assert.equal(lengthOf([], models, [4, 9]), 9);
  // Pages of one file are at the model together, as far as it has slots; then what else it has to do.
  const scan = { ...note('s', 1), steps: [{ ...step('recognise', 'text', 12), parts: 4 }] };
  assert.deepEqual(orderOf([scan], 'text', 'oldest')[0]?.jobs[0]?.parts, 4);
  assert.equal(lengthOf(orderOf([scan], 'text', 'oldest'), models, []), 6);
  assert.equal(lengthOf(orderOf([scan, note('n', 2)], 'text', 'oldest'), models, []), 16);
});
