/** The caps that a person typed: what does not fit them is not sent, and nothing else suffers from it. */
import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DateTime } from 'luxon';
import {
  blindSettings,
  budgetOf,
  cloudSettings,
  openCloudJourney,
  photo,
  recording,
  writeBudget,
} from '../support/cloud-journey.ts';
import { bareEnvironment } from '../support/journey.ts';
import { startOllamaServer } from '../support/ollama-server.ts';
import { scene } from '../support/scenes.ts';

const settings = blindSettings;
/** What a short recording costs at worst: one minute. */
const minute = 0.0045;

describe('a file that does not fit the caps', () => {
  it('waits for the day on which there is room, as STATUS.md says, and is never made smaller to fit', async (t) => {
    const caps = { perDay: 1.5 * minute, perFile: minute };
    const { journey, openai } = await openCloudJourney(t, { settings, budget: caps });
    await journey.drop('one.wav', recording(3));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    await writeBudget(journey.root, { perDay: minute, perFile: minute });
    await journey.drop('two.wav', recording(3, 500));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('cloud'), ['two.wav']);
    const { waiting } = await journey.nightshift.status();
    const [held] = waiting;
    assert.equal(held?.path, 'cloud/two.wav');
    assert.match(held?.why ?? '', /up to \$0\.0045.*left of this day/);
    const midnight = DateTime.local().startOf('day').plus({ days: 1 });
    assert.equal(DateTime.fromISO(held?.until ?? '').toMillis(), midnight.toMillis());
    await journey.nightshift.stop();
    const status = await journey.read('STATUS.md');
    assert.ok(status.includes('cloud/two.wav'), status);
    assert.ok(/left of this day/.test(status), status);
  });

  it('goes to failed/ with the number that it would need, when no waiting helps', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings, budget: { perFile: 0.004 } });
    await journey.drop('long.wav', recording(3));
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('failed'), ['long.wav', 'long.wav.md']);
    const { data } = await journey.note('failed/long.wav.md');
    assert.equal(data.error, 'over-cap');
    assert.match(String(data.reason), /\$0\.0045/);
    assert.match(String(data.hint), /"perFile"/);
    assert.equal(data.cost_usd, 0);
  });

  it('is bought when the cap was raised and it is dragged to cloud/, and its note leaves failed/', async (t) => {
    const { journey, openai, root } = await openCloudJourney(t, { settings, budget: { perFile: 0.004 } });
    await journey.drop('long.wav', recording(3));
    await journey.run();
    await writeBudget(root);
    await rename(join(root.failed, 'long.wav'), join(root.cloud, 'long.wav'));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('done'), ['long.wav', 'long.wav.md']);
    assert.deepEqual(await journey.names('failed'), []);
  });

  it('is quoted in all its pieces before the first is sent', async (t) => {
    const budget = { perFile: 0.05, perDay: 0.5 };
    const { journey, openai } = await openCloudJourney(t, { settings, budget });
    // Eleven minutes and a bit: two pieces, one of ten minutes and one of two.
    await journey.drop('long.wav', recording(661));
    await journey.run();
    assert.equal(openai.count('create'), 0);
    const { data } = await journey.note('failed/long.wav.md');
    assert.match(String(data.reason), /\$0\.054/);
  });

  it('keeps no text and no free reading of words from being done', async (t) => {
    const { journey, openai } = await openCloudJourney(t, {
      settings: cloudSettings,
      budget: { perDay: 0, perMonth: 0, perFile: 0 },
    });
    await journey.drop('beach.jpg', await photo());
    await journey.drop('letter.txt', 'Dear Ada, the roof leaks. Come on Monday.');
    await journey.drop('page.png', await scene('scanned page'));
    await journey.run();
    assert.equal(openai.count('create'), 0);
    const done = await journey.names('done');
    assert.ok(done.includes('letter.txt.md') && done.includes('page.png.md'), done.join());
    assert.equal((await journey.note('done/page.png.md')).data.route, 'local');
  });

  it('is not sent when a local model has failed twice and only the paid one is left', async (t) => {
    const ollama = await startOllamaServer();
    t.after(() => ollama.close());
    const local = {
      ...settings,
      models: { ...settings.models, image: { night: ['ollama:qwen3-vl'], burst: ['openai:gpt-6-luna'] } },
      stall: { attempts: 2 },
    };
    ollama.fault({ kind: 'error', status: 500, message: 'the model runner has stopped' });
    const { journey, openai, reopen } = await openCloudJourney(t, {
      settings: local,
      budget: { perDay: 0.000001, perMonth: 5, perFile: 0.5 },
    });
    await journey.nightshift.stop();
    const environment = {
      ...bareEnvironment,
      OLLAMA_HOST: ollama.url,
      OPENAI_API_KEY: openai.key,
      OPENAI_BASE_URL: openai.baseUrl,
    };
    const next = await reopen({ environment });
    await next.drop('beach.jpg', await photo());
    await next.run();
    assert.deepEqual(await next.names('ingest'), ['beach.jpg'], 'the first attempt has failed');
    await next.run();
    assert.equal(next.told('stalled').length, 1);
    assert.equal((await next.note('failed/beach.jpg.md')).data.error, 'over-cap');
    assert.equal(openai.requests.length, 0);
    await writeBudget(next.root);
    await next.nightshift.retry([], next.root.path);
    await next.run();
    await next.run();
    assert.ok(openai.count('create') > 0, 'with room it is bought');
  });
});

describe('files that find no room while another purchase holds it', () => {
  it('go on when that has cost less than it held, without waiting for the next day', async (t) => {
    // Room for one reservation at a time, and for what three of them cost.
    const { journey, openai } = await openCloudJourney(t, { settings, budget: { perDay: 0.0014 } });
    openai.fate = { polls: 6 };
    for (const shade of [1, 2, 3]) await journey.drop(`${shade}.jpg`, await photo(shade));
    await journey.run();
    assert.equal(openai.count('create'), 3);
    assert.deepEqual(await journey.names('cloud'), []);
    assert.ok((await budgetOf(journey)).day.spentUsd <= 0.0014);
  });
});

describe('many files', () => {
  it('are bought no more at once than settings.json allows', async (t) => {
    const { journey, openai } = await openCloudJourney(t, {
      settings: { ...settings, cloud: { concurrency: 2 } },
    });
    openai.fate = { polls: 1_000_000 };
    for (const shade of [1, 2, 3, 4]) await journey.drop(`${shade}.jpg`, await photo(shade));
    const running = journey.run();
    await openai.requested('retrieve', 20);
    assert.equal(openai.count('create'), 2);
    openai.fate = {};
    openai.finish();
    await running;
    assert.equal(openai.count('create'), 4);
  });
});

describe('what has no price', () => {
  it('is not sent, and says so', async (t) => {
    const priceless = {
      ...settings,
      models: { ...settings.models, image: { night: [], burst: ['openai:gpt-of-tomorrow'] } },
    };
    const { journey, openai, send } = await openCloudJourney(t, { settings: priceless });
    await send('beach.jpg', await photo());
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('cloud'), ['beach.jpg']);
    assert.match(
      (await journey.nightshift.status()).waiting[0]?.why ?? '',
      /price of openai:gpt-of-tomorrow/,
    );
  });

  it('is a recording of which nobody knows how long it is', async (t) => {
    const { journey, openai, root } = await openCloudJourney(t, { settings });
    // A header that promises sound, and none behind it.
    const empty = recording(0);
    await writeFile(join(root.path, 'cloud', 'empty.wav'), empty);
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.match((await journey.nightshift.status()).waiting[0]?.why ?? '', /before it may be sent/);
    assert.equal((await budgetOf(journey)).day.heldUsd, 0);
  });
});

describe('an answer that does not say what was used', () => {
  for (const usage of ['missing', 'zero', 'nonsense'] as const) {
    it(`(${usage}) is settled at its reservation`, async (t) => {
      const { journey, openai } = await openCloudJourney(t, { settings });
      openai.fate = { usage };
      await journey.drop('talk.wav', recording(3));
      await journey.drop('beach.jpg', await photo());
      await journey.run();
      assert.equal(openai.count('create'), 2);
      assert.equal((await journey.note('done/talk.wav.md')).data.cost_usd, minute);
      const { models } = await budgetOf(journey);
      const seen = models.find(({ spec }) => spec === 'openai:gpt-6-luna');
      // 1,500 tokens of output at $0.50 a million are 750 micro-dollars; what is read comes on top.
      assert.ok((seen?.spentUsd ?? 0) > 0.00075, JSON.stringify(models));
    });
  }
});
