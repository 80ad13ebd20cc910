/** An outage is no stall, and a stall is none for ever: what waits for a model of this machine is not bought. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CloudJourney, cloudSettings, openCloudJourney, photo } from '../support/cloud-journey.ts';
import { bareEnvironment, type Journey } from '../support/journey.ts';
import { startOllamaServer } from '../support/ollama-server.ts';

const settings = {
  ...cloudSettings,
  models: { ...cloudSettings.models, image: { night: ['ollama:qwen3-vl'], burst: ['openai:gpt-6-luna'] } },
  stall: { attempts: 2 },
};

/** The same root, with this address of an Ollama server. */
async function withOllama({ journey, openai, reopen }: CloudJourney, host: string): Promise<Journey> {
  await journey.nightshift.stop();
  const environment = {
    ...bareEnvironment,
    OLLAMA_HOST: host,
    OPENAI_API_KEY: openai.key,
    OPENAI_BASE_URL: openai.baseUrl,
  };
  return reopen({ environment });
}

async function tenPhotos(journey: Journey): Promise<void> {
  for (let shade = 0; shade < 10; shade += 1) await journey.drop(`${shade}.jpg`, await photo(shade));
}

describe('Ollama down all night, with ten pictures waiting', () => {
  it('buys nothing when it was seen before: they wait for it, and are done by it', async (t) => {
    const ollama = await startOllamaServer();
    t.after(() => ollama.close());
    const opened = await openCloudJourney(t, { settings });
    const journey = await withOllama(opened, ollama.url);
    await journey.drop('first.jpg', await photo(20));
    await journey.run();
    assert.equal(journey.told('done').length, 1);
    await ollama.down();
    await tenPhotos(journey);
    for (let hours = 0; hours < 3; hours += 1) await journey.run();
    assert.equal(opened.openai.requests.length, 0);
    assert.equal((await journey.names('ingest')).length, 10);
    await ollama.up();
    await journey.run();
    assert.equal(opened.openai.requests.length, 0);
    assert.equal((await journey.names('done')).length, 22);
  });

  it('buys nothing when it was never seen, for as long as an outage is all that is missing', async (t) => {
    const opened = await openCloudJourney(t, { settings });
    const journey = await withOllama(opened, 'http://127.0.0.1:1');
    await tenPhotos(journey);
    for (let hours = 0; hours < 3; hours += 1) await journey.run();
    assert.equal(opened.openai.requests.length, 0);
    assert.equal((await journey.names('ingest')).length, 10);
  });

  it('buys nothing either while it is busy or goes away in the middle of a picture', async (t) => {
    const ollama = await startOllamaServer();
    t.after(() => ollama.close());
    const opened = await openCloudJourney(t, { settings });
    const journey = await withOllama(opened, ollama.url);
    ollama.fault({ kind: 'busy' });
    await tenPhotos(journey);
    for (let hours = 0; hours < 4; hours += 1) await journey.run();
    assert.equal(opened.openai.requests.length, 0);
    assert.equal(journey.told('stalled').length, 0);
  });
});

describe('a model that is missing', () => {
  it('is a stall; when it turns up what waits in cloud/ unsent comes home and is done for nothing', async (t) => {
    const ollama = await startOllamaServer({ models: [] });
    t.after(() => ollama.close());
    const opened = await openCloudJourney(t, { settings });
    const journey = await withOllama(opened, ollama.url);
    opened.openai.strike('prepare', { kind: 'status', status: 429 }, Number.POSITIVE_INFINITY);
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    assert.deepEqual(await journey.names('cloud'), ['beach.jpg']);
    ollama.models = [
      { name: 'qwen3-vl:latest', capabilities: ['completion', 'vision'], contextTokens: 262_144 },
    ];
    await journey.run();
    assert.deepEqual(await journey.names('done'), ['beach.jpg', 'beach.jpg.md']);
    assert.equal((await journey.note('done/beach.jpg.md')).data.route, 'local');
    assert.equal(opened.openai.count('create'), 0);
  });

  it('and turns up while the program runs brings home what waits in cloud/, without a command', async (t) => {
    const ollama = await startOllamaServer({ models: [] });
    t.after(() => ollama.close());
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead };
    const opened = await openCloudJourney(t, { settings, lookMs: 50, clock });
    const journey = await withOllama(opened, ollama.url);
    opened.openai.strike('prepare', { kind: 'status', status: 429 }, Number.POSITIVE_INFINITY);
    await journey.drop('now/beach.jpg', await photo());
    await journey.nightshift.start();
    await journey.until('waiting', ({ path }) => path === 'cloud/beach.jpg');
    ollama.models = [
      { name: 'qwen3-vl:latest', capabilities: ['completion', 'vision'], contextTokens: 262_144 },
    ];
    // What was said of the server is believed for a moment.
    ahead = 60_000;
    await journey.until('notice', ({ message }) =>
      /"cloud\/beach\.jpg" can be done on this machine now/.test(message),
    );
    assert.deepEqual(await journey.names('ingest'), ['beach.jpg']);
    assert.equal(opened.openai.count('create'), 0);
  });
});
