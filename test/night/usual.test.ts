import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measurement } from '../../src/folders/measurements.ts';
import { UsualTimes } from '../../src/night/usual.ts';

const spec = 'ollama:m';
const minute = 60_000;

/** Usual times over measurements and a clock that a test changes. */
function usual(measurements: Measurement[] = []) {
  const clock = { at: 0, now: () => clock.at };
  let read = 0;
  const times = new UsualTimes(() => {
    read += 1;
    return measurements;
  }, clock);
  return { times, clock, measurements, reads: () => read };
}

const measured = (task: Measurement['task'], units: number, seconds: number): Measurement[] =>
  Array.from({ length: 100 }, (_, at) => ({ task, spec, units, seconds, at }));

const near = (ms: number | undefined, expected: number): void =>
  assert.ok(
    ms !== undefined && Math.abs(ms - expected) < expected / 20,
    `${ms} ms, about ${expected} expected`,
  );

test('what was measured is usual, for its size', () => {
  const { times } = usual([...measured('describe', 1, 10), ...measured('transcribe', 1, 6)]);
  near(times.usualMs('describe', spec, { bytes: 1, pictures: 1 }), 10_000);
  near(times.usualMs('transcribe', spec, { bytes: 1, minutes: 59.9 }), 6 * minute);
  near(times.expectedMs('transcribe', spec, { bytes: 1, minutes: 59.9 }), 6 * minute);
});

test('before anything is measured a picture and a short text have nothing usual, and what is long has its length', () => {
  const { times } = usual();
  assert.equal(times.usualMs('describe', spec, { bytes: 5_000_000, pictures: 1 }), undefined);
  assert.equal(times.usualMs('summarise', spec, { bytes: 0, characters: 0 }), undefined);
  const hour = times.usualMs('transcribe', spec, { bytes: 1, minutes: 60 }) ?? 0;
  const two = times.usualMs('transcribe', spec, { bytes: 1, minutes: 120 }) ?? 0;
  assert.ok(hour > 10 * minute);
  assert.ok(Math.abs(two - 2 * hour) < 1);
  assert.ok(
    times.expectedMs('describe', spec, { bytes: 1, pictures: 1 }) > 0,
    'there is a guess all the same',
  );
});

test('measurements are read once a minute at most, and new ones count after it', () => {
  const { times, clock, measurements, reads } = usual();
  const size = { bytes: 1, pictures: 1 };
  assert.equal(times.usualMs('describe', spec, size), undefined);
  measurements.push(...measured('describe', 1, 10));
  assert.equal(times.usualMs('describe', spec, size), undefined);
  assert.equal(reads(), 1);
  clock.at = minute;
  near(times.usualMs('describe', spec, size), 10_000);
  clock.at = -60 * minute;
  near(times.usualMs('describe', spec, size), 10_000);
  assert.equal(reads(), 3);
});
