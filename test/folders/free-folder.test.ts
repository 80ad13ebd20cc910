import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { freeFolder } from '../../src/folders/free-folder.ts';
import { scratchFolder } from '../support/scratch-root.ts';

describe('the folder for files', () => {
  it('is the one that was asked for, whether it is there or not', async (t) => {
    const base = await scratchFolder(t);
    await mkdir(join(base, 'a'));
    const long = 'ü'.repeat(127);
    for (const below of ['a', 'a/b/c', 'new', long]) assert.equal(await freeFolder(base, below), below);
    for (const below of ['', '.']) assert.equal(await freeFolder(base, below), '');
  });

  it('has the next free number behind each name that a file has', async (t) => {
    const base = await scratchFolder(t);
    await writeFile(join(base, 'a'), '');
    assert.equal(await freeFolder(base, 'a/b'), 'a (2)/b');
    await writeFile(join(base, 'a (2)'), '');
    await mkdir(join(base, 'a (3)'));
    await writeFile(join(base, 'a (3)/b'), '');
    assert.equal(await freeFolder(base, 'a/b'), 'a (3)/b (2)');
  });

  it('may be a link to a folder, not one to a file or to nothing', async (t) => {
    const base = await scratchFolder(t);
    await mkdir(join(base, 'real'));
    await writeFile(join(base, 'file'), '');
    for (const target of ['real', 'file', 'nothing']) await symlink(target, join(base, `to-${target}`));
    assert.equal(await freeFolder(base, 'to-real'), 'to-real');
    for (const name of ['to-file', 'to-nothing']) assert.equal(await freeFolder(base, name), `${name} (2)`);
  });
});
