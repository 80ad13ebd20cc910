/** Midnight, the end of a month and a day of 25 hours, through the lane: what waits for money waits for the right day. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DateTime } from 'luxon';
import { blindSettings, budgetOf, openCloudJourney, photo, recording } from '../support/cloud-journey.ts';
import { wallClock, wallZone } from '../support/wall-clock.ts';

const settings = { ...blindSettings, window: { timeZone: wallZone } };

describe('a day of 25 hours', () => {
  it('has one budget: what finds no room waits for its end, through the hour that comes twice', async (t) => {
    const clock = wallClock('2027-10-31T00:30');
    // Room for one minute of sound, and not for a second one beside it.
    const { journey, openai } = await openCloudJourney(t, { settings, clock, budget: { perDay: 0.0046 } });
    await journey.drop('one.wav', recording(2));
    await journey.run();
    await journey.drop('two.wav', recording(2, 500));
    await journey.run();
    const [held] = (await journey.nightshift.status()).waiting;
    assert.equal(
      DateTime.fromISO(held?.until ?? '', { zone: wallZone }).toISO({ suppressMilliseconds: true }),
      '2027-11-01T00:00:00+01:00',
    );
    for (const time of ['2027-10-31T02:30+02:00', '2027-10-31T02:30+01:00', '2027-10-31T23:59']) {
      clock.set(time);
      await journey.run();
      assert.equal(openai.count('create'), 1, time);
    }
    clock.set('2027-11-01T00:00:01');
    await journey.run();
    assert.equal(openai.count('create'), 2);
    assert.deepEqual(await journey.names('cloud'), []);
  });
});

describe('a call that is under way at the end of a month', () => {
  it('counts in both months until it ends, then in the one in which it was sent, and nothing stays locked', async (t) => {
    const clock = wallClock('2027-10-31T23:50');
    // Room for one picture at worst at a time, and for what two of them cost.
    const budget = { perDay: 0.0014, perMonth: 0.0014 };
    const { journey, openai, reopen } = await openCloudJourney(t, { settings, clock, budget });
    openai.fate = { polls: 1_000_000 };
    await journey.drop('one.jpg', await photo(1));
    const running = journey.run();
    await openai.requested('retrieve', 2);
    const { heldUsd } = (await budgetOf(journey)).month;
    assert.ok(heldUsd > 0.0007);
    await journey.nightshift.stop();
    await running;
    await openai.down();
    clock.set('2027-11-01T00:10');
    const next = await reopen({ clock });
    await next.drop('two.jpg', await photo(2));
    await next.run();
    const { day, month } = await budgetOf(next);
    assert.deepEqual(
      [day.date, day.heldUsd, month.date, month.heldUsd],
      ['2027-11-01', heldUsd, '2027-11', heldUsd],
    );
    const { waiting } = await next.nightshift.status();
    assert.match(waiting.find(({ path }) => path === 'cloud/two.jpg')?.why ?? '', /left of this/);
    assert.equal(openai.count('create'), 1);
    await openai.up();
    openai.fate = {};
    openai.finish();
    await next.run();
    assert.equal(openai.count('create'), 2);
    assert.deepEqual(await next.names('done'), ['one.jpg', 'one.jpg.md', 'two.jpg', 'two.jpg.md']);
    const after = await budgetOf(next);
    assert.equal(after.month.heldUsd, 0);
    const { data } = await next.note('done/two.jpg.md');
    assert.equal(after.month.spentUsd, data.cost_usd, 'the first one is of the month before');
  });
});
