import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { serviceWords } from '../../src/night/service/facts.ts';
import { fakePrograms } from '../support/fake-program.ts';
import { nightshift } from '../support/journey-process.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const skip = process.platform !== 'linux' && 'this is about systemd';

describe('nightshift service', { skip }, () => {
  it('installs a service that starts this program on this root, and takes it away again', async (t) => {
    const root = await scratchRoot(t);
    const HOME = await scratchFolder(t);
    const { bin } = await fakePrograms(t, { systemctl: '' });
    const environment = { PATH: bin, HOME, OPENAI_API_KEY: 'sk-secret' };
    const run = (...words: string[]) =>
      nightshift(t, ['service', ...words, '--root', root.path], { environment });
    const installed = await run('install');
    assert.deepEqual([installed.code, installed.stderr], [0, '']);
    const file =
      /^Installed: (\S+) starts Nightshift now, whenever you log in/.exec(installed.stdout)?.[1] ?? '';
    assert.ok(file.startsWith(join(HOME, '.config/systemd/user/')));
    const text = await readFile(file, 'utf8');
    assert.ok(text.includes(`ExecStart=:"${process.execPath}"`));
    assert.match(text, /\/src\/bin\.js" "start" "--root" /);
    assert.doesNotMatch(text + installed.stdout, /sk-secret/);
    const again = await run('install', '--json');
    assert.deepEqual(
      [JSON.parse(again.stdout).action, JSON.parse(again.stdout).done],
      ['install', 'unchanged'],
    );
    assert.match((await run('uninstall')).stdout, /^Uninstalled: /);
    await assert.rejects(readFile(file), { code: 'ENOENT' });
    assert.match((await run('uninstall')).stdout, /^Nothing to take away/);
  });

  it('has Node.js read the keys from their file at each start', async (t) => {
    const root = await scratchRoot(t);
    const keys = join(await scratchFolder(t), 'environment');
    const facts = {
      node: process.execPath,
      program: '',
      root: root.path,
      environmentFile: keys,
      variables: {},
    };
    const [, option = ''] = serviceWords(facts);
    const doctor = () => nightshift(t, ['doctor', '--root', root.path], { node: [option] });
    assert.match(
      (await doctor()).stdout,
      /There is no key for openai:gpt-transcribe/,
      'a file need not be there',
    );
    await writeFile(keys, 'OPENAI_API_KEY=sk-secret\n', { mode: 0o600 });
    const { stdout, stderr } = await doctor();
    assert.match(stdout, /^ok +openai:gpt-transcribe +Has a key/m);
    assert.doesNotMatch(stdout + stderr, /sk-secret/);
  });

  it('says in a sentence that there is no systemd, and ends with 1', async (t) => {
    const root = await scratchRoot(t);
    const { code, stdout, stderr } = await nightshift(t, ['service', 'install', '--root', root.path]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^nightshift: systemctl is not on PATH, so no service can be installed\. /);
  });

  it('knows two words only, and makes no service for a folder that is no root', async (t) => {
    const root = await scratchRoot(t);
    for (const words of [['restart'], ['install', 'now'], []]) {
      const { code, stderr } = await nightshift(t, ['service', ...words, '--root', root.path]);
      assert.equal(code, 2, words.join(' '));
      assert.notEqual(stderr, '');
    }
    const nowhere = join(await scratchFolder(t), 'nowhere');
    const { code, stderr } = await nightshift(t, ['service', 'install', '--root', nowhere]);
    assert.equal(code, 2);
    assert.match(stderr, /There is no root at/);
  });
});
