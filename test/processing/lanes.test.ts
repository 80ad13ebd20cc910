import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Turn } from '../../src/models/router.ts';
import { Lanes } from '../../src/processing/lanes.ts';

/** Lanes whose calls end when a test says so. */
function openLanes() {
  const lanes = new Lanes();
  const gates = new Map<string, () => void>();
  const turns = new Map<string, Readonly<Turn>>();
  const call = (spec: string, slots: number, name: string, ahead = 0): Promise<string> =>
    lanes.limit(spec, { slots, ahead }, (turn) => {
      turns.set(name, turn);
      return new Promise((resolve) => gates.set(name, () => resolve(name)));
    });
  const end = async (name: string): Promise<void> => {
    gates.get(name)?.();
    await new Promise(setImmediate);
  };
  const served = () => [...turns].filter(([, { servedAt }]) => servedAt !== undefined).map(([name]) => name);
  return { lanes, call, end, served, started: () => [...turns.keys()] };
}

test('a lane runs as many calls as it has slots, in order, and other lanes do not wait for it', async () => {
  const { lanes, call, end, started } = openLanes();
  const calls = [
    call('ollama:a', 1, 'a1'),
    call('ollama:a', 1, 'a2'),
    call('tesseract:eng', 2, 't1'),
    call('tesseract:eng', 2, 't2'),
  ];
  await new Promise(setImmediate);
  assert.deepEqual(started(), ['a1', 't1', 't2']);
  assert.deepEqual(lanes.load()['ollama:a'], { running: 1, waiting: 1 });
  await end('a1');
  assert.equal(await calls[0], 'a1');
  assert.deepEqual(started(), ['a1', 't1', 't2', 'a2']);
  for (const name of ['a2', 't1', 't2']) await end(name);
  await Promise.all(calls);
});

test('one that is sent ahead has no slot until one before it has ended', async () => {
  const { call, end, started, served } = openLanes();
  const calls = ['a1', 'a2', 'a3', 'a4'].map((name) => call('ollama:a', 2, name, 1));
  await new Promise(setImmediate);
  assert.deepEqual(started(), ['a1', 'a2', 'a3']);
  assert.deepEqual(served(), ['a1', 'a2']);
  await end('a2');
  assert.deepEqual(served(), ['a1', 'a2', 'a3']);
  assert.deepEqual(started(), ['a1', 'a2', 'a3', 'a4']);
  for (const name of ['a1', 'a3', 'a4']) await end(name);
  await Promise.all(calls);
  assert.deepEqual(served(), ['a1', 'a2', 'a3', 'a4']);
});

test('a lane follows when its model turns out to serve more at once', async () => {
  const { call, end, started, served } = openLanes();
  const calls = [call('ollama:a', 1, 'a1'), call('ollama:a', 1, 'a2'), call('ollama:a', 2, 'a3', 1)];
  await new Promise(setImmediate);
  assert.deepEqual(started(), ['a1', 'a2', 'a3']);
  await end('a1');
  assert.deepEqual(served(), ['a1', 'a2', 'a3']);
  for (const name of ['a2', 'a3']) await end(name);
  await Promise.all(calls);
});

test('a failed call frees its slot', async () => {
  const lanes = new Lanes();
  const room = { slots: 1, ahead: 0 };
  await assert.rejects(
    lanes.limit('x:y', room, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await lanes.limit('x:y', room, async () => 'next'), 'next');
});
