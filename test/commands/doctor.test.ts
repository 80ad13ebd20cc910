import assert from 'node:assert/strict';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Check } from '../../src/commands/check.ts';
import { nightChecks } from '../../src/commands/doctor-night.ts';
import { servicePlace } from '../../src/commands/service.ts';
import { installService } from '../../src/night/service/service.ts';
import { defaultSettings } from '../../src/settings.ts';
import { fakePrograms } from '../support/fake-program.ts';
import { fakeWhisper } from '../support/fake-whisper.ts';
import { nightshift } from '../support/journey-process.ts';
import { type FakeModel, startOllamaServer } from '../support/ollama-server.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

type Environment = Readonly<Record<string, string>>;

/** What doctor found, by the name of each check, and its exit code. */
async function examined(t: TestContext, root: string, environment: Environment = {}) {
  const { code, stdout, stderr } = await nightshift(t, ['doctor', '--json', '--root', root], { environment });
  assert.equal(stderr, '');
  const { ready, checks }: { ready: boolean; checks: readonly Check[] } = JSON.parse(stdout);
  assert.equal(code, ready ? 0 : 1);
  return { code, checks, of: (name: string) => checks.find((check) => check.name === name) };
}

async function ollama(t: TestContext, models?: readonly FakeModel[]): Promise<Environment> {
  const server = await startOllamaServer(models ? { models } : {});
  t.after(() => server.close());
  return { OLLAMA_HOST: server.url };
}

describe('nightshift doctor', () => {
  it('is ready where nothing is installed, names what is missing and the command that gets it', async (t) => {
    const root = await scratchRoot(t);
    const { code, of } = await examined(t, root.path);
    assert.equal(code, 0);
    for (const name of ['node', 'root', 'owner', 'disk', 'settings', 'builtin:extractive', 'tesseract:eng']) {
      assert.equal(of(name)?.state, 'ok', name);
    }
    assert.match(of('root')?.detail ?? '', /files move by (hard links|placeholders)/);
    const missing = [
      ['ollama:llama3.3', /No server answers at http:\/\/127\.0\.0\.1:1\b/, /ollama serve/],
      ['whisper:cli', /whisper-cli is not on PATH/, /brew install whisper-cpp/],
      ['audio', /No model for sound \(models\.audio\.night\)/, /waits until one of those/],
      ['embed', /No model for search by meaning/, /by words alone until/],
    ] as const;
    for (const [name, detail, hint] of missing) {
      const check = of(name);
      assert.equal(check?.state, 'optional', name);
      assert.match(check?.detail ?? '', detail);
      assert.match(check?.hint ?? '', hint);
    }
  });

  it('finds Ollama’s models, whisper-cli and the keys, and then misses nothing', async (t) => {
    const whisper = await fakeWhisper({ type: 'hangs' });
    t.after(whisper.dispose);
    const root = await scratchRoot(t);
    const environment = { ...whisper.environment, ...(await ollama(t)), OPENAI_API_KEY: 'sk-any' };
    const { code, checks, of } = await examined(t, root.path, environment);
    assert.equal(code, 0);
    // Nobody has installed a service, and PATH holds nothing that keeps a machine awake.
    const others = checks.filter(({ name }) => !['service', 'awake', 'wake'].includes(name));
    assert.deepEqual(
      others.filter(({ state }) => state !== 'ok'),
      [],
    );
    assert.match(of('memory')?.detail ?? '', /no model of Ollama that is named.* is too large\.$/);
    assert.deepEqual(await whisper.calls(), [], 'nothing is run to find out');
  });

  it('names the command that gets a model which the server lacks, and the file that whisper-cli lacks', async (t) => {
    const whisper = await fakeWhisper({ type: 'hangs' }, { model: false });
    t.after(whisper.dispose);
    const root = await scratchRoot(t);
    const models = [{ name: 'mistral:latest', capabilities: ['completion'], contextTokens: 32_768 }];
    const { of } = await examined(t, root.path, { ...whisper.environment, ...(await ollama(t, models)) });
    assert.equal(of('ollama:mistral')?.state, 'ok');
    assert.match(of('ollama:nomic-embed-text')?.hint ?? '', /ollama pull nomic-embed-text/);
    assert.match(of('whisper:cli')?.hint ?? '', /curl .*ggml-base\.bin/);
  });

  it('says whether a service is installed, and what keeps the machine awake', async (t) => {
    const root = await scratchRoot(t);
    const HOME = await scratchFolder(t);
    const { bin } = await fakePrograms(t, {
      systemctl: '',
      launchctl: '',
      'systemd-inhibit': '',
      caffeinate: '',
    });
    const without = await examined(t, root.path);
    assert.deepEqual([without.of('service')?.state, without.of('awake')?.state], ['optional', 'optional']);
    assert.match(without.of('service')?.hint ?? '', /nightshift service install/);
    const place = { ...servicePlace(root, { PATH: bin, HOME }), platform: 'linux' } as const;
    await installService(place);
    const { window } = defaultSettings;
    const checks = await nightChecks(place, window, Date.now());
    assert.deepEqual(
      checks.map(({ name, state }) => `${name} ${state}`),
      ['service ok', 'awake ok'],
    );
    assert.match(checks[0]?.detail ?? '', /^Installed: .*\.service\.$/);
    const mac = await nightChecks({ ...place, platform: 'darwin' }, window, Date.now());
    assert.match(mac[2]?.hint ?? '', /^Run: sudo pmset repeat wakeorpoweron MTWRFSU 00:58:00 /);
  });

  it('is not ready when text or pictures have no model at all, and ends with 1', async (t) => {
    const root = await scratchRoot(t);
    const settings = { models: { text: { night: ['ollama:llama3.3'] }, image: { night: [] } } };
    await writeFile(root.settingsFile, JSON.stringify(settings));
    const { code, of } = await examined(t, root.path);
    assert.equal(code, 1);
    for (const name of ['text', 'image']) assert.equal(of(name)?.state, 'problem', name);
    assert.match(of('text')?.detail ?? '', /No model for summaries \(models\.text\.night\) is ready/);
  });

  it('is not ready with settings that cannot be obeyed, and says which key and value', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(root.settingsFile, '{"models": {"text": {"night": ["olama:llama3"]}}}');
    const { code, of } = await examined(t, root.path);
    assert.deepEqual([code, of('settings')?.state], [1, 'problem']);
    assert.match(of('settings')?.detail ?? '', /"models\.text\.night" names "olama:llama3"/);
    assert.match(of('settings')?.hint ?? '', /Correct .*settings\.json/);
  });

  it('is ready where no root has been made yet, says how to make one, and makes none', async (t) => {
    const path = join(await scratchFolder(t), 'new');
    const { code, of } = await examined(t, path);
    assert.deepEqual([code, of('root')?.state], [0, 'optional']);
    assert.match(of('root')?.hint ?? '', /nightshift init/);
    await assert.rejects(stat(path), { code: 'ENOENT' });
  });

  it('is not ready where the root is a file, or has lost a part', async (t) => {
    const letter = join(await scratchFolder(t), 'letter');
    await writeFile(letter, 'mine');
    const { code, of } = await examined(t, letter);
    assert.deepEqual([code, of('root')?.state], [1, 'problem']);
    assert.match(of('root')?.detail ?? '', /letter cannot be used as a root \(ENOTDIR\)/);
    const root = await scratchRoot(t);
    await rm(root.temporary, { recursive: true });
    const lost = await examined(t, root.path);
    assert.equal(lost.code, 1);
    assert.match(lost.of('root')?.hint ?? '', /nightshift init/);
    await rm(root.machine, { recursive: true });
    await writeFile(root.machine, 'mine');
    assert.match((await examined(t, root.path)).of('root')?.detail ?? '', /should be a folder/);
  });

  it('says of paid models what they have and lack, is ready without them, and tells no key', async (t) => {
    const root = await scratchRoot(t);
    const without = await examined(t, root.path);
    assert.equal(without.code, 0);
    assert.match(without.of('budget')?.detail ?? '', /^Nothing is bought/);
    assert.match(without.of('openai:gpt-6-luna')?.hint ?? '', /OPENAI_API_KEY/);
    const environment = { OPENAI_API_KEY: 'sk-secret-key', REPLICATE_API_TOKEN: 'r8_secret_key' };
    const burst = ['openai:gpt-6-luna', 'openai:no-price', 'replicate:openai/whisper'];
    await writeFile(root.settingsFile, JSON.stringify({ models: { image: { burst } } }));
    const { code, of, checks } = await examined(t, root.path, environment);
    assert.equal(code, 0);
    assert.equal(of('openai:gpt-6-luna')?.state, 'ok');
    assert.match(of('openai:no-price')?.detail ?? '', /price is not known/);
    assert.doesNotMatch(JSON.stringify(checks), /secret/);
    const { stdout, stderr } = await nightshift(t, ['doctor', '--root', root.path], { environment });
    assert.match(stdout, /^ok +openai:gpt-transcribe +Has a key and a price/m);
    assert.doesNotMatch(stdout + stderr, /secret/);
  });

  it('changes nothing, and tells people the same in lines', async (t) => {
    const root = await scratchRoot(t);
    const before = await contents(root.path);
    const { code, stdout } = await nightshift(t, ['doctor', '--root', root.path]);
    assert.equal(code, 0);
    assert.match(stdout, /^ok +node +Node\.js v/m);
    assert.match(stdout, /^missing +whisper:cli .*\n +Run: brew install/m);
    assert.match(stdout, /\n\nReady\.\n$/);
    assert.deepEqual(await contents(root.path), before);
    await writeFile(root.settingsFile, '{"models": {"text": {"night": []}}}');
    const broken = await nightshift(t, ['doctor', '--root', root.path]);
    assert.equal(broken.code, 1);
    assert.match(broken.stdout, /^PROBLEM +text .*\n[\s\S]*\nNot ready: see PROBLEM above\.\n$/m);
  });
});
