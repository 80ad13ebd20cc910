import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type CloudCheck, cloudChecks } from '../../src/cloud/checks.ts';
import { pricesAsOf } from '../../src/cloud/price-list.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { budgetText } from '../support/cloud-journey.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const keys = { OPENAI_API_KEY: 'sk-secret-of-openai', REPLICATE_API_TOKEN: 'r8_secret_of_replicate' };

function settingsWith(
  image: readonly string[],
  audio: readonly string[],
  join: readonly string[] = [],
): Settings {
  const { models } = defaultSettings;
  return {
    ...defaultSettings,
    models: {
      ...models,
      image: { ...models.image, burst: image },
      audio: { ...models.audio, burst: audio },
      join: { ...models.join, burst: join },
    },
  };
}

interface Surroundings {
  readonly budget?: string | undefined;
  readonly settings?: Settings;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What is found, each check by its name; whatever happens, no key is told. */
async function found(
  t: TestContext,
  { settings = defaultSettings, environment = keys, ...more }: Surroundings = {},
) {
  const file = join(await scratchFolder(t), 'budget.json');
  await writeFile(file, more.budget ?? budgetText());
  if ('budget' in more && more.budget === undefined) await rm(file);
  const checks = await cloudChecks(file, settings, environment);
  for (const key of Object.values(environment)) {
    if (!key.startsWith('http')) assert.equal(JSON.stringify(checks).includes(key), false, 'no key is told');
  }
  const of = (name: string): CloudCheck =>
    checks.find((one) => one.name === name) ?? assert.fail(`no ${name}`);
  return { checks, of, names: checks.map(({ name }) => name) };
}

describe('what doctor says of the cloud', () => {
  it('is well with consent, keys and prices, with where each price is from and the provider’s own limit', async (t) => {
    const { checks, of, names } = await found(t);
    assert.deepEqual(names, ['budget', 'openai:gpt-6-luna', 'openai:gpt-transcribe', 'openai limit']);
    assert.ok(checks.every(({ state }) => state === 'ok'));
    assert.match(
      of('budget').detail,
      /may be bought, .*: at most \$0\.50 a day, \$5\.00 a month, \$0\.50 a file\.$/,
    );
    assert.match(of('openai:gpt-6-luna').detail, new RegExp(`key and a price \\(of ${pricesAsOf}, https://`));
    assert.match(of('openai limit').hint, /second wall.*https:\/\/platform\.openai\.com/);
  });

  it('is well too when nothing is bought, and says how to allow it', async (t) => {
    const { of } = await found(t, { budget: budgetText({ cloud: 'off' }) });
    const { state, detail, hint } = of('budget');
    assert.equal(state, 'ok');
    assert.match(detail, /^Nothing is bought \("cloud" is "off"; caps: \$0\.50 a day/);
    assert.match(hint, /Set "cloud" to "on" in budget\.json/);
  });

  it('names what is wrong with budget.json, which keeps no free work from going on', async (t) => {
    const wrong = (await found(t, { budget: '{\n"perDay": 1,,\n}' })).of('budget');
    assert.equal(wrong.state, 'optional');
    assert.match(wrong.detail, /^budget\.json line 2: /);
    assert.match(wrong.hint, /^Correct it;/);
    const none = (await found(t, { budget: undefined })).of('budget');
    assert.match(none.detail, /^budget\.json is missing/);
    assert.match(none.hint, /^Run "nightshift init"/);
  });

  it('misses a key and names its variable, and then speaks of no limit', async (t) => {
    for (const environment of [
      {},
      { OPENAI_API_KEY: '  ' },
      { REPLICATE_API_TOKEN: keys.REPLICATE_API_TOKEN },
    ]) {
      const { of, names } = await found(t, { environment });
      assert.deepEqual(names, ['budget', 'openai:gpt-6-luna', 'openai:gpt-transcribe']);
      assert.equal(of('openai:gpt-6-luna').state, 'optional');
      assert.match(`${of('openai:gpt-6-luna').detail} ${of('openai:gpt-6-luna').hint}`, /OPENAI_API_KEY/);
    }
  });

  it('misses a price, with a key or without, and never says that such a model is ready', async (t) => {
    const settings = settingsWith(['openai:gpt-99', 'replicate:some/one'], []);
    for (const environment of [keys, {}]) {
      const { of, names } = await found(t, { settings, environment });
      assert.deepEqual(names, ['budget', 'openai:gpt-99', 'replicate:some/one']);
      for (const name of names.slice(1)) {
        assert.equal(of(name).state, 'optional');
        assert.match(of(name).detail, /price is not known, so it is never bought/);
      }
    }
  });

  it('refuses an address to which a key may not be sent, and a name that is none', async (t) => {
    const environment = { ...keys, OPENAI_BASE_URL: 'http://example.com/v1' };
    const { of } = await found(t, { environment });
    assert.match(of('openai:gpt-6-luna').detail, /OPENAI_BASE_URL is no address/);
    const named = await found(t, { settings: settingsWith(['replicate:nobody'], []) });
    assert.match(named.of('replicate:nobody').hint, /replicate:OWNER\/NAME/);
  });

  it('looks at each paid model once, and at no free one', async (t) => {
    const settings = settingsWith(
      ['ollama:qwen3-vl', 'openai:gpt-6-luna', 'tesseract:eng'],
      ['openai:gpt-6-luna', 'replicate:openai/whisper', 'whisper:cli'],
      ['openai:gpt-6-luna', 'openai:gpt-99'],
    );
    const { names } = await found(t, { settings });
    assert.deepEqual(names, [
      'budget',
      'openai:gpt-6-luna',
      'replicate:openai/whisper',
      'openai:gpt-99',
      'openai limit',
      'replicate limit',
    ]);
    assert.deepEqual((await found(t, { settings: settingsWith([], []) })).names, ['budget']);
  });

  it('costs no request', async (t) => {
    t.mock.method(globalThis, 'fetch', () => assert.fail('nothing is asked'));
    await found(t, { settings: settingsWith(['openai:gpt-6-luna'], ['replicate:openai/whisper']) });
  });
});
