/** Nothing is bought twice: not under another name, not a month later, not when the records are gone. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DateTime } from 'luxon';
import {
  blindSettings,
  budgetOf,
  type CloudJourney,
  openCloudJourney,
  photo,
  recording,
  writeBudget,
} from '../support/cloud-journey.ts';

const settings = blindSettings;
const day = 24 * 3_600_000;

/** A clock that is so many milliseconds ahead; a test may move it. */
function clockAhead(): { ahead: number; now(): number } {
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
  return clock;
}

describe('the same photo', () => {
  it('under three names, in two folders, and dropped again a month later is bought once', async (t) => {
    const clock = clockAhead();
    const { journey, openai, root, send, reopen } = await openCloudJourney(t, { settings, clock });
    const same = await photo(1);
    await journey.drop('beach.jpg', same);
    await journey.drop('summer/sea.jpg', same);
    await send('best/of.jpg', same);
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.equal((await journey.names('done')).length, 6);
    await journey.nightshift.stop();
    clock.ahead = 31 * day;
    openai.clock = clock.now();
    const later = await reopen({ clock });
    await later.drop('beach.jpg', same);
    await later.run();
    // Even when the first result is gone.
    await rm(root.done, { recursive: true });
    await later.drop('once more.jpg', same);
    await later.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await later.names('done'), ['once more.jpg', 'once more.jpg.md']);
    const { data } = await later.note('done/once more.jpg.md');
    assert.ok(Number(data.took_s) < 3600, `${data.took_s} s are not the time since it was bought`);
  });

  it('is bought once when its copies are in work at the same time', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    const same = await photo(1);
    openai.fate = { polls: 5 };
    await journey.nightshift.start();
    await send('a.jpg', same);
    await openai.requested('create');
    await send('b.jpg', same);
    await journey.drop('now/c.jpg', same);
    await journey.until('done', ({ path }) => path === 'a.jpg');
    await journey.until('done', ({ path }) => path === 'b.jpg');
    await journey.until('done', ({ path }) => /c\.jpg$/.test(path));
    assert.equal(openai.count('create'), 1);
  });

  it('is asked for once when two tasks of two models could do it: a fail-over buys nothing twice', async (t) => {
    const two = {
      ...settings,
      models: {
        ...settings.models,
        audio: { night: [], burst: ['openai:gpt-transcribe', 'openai:whisper-1'] },
      },
    };
    const { journey, openai } = await openCloudJourney(t, { settings: two });
    openai.strike('create', { kind: 'status', status: 429 });
    await journey.drop('talk.wav', recording(2));
    await journey.run();
    assert.equal(openai.count('create'), 2, 'the first one turned it away');
    assert.equal(openai.booked(), 1);
    assert.equal((await journey.note('done/talk.wav.md')).data.models !== undefined, true);
    openai.strike('create', { kind: 'reset', booked: true });
    await journey.drop('other.wav', recording(2, 700));
    await journey.run();
    assert.equal(openai.count('create'), 3, 'what may have been bought goes to nobody else');
  });
});

/** A photo and a recording, bought; the program has ended. */
async function bought(opened: CloudJourney): Promise<number> {
  const { journey, openai } = opened;
  await journey.drop('beach.jpg', await photo(1));
  await journey.drop('talk.wav', recording(2));
  await journey.run();
  assert.equal(openai.count('create'), 2);
  const { day: today } = await budgetOf(journey);
  await journey.nightshift.stop();
  return today.spentUsd;
}

describe('when .nightshift/ was deleted', () => {
  it('what was spent still counts, and what was bought is not bought again', async (t) => {
    const opened = await openCloudJourney(t, { settings });
    const { openai, root, reopen, send } = opened;
    const spent = await bought(opened);
    await rm(root.machine, { recursive: true });
    const next = await reopen();
    assert.equal((await budgetOf(next)).day.spentUsd, spent);
    await send('beach again.jpg', await photo(1));
    await next.drop('talk again.wav', recording(2));
    await next.run();
    assert.equal(openai.count('create'), 2);
    assert.equal((await next.originals()).length, 4, 'nothing is lost');
    const { data } = await next.note('failed/beach again.jpg.md');
    assert.equal(data.error, 'bought-before');
  });

  it('a call that was on its way is unknown, and a person is asked', async (t) => {
    const { journey, openai, root, reopen } = await openCloudJourney(t, { settings });
    openai.fate = { polls: 1_000_000 };
    await journey.drop('beach.jpg', await photo(1));
    const running = journey.run();
    await openai.requested('retrieve');
    await journey.nightshift.stop();
    await running;
    await rm(root.machine, { recursive: true });
    const next = await reopen();
    await next.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await next.names('cloud'), ['beach.jpg', 'beach.jpg.unknown.md']);
    assert.equal((await budgetOf(next)).unknown.length, 1);
  });

  it('and spending.jsonl too, the month is closed until a person says what was spent', async (t) => {
    const opened = await openCloudJourney(t, { settings });
    const { openai, root, reopen, send } = opened;
    await bought(opened);
    await rm(root.machine, { recursive: true });
    await rm(root.spendingFile);
    const next = await reopen();
    await send('hill.jpg', await photo(2));
    await next.run();
    assert.equal(openai.count('create'), 2);
    const [held] = (await next.nightshift.status()).waiting;
    assert.match(held?.why ?? '', /write it into budget\.json as "spentThisMonth"/);
    await writeBudget(root, { spentThisMonth: 0.1 });
    await next.run();
    assert.equal(openai.count('create'), 3);
    const { month } = await budgetOf(next);
    assert.ok(month.spentUsd >= 0.1, String(month.spentUsd));
  });
});

describe('a clock that leaps', () => {
  it('is not believed before a server has been asked, by a free request', async (t) => {
    const clock = clockAhead();
    // Room for one minute at worst, and not for a second one beside what the first has cost.
    const budget = { perDay: 0.0046 };
    const { journey, openai } = await openCloudJourney(t, { settings, clock, budget });
    await journey.drop('one.wav', recording(2));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    // Three days ahead, while the servers say that it is today: today's money is spent.
    clock.ahead = 3 * day;
    await journey.drop('two.wav', recording(2, 500));
    await journey.run();
    assert.ok(openai.count('date') > 0);
    assert.equal(openai.count('create'), 1);
    // A server agrees.
    openai.clock = clock.now();
    await journey.run();
    assert.equal(openai.count('create'), 2);
  });

  it('waits when no server can be asked, and goes back without earning anything', async (t) => {
    const clock = clockAhead();
    const { journey, openai } = await openCloudJourney(t, { settings, clock, budget: { perDay: 0.0046 } });
    await journey.drop('one.wav', recording(2));
    await journey.run();
    clock.ahead = 400 * day;
    openai.strike('date', { kind: 'reset' }, Number.POSITIVE_INFINITY);
    await journey.drop('two.wav', recording(2, 500));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.match((await journey.nightshift.status()).waiting[0]?.why ?? '', /clock is far ahead/);
    clock.ahead = -31 * day;
    await journey.run();
    assert.equal(openai.count('create'), 1, 'a month back is no fresh day');
    const today = DateTime.local().toFormat('yyyy-MM-dd');
    assert.equal((await budgetOf(journey)).day.date, today);
  });
});
