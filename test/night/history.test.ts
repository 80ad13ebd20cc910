import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtOf, forecastStep, leftOf } from '../../src/night/forecast.ts';
import { History } from '../../src/night/history.ts';

const spec = 'ollama:qwen3-vl';
/** A history in which one picture took so many seconds, each time. */
const pictures = (seconds: readonly number[]): History =>
  new History(seconds.map((each, at) => ({ task: 'describe', spec, units: 1, seconds: each, at })));
const rate = (seconds: readonly number[]) => pictures(seconds).rate('describe', spec);
/** Around ten seconds, by the same pattern however many. */
const regular = (count: number): number[] => Array.from({ length: count }, (_, at) => 8 + (at % 5));

test('before there is history a guess stands, and it is doubted', () => {
  const { msPerUnit, spread, doubt } = rate([]);
  assert.ok(msPerUnit > 0);
  assert.ok(spread >= 0.5 && doubt >= 0.5);
  const builtin = new History().rate('summarise', 'builtin:extractive');
  assert.ok(builtin.msPerUnit < new History().rate('summarise', 'ollama:llama3.3').msPerUnit / 100);
});

test('with history the measured rate stands, and doubt shrinks as more is measured', () => {
  const few = rate(regular(5));
  const many = rate(regular(200));
  assert.ok(Math.abs(many.msPerUnit - 10_000) < 200, String(many.msPerUnit));
  assert.ok(Math.abs(few.msPerUnit - 10_000) > Math.abs(many.msPerUnit - 10_000));
  assert.ok(rate([]).doubt > few.doubt && few.doubt > many.doubt);
  assert.ok(many.doubt < 0.02);
  assert.ok(many.spread > 0.1 && many.spread < 0.2, String(many.spread));
});

test('a guess that is far off is soon outweighed', () => {
  const { msPerUnit } = rate(regular(30));
  assert.ok(Math.abs(msPerUnit - 10_000) < 150, String(msPerUnit));
});

test('a few runs that took an hour hardly change what is usual', () => {
  const { msPerUnit } = rate([...regular(40), 3600, 3600, 3600]);
  assert.ok(msPerUnit < 12_500, String(msPerUnit));
});

test('times that are none are left out', () => {
  const history = pictures(regular(20));
  const before = history.rate('describe', spec);
  for (const [seconds, units] of [
    [0, 1],
    [-1, 1],
    [Number.NaN, 1],
    [1, 0],
  ] as const) {
    history.add({ task: 'describe', spec, units, seconds, at: 0 });
  }
  assert.deepEqual(history.rate('describe', spec), before);
});

test('what is measured of one model or task says nothing of another', () => {
  const history = pictures(regular(50));
  assert.deepEqual(history.rate('describe', 'ollama:other'), new History().rate('describe', 'ollama:other'));
  assert.deepEqual(history.rate('recognise', spec), new History().rate('recognise', spec));
});

test('a forecast is the rate times the units, in whole milliseconds', () => {
  const history = pictures(regular(200));
  const one = forecastStep(history, 'describe', spec, 1);
  const seven = forecastStep(history, 'describe', spec, 7);
  assert.ok(Number.isInteger(seven.ms) && Math.abs(seven.ms - 7 * one.ms) <= 7);
  assert.equal(one.spread, history.rate('describe', spec).spread);
  assert.equal(doubtOf(history, spec, ['describe', 'recognise']), history.rate('recognise', spec).doubt);
  assert.equal(doubtOf(history, spec, []), 0);
});

test('what is left of a run is what it should take still, and something when it is over its time', () => {
  const step = { ms: 1000, spread: 0.2 };
  assert.deepEqual(leftOf(step, 300), { ms: 700, offMs: 200 });
  assert.deepEqual(leftOf(step, 1000), { ms: 250, offMs: 200 });
  assert.deepEqual(leftOf(step, 9000), { ms: 250, offMs: 200 });
});
