import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { beat, judgeRun, notYetRun, type RunFacts } from '../../src/processing/stall-clock.ts';

const minute = 60_000;
const intervalMs = 10_000;

/** The running time after heartbeats at these moments, in seconds; those that are marked fell into the wait for a slot. */
function runningSeconds(beats: readonly (number | { readonly waits: number })[]): number {
  let time = notYetRun(0);
  for (const each of beats) {
    const waits = typeof each !== 'number';
    time = beat(time, (waits ? each.waits : each) * 1000, { intervalMs, runs: !waits });
  }
  return time.ms / 1000;
}

test('running time is what passed between heartbeats', () => {
  assert.equal(runningSeconds([10, 20, 30]), 30);
  assert.equal(runningSeconds([10, 21, 35]), 35);
});

test('a night of sleep counts as two heartbeats at most', () => {
  assert.equal(runningSeconds([10, 20, 20 + 8 * 3600, 20 + 8 * 3600 + 10]), 50);
});

test('the wait for a free slot does not count', () => {
  assert.equal(runningSeconds([{ waits: 10 }, { waits: 2000 }, 2010, 2020]), 20);
});

test('a clock that is put back counts as nothing, and goes on from there', () => {
  assert.equal(runningSeconds([10, 20, -3600, -3590]), 30);
});

test('a clock that is put forward counts as two heartbeats at most', () => {
  assert.equal(runningSeconds([10, 90_000, 90_010]), 40);
});

test('running time never goes back and never grows by more than two intervals a heartbeat', () => {
  const moments = fc.array(fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.boolean()));
  fc.assert(
    fc.property(moments, (beats) => {
      let time = notYetRun(0);
      for (const [now, runs] of beats) {
        const next = beat(time, now, { intervalMs, runs });
        assert.ok(next.ms >= time.ms && next.ms <= time.ms + 2 * intervalMs);
        if (!runs) assert.equal(next.ms, time.ms);
        time = next;
      }
    }),
  );
});

test('a run is judged by the larger of the limit and a multiple of what is usual', () => {
  const stall = { minutes: 10, factor: 4 };
  const cases: readonly [RunFacts['task'], number, number | undefined, string][] = [
    ['describe', 10 * minute, undefined, 'goes-on'],
    ['describe', 10 * minute + 1, undefined, 'stalled'],
    ['transcribe', 10 * minute + 1, 1 * minute, 'stalled'],
    ['transcribe', 39 * minute, 10 * minute, 'goes-on'],
    ['recognise', 40 * minute + 1, 10 * minute, 'stalled'],
    ['summarise', 10 * minute + 1, undefined, 'ran-away'],
    ['embed', 500 * minute, 10 * minute, 'ran-away'],
  ];
  for (const [task, runMs, usualMs, expected] of cases) {
    assert.equal(judgeRun({ task, runMs, usualMs, stall }), expected, `${task} ${runMs} ${usualMs}`);
  }
});
