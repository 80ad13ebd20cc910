import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WaitingFile } from '../../src/ingest/waiting-file.ts';
import { WindowClosed } from '../../src/processing/closing.ts';
import { ClosingTime } from '../../src/processing/closing-time.ts';
import type { Runs } from '../../src/processing/file-runs.ts';
import { ManualTime } from '../support/manual-time.ts';

const minute = 60_000;

/** Files in work, each with what is forecast of it in minutes. */
function atWork(leftMinutes: Readonly<Record<string, number | undefined>>) {
  const time = new ManualTime();
  const left = new Map(Object.entries(leftMinutes));
  let open = true;
  const files = [...left.keys()].map((path) => {
    const file = { path, place: { path, urgent: false, private: false } } as WaitingFile;
    return { file, stop: new AbortController() };
  });
  const leftMs = (place: string) => {
    const minutes = left.get(place);
    return minutes === undefined ? undefined : minutes * minute;
  };
  const closing = new ClosingTime({
    ...{ clock: time, timers: time, isOpen: () => open, opensAt: () => 123 },
    tools: { runs: { leftMs } as Runs },
  });
  return {
    ...{ time, left },
    look: () => closing.look(() => files),
    turn: (isOpen: boolean) => {
      open = isOpen;
    },
    stopped: () => files.filter(({ stop }) => stop.signal.aborted).map(({ file }) => file.path),
    reasons: () => files.map(({ stop }) => stop.signal.reason),
  };
}

test('while the window is open nothing is stopped, and nobody looks again', () => {
  const { time, look, stopped } = atWork({ a: undefined, b: 600 });
  look();
  assert.deepEqual(stopped(), []);
  assert.equal(time.pending, 0);
});

test('who should have ended by now and has not is stopped when the grace is over, and told until when', () => {
  const { time, look, turn, stopped, reasons } = atWork({ a: 1 });
  turn(false);
  look();
  assert.deepEqual(stopped(), []);
  time.advance(3 * minute);
  assert.deepEqual(stopped(), []);
  time.advance(2 * minute);
  assert.deepEqual(stopped(), ['a']);
  assert.ok(reasons()[0] instanceof WindowClosed);
  assert.equal((reasons()[0] as WindowClosed).until, 123);
  assert.equal(time.pending, 0);
});

test('a forecast that turns out too short stops the file as soon as that is seen', () => {
  const { time, left, look, turn, stopped } = atWork({ a: 1, b: 2 });
  turn(false);
  look();
  left.set('b', 30);
  time.advance(10_000);
  assert.deepEqual(stopped(), ['b']);
});

test('a window that opens again lets all go on, and its next end has a grace of its own', () => {
  const { time, look, turn, stopped } = atWork({ a: 4 });
  turn(false);
  look();
  time.advance(30_000);
  turn(true);
  time.advance(30 * minute);
  assert.deepEqual(stopped(), []);
  turn(false);
  look();
  assert.deepEqual(stopped(), []);
});

test('a clock that is put back gives nobody more time', () => {
  const { time, look, turn, stopped } = atWork({ a: 4 });
  turn(false);
  look();
  time.step(-600 * minute);
  look();
  time.advance(5 * minute + 20_000);
  assert.deepEqual(stopped(), ['a']);
});
