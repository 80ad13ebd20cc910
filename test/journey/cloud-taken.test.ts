/** Files that a person takes away while they are being bought: what was paid for is theirs all the same. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makePdf } from '../reading/files.ts';
import { blindSettings, budgetOf, openCloudJourney, photo } from '../support/cloud-journey.ts';
import { scene } from '../support/scenes.ts';

const settings = blindSettings;
/** So many questions that no answer comes before the test says so. */
const held = { polls: 1_000_000 };

describe('a file that is taken out of cloud/ while its answer is on its way', () => {
  it('gets its note in done/ all the same, which says so and what it cost, for one request', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    openai.fate = held;
    const path = await send('trip/beach.jpg', await photo(1));
    const running = journey.run();
    await openai.requested('retrieve');
    await rm(path);
    openai.finish();
    await running;
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('done'), ['trip/beach.jpg.md']);
    const { data, body } = await journey.note('done/trip/beach.jpg.md');
    assert.equal(data.original, 'missing');
    assert.equal(data.route, 'cloud');
    assert.equal((data.models as Record<string, string>).describe, 'openai:gpt-6-luna');
    assert.equal(data.cost_usd, (await budgetOf(journey)).day.spentUsd);
    assert.ok(Number(data.cost_usd) > 0);
    assert.match(body, /## Description/);
    assert.deepEqual(
      journey.told('done').map(({ path, note }) => [path, note]),
      [['trip/beach.jpg', 'done/trip/beach.jpg.md']],
    );
    assert.deepEqual(journey.told('gone'), []);
  });

  it('is not bought again when it comes back, and lies in done/ with a note of its own then', async (t) => {
    const { journey, openai, root, send } = await openCloudJourney(t, { settings });
    openai.fate = held;
    const path = await send('beach.jpg', await photo(1));
    const content = await readFile(path);
    const running = journey.run();
    await openai.requested('retrieve');
    await rm(path);
    openai.finish();
    await running;
    await writeFile(join(root.cloud, 'back.jpg'), content);
    await journey.run();
    assert.equal(openai.count('create'), 1);
    assert.deepEqual(await journey.names('cloud'), []);
    assert.deepEqual(await journey.names('done'), ['back.jpg', 'back.jpg.md', 'beach.jpg.md']);
    assert.equal((await journey.note('done/back.jpg.md')).data.original, undefined);
  });

  it('with one page of two paid for keeps that one, and says what was not looked at', async (t) => {
    const page = await scene('scanned page');
    const pages = await makePdf((pdf) => {
      pdf.image(page, 0, 0, { width: 590 });
      pdf.addPage();
      pdf.image(page, 0, 3, { width: 590 });
    });
    const { journey, openai, send } = await openCloudJourney(t, { settings });
    openai.fate = {
      ...held,
      says: 'The quay is longer now than it was when the last of the grain ships came in.',
    };
    const path = await send('scan.pdf', pages);
    const running = journey.run();
    await openai.requested('retrieve');
    await rm(path);
    openai.finish();
    await running;
    assert.equal(openai.count('create'), 1);
    const { data, body } = await journey.note('done/scan.pdf.md');
    assert.equal(data.original, 'missing');
    assert.ok(Number(data.cost_usd) > 0);
    assert.match(body, /The quay is longer/);
    assert.match(body, /1 of its 2 pictures could not be looked at/);
  });
});
