import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAvailability } from '../../src/models/availability.ts';
import type { Availability, Provider } from '../../src/models/contract.ts';

const good: Availability = { available: true };
const bad: Availability = { available: false, outage: true, reason: 'Down.', hint: 'Start it.' };

function setUp(says: Availability) {
  const state = { now: 1_000_000, says, checks: 0 };
  const provider: Provider = {
    spec: 'fake:one',
    place: 'process',
    slots: 1,
    check: async () => {
      state.checks += 1;
      return state.says;
    },
  };
  return { state, provider, cache: createAvailability({ now: () => state.now }) };
}

test('a good answer is believed for a minute, a bad one for a quarter of it', async () => {
  for (const [says, lasts] of [
    [good, 60_000],
    [bad, 15_000],
  ] as const) {
    const { state, provider, cache } = setUp(says);
    assert.deepEqual(await cache.of(provider), says);
    state.now += lasts - 1;
    await cache.of(provider);
    assert.equal(state.checks, 1);
    state.now += 1;
    await cache.of(provider);
    assert.equal(state.checks, 2);
  }
});

test('many at once cost one question', async () => {
  const { state, provider, cache } = setUp(good);
  await Promise.all([cache.of(provider), cache.of(provider), cache.of(provider)]);
  assert.equal(state.checks, 1);
});

test('what a call has shown is believed at once', async () => {
  const { provider, cache } = setUp(good);
  await cache.of(provider);
  cache.note(provider, bad);
  assert.deepEqual(await cache.of(provider), bad);
});

test('forget() asks again', async () => {
  const { state, provider, cache } = setUp(bad);
  await cache.of(provider);
  cache.forget();
  state.says = good;
  assert.deepEqual(await cache.of(provider), good);
});

test('a clock that is set back does not make an answer last', async () => {
  const { state, provider, cache } = setUp(good);
  await cache.of(provider);
  assert.deepEqual(cache.known(provider), good);
  state.now -= 3_600_000;
  assert.equal(cache.known(provider), undefined);
  await cache.of(provider);
  assert.equal(state.checks, 2);
});
