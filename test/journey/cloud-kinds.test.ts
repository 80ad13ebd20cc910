/** What a person drags into cloud/, and what stalls there, by its kind: pictures, scans, recordings, broken ones. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { makePdf } from '../reading/files.ts';
import { blindSettings, cloudSettings, openCloudJourney, photo } from '../support/cloud-journey.ts';
import { bareEnvironment } from '../support/journey.ts';
import { startOllamaServer } from '../support/ollama-server.ts';
import { scene } from '../support/scenes.ts';

/** A PDF of pages that are pictures and nothing else. */
async function scan(pages: number): Promise<Uint8Array> {
  const page = await scene('scanned page');
  return makePdf((pdf) => {
    for (let number = 0; number < pages; number += 1) {
      if (number > 0) pdf.addPage();
      // Another place on each page, so that no page is like another.
      pdf.image(page, 0, number * 3, { width: 590 });
    }
  });
}

/** A PDF of one page with a picture on it in which there is no word. */
async function drawing(): Promise<Uint8Array> {
  const picture = await photo(30);
  return makePdf((pdf) => void pdf.image(picture, 0, 0, { width: 590 }));
}

/** A model that sees is here; where it fails, words are read all the same. */
const failingSettings = {
  ...cloudSettings,
  models: {
    ...cloudSettings.models,
    image: { night: ['tesseract:eng', 'ollama:qwen3-vl'], burst: ['openai:gpt-6-luna'] },
  },
};

describe('a scanned PDF', () => {
  it('that nobody here can read stalls, is read page by page, once each, and lies in done/', async (t) => {
    const { journey, openai } = await openCloudJourney(t, { settings: blindSettings });
    openai.fate = { says: 'The quay is longer now than it was when the last of the grain ships came in.' };
    await journey.drop('scan.pdf', await scan(2));
    await journey.run();
    assert.equal(openai.count('create'), 2);
    assert.deepEqual(await journey.names('done'), ['scan.pdf', 'scan.pdf.md']);
    const { data, body } = await journey.note('done/scan.pdf.md');
    assert.equal(data.route, 'cloud');
    assert.match(body, /The quay is longer/);
    assert.equal(openai.holds('%PDF'), false);
  });

  it('that a person puts into cloud/ is read there, though its words could be read here', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings: cloudSettings });
    openai.fate = { says: 'What a better reader reads on this page of the harbour council.' };
    await send('scan.pdf', await scan(1));
    await journey.run();
    assert.equal(openai.count('create'), 1);
    const { data, body } = await journey.note('done/scan.pdf.md');
    assert.equal(data.route, 'cloud');
    assert.match(body, /What a better reader reads/);
  });

  it('of a drawing at which the model here fails for good is seen by a paid one, once', async (t) => {
    const ollama = await startOllamaServer();
    t.after(() => ollama.close());
    const opened = await openCloudJourney(t, { settings: failingSettings });
    const { openai } = opened;
    await opened.journey.nightshift.stop();
    const environment = {
      ...bareEnvironment,
      OLLAMA_HOST: ollama.url,
      OPENAI_API_KEY: openai.key,
      OPENAI_BASE_URL: openai.baseUrl,
    };
    const journey = await opened.reopen({ environment });
    ollama.fault({ kind: 'error', status: 422, message: 'no such thing' });
    openai.fate = { says: 'A line that climbs from left to right.' };
    await journey.drop('drawing.pdf', await drawing());
    await journey.run();
    assert.equal(journey.told('stalled').length, 1);
    assert.equal(openai.count('create'), 1);
    assert.match((await journey.note('done/drawing.pdf.md')).body, /A line that climbs/);
  });

  it('waits when nothing may be bought for it', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings: blindSettings, budget: false });
    await send('scan.pdf', await scan(1));
    await journey.run();
    assert.deepEqual(await journey.names('cloud'), ['scan.pdf']);
    assert.equal(openai.requests.length, 0);
  });
});

describe('a picture that is broken', () => {
  it('fails with a reason, sends nothing, and keeps nobody else waiting', async (t) => {
    const { journey, openai, send } = await openCloudJourney(t, { settings: blindSettings });
    const whole = await photo(7);
    const noisy = await scene('noise');
    await send('cut.jpg', whole.subarray(0, whole.length - 120));
    await send('cut.png', noisy.subarray(0, noisy.length / 2));
    const huge = await sharp(noisy).webp({ lossless: true }).toBuffer();
    await send('cut.webp', huge.subarray(0, huge.length / 2));
    await send('good.jpg', await photo(3));
    await journey.run();
    assert.deepEqual(await journey.names('cloud'), []);
    const ends = [...(await journey.names('done')), ...(await journey.names('failed'))];
    for (const name of ['cut.jpg.md', 'cut.png.md', 'cut.webp.md', 'good.jpg.md'])
      assert.ok(ends.includes(name), ends.join());
    assert.ok((await journey.names('done')).includes('good.jpg.md'));
    assert.ok((await journey.names('failed')).includes('cut.png.md'), ends.join());
    assert.ok(openai.count('create') <= 2);
    assert.deepEqual(
      journey.told('notice').filter(({ level }) => level === 'error'),
      [],
    );
  });
});

describe('what is made for a purchase', () => {
  it('is gone from the disk when that has ended', async (t) => {
    const { journey, root, send } = await openCloudJourney(t, { settings: blindSettings });
    await send('beach.jpg', await photo());
    await journey.run();
    assert.deepEqual(await readdir(root.temporary), []);
  });
});
