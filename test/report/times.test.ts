import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  dayAndTime,
  humanDuration,
  humanSize,
  isoWithOffset,
  timecode,
  timeOfDay,
} from '../../src/report/times.ts';

describe('an instant', () => {
  it('is written in the zone, with the offset it has at that instant', () => {
    const winter = Date.UTC(2026, 0, 3, 0, 30, 15, 999);
    assert.equal(isoWithOffset(winter, 'Europe/Berlin'), '2026-01-03T01:30:15+01:00');
    assert.equal(isoWithOffset(winter, 'America/New_York'), '2026-01-02T19:30:15-05:00');
    assert.equal(isoWithOffset(winter, 'Asia/Kolkata'), '2026-01-03T06:00:15+05:30');
    assert.equal(isoWithOffset(winter, 'UTC'), '2026-01-03T00:30:15+00:00');
    assert.equal(isoWithOffset(Date.UTC(2026, 2, 29, 0, 59), 'Europe/Berlin'), '2026-03-29T01:59:00+01:00');
    assert.equal(isoWithOffset(Date.UTC(2026, 2, 29, 1, 0), 'Europe/Berlin'), '2026-03-29T03:00:00+02:00');
  });

  it('is the same instant again when it is read, in every zone', () => {
    const zones = fc.constantFrom(
      'local',
      'Europe/Berlin',
      'America/St_Johns',
      'Pacific/Apia',
      'Asia/Tokyo',
      'UTC',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), zones, (seconds, zone) => {
        assert.equal(Date.parse(isoWithOffset(seconds * 1000, zone)), seconds * 1000);
      }),
    );
  });

  it('is shortened for people', () => {
    assert.equal(dayAndTime('2026-01-03T01:30:15+01:00'), '2026-01-03 01:30');
    assert.equal(timeOfDay('2026-01-03T01:30:15+01:00'), '01:30');
    assert.equal(dayAndTime('spring'), 'spring');
  });
});

describe('lengths and sizes', () => {
  it('are in units that people use', () => {
    const lengths = [0, 0.04, 0.4, 9.96, 12, 60, 65, 600, 3600, 7800, 90_000].map(humanDuration);
    assert.deepEqual(lengths.slice(0, 5), ['0 s', '0 s', '0.4 s', '10 s', '12 s']);
    assert.deepEqual(lengths.slice(5), ['1 min', '1 min 5 s', '10 min', '1 h', '2 h 10 min', '1 d 1 h']);
    assert.equal(humanDuration(Number.NaN), '0 s');
    const sizes = [0, 1, 999, 1000, 12_345, 999_499, 999_999, 3_440_000, 5e12].map(humanSize);
    assert.deepEqual(sizes.slice(0, 5), ['0 bytes', '1 byte', '999 bytes', '1 kB', '12 kB']);
    assert.deepEqual(sizes.slice(5), ['999 kB', '1 MB', '3.4 MB', '5 TB']);
    assert.deepEqual([0, 12.9, 75, 3723].map(timecode), ['00:00', '00:12', '01:15', '1:02:03']);
  });
});
