import assert from 'node:assert/strict';
import { mkdir, readdir, rm, rmdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkOneFileSystem, findMoveMethod } from '../../src/folders/file-system.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';
import { onSmallDisk } from '../support/small-disk.ts';

describe('the file system of a root', () => {
  it('is one for a plain tree, for missing folders, and for a link inside the root', async (t) => {
    const root = await scratchRoot(t);
    await checkOneFileSystem(root);
    await rmdir(root.logs);
    await checkOneFileSystem(root);
    await mkdir(join(root.path, 'notes'));
    await symlink('notes', root.logs);
    await checkOneFileSystem(root);
  });

  it('is not one when a folder is a link that leads outside, and the message names it', async (t) => {
    const root = await scratchRoot(t);
    await rm(root.done, { recursive: true });
    await symlink(await scratchFolder(t), root.done);
    await assert.rejects(checkOneFileSystem(root), { code: 'several-file-systems', message: /done/ });
  });

  it('is not one when a folder is a dangling link', async (t) => {
    const root = await scratchRoot(t);
    await rm(root.done, { recursive: true });
    await symlink('/nowhere/at/all', root.done);
    await assert.rejects(checkOneFileSystem(root), { code: 'several-file-systems', message: /done/ });
  });

  it('is not one when another is mounted on a folder, and the message names it', async (t) => {
    const root = await scratchRoot(t);
    await onSmallDisk(t, root.failed, () =>
      assert.rejects(checkOneFileSystem(root), { code: 'several-file-systems', message: /failed/ }),
    );
  });

  it('is tried for hard links without leaving a trace', async (t) => {
    const root = await scratchRoot(t);
    assert.equal(await findMoveMethod(root), 'link');
    assert.deepEqual(await readdir(root.temporary), []);
  });
});
