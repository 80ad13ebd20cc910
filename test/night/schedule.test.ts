import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule } from '../../src/night/schedule.ts';
import { defaultSettings } from '../../src/settings.ts';

test('turns are told once each, whatever the number of looks between, and by the clock alone', (t) => {
  let now = Date.parse('2026-11-22T23:00:00Z');
  const turns: string[] = [];
  const window = { ...defaultSettings.window, timeZone: 'Europe/Berlin' };
  const schedule = new Schedule({
    window: () => window,
    clock: { now: () => now },
    onTurn: (state) =>
      turns.push(`${new Date(now).toISOString().slice(11, 16)} ${state.open ? 'open' : 'closed'}`),
  });
  t.after(() => schedule.stop());
  schedule.start();
  for (const time of ['22T23:59', '23T00:00', '23T00:01', '23T04:59', '23T05:00', '23T05:01', '24T02:00']) {
    now = Date.parse(`2026-11-${time}:00Z`);
    schedule.look();
    schedule.look();
  }
  assert.deepEqual(turns, ['23:00 closed', '00:00 open', '05:00 closed', '02:00 open']);
});

test('a window that the person moves is obeyed at the next look', (t) => {
  let window = { ...defaultSettings.window, timeZone: 'UTC' };
  const turns: boolean[] = [];
  const schedule = new Schedule({
    window: () => window,
    clock: { now: () => Date.parse('2026-11-23T12:00:00Z') },
    onTurn: (state) => turns.push(state.open),
  });
  t.after(() => schedule.stop());
  schedule.start();
  window = { ...window, from: '11:00', to: '13:00' };
  schedule.look();
  assert.deepEqual(turns, [false, true]);
});
