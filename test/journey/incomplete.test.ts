import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import sharp from 'sharp';
import type { Provider } from '../../src/models/contract.ts';
import { dropBelow, Journey, quickSettings } from '../support/journey.ts';

const settings = {
  ...quickSettings,
  models: { text: { night: ['ollama:m'] }, image: { night: ['ollama:m'] }, embed: { night: [] } },
};

/** A root in which a photo was done by a model that could not yet describe it. */
async function withIncomplete(t: TestContext) {
  const asked: string[] = [];
  const can = { describe: false };
  const answer = <T>(task: string, value: T) => {
    asked.push(task);
    return { ok: true, value, usage: { seconds: 1 } } as const;
  };
  const provider = (spec: string): Provider => ({
    ...{ spec, place: 'process', slots: 1 },
    check: async () => ({ available: true }),
    recognise: async () => answer('recognise', { text: 'STOP', wordShare: 0.01 }),
    ...(can.describe && { describe: async () => answer('describe', { text: 'A red sign by a road.' }) }),
    summarise: async ({ text }) =>
      answer('summarise', { title: 'A photo', summary: text, keyPoints: [], tags: [], language: 'en' }),
    extract: async () =>
      answer('extract', { people: [], organisations: [], places: [], dates: [], amounts: [] }),
  });
  const journey = await Journey.open(t, { settings, provider });
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  await journey.drop('trip/sign.png', photo);
  await journey.run();
  assert.deepEqual((await journey.note('done/trip/sign.png.md')).data.incomplete, ['describe']);
  assert.deepEqual(asked.splice(0), ['recognise', 'summarise', 'extract']);
  const dragBack = (name: string): Promise<void> =>
    rename(join(journey.root.done, 'trip', name), join(journey.root.ingest, 'trip', name));
  return { journey, asked, can, photo, dragBack };
}

const pair = ['trip/sign.png', 'trip/sign.png.md'];

describe('a result that is incomplete', { timeout: 60_000 }, () => {
  it('says in its note how to complete it', async (t) => {
    const { journey } = await withIncomplete(t);
    const { body } = await journey.note('done/trip/sign.png.md');
    assert.match(body, /^> Not described: .*\n>\n> Then drag the original back to `ingest\/`/m);
  });

  it('is completed when its original is dragged back: only what is missing, and what follows from it, is done', async (t) => {
    const { journey, asked, can, dragBack } = await withIncomplete(t);
    can.describe = true;
    await dragBack('sign.png');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    assert.deepEqual(asked, ['describe', 'summarise', 'extract']);
    assert.deepEqual(await journey.names('done'), pair);
    const { data } = await journey.note('done/trip/sign.png.md');
    assert.deepEqual([data.incomplete, data.took_s], [undefined, 4]);
    assert.match(String(data.summary), /red sign/);
  });

  it('is completed as well when its note was dragged along, which is no document', async (t) => {
    const { journey, can, dragBack } = await withIncomplete(t);
    can.describe = true;
    for (const name of ['sign.png', 'sign.png.md']) await dragBack(name);
    await journey.run();
    assert.deepEqual([await journey.names('ingest'), await journey.names('done')], [[], pair]);
    assert.equal((await journey.note('done/trip/sign.png.md')).data.incomplete, undefined);
  });

  it('keeps a note that a person has written in, and gets the next pair of names', async (t) => {
    const { journey, can, dragBack } = await withIncomplete(t);
    can.describe = true;
    await writeFile(join(journey.root.done, 'trip/sign.png.md'), 'My own words.');
    await dragBack('sign.png');
    await journey.run();
    assert.deepEqual(await journey.names('done'), [
      'trip/sign (2).png',
      'trip/sign (2).png.md',
      'trip/sign.png.md',
    ]);
    assert.equal(await journey.read('done/trip/sign.png.md'), 'My own words.');
  });

  it('is what it was when nobody can complete it yet, and nobody is asked again', async (t) => {
    const { journey, asked, dragBack } = await withIncomplete(t);
    await dragBack('sign.png');
    await journey.run();
    assert.deepEqual([asked, await journey.names('done')], [[], pair]);
    assert.deepEqual((await journey.note('done/trip/sign.png.md')).data.incomplete, ['describe']);
  });

  it('moves with its original to another folder', async (t) => {
    const { journey, can } = await withIncomplete(t);
    can.describe = true;
    await rename(join(journey.root.done, 'trip/sign.png'), join(journey.root.ingest, 'sign.png'));
    await journey.run();
    assert.deepEqual(await journey.names('done'), ['sign.png', 'sign.png.md']);
  });

  it('stays as it is beside a further copy, which points to it', async (t) => {
    const { journey, asked, can, photo } = await withIncomplete(t);
    can.describe = true;
    await journey.drop('copy.png', photo);
    await journey.run();
    assert.deepEqual(asked, []);
    assert.equal((await journey.note('done/copy.png.md')).data.duplicate_of, 'trip/sign.png');
  });

  it('goes back to ingest/ by retry, by name or with its folder; what is complete stays', async (t) => {
    const { journey, can } = await withIncomplete(t);
    const { nightshift, root } = journey;
    await dropBelow(root.done, 'page.md', 'A page of a person.');
    assert.deepEqual(await nightshift.retry([], root.path), []);
    assert.deepEqual(await nightshift.retry(['done'], root.path), ['ingest/trip/sign.png']);
    can.describe = true;
    await journey.run();
    assert.deepEqual(await journey.names('done'), ['page.md', ...pair]);
    assert.deepEqual(await nightshift.retry(['done'], root.path), []);
    await assert.rejects(nightshift.retry(['trip/sign.png'], root.path), { code: 'not-incomplete' });
    await rm(join(root.done, 'trip/sign.png.md'));
    await assert.rejects(nightshift.retry(['trip/sign.png'], root.path), { code: 'not-incomplete' });
  });
});
