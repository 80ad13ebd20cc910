import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gpuPrices } from '../../src/cloud/gpu-prices.ts';
import { insteadOf } from '../../src/cloud/instead.ts';
import { unitsOf } from '../../src/models/work-units.ts';

test('a night in which nothing was done would have cost nothing', () => {
  const { cloud, cloudMicros, modelSeconds, gpus } = insteadOf([]);
  assert.deepEqual([cloud, cloudMicros, modelSeconds], [[], 0, 0]);
  assert.ok(gpus.every(({ micros }) => micros === 0));
});

test('text is priced by its characters, a question and an answer for each call', () => {
  const units = unitsOf('summarise', { bytes: 0, characters: 40_000 });
  const [line, ...others] = insteadOf([{ task: 'summarise', count: 1, units, seconds: 9 }]).cloud;
  // 10,000 tokens of text and 400 of question at $0.10, 500 of answer at $0.50 a million.
  const micros = Math.ceil(10_400 * 0.1 + 500 * 0.5);
  const amount = '10,400 tokens in, 500 out';
  assert.deepEqual(line, { what: 'text', spec: 'openai:gpt-6-luna', calls: 1, amount, micros });
  assert.deepEqual(others, []);
});

test('recordings are priced by the whole minutes of them all', () => {
  const each = unitsOf('transcribe', { bytes: 0, minutes: 2.5 });
  const [line] = insteadOf([{ task: 'transcribe', count: 3, units: 3 * each, seconds: 60 }]).cloud;
  assert.deepEqual([line?.amount, line?.micros, line?.calls], ['8 min', 8 * 4500, 3]);
});

test('a picture that is read costs more than one that is described', () => {
  const micros = (task: 'recognise' | 'describe'): number =>
    insteadOf([{ task, count: 10, units: 10, seconds: 1 }]).cloudMicros;
  assert.ok(micros('recognise') > micros('describe'));
});

test('a rented processor is paid for the hours of all models, at a price with a page and a day', () => {
  const { gpus } = insteadOf([
    { task: 'describe', count: 1, units: 1, seconds: 1800 },
    { task: 'embed', count: 1, units: 1, seconds: 5400 },
  ]);
  const rented = gpus.find(({ provider }) => provider === 'Lambda');
  assert.equal(rented?.micros, 2 * 2_790_000);
  for (const { source, asOf, perHour } of gpuPrices) {
    assert.match(source, /^https:\/\//);
    assert.match(asOf, /^\d{4}-\d\d-\d\d$/);
    assert.ok(perHour > 0);
  }
});

test('what the price list has no model for is named', () => {
  const { assumptions } = insteadOf([{ task: 'embed', count: 1, units: 3, seconds: 1 }]);
  assert.ok(assumptions.some((each) => each.includes('embed')));
});
