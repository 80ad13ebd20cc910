import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type Mark, periodAt } from '../../src/cloud/period.ts';

const zone = 'Europe/Berlin';
const hour = 3_600_000;
const at = (text: string): number => DateTime.fromISO(text, { zone }).toMillis();

/** The period at `now` when the last one was decided at `before`. */
function after(before: string, now: number, serverNow?: number) {
  const { mark } = periodAt({ now: at(before), zone, mark: undefined, serverNow: undefined });
  return periodAt({ now, zone, mark, serverNow });
}

const shown = ({ day, month, doubted }: ReturnType<typeof periodAt>) => [day, month, doubted];

describe('a period', () => {
  it("is the person's own calendar day and month", () => {
    const now = Date.parse('2026-11-30T23:30:00Z');
    const facts = { now, mark: undefined, serverNow: undefined };
    assert.deepEqual(shown(periodAt({ ...facts, zone })), ['2026-12-01', '2026-12', false]);
    assert.deepEqual(shown(periodAt({ ...facts, zone: 'UTC' })), ['2026-11-30', '2026-11', false]);
  });

  it('ends at midnight', () => {
    assert.deepEqual(shown(after('2026-11-27T23:59', at('2026-11-27T23:59:59.999'))), [
      '2026-11-27',
      '2026-11',
      false,
    ]);
    assert.deepEqual(shown(after('2026-11-30T23:59', at('2026-12-01T00:00'))), [
      '2026-12-01',
      '2026-12',
      false,
    ]);
  });

  it('does not go back with the clock: not an hour, not a month', () => {
    for (const back of ['2026-11-30T23:00', '2026-11-01T09:00', '2016-11-01T09:00']) {
      const period = after('2026-12-01T00:10', at(back));
      assert.deepEqual(shown(period), ['2026-12-01', '2026-12', false]);
      assert.equal(period.mark.at, at('2026-12-01T00:10'));
    }
  });

  it('goes on when a clock that went back has caught up', () => {
    const back = after('2026-12-01T12:00', at('2026-11-01T12:00'));
    const caughtUp = periodAt({ now: at('2026-12-02T09:00'), zone, mark: back.mark, serverNow: undefined });
    assert.deepEqual(shown(caughtUp), ['2026-12-02', '2026-12', false]);
  });

  it('does not start again when the person travels west', () => {
    const { mark } = after('2026-12-01T00:10', at('2026-12-01T00:10'));
    const now = at('2026-12-01T00:20');
    const period = periodAt({ now, zone: 'America/New_York', mark, serverNow: undefined });
    assert.deepEqual(shown(period), ['2026-12-01', '2026-12', false]);
  });
});

describe('a gap of more than 36 hours', () => {
  it('is believed up to the last millisecond and doubted after it', () => {
    const before = '2026-11-27T09:00';
    assert.deepEqual(shown(after(before, at(before) + 36 * hour)), ['2026-11-28', '2026-11', false]);
    assert.deepEqual(shown(after(before, at(before) + 36 * hour + 1)), ['2026-11-27', '2026-11', true]);
  });

  it('of a month or of ten years changes nothing and moves no mark, however often it is looked at', () => {
    for (const now of [at('2026-12-27T09:00'), at('2036-11-27T09:00')]) {
      let period = after('2026-11-27T09:00', now);
      for (let times = 0; times < 500; times += 1) {
        assert.deepEqual(shown(period), ['2026-11-27', '2026-11', true]);
        period = periodAt({ now: now + times * hour, zone, mark: period.mark, serverNow: undefined });
      }
    }
  });

  it('is believed when a server says so too', () => {
    const monday = at('2026-11-30T09:00');
    assert.deepEqual(shown(after('2026-11-27T09:00', monday, monday - 2000)), [
      '2026-11-30',
      '2026-11',
      false,
    ]);
  });

  it('is believed as far as the server says when the clock is ten years ahead', () => {
    const server = at('2026-12-02T09:00');
    const period = after('2026-11-27T09:00', at('2036-11-27T09:00'), server);
    assert.deepEqual(shown(period), ['2026-12-02', '2026-12', false]);
    assert.equal(period.mark.at, server);
  });

  it('is not made by a server alone', () => {
    const period = after('2026-11-27T09:00', at('2026-11-27T09:10'), at('2036-11-27T09:00'));
    assert.deepEqual(shown(period), ['2026-11-27', '2026-11', false]);
  });
});

it('a mark that a wrong clock set ten years ahead goes back on the word of a server, and only then', () => {
  const now = at('2026-11-27T09:00');
  assert.deepEqual(shown(after('2036-11-27T09:00', now)), ['2036-11-27', '2036-11', false]);
  assert.deepEqual(shown(after('2036-11-27T09:00', now, now)), ['2026-11-27', '2026-11', false]);
  // A server whose clock differs by a little, or by a time zone, moves nothing.
  assert.deepEqual(shown(after('2026-11-28T09:00', now, now)), ['2026-11-28', '2026-11', false]);
});

it('days of 23 and of 25 hours are one day each, in order', () => {
  for (const [from, hours] of [
    ['2026-03-29T00:00', 23],
    ['2026-10-25T00:00', 25],
  ] as const) {
    const day = from.slice(0, 10);
    let mark: Mark | undefined;
    const days: string[] = [];
    for (let minute = -90; minute < 27 * 60; minute += 10) {
      const period = periodAt({ now: at(from) + minute * 60_000, zone, mark, serverNow: undefined });
      mark = period.mark;
      days.push(period.day);
    }
    assert.equal(days.filter((each) => each === day).length, hours * 6, day);
    assert.deepEqual(days, days.toSorted());
  }
});

it('no clock makes a period go back, and none gains more than 36 hours on the mark without a server', () => {
  const clock = fc.integer({ min: 0, max: Date.parse('2040-01-01') });
  fc.assert(
    fc.property(
      fc.array(clock, { minLength: 2 }),
      fc.constantFrom(zone, 'UTC', 'Asia/Tokyo'),
      (clocks, where) => {
        let mark: Mark | undefined;
        for (const now of clocks) {
          const period = periodAt({ now, zone: where, mark, serverNow: undefined });
          assert.equal(period.month, period.day.slice(0, 7));
          if (mark) {
            assert.ok(period.day >= mark.day && period.mark.at >= mark.at);
            assert.ok(period.mark.at - mark.at <= 36 * hour);
          }
          mark = period.mark;
        }
      },
    ),
  );
});
