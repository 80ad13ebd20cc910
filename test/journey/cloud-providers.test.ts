/** What the services do to a call: turned away, stopped, lost for an hour; and what that costs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blindSettings,
  budgetOf,
  openCloudJourney,
  photo,
  recording,
  replicateSettings,
} from '../support/cloud-journey.ts';

const settings = blindSettings;
/** Seconds of a T4, as the price list has them. */
const perSecond = 0.000225;

describe('a provider that turns a call away', () => {
  it('because it is busy is tried again later: released, and bought once', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'status', status: 429, retryAfter: '900' });
    await journey.drop('beach.jpg', await photo());
    const before = Date.now();
    await journey.run();
    assert.equal(openai.booked(), 0);
    const { day } = await budgetOf(journey);
    assert.equal(day.spentUsd + day.heldUsd, 0, 'nothing is held for it');
    const [held] = (await journey.nightshift.status()).waiting;
    assert.ok(Date.parse(held?.until ?? '') >= before + 899_000, `${held?.until} is what it asked for`);
    await journey.run();
    assert.equal(openai.count('create'), 2);
    assert.equal(openai.booked(), 1);
    assert.deepEqual(await journey.names('done'), ['beach.jpg', 'beach.jpg.md']);
    await journey.run();
    assert.equal(openai.count('create'), 2);
  });

  it('because it does not like it fails with a reason, and costs nothing', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'status', status: 400, message: 'The image could not be decoded.' });
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    assert.equal(openai.count('create'), 1);
    const { data } = await journey.note('failed/beach.jpg.md');
    assert.match(String(data.reason), /answered 400: “The image could not be decoded”/);
    assert.equal(data.cost_usd, 0);
    assert.equal(openai.items(), 0);
  });

  for (const [name, content] of [
    ['beach.jpg', () => photo()],
    ['talk.wav', () => recording(2)],
  ] as const) {
    it(`because it does not like it (${name}) is asked again by nobody but the person, and bought once then`, async (t) => {
      const { journey, openai } = await openCloudJourney(t, { settings });
      openai.strike('create', { kind: 'status', status: 400, message: 'The file could not be decoded.' });
      await journey.drop(name, await content());
      await journey.run();
      await journey.run();
      assert.equal(openai.count('create'), 1);
      assert.equal(openai.booked(), 0);
      const { day } = await budgetOf(journey);
      assert.equal(day.spentUsd + day.heldUsd, 0, 'nothing is held for it');
      assert.equal((await journey.note(`failed/${name}.md`)).data.error, 'bad-input');
      await journey.nightshift.retry([], journey.root.path);
      await journey.run();
      await journey.run();
      assert.equal(openai.count('create'), 2);
      assert.equal(openai.booked(), 1);
      assert.deepEqual(await journey.names('done'), [name, `${name}.md`]);
      assert.deepEqual(await journey.names('failed'), []);
      const budget = await budgetOf(journey);
      assert.deepEqual([budget.models.map(({ calls }) => calls), budget.day.heldUsd], [[1], 0]);
    });
  }

  it('because the key is wrong waits with a hint, and nobody reads the key anywhere', async (t) => {
    const { journey, openai, reopen, root } = await openCloudJourney(t, { settings });
    await journey.nightshift.stop();
    const key = 'sk-proj-WRONG0123456789abcdefWRONG';
    const next = await reopen({ environment: { OPENAI_API_KEY: key, OPENAI_BASE_URL: openai.baseUrl } });
    await next.drop('beach.jpg', await photo());
    await next.drop('talk.wav', recording(2));
    await next.run();
    assert.equal(openai.booked(), 0);
    assert.deepEqual(await next.names('cloud'), ['beach.jpg', 'talk.wav']);
    const { waiting } = await next.nightshift.status();
    for (const { why } of waiting) assert.match(why, /valid key into OPENAI_API_KEY/);
    await next.nightshift.stop();
    const spending = await next.read('spending.jsonl');
    const told = `${JSON.stringify(next.events)}${await next.read('STATUS.md')}${spending}${root.path}`;
    for (const part of [key, key.slice(8, 20), openai.key]) assert.equal(told.includes(part), false, part);
  });

  it('three times running is left alone for a while', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    openai.strike('create', { kind: 'status', status: 429 }, Number.POSITIVE_INFINITY);
    for (let shade = 0; shade < 6; shade += 1) await journey.drop(`${shade}.jpg`, await photo(shade));
    await journey.run();
    assert.ok(openai.count('create') <= 4, `${openai.count('create')} tries`);
    assert.equal((await journey.names('cloud')).length, 6);
    assert.equal(
      journey.told('notice').filter(({ message }) => /left alone for a while/.test(message)).length,
      1,
    );
    const creates = openai.count('create');
    await journey.drop('late.jpg', await photo(9));
    await journey.run();
    assert.ok(
      (await journey.names('cloud')).includes('late.jpg'),
      'what stalls meanwhile waits there as well',
    );
    assert.equal(openai.count('create'), creates);
  });
});

describe('an answer that is none', () => {
  for (const end of ['incomplete', 'filtered', 'refused'] as const) {
    it(`(${end}) is paid for, fails truly, and is never bought again`, async (t) => {
      const { journey, openai } = await openCloudJourney(t, { settings });
      openai.fate = { end, says: '' };
      await journey.drop('beach.jpg', await photo());
      await journey.run();
      const { data } = await journey.note('failed/beach.jpg.md');
      assert.match(String(data.reason), /paid for, so it is not bought again/);
      assert.ok(Number(data.cost_usd) > 0);
      openai.fate = {};
      await journey.nightshift.retry([], journey.root.path);
      await journey.run();
      assert.equal(openai.count('create'), 1);
      assert.equal(openai.responses().length, 0, 'what was sent is deleted at the provider');
    });
  }
});

describe('an answer that broke off', () => {
  it('is used, and the note says that there was more', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings });
    openai.fate = { end: 'incomplete', says: 'A beach with many' };
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    const content = await journey.read('done/beach.jpg.md');
    assert.match(content, /A beach with many/);
    assert.match(content, /Left out: .*the answer of the model broke off/);
    assert.equal(openai.count('create'), 1);
  });
});

describe('a call to Replicate', () => {
  it('that was stopped before it ran is free, and tried again', async (t) => {
    const { journey, replicate } = await openCloudJourney(t, { settings: replicateSettings });
    replicate.fate = { end: 'aborted', polls: 0 };
    await journey.drop('talk.wav', recording(2));
    await journey.run();
    const { day } = await budgetOf(journey);
    assert.equal(day.spentUsd + day.heldUsd, 0);
    assert.deepEqual(await journey.names('cloud'), ['talk.wav']);
    replicate.fate = {};
    await journey.run();
    assert.equal(replicate.count('create'), 2);
    const { data } = await journey.note('done/talk.wav.md');
    assert.equal(data.cost_usd, Math.ceil(1.25 * perSecond * 1e6) / 1e6);
    assert.deepEqual(replicate.files(), [], 'what was sent is deleted there');
  });

  it('that was stopped while it ran is charged for that time, and not run again', async (t) => {
    const { journey, replicate } = await openCloudJourney(t, { settings: replicateSettings });
    replicate.fate = { end: 'canceled' };
    await journey.drop('talk.wav', recording(2));
    await journey.run();
    const { data } = await journey.note('failed/talk.wav.md');
    assert.match(String(data.reason), /stopped at its deadline, while it ran/);
    assert.equal(data.cost_usd, Math.ceil(1.25 * perSecond * 1e6) / 1e6);
    await journey.nightshift.retry([], journey.root.path);
    await journey.run();
    assert.equal(replicate.count('create'), 1);
  });

  it('whose answer was deleted while we were away for more than an hour is paid, lost, and not run again', async (t) => {
    const { journey, replicate, reopen } = await openCloudJourney(t, { settings: replicateSettings });
    replicate.fate = { polls: 1_000_000 };
    await journey.drop('talk.wav', recording(2));
    const running = journey.run();
    await replicate.requested('retrieve');
    await journey.nightshift.stop();
    await running;
    replicate.finishAndRemove();
    const next = await reopen();
    await next.run();
    assert.equal(replicate.count('create'), 1);
    const { data } = await next.note('failed/talk.wav.md');
    assert.match(String(data.reason), /deleted there an hour after it was given.*paid for/);
    assert.equal(data.cost_usd, Math.ceil(1.25 * perSecond * 1e6) / 1e6);
    await next.nightshift.retry([], next.root.path);
    await next.run();
    assert.equal(replicate.count('create'), 1);
  });

  it('that was accepted and then lost is found by what was uploaded for it', async (t) => {
    const { journey, replicate } = await openCloudJourney(t, { settings: replicateSettings });
    replicate.strike('create', { kind: 'reset', booked: true });
    await journey.drop('talk.wav', recording(2));
    await journey.run();
    assert.equal(replicate.count('create'), 1);
    assert.deepEqual(await journey.names('done'), ['talk.wav', 'talk.wav.md']);
  });
});
