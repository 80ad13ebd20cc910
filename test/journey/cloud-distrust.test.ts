/** A provider that charges more than it said it could: nothing more goes there on that day, whatever is started anew. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { blindSettings, budgetOf, openCloudJourney, photo } from '../support/cloud-journey.ts';
import { wallClock, wallZone } from '../support/wall-clock.ts';

const settings = { ...blindSettings, window: { timeZone: wallZone } };

it('what cost more than its reservation is counted in full, and the model is left alone until the next day', async (t) => {
  const clock = wallClock('2027-06-10T12:00');
  const budget = { perDay: 5, perMonth: 5, perFile: 0.5 };
  const { journey, openai, reopen } = await openCloudJourney(t, { settings, clock, budget });
  openai.fate = { usage: 'beyond' };
  await journey.drop('one.jpg', await photo(1));
  await journey.run();
  const spent = (await budgetOf(journey)).day.spentUsd;
  assert.ok(spent > 0.5, 'a million tokens at $0.50');
  openai.fate = {};
  await journey.drop('two.jpg', await photo(2));
  await journey.run();
  assert.equal(openai.count('create'), 1);
  await journey.nightshift.stop();
  const next = await reopen({ clock });
  await next.run();
  assert.equal(openai.count('create'), 1);
  const [held] = (await next.nightshift.status()).waiting;
  assert.match(held?.why ?? '', /cost more than it said it could/);
  clock.set('2027-06-11T00:01');
  await next.run();
  assert.equal(openai.count('create'), 2);
  assert.ok((await next.names('done')).includes('two.jpg.md'));
});
