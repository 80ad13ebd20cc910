import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { contents, scratchFolder } from '../support/scratch-root.ts';

describe('nightshift init', () => {
  it('makes the tree, says where to drop files, and changes nothing the second time', async (t) => {
    const root = join(await scratchFolder(t), 'root');
    const first = await nightshift(t, ['init', root]);
    assert.equal(first.code, 0);
    assert.match(first.stdout, /^Made .*root\. Drop files into .*ingest/);
    await writeFile(join(root, 'budget.json'), '{ "cloud": "on" }');
    await dropBelow(root, 'ingest/mine.txt', 'mine');
    const before = await contents(root);
    const second = await nightshift(t, ['init', root]);
    assert.deepEqual([second.code, second.stderr], [0, '']);
    assert.equal(second.stdout, `${root} is complete; nothing was changed.\n`);
    assert.deepEqual(await contents(root), before);
  });

  it('gives machines what it made', async (t) => {
    const root = join(await scratchFolder(t), 'root');
    const { stdout } = await nightshift(t, ['init', root, '--json']);
    const made: { root: string; created: string[] } = JSON.parse(stdout);
    assert.equal(made.root, root);
    for (const name of ['ingest', 'done', 'failed', 'budget.json'])
      assert.ok(made.created.includes(name), name);
    const again = await nightshift(t, ['init', root, '--json']);
    assert.deepEqual(JSON.parse(again.stdout), { root, created: [] });
  });

  it('makes the root that the environment names, else agent_fs_root where it is called', async (t) => {
    const folder = await scratchFolder(t);
    const environment = { NIGHTSHIFT_ROOT: join(folder, 'named') };
    assert.equal((await nightshift(t, ['init'], { cwd: folder, environment })).code, 0);
    assert.equal((await nightshift(t, ['init'], { cwd: folder })).code, 0);
    const budgets = (await contents(folder)).map(([path]) => path);
    assert.ok(budgets.includes('named/budget.json') && budgets.includes('agent_fs_root/budget.json'));
  });

  it('refuses a file, and a folder whose parent is missing, with what to do and no stack', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'letter'), 'mine');
    for (const path of ['letter', 'missing/root']) {
      const { code, stdout, stderr } = await nightshift(t, ['init', join(folder, path)]);
      assert.deepEqual([code, stdout], [2, ''], path);
      assert.match(stderr, /^nightshift: .*(choose another folder|make that folder first)\.\n$/);
    }
    assert.deepEqual(await contents(folder), [['letter', 'mine']]);
  });
});
