import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { windowAt } from '../../src/night/window.ts';
import { defaultSettings } from '../../src/settings.ts';

const berlin = { ...defaultSettings.window, timeZone: 'Europe/Berlin' };
const state = (window: typeof berlin, now: string): readonly [boolean, string, string] => {
  const { open, opensAt, closesAt } = windowAt(window, Date.parse(now));
  return [open, new Date(opensAt).toISOString(), new Date(closesAt).toISOString()];
};

test('the window is open from its first millisecond and closed from its last', () => {
  const night = ['2026-11-23T00:00:00.000Z', '2026-11-23T05:00:00.000Z'] as const;
  const cases: readonly [string, boolean, readonly [string, string]][] = [
    ['2026-11-22T23:59:59.999Z', false, night],
    ['2026-11-23T00:00:00.000Z', true, night],
    ['2026-11-23T04:59:59.999Z', true, night],
    ['2026-11-23T05:00:00.000Z', false, ['2026-11-24T00:00:00.000Z', '2026-11-24T05:00:00.000Z']],
  ];
  for (const [now, open, ends] of cases) assert.deepEqual(state(berlin, now), [open, ...ends], now);
});

test('a window across midnight is open on both sides of it', () => {
  const late = { ...berlin, from: '22:00', to: '04:00' };
  const ends = ['2026-11-22T21:00:00.000Z', '2026-11-23T03:00:00.000Z'] as const;
  assert.deepEqual(state(late, '2026-11-22T22:30:00Z'), [true, ...ends]);
  assert.deepEqual(state(late, '2026-11-23T02:59:00Z'), [true, ...ends]);
  assert.equal(state(late, '2026-11-23T03:00:00Z')[0], false);
});

test('equal ends mean the whole day', () => {
  const always = { ...berlin, from: '01:00', to: '01:00' };
  for (const now of ['2026-11-23T00:00:00Z', '2026-11-23T12:00:00Z', '2026-11-22T23:59:00Z']) {
    assert.equal(state(always, now)[0], true, now);
  }
});

test('the night of spring-forward is an hour shorter, that of fall-back an hour longer', () => {
  const length = (now: string): number => {
    const { opensAt, closesAt } = windowAt(berlin, Date.parse(now));
    return (closesAt - opensAt) / 3_600_000;
  };
  assert.equal(length('2026-03-29T00:30:00Z'), 4);
  assert.equal(length('2026-10-25T00:30:00Z'), 6);
});

test('an opening that daylight saving skips happens when the clock has jumped', () => {
  const skipped = { ...berlin, from: '02:30', to: '06:00' };
  assert.deepEqual(state(skipped, '2026-03-29T00:59:00Z'), [
    false,
    '2026-03-29T01:30:00.000Z',
    '2026-03-29T04:00:00.000Z',
  ]);
});

test('at any moment, in any zone: either inside the window that is told, or before it', () => {
  const time = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  );
  const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
      const { open, opensAt, closesAt } = windowAt({ from, to, timeZone, catchUp: true }, now);
      assert.ok(opensAt < closesAt);
      assert.equal(open, opensAt <= now && now < closesAt);
      assert.ok(closesAt > now);
      assert.ok(opensAt - now <= 26 * 3_600_000);
    }),
  );
});
