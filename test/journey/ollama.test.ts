/** From a dropped file to its note with Ollama at work, and with Ollama in all kinds of trouble. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import sharp from 'sharp';
import { bareEnvironment, Journey } from '../support/journey.ts';
import { type OllamaServer, startOllamaServer } from '../support/ollama-server.ts';

const letter =
  'Dear Ms Miller, the bridge in Berlin was repaired on 4 March 2026 for $12,000. Yours, David Brown';
const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();

const models = {
  text: { night: ['ollama:llama3.3', 'builtin:extractive'] },
  image: { night: ['ollama:qwen3-vl', 'tesseract:eng'] },
  embed: { night: ['ollama:nomic-embed-text'] },
};

async function open(t: TestContext, changes: Partial<typeof models> = {}) {
  const server: OllamaServer = await startOllamaServer();
  t.after(() => server.close());
  const journey = await Journey.open(t, {
    settings: { stabilityMs: 20, models: { ...models, ...changes } },
    environment: { ...bareEnvironment, OLLAMA_HOST: server.url },
  });
  return { server, journey };
}

describe('with Ollama at work', () => {
  it('texts, pictures and vectors go through it, and the note says so', async (t) => {
    const { journey } = await open(t);
    await journey.drop('letter.txt', letter);
    await journey.drop('photo.jpg', await photo());
    await journey.run();
    const text = await journey.note('done/letter.txt.md');
    assert.deepEqual(text.data.models, {
      summarise: 'ollama:llama3.3',
      extract: 'ollama:llama3.3',
      embed: 'ollama:nomic-embed-text',
    });
    const picture = await journey.note('done/photo.jpg.md');
    assert.equal((picture.data.models as Record<string, string>).describe, 'ollama:qwen3-vl');
    assert.match(picture.body, /## Description/);
    assert.equal(picture.data.incomplete, undefined);
  });

  it('an answer that is no sense twice goes to the next of the list, and the note names that one', async (t) => {
    const { journey, server } = await open(t);
    server.fault({ kind: 'says', text: 'Sure! Here you are.', model: 'llama3.3' });
    await journey.drop('letter.txt', letter);
    await journey.run();
    const { data } = await journey.note('done/letter.txt.md');
    assert.equal((data.models as Record<string, string>).summarise, 'builtin:extractive');
  });

  for (const fault of [
    { kind: 'cut', how: 'reset', times: 1 },
    { kind: 'cut', how: 'end', times: 1 },
    { kind: 'stream-error', message: 'out of memory', times: 1 },
  ] as const) {
    it(`an answer that breaks off (${fault.kind} ${'how' in fault ? fault.how : ''}) is another model’s or another try’s, and the file is done`, async (t) => {
      const { journey, server } = await open(t);
      server.fault({ ...fault, model: 'llama3.3' });
      await journey.drop('letter.txt', letter);
      await journey.run();
      assert.deepEqual(await journey.names('done'), ['letter.txt', 'letter.txt.md']);
    });
  }
});

describe('while Ollama works on one call', () => {
  it('the next one waits there already, and no further one', async (t) => {
    const server = await startOllamaServer({ slots: 1 });
    t.after(() => server.close());
    const journey = await Journey.open(t, {
      settings: { stabilityMs: 20, models: { text: { night: ['ollama:llama3.3'] }, embed: { night: [] } } },
      environment: { ...bareEnvironment, OLLAMA_HOST: server.url, OLLAMA_NUM_PARALLEL: '1' },
    });
    server.fault({ kind: 'hang', times: 1 });
    for (const name of ['a', 'b', 'c']) await journey.drop(`${name}.txt`, `${letter} ${name}`);
    const running = journey.run();
    await server.requested('/api/chat', 2);
    await journey.until('claimed', () => journey.told('claimed').length === 3);
    // All three are in work; whatever would be sent has had its time when this one is answered.
    await (await fetch(`${server.url}/api/version`)).text();
    assert.equal(server.requests.filter(({ path }) => path === '/api/chat').length, 2);
    await journey.nightshift.stop();
    await running;
  });

  it('a server that is found to work on several is given several', async (t) => {
    const server = await startOllamaServer();
    t.after(() => server.close());
    const journey = await Journey.open(t, {
      settings: { stabilityMs: 20, models: { text: { night: ['ollama:llama3.3'] }, embed: { night: [] } } },
      environment: { ...bareEnvironment, OLLAMA_HOST: server.url },
    });
    // It says of each answer that nothing waited, and all its tokens come equally fast.
    for (let index = 0; index < 40; index += 1) await journey.drop(`${index}.txt`, `${letter} ${index}`);
    await journey.run();
    server.fault({ kind: 'hang' });
    for (const name of ['a', 'b', 'c', 'd']) await journey.drop(`${name}.txt`, `${letter} ${name}`);
    const before = server.requests.filter(({ path }) => path === '/api/chat').length;
    const running = journey.run();
    await server.requested('/api/chat', before + 3);
    await journey.nightshift.stop();
    await running;
  });
});

describe('with Ollama down, and nothing else in the list', () => {
  it('the file waits in ingest/ without an attempt used, and is done once the server is back', async (t) => {
    const { journey, server } = await open(t, { text: { night: ['ollama:llama3.3'] } });
    server.fault({ kind: 'busy', times: 1 });
    await journey.drop('letter.txt', letter);
    await journey.run();
    assert.deepEqual(await journey.names('ingest'), ['letter.txt']);
    assert.equal(journey.told('failed').length, 0);
    assert.match(journey.told('waiting')[0]?.why ?? '', /busy|llama3\.3/);
    await journey.run();
    const { data } = await journey.note('done/letter.txt.md');
    assert.equal((data.models as Record<string, string>).summarise, 'ollama:llama3.3');
  });

  it('a model that is not installed is named with the command that gets it', async (t) => {
    const { journey, server } = await open(t, { text: { night: ['ollama:llama3.3'] } });
    server.models = server.models.filter(({ name }) => !name.startsWith('llama'));
    await journey.drop('letter.txt', letter);
    await journey.run();
    assert.deepEqual(await journey.names('ingest'), ['letter.txt']);
    assert.match(journey.told('waiting')[0]?.why ?? '', /ollama pull llama3\.3/);
  });
});
