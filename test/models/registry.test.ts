import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAvailability } from '../../src/models/availability.ts';
import { createRegistry } from '../../src/models/registry.ts';
import { createRouter } from '../../src/models/router.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { startCompatibleServer } from '../support/compatible-server.ts';
import { startOllamaServer } from '../support/ollama-server.ts';

function setUp(settings: Settings = defaultSettings, environment: Record<string, string> = {}) {
  const state = { settings, notices: [] as string[] };
  const registry = createRegistry({
    settings: () => state.settings,
    environment,
    onNotice: (_level, message) => state.notices.push(message),
  });
  const router = createRouter({
    provider: registry.get,
    lists: () => state.settings.models,
    availability: createAvailability({ now: () => Date.now() }),
    limit: (_spec, _room, work) => work({ servedAt: performance.now() }),
  });
  return { state, registry, router };
}

const failureOf = (spec: string) => {
  const made = setUp().registry.get(spec);
  assert.ok('code' in made, `${spec} gave a provider`);
  return made;
};

describe('the registry', () => {
  test('makes the providers that the default settings name, each once', async () => {
    const { registry } = setUp();
    for (const { night } of Object.values(defaultSettings.models)) {
      for (const spec of night) {
        const provider = registry.get(spec);
        assert.ok('check' in provider, spec);
        assert.equal(provider.spec, spec);
        assert.equal(registry.get(spec), provider);
      }
    }
    await registry.close();
    await registry.close();
  });

  test('refuses paid models, and says where they belong', () => {
    for (const spec of ['openai:gpt-6-luna', 'replicate:owner/name']) {
      const failure = failureOf(spec);
      assert.equal(failure.code, 'model-paid');
      assert.match(failure.hint, /"burst"/);
    }
  });

  test('refuses what it does not know', () => {
    for (const spec of [
      'olama:llama3.3',
      'builtin:gpt',
      'whisper:large',
      'compatible:none',
      'nonsense',
      '',
    ]) {
      assert.equal(failureOf(spec).code, 'model-unknown');
    }
    assert.equal(failureOf('compatible:constructor').code, 'model-unknown');
  });

  test('makes a new provider when the settings on which it depends change, and only then', () => {
    const { state, registry } = setUp();
    const before = ['tesseract:eng', 'ollama:mistral'].map((spec) => registry.get(spec));
    state.settings = { ...defaultSettings, tesseract: { system: true } };
    const after = ['tesseract:eng', 'ollama:mistral'].map((spec) => registry.get(spec));
    assert.notEqual(after[0], before[0]);
    assert.equal(after[1], before[1]);
  });

  test('takes Ollama’s place and slots from the environment, which says nothing of another machine', () => {
    const made = (host: string, parallel?: string) => {
      const { registry } = setUp(defaultSettings, {
        OLLAMA_HOST: host,
        ...(parallel === undefined ? {} : { OLLAMA_NUM_PARALLEL: parallel }),
      });
      const provider = registry.get('ollama:mistral');
      assert.ok('check' in provider);
      return [provider.place, provider.slots, provider.ahead];
    };
    assert.deepEqual(made('127.0.0.1', '3'), ['loopback', 3, 1]);
    assert.deepEqual(made('nas.local', '3'), ['network', 1, 0]);
    assert.deepEqual(made('127.0.0.1', '0'), ['loopback', 1, 0]);
    assert.deepEqual(made('127.0.0.1'), ['loopback', 1, 0]);
  });
});

describe('the default lists', () => {
  const letter = { text: 'Ada Lovelace paid 12.50 EUR on 2026-05-01 in Berlin.', name: 'letter.txt' };
  const picture = { bytes: new Uint8Array(7), mime: 'image/png', width: 1, height: 1 } as const;
  const open = () => ({ private: false, signal: new AbortController().signal });

  test('go to Ollama while it is there', async () => {
    const server = await startOllamaServer();
    const { registry, router } = setUp(defaultSettings, { OLLAMA_HOST: server.url });
    const summary = await router.route('summarise', letter, { ...open(), private: true });
    assert.ok(summary.ok && summary.spec === 'ollama:llama3.3');
    assert.match(summary.value.title, /Ada Lovelace/);
    const entities = await router.route('extract', letter, open());
    assert.ok(entities.ok);
    assert.deepEqual(entities.value.amounts, ['12.50 EUR']);
    assert.deepEqual(entities.value.dates, ['2026-05-01']);
    const description = await router.route('describe', picture, open());
    assert.ok(description.ok && description.spec === 'ollama:qwen3-vl');
    assert.equal(description.value.text, 'A picture of 7 bytes.');
    const embedding = await router.route('embed', letter, open());
    assert.ok(embedding.ok && embedding.value.dimension === 64);
    await registry.close();
    await server.close();
  });

  test('go to the second model of the server when the first is not installed or answers nonsense', async () => {
    const server = await startOllamaServer();
    server.models = server.models.filter(({ name }) => name !== 'llama3.3:latest');
    const { registry, router } = setUp(defaultSettings, { OLLAMA_HOST: server.url });
    const summary = await router.route('summarise', letter, open());
    assert.ok(summary.ok && summary.spec === 'ollama:mistral');
    server.fault({ kind: 'says', text: 'I would rather not.', model: 'mistral' });
    const other = await router.route('summarise', letter, open());
    assert.ok(other.ok && other.spec === 'builtin:extractive');
    await registry.close();
    await server.close();
  });

  test('go to the built-in model while Ollama is down; a description waits', async () => {
    const server = await startOllamaServer();
    await server.close();
    const { registry, router } = setUp(defaultSettings, { OLLAMA_HOST: server.url });
    const summary = await router.route('summarise', letter, open());
    assert.ok(summary.ok && summary.spec === 'builtin:extractive');
    const description = await router.route('describe', picture, open());
    assert.ok(!description.ok && description.cause === 'unavailable' && description.outage);
    await registry.close();
  });

  test('a server named in the settings serves as well', async () => {
    const server = await startCompatibleServer();
    const settings = {
      ...defaultSettings,
      models: { ...defaultSettings.models, text: { night: ['compatible:studio'], burst: [] } },
      compatible: { studio: { url: server.baseUrl, model: 'local-model' } },
    };
    const { registry, router } = setUp(settings);
    const summary = await router.route('summarise', letter, open());
    assert.ok(summary.ok && summary.spec === 'compatible:studio', JSON.stringify(summary));
    await registry.close();
    await server.close();
  });
});
