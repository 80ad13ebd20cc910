import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wakeCommand } from '../../src/night/wake.ts';
import { defaultSettings } from '../../src/settings.ts';

const { window } = defaultSettings;
const now = Date.parse('2026-11-23T12:00:00Z');

test('a Mac is woken two minutes before the window, by its own clock', () => {
  const berlin = { ...window, timeZone: 'Europe/Berlin' };
  const line = (time: string): string => `sudo pmset repeat wakeorpoweron MTWRFSU ${time}`;
  assert.equal(wakeCommand(berlin, now, 'Europe/Berlin'), line('00:58:00'));
  assert.equal(wakeCommand(berlin, now, 'America/New_York'), line('18:58:00'));
  assert.equal(wakeCommand({ ...window, from: '00:01', timeZone: 'UTC' }, now, 'UTC'), line('23:59:00'));
});

test('a window that never ends needs no waking', () => {
  assert.equal(wakeCommand({ ...window, from: '01:00', to: '01:00' }, now), undefined);
});
