/** The end of the window: what is in work then ends soon, or waits for the next night with what is done of it. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import type { Provider } from '../../src/models/contract.ts';
import { abortedError, refused } from '../../src/models/errors.ts';
import { Journey, shutWindow } from '../support/journey.ts';
import { SteeredModel, steeredSettings } from '../support/steered-model.ts';

const allDay = { from: '00:00', to: '00:00' };
/** By the guesses of the history, many minutes of a model. */
const long = 'A long story. '.repeat(10_000);
const short = 'A short story.';

/** A started root whose window is open; the model keeps every file in `extract` until it is released. */
async function night(t: TestContext) {
  const model = new SteeredModel();
  const news = new EventEmitter().setMaxListeners(0);
  let extracting = 0;
  let held = true;
  const provider = (spec: string): Provider => ({
    ...model.provider(spec),
    extract: async (request, signal) => {
      extracting += 1;
      news.emit('news');
      while (held && !signal.aborted) await once(news, 'released', { signal }).catch(() => undefined);
      if (signal.aborted) return refused(abortedError(spec));
      return model.provider(spec).extract?.(request, signal) ?? refused(abortedError(spec));
    },
  });
  const settings = { ...steeredSettings, window: allDay };
  const journey = await Journey.open(t, { settings, provider });
  const setWindow = (window: object): Promise<void> =>
    writeFile(journey.root.settingsFile, JSON.stringify({ ...settings, window }));
  return {
    ...{ journey, model, setWindow },
    extractingTimes: async (count: number) => {
      while (extracting < count) await once(news, 'news');
    },
    release: () => {
      held = false;
      news.emit('released');
    },
  };
}

describe('at the end of the window', () => {
  it('what takes long stops, keeps what is done of it, and goes on from there when it opens again', async (t) => {
    const { journey, model, setWindow, extractingTimes, release } = await night(t);
    await journey.drop('long.txt', long);
    await journey.nightshift.start();
    await extractingTimes(1);
    await setWindow(shutWindow());
    const { until } = await journey.until('waiting', ({ path }) => path === 'long.txt');
    const { window, waiting } = await journey.nightshift.status();
    assert.equal(until, window.opensAt);
    assert.deepEqual(
      waiting.map(({ path, until }) => [path, until]),
      [['long.txt', window.opensAt]],
    );
    await journey.nightshift.stop();
    assert.match(await readFile(journey.root.statusFile, 'utf8'), /long\.txt.*The night was over/);
    assert.deepEqual(await journey.names('ingest'), ['long.txt']);
    assert.deepEqual(await journey.names('processing'), []);
    assert.equal(journey.told('failed').length, 0);

    release();
    await setWindow(allDay);
    const again = await Journey.open(t, { root: journey.root, provider: model.provider });
    await again.nightshift.start();
    await again.until('done');
    assert.equal(model.asked.length, 1, 'the summary was saved');
    assert.deepEqual((await again.nightshift.status()).waiting, []);
  });

  it('what ends soon goes on, and so does what lies in now/, however long it takes', async (t) => {
    const { journey, setWindow, extractingTimes, release } = await night(t);
    await journey.drop('short.txt', short);
    await journey.drop('now/urgent.txt', long);
    await journey.drop('long.txt', `${long} The end.`);
    await journey.nightshift.start();
    await extractingTimes(3);
    await setWindow(shutWindow());
    await journey.until('waiting', ({ path }) => path === 'long.txt');
    release();
    await journey.until('done', ({ path }) => path === 'short.txt');
    await journey.until('done', ({ path }) => path === 'now/urgent.txt');
    assert.deepEqual(await journey.names('ingest'), ['long.txt']);
    assert.equal(journey.told('waiting').length, 1);
  });

  it('a run that was asked for goes on, whatever the hour', async (t) => {
    const { journey, extractingTimes, setWindow, release } = await night(t);
    await setWindow(shutWindow());
    await journey.nightshift.start();
    await journey.until('notice', ({ message }) => /read anew/.test(message));
    await journey.drop('long.txt', long);
    const running = journey.run();
    await extractingTimes(1);
    const shut = shutWindow();
    await setWindow({ ...shut, to: shut.from.replace(/00$/, '02') });
    await journey.until('notice', (notice) => notice !== journey.told('notice')[0]);
    release();
    assert.equal((await running).done, 1);
  });
});
