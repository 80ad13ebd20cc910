import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DateTime } from 'luxon';
import { nextPeriod } from '../../src/cloud/next-period.ts';

/** Zone, now there, and the first moments there of the next day and month, as the clock on the wall and its offset say. */
const table = [
  ['Europe/Berlin', '2026-11-27T12:00', '2026-11-28T00:00+01:00', '2026-12-01T00:00+01:00'],
  ['Europe/Berlin', '2026-03-28T23:30', '2026-03-29T00:00+01:00', '2026-04-01T00:00+02:00'],
  ['Europe/Berlin', '2026-03-29T00:30', '2026-03-30T00:00+02:00', '2026-04-01T00:00+02:00'],
  ['Europe/Berlin', '2026-10-25T01:00', '2026-10-26T00:00+01:00', '2026-11-01T00:00+01:00'],
  ['America/New_York', '2026-12-31T23:59:59.999', '2027-01-01T00:00-05:00', '2027-01-01T00:00-05:00'],
  ['America/New_York', '2026-03-07T18:00', '2026-03-08T00:00-05:00', '2026-04-01T00:00-04:00'],
  ['Asia/Kolkata', '2028-02-28T00:00', '2028-02-29T00:00+05:30', '2028-03-01T00:00+05:30'],
  ['Asia/Kolkata', '2026-01-31T05:29', '2026-02-01T00:00+05:30', '2026-02-01T00:00+05:30'],
  ['Pacific/Kiritimati', '2026-06-30T23:00', '2026-07-01T00:00+14:00', '2026-07-01T00:00+14:00'],
  ['Pacific/Pago_Pago', '2026-06-30T00:00', '2026-07-01T00:00-11:00', '2026-07-01T00:00-11:00'],
  // Midnight is left out there on the last Friday in April: that day begins at one.
  ['Africa/Cairo', '2026-04-23T12:00', '2026-04-24T01:00+03:00', '2026-05-01T00:00+03:00'],
  ['Africa/Cairo', '2026-04-24T12:00', '2026-04-25T00:00+03:00', '2026-05-01T00:00+03:00'],
] as const;

describe('the next period', () => {
  for (const [zone, now, day, month] of table) {
    it(`of ${now} in ${zone} begins as its calendar says`, () => {
      const at = DateTime.fromISO(now, { zone }).toMillis();
      const shown = (cap: 'perDay' | 'perMonth') =>
        DateTime.fromMillis(nextPeriod(cap, at, zone), { zone }).toISO();
      const wanted = (text: string) => DateTime.fromISO(text, { zone }).toISO();
      assert.deepEqual([shown('perDay'), shown('perMonth')], [wanted(day), wanted(month)]);
    });
  }

  it('is never now', () => {
    const midnight = DateTime.fromISO('2026-12-01T00:00', { zone: 'Europe/Berlin' });
    const next = (cap: 'perDay' | 'perMonth') => nextPeriod(cap, midnight.toMillis(), 'Europe/Berlin');
    assert.equal(next('perDay'), midnight.plus({ days: 1 }).toMillis());
    assert.equal(next('perMonth'), midnight.plus({ months: 1 }).toMillis());
  });
});
