import assert from 'node:assert/strict';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

describe('nightshift status', () => {
  it('of an empty root is all noughts, and says how to begin', async (t) => {
    const root = await scratchRoot(t);
    const { code, stdout, stderr } = await nightshift(t, ['status', '--root', root.path]);
    assert.deepEqual([code, stderr], [0, '']);
    for (const name of ['ingest', 'processing', 'cloud', 'done', 'failed']) {
      assert.match(stdout, new RegExp(`^  ${name} +0$`, 'm'));
    }
    assert.match(stdout, /`nightshift start`/);
  });

  it('gives machines the promised keys, and counts a file and its note as one', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.ingest, 'a/b.txt', 'b');
    for (const name of ['c.txt', 'c.txt.md', 'page.md']) await dropBelow(root.done, name, name);
    const { stdout } = await nightshift(t, ['status', '--root', root.path, '--json']);
    const status = JSON.parse(stdout);
    const { ingest, processing, cloud, done, failed, waiting } = status;
    assert.deepEqual([ingest, processing, cloud, done, failed, waiting], [1, 0, 0, 2, 0, []]);
    assert.equal(typeof status.window.open, 'boolean');
    for (const time of [status.asOf, status.window.opensAt, status.window.closesAt]) {
      assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    }
  });

  it('changes nothing, and makes nothing where there is no root', async (t) => {
    const folder = await scratchFolder(t);
    const nowhere = join(folder, 'nowhere');
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await nightshift(t, ['status', '--root', nowhere, ...more]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /There is no root at .*nowhere\..*"?nightshift init/);
    }
    await assert.rejects(stat(nowhere), { code: 'ENOENT' });
    const root = await scratchRoot(t);
    const before = await contents(root.path);
    await nightshift(t, ['status', '--root', root.path]);
    assert.deepEqual(await contents(root.path), before);
  });

  it('of a root whose ingest/ a person took away is told all the same', async (t) => {
    const root = await scratchRoot(t);
    await rm(root.ingest, { recursive: true });
    const { code, stdout } = await nightshift(t, ['status', '--root', root.path]);
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}ingest +0$/m);
  });

  it('says what is wrong with settings.json and where', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(root.settingsFile, '{\n  "stabilityMs": 20,,\n}');
    const { code, stdout } = await nightshift(t, ['status', '--root', root.path]);
    assert.equal(code, 2);
    assert.match(stdout, /Attention:\n.*settings\.json.*line 2/);
  });

  it('refuses a root that is a file, in one sentence', async (t) => {
    const path = join(await scratchFolder(t), 'letter');
    await writeFile(path, 'mine');
    const { code, stderr } = await nightshift(t, ['status', '--root', path]);
    assert.equal(code, 2);
    assert.match(stderr, /^nightshift: .*letter is no root.*Check the spelling/);
  });
});
