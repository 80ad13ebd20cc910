/** `budget.json` as people edit it: refused while it is wrong, obeyed as soon as it is right, and spending stays known. */
import assert from 'node:assert/strict';
import { rename, rm, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  blindSettings,
  budgetOf,
  budgetText,
  type CloudJourney,
  openCloudJourney,
  photo,
  writeBudget,
} from '../support/cloud-journey.ts';

const settings = blindSettings;
/** Looks often, so that nobody has to wait for it. */
const lookMs = 20;

/** The file in cloud/ waits now for a reason like this, and nothing was created. */
async function waitsFor({ journey, openai }: CloudJourney, why: RegExp): Promise<void> {
  await journey.until('waiting', (event) => event.path === 'cloud/beach.jpg' && why.test(event.why));
  assert.equal(openai.count('create'), 0);
}

const wrong: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  ['cut off', budgetText().slice(0, 40), /line 1: cannot be read/],
  ['empty', '', /line 1/],
  [
    'with a negative cap',
    `{\n"currency": "USD",\n"perDay": -1, "perMonth": 5, "perFile": 1, "cloud": "on"}`,
    /line 3: "perDay"/,
  ],
  [
    'with a cap of a thousand million',
    budgetText({ perMonth: 1e9 }),
    /line 1: "perMonth" is 1000000000; more than 50/,
  ],
  ['with a cap in quotes', budgetText({ perFile: '0.50' }), /line 1: "perFile" is "0.50"/],
  ['in another currency', budgetText({ currency: 'EUR' }), /line 1: "currency" is "EUR"/],
  ['without consent in so many words', budgetText({ cloud: true }), /line 1: "cloud" is true/],
];

describe('budget.json', () => {
  for (const [what, text, why] of wrong) {
    it(`${what} buys nothing, says where it is wrong, and is obeyed as soon as it is right`, async (t) => {
      const opened = await openCloudJourney(t, { settings, lookMs });
      const { journey, openai, root, send } = opened;
      await writeFile(root.budgetFile, text);
      await send('beach.jpg', await photo());
      await journey.nightshift.start();
      await waitsFor(opened, why);
      const { notices } = await journey.nightshift.status();
      assert.ok(
        notices.some((notice) => why.test(notice)),
        notices.join(),
      );
      await writeBudget(root);
      await journey.until('done');
      assert.equal(openai.count('create'), 1);
      assert.deepEqual((await journey.nightshift.status()).notices, []);
    });
  }

  it('that is deleted buys nothing, and a new one that was renamed into its place is obeyed', async (t) => {
    const opened = await openCloudJourney(t, { settings, lookMs });
    const { journey, openai, root, send } = opened;
    await rm(root.budgetFile);
    await send('beach.jpg', await photo());
    await journey.nightshift.start();
    await waitsFor(opened, /budget\.json is missing/);
    // As editors save: all of it under another name first.
    const beside = join(root.path, '.budget.json.swp');
    await writeFile(beside, budgetText());
    await rename(beside, root.budgetFile);
    await journey.until('done');
    assert.equal(openai.count('create'), 1);
  });

  it('is obeyed in mid-run: what is bought next is bought under the caps that stand there then', async (t) => {
    const { journey, openai, root, send } = await openCloudJourney(t, { settings, lookMs });
    await send('beach.jpg', await photo());
    await journey.nightshift.start();
    await journey.until('done');
    const before = (await budgetOf(journey)).day.spentUsd;
    await writeBudget(root, { cloud: 'off' });
    await send('hill.jpg', await photo(1));
    await journey.until('waiting', ({ path }) => path === 'cloud/hill.jpg');
    assert.equal(openai.count('create'), 1);
    await writeFile(root.budgetFile, '{');
    const broken = await budgetOf(journey);
    assert.equal(broken.day.spentUsd, before, 'what was spent is known all the same');
    assert.match(broken.problem ?? '', /line 1/);
    await writeBudget(root);
    await journey.until('done', ({ path }) => path === 'hill.jpg');
    assert.equal(openai.count('create'), 2);
  });

  it('that is spoiled while nothing waits for it has its line named in STATUS.md all the same', async (t) => {
    const { journey, root } = await openCloudJourney(t, { settings, lookMs });
    await journey.nightshift.start();
    const told = async (holds: (status: string) => boolean): Promise<void> => {
      for await (const { filename } of watch(root.path, { signal: AbortSignal.timeout(60_000) })) {
        if (filename === 'STATUS.md' && holds(await journey.read('STATUS.md'))) return;
      }
    };
    // What is written at the start is over by the second time.
    for (const wrong of ['{\n"perDay": "much"\n}', '{\n\n\n"perDay": "more"\n}']) {
      const bad = told((status) => /budget\.json line \d/.test(status));
      await writeFile(root.budgetFile, wrong);
      await bad;
      const good = told((status) => !/budget\.json line \d/.test(status));
      await writeBudget(root);
      await good;
    }
  });

  it('that says "off" lets nothing leave, whatever a person drags to cloud/', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings, budget: false });
    await send('beach.jpg', await photo());
    await journey.run();
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('cloud'), ['beach.jpg']);
    assert.match((await journey.nightshift.status()).waiting[0]?.why ?? '', /"cloud": "on"/);
  });
});
