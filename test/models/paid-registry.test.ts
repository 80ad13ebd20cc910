import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPaidRegistry } from '../../src/models/paid-registry.ts';
import { defaultSettings, freeProviders, paidProviders } from '../../src/settings.ts';
import { pictureOrder } from '../support/departing.ts';
import { startOpenAiServer } from '../support/openai-server.ts';
import { startReplicateServer } from '../support/replicate-server.ts';

const never = () => new AbortController().signal;

function providerOf(spec: string, environment: Record<string, string> = {}) {
  const made = createPaidRegistry(environment).get(spec);
  assert.ok('create' in made, JSON.stringify(made));
  return made;
}

function failureOf(spec: string, environment: Record<string, string> = {}) {
  const made = createPaidRegistry(environment).get(spec);
  assert.ok('code' in made, `${spec} gave a provider`);
  return made;
}

describe('the registry of paid providers', () => {
  test('makes every paid model that the default settings name, each once', () => {
    const registry = createPaidRegistry({});
    const specs = Object.values(defaultSettings.models).flatMap(({ burst }) => burst);
    assert.ok(specs.length > 0);
    for (const spec of [...specs, 'replicate:owner/name']) {
      const provider = registry.get(spec);
      assert.ok('create' in provider, spec);
      assert.equal(provider.spec, spec);
      assert.equal(registry.get(spec), provider);
    }
  });

  test('has a maker for each paid prefix, and for no free one', () => {
    for (const prefix of paidProviders) providerOf(`${prefix}:owner/name`);
    for (const prefix of freeProviders) assert.equal(failureOf(`${prefix}:any`).code, 'model-unknown');
    for (const spec of ['', 'openai:', 'constructor:x', 'replicate:no-owner', 'replicate:a/b/c']) {
      assert.equal(failureOf(spec).code, 'model-unknown', spec);
    }
  });

  test('says which variable lacks a key', async () => {
    for (const [spec, variable] of [
      ['openai:m', 'OPENAI_API_KEY'],
      ['replicate:o/n', 'REPLICATE_API_TOKEN'],
    ] as const) {
      // The second one stands in our own README.
      for (const none of [' ', '…', 'two words', 'a\nb']) {
        const availability = await providerOf(spec, { [variable]: none }).check(never());
        assert.ok(!availability.available && availability.hint.includes(variable), none);
      }
      assert.ok((await providerOf(spec, { [variable]: 'k' }).check(never())).available);
    }
  });

  test('takes the services’ addresses from the environment', async () => {
    const openai = await startOpenAiServer();
    const replicate = await startReplicateServer();
    const environment = {
      OPENAI_BASE_URL: `${openai.baseUrl}/`,
      OPENAI_API_KEY: openai.key,
      REPLICATE_BASE_URL: replicate.baseUrl,
      REPLICATE_API_TOKEN: replicate.key,
    };
    for (const spec of ['openai:m', 'replicate:owner/sees']) {
      const prepared = await providerOf(spec, environment).prepare(pictureOrder('describe'), never());
      assert.equal(prepared.state, 'ready', JSON.stringify(prepared));
    }
    assert.deepEqual([openai.count('prepare'), replicate.count('prepare')], [1, 1]);
    await openai.close();
    await replicate.close();
  });

  test('sends no key in the clear to another machine', () => {
    for (const url of ['http://example.org/v1', 'ftp://127.0.0.1', 'nonsense']) {
      const failure = failureOf('openai:m', { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'secret' });
      assert.equal(failure.code, 'url-unusable');
      assert.match(failure.reason, /OPENAI_BASE_URL/);
    }
    providerOf('openai:m', { OPENAI_BASE_URL: 'https://example.org/v1' });
    providerOf('openai:m', { OPENAI_BASE_URL: ' ' });
  });
});
