/** The person's calendar through the ledger: days of 23 and 25 hours, midnight, and the end of a month. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, bought, moneyRoot, request, reserved } from '../support/ledgers.ts';

const halfHour = 30 * 60_000;
const hour = 2 * halfHour;

describe('a day whose clock is changed', () => {
  for (const [day, next, hours] of [
    ['2027-03-28', '2027-03-29', 23],
    // The hour from two to three comes twice, and the month ends with that day.
    ['2027-10-31', '2027-11-01', 25],
  ] as const) {
    it(`of ${hours} hours has one budget, from its midnight to the next one`, async (t) => {
      const root = await moneyRoot(t);
      root.budget({ perDay: 0.2 });
      root.clock.time = at(`${day}T00:00`) - 3 * hour;
      const ledger = root.open();
      const admitted = new Map<string, number[]>();
      for (; root.clock.time < at(`${next}T03:00`); root.clock.time += halfHour) {
        const name = String(root.clock.time);
        const reservation = await ledger.reserve(request(name, 100_000));
        if (!reservation.ok) {
          assert.equal(reservation.why, 'cap');
          continue;
        }
        const { id } = reservation.call;
        for (const step of [ledger.sending(id), ledger.result(id, '{}', 100_000), ledger.settle(id)]) {
          assert.ok(step.ok);
        }
        const since = (root.clock.time - at(`${day}T00:00`)) / hour;
        admitted.set(reservation.call.day, [...(admitted.get(reservation.call.day) ?? []), since]);
      }
      assert.deepEqual(
        [...admitted.values()],
        [
          [-3, -2.5],
          [0, 0.5],
          [hours, hours + 0.5],
        ],
      );
      assert.deepEqual([...admitted.keys()].slice(1), [day, next]);
    });

    it(`of ${hours} hours holds what is in flight from its first hour to its last, and into the next day`, async (t) => {
      const root = await moneyRoot(t);
      root.clock.time = at(`${day}T00:10`);
      const ledger = root.open();
      const { id } = await reserved(ledger, 'a', 400_000);
      ledger.sending(id);
      for (; root.clock.time < at(`${next}T01:00`); root.clock.time += halfHour) {
        const { day: today, month } = ledger.totals();
        assert.deepEqual(
          [today.held, month.held],
          [400_000, 400_000],
          new Date(root.clock.time).toISOString(),
        );
        assert.equal((await ledger.reserve(request('b', 100_001))).ok, false);
      }
      ledger.result(id, '{}', 400_000);
      ledger.settle(id);
      const { period, day: today } = ledger.totals();
      assert.deepEqual([period.day, today.spent, today.held], [next, 0, 0], 'it counts where it was sent');
      assert.equal((await ledger.reserve(request('b', 500_000))).ok, true);
    });
  }
});

describe('the end of a month', () => {
  it('leaves what is in flight in both months, whatever is decided on the way', async (t) => {
    const root = await moneyRoot(t);
    root.budget({ perDay: 0.5, perMonth: 0.5 });
    root.clock.time = at('2026-11-30T23:59');
    const ledger = root.open();
    await bought(ledger, 'spent', 100_000);
    const lost = await reserved(ledger, 'lost', 150_000);
    ledger.sending(lost.id);
    const unsent = await reserved(ledger, 'unsent', 50_000);
    const midnight = [at('2026-11-30T23:59:59.999'), at('2026-12-01T00:00')];
    const counted: number[][] = [];
    for (const time of midnight) {
      root.clock.time = time;
      const { month } = ledger.totals();
      counted.push([month.spent, month.held]);
    }
    assert.deepEqual(counted, [
      [100_000, 200_000],
      [0, 200_000],
    ]);
    // What nobody knows the end of stays in its own month; what is sent only now is in this one.
    ledger.unknown(lost.id);
    ledger.sending(unsent.id);
    const { month, day } = ledger.totals();
    assert.deepEqual([month.spent, month.held, month.unknown, day.held], [0, 50_000, 0, 50_000]);
    assert.equal((await ledger.reserve(request('new', 450_001))).ok, false);
    assert.equal((await ledger.reserve(request('new', 450_000))).ok, true);
  });

  it('with a hold that never ends locks neither month: it counts once, and the rest can be bought', async (t) => {
    const root = await moneyRoot(t);
    root.budget({ perDay: 0.5, perMonth: 0.5 });
    root.clock.time = at('2026-11-30T23:59');
    const ledger = root.open();
    const { id } = await reserved(ledger, 'open', 200_000);
    ledger.sending(id);
    for (const [name, time] of [
      ['december', '2026-12-01T12:00'],
      ['january', '2027-01-01T12:00'],
    ] as const) {
      root.clock.time = at(time);
      const serverNow = root.clock.time;
      assert.equal((await ledger.reserve(request(`${name} too much`, 300_001, { serverNow }))).ok, false);
      await reserved(ledger, name, 300_000, { serverNow }).then((call) => {
        ledger.sending(call.id);
        ledger.result(call.id, '{}', 300_000);
        ledger.settle(call.id);
      });
      assert.equal((await ledger.reserve(request(`${name} more`, 1, { serverNow }))).ok, false);
    }
  });
});
