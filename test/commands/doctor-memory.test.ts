import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryChecks } from '../../src/commands/doctor-memory.ts';
import { installedSizes } from '../../src/models/ollama-installed.ts';
import { fitsIn, largestFitting, sizedModels } from '../../src/models/ollama-sizes.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { startOllamaServer } from '../support/ollama-server.ts';

const gib = 1024 ** 3;
const nothing = new Map<string, number>();

function textModels(...night: readonly string[]): Settings['models'] {
  const none = { night: [], burst: [] };
  const { models } = defaultSettings;
  return { ...models, text: { night, burst: [] }, image: none, embed: none, rerank: none };
}

describe('a model that is too large for the machine', () => {
  it('is named with what it wants, and one that fits is proposed', () => {
    const { models } = defaultSettings;
    const { checks, tooLarge } = memoryChecks({ models, memory: 16 * gib, installed: nothing });
    assert.deepEqual([...tooLarge], ['ollama:llama3.3']);
    assert.equal(checks.length, 1, 'once, though two lists name it');
    assert.match(checks[0]?.detail ?? '', /^ollama:llama3\.3 has 43 GB and wants 45 GB with its context/);
    assert.match(
      checks[0]?.hint ?? '',
      /^Name "ollama:gemma3:12b" \(8\.1 GB\) in models\.text\.night instead/,
    );
    assert.match(checks[0]?.hint ?? '', /"ollama pull gemma3:12b"/);
  });

  it('is told by what the server says of its size, before what is known of it otherwise', () => {
    const facts = { models: textModels('ollama:mistral', 'ollama:mine'), memory: 16 * gib };
    const installed = new Map([
      ['mistral:latest', 30e9],
      ['mine:latest', 20e9],
    ]);
    const { tooLarge } = memoryChecks({ ...facts, installed });
    assert.deepEqual([...tooLarge], ['ollama:mistral', 'ollama:mine']);
    assert.equal(memoryChecks({ ...facts, installed: nothing }).tooLarge.size, 0, 'of one nothing is known');
  });

  it('is only taken out where no model fits', () => {
    const models = textModels('ollama:llama3.2:1b');
    const { checks } = memoryChecks({ models, memory: 2 * gib, installed: nothing });
    assert.equal(checks[0]?.hint, 'Take it out of models.text.night.');
  });

  it('is none of our business on another machine, and there is nothing to say where none is named', () => {
    const { models } = defaultSettings;
    assert.deepEqual(memoryChecks({ models, memory: 8 * gib, installed: undefined }).checks, []);
    const other = textModels('builtin:extractive');
    assert.deepEqual(memoryChecks({ models: other, memory: 8 * gib, installed: nothing }).checks, []);
  });
});

describe('what fits a machine', () => {
  it('agrees with what Ollama says: 8 GB for models of 7 billion parameters, 16 for 13', () => {
    assert.equal(fitsIn(8 * gib, 4.1e9), true);
    assert.equal(fitsIn(8 * gib, 7.3e9), false);
    assert.equal(fitsIn(16 * gib, 7.3e9), true);
    assert.equal(fitsIn(16 * gib, 43e9), false);
  });

  it('is the largest of its group', () => {
    assert.deepEqual(
      [5, 8, 16, 32, 96].map((size) => largestFitting(size * gib, 'text')?.name),
      ['llama3.2:1b', 'mistral', 'gemma3:12b', 'gemma3:27b', 'llama3.3'],
    );
    assert.equal(largestFitting(8 * gib, 'image')?.name, 'qwen3-vl:4b');
    assert.equal(largestFitting(1 * gib, 'text'), undefined);
  });

  it('is known of the models that the default settings name', () => {
    for (const group of ['text', 'image', 'embed'] as const) {
      for (const spec of defaultSettings.models[group].night.filter((one) => one.startsWith('ollama:')))
        assert.ok(
          sizedModels.some(({ name }) => `ollama:${name}` === spec),
          spec,
        );
    }
  });
});

describe('what a server has', () => {
  it('comes with its size; of one that does not answer, or is elsewhere, nothing does', async (t) => {
    const server = await startOllamaServer();
    t.after(() => server.close());
    const { signal } = new AbortController();
    const sizes = await installedSizes(server.url, signal);
    assert.equal(sizes?.get('mistral:latest'), 1_000_000);
    assert.equal((await installedSizes('http://127.0.0.1:1', signal))?.size, 0);
    assert.equal(await installedSizes('http://192.0.2.7:11434', signal), undefined);
  });
});
