import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow, namesBelow, plainRoot, quickSettings, shutWindow } from '../support/journey.ts';
import { NightshiftProcess, nightshift } from '../support/journey-process.ts';

const within = { timeout: 90_000 };

describe('two programs on one root', within, () => {
  it('that run at once both exit 0, and each file is done once', async (t) => {
    const root = await plainRoot(t, quickSettings);
    const names = Array.from({ length: 12 }, (_, n) => `${n % 2 ? 'sub/' : ''}x${n}.txt`).sort();
    for (const name of names) await dropBelow(root.ingest, name, `The words of ${name}, once.`);
    const words = ['--root', root.path, 'run'];
    const both = await Promise.all([nightshift(t, words), nightshift(t, words)]);
    for (const { code, stderr } of both) assert.equal(code, 0, stderr);
    assert.deepEqual(await namesBelow(root.done), names.flatMap((name) => [name, `${name}.md`]).sort());
    for (const name of names) {
      assert.equal(await readFile(join(root.done, name), 'utf8'), `The words of ${name}, once.`);
    }
    for (const folder of [root.ingest, root.processing, root.failed]) {
      assert.deepEqual(await namesBelow(folder), []);
    }
  });

  it('one that stays and one that runs: the owner does the work, and the other tells of it', async (t) => {
    const root = await plainRoot(t, { ...quickSettings, window: shutWindow() });
    // A root that was never used would be given its samples.
    await nightshift(t, ['--root', root.path, 'run']);
    const owner = new NightshiftProcess(t, ['--root', root.path, 'start']);
    await owner.says(/\S/);
    // While the window is shut only now/ is worked on, so this waits until it is asked for.
    await dropBelow(root.ingest, 'x.txt', 'Words that are asked for.');
    const { code, stdout, stderr } = await nightshift(t, ['--root', root.path, 'run']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /x\.txt/);
    assert.deepEqual(await namesBelow(root.done), ['x.txt', 'x.txt.md']);
    owner.child.kill('SIGTERM');
    await owner.ended;
  });
});
