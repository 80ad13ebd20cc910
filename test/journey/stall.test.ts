/** What runs for far too long is broken off: pictures and sound may be bought then, words never. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import type { Provider } from '../../src/models/contract.ts';
import { abortedError, refused } from '../../src/models/errors.ts';
import { cloudSettings, openCloudJourney, photo, recording } from '../support/cloud-journey.ts';
import { bareEnvironment, type Journey } from '../support/journey.ts';
import { type OllamaServer, startOllamaServer } from '../support/ollama-server.ts';
import type { OpenAiServer } from '../support/openai-server.ts';
import { scene } from '../support/scenes.ts';

/** Two seconds are far too long here. */
const stall = { minutes: 2 / 60, factor: 1, attempts: 2 };
const settings = {
  ...cloudSettings,
  stall,
  models: {
    ...cloudSettings.models,
    image: { night: ['ollama:qwen3-vl'], burst: ['openai:gpt-6-luna'] },
    text: { night: ['ollama:llama3.3'] },
  },
};
const withWords = {
  ...settings,
  models: {
    ...settings.models,
    image: { night: ['ollama:qwen3-vl', 'tesseract:eng'], burst: ['openai:gpt-6-luna'] },
  },
};

interface Opened {
  readonly journey: Journey;
  readonly ollama: OllamaServer;
  readonly openai: OpenAiServer;
}

/** A root with an Ollama server, and a paid one that may be asked unless `budget` is false. */
async function open(t: TestContext, given = settings, budget?: false): Promise<Opened> {
  const ollama = await startOllamaServer();
  t.after(() => ollama.close());
  const opened = await openCloudJourney(t, { settings: given, ...(budget === false ? { budget } : {}) });
  const { openai } = opened;
  await opened.journey.nightshift.stop();
  const environment = {
    ...bareEnvironment,
    OLLAMA_HOST: ollama.url,
    OPENAI_API_KEY: openai.key,
    OPENAI_BASE_URL: openai.baseUrl,
  };
  return { journey: await opened.reopen({ environment }), ollama, openai };
}

/** A model that never answers. */
function stuck(spec: string): Provider {
  const hang = async (_request: unknown, signal: AbortSignal) => {
    if (!signal.aborted) await once(signal, 'abort');
    return refused<never>(abortedError(spec));
  };
  return {
    ...{ spec, place: 'process', slots: 1, recognise: hang, describe: hang, transcribe: hang },
    check: async () => ({ available: true }),
  };
}

describe('a picture at which the model here goes on and on', () => {
  it('is broken off, goes to cloud/ with the reason, and is bought', async (t) => {
    const { journey, ollama, openai } = await open(t);
    ollama.fault({ kind: 'hang', model: 'qwen3-vl' });
    await journey.drop('beach.jpg', await photo());
    await journey.run();
    assert.equal(journey.told('stalled').length, 1);
    assert.match(journey.told('stalled')[0]?.why ?? '', /^ollama:qwen3-vl was not done after \d+ seconds/);
    assert.equal(ollama.open(), 0, 'nothing is left running at the model');
    const { data } = await journey.note('done/beach.jpg.md');
    assert.equal(data.route, 'cloud');
    assert.match(String(data.stalled), /was not done after/);
    assert.ok(openai.count('create') >= 1);
  });

  for (const [name, path, budget] of [
    ['that may not be bought', 'beach.jpg', false],
    ['that is private', 'private/beach.jpg', undefined],
  ] as const) {
    it(`${name} is tried again later, and fails with the reason in the end`, async (t) => {
      const { journey, ollama, openai } = await open(t, settings, budget);
      ollama.fault({ kind: 'hang', model: 'qwen3-vl' });
      await journey.drop(path, await photo());
      await journey.run();
      assert.deepEqual(await journey.names('ingest'), [path]);
      assert.match(journey.told('waiting')[0]?.why ?? '', /was not done after .* tried again later/);
      await journey.run();
      const { data } = await journey.note(`failed/${path}.md`);
      assert.equal(data.error, 'ran-away');
      assert.equal(data.attempts, 2);
      assert.equal(openai.requests.length, 0);
    });
  }

  it('is done here all the same when it is a page whose words another model here finds', async (t) => {
    const provider = (spec: string): Provider => {
      if (spec.startsWith('ollama')) return stuck(spec);
      const value = { text: 'All the words of the page. '.repeat(20) };
      const recognise = async () => ({ ok: true, value, usage: { seconds: 1 } }) as const;
      return { spec, place: 'process', slots: 1, check: async () => ({ available: true }), recognise };
    };
    const given = { ...withWords, models: { ...withWords.models, text: cloudSettings.models.text } };
    const { journey, openai } = await openCloudJourney(t, { settings: given, provider });
    await journey.drop('page.jpg', await photo());
    await journey.run();
    assert.equal(journey.told('stalled').length, 0);
    assert.equal(openai.requests.length, 0);
    assert.deepEqual(await journey.names('cloud'), []);
  });
});

describe('without a model that sees', () => {
  it('a page of words is answered by its words, and a diagram is a stall', async (t) => {
    const patient = { minutes: 10, factor: 4, attempts: 2 };
    const { journey, ollama, openai } = await open(t, { ...withWords, stall: patient });
    ollama.models = ollama.models.filter(({ name }) => !name.startsWith('qwen'));
    await journey.drop('page.png', await scene('scanned page'));
    await journey.drop('diagram.png', await scene('diagram'));
    await journey.run();
    assert.deepEqual(
      journey.told('stalled').map(({ path }) => path),
      ['diagram.png'],
    );
    assert.equal((await journey.note('done/page.png.md')).data.route, 'local');
    assert.equal((await journey.note('done/page.png.md')).data.incomplete, undefined);
    assert.equal((await journey.note('done/diagram.png.md')).data.route, 'cloud');
    assert.equal(openai.count('create'), 1);
  });
});

describe('a recording at which the model here goes on and on', () => {
  it('is broken off, goes to cloud/ with the reason, and is bought', async (t) => {
    const models = {
      ...settings.models,
      audio: { night: ['whisper:cli'], burst: ['openai:gpt-transcribe'] },
      text: { night: [] },
    };
    const { journey, openai } = await openCloudJourney(t, {
      settings: { ...settings, models },
      provider: stuck,
    });
    await journey.drop('talk.wav', recording(3));
    await journey.run();
    assert.match(journey.told('stalled')[0]?.why ?? '', /^whisper:cli was not done after/);
    assert.equal(openai.count('create'), 1);
  });
});

describe('a text at which the model here goes on and on', () => {
  it('is stopped, tried again, and fails in the end; it never goes to cloud/', async (t) => {
    const { journey, ollama, openai } = await open(t);
    ollama.fault({ kind: 'hang', model: 'llama3.3' });
    await journey.drop('letter.txt', 'Dear Ms Miller, the bridge in Berlin was repaired on 4 March 2026.');
    await journey.run();
    assert.deepEqual(await journey.names('ingest'), ['letter.txt']);
    await journey.run();
    assert.equal((await journey.note('failed/letter.txt.md')).data.error, 'ran-away');
    assert.equal(ollama.open(), 0);
    assert.equal(journey.told('stalled').length, 0);
    assert.equal(openai.requests.length, 0);
  });
});
