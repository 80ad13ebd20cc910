import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lanes } from '../../src/processing/lanes.ts';

test('a lane runs as many calls as it has slots, in order, and other lanes do not wait for it', async () => {
  const lanes = new Lanes();
  const gates = new Map<string, () => void>();
  const started: string[] = [];
  const call = (spec: string, slots: number, name: string): Promise<string> =>
    lanes.limit(spec, slots, () => {
      started.push(name);
      return new Promise((resolve) => gates.set(name, () => resolve(name)));
    });
  const a = call('ollama:a', 1, 'a1');
  const b = call('ollama:a', 1, 'a2');
  const c = call('tesseract:eng', 2, 't1');
  const d = call('tesseract:eng', 2, 't2');
  await new Promise(setImmediate);
  assert.deepEqual(started, ['a1', 't1', 't2']);
  assert.deepEqual(lanes.load()['ollama:a'], { running: 1, waiting: 1 });
  gates.get('a1')?.();
  assert.equal(await a, 'a1');
  await new Promise(setImmediate);
  assert.deepEqual(started, ['a1', 't1', 't2', 'a2']);
  for (const name of ['a2', 't1', 't2']) gates.get(name)?.();
  await Promise.all([b, c, d]);
});

test('a failed call frees its slot', async () => {
  const lanes = new Lanes();
  await assert.rejects(
    lanes.limit('x:y', 1, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await lanes.limit('x:y', 1, async () => 'next'), 'next');
});
