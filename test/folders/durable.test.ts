import assert from 'node:assert/strict';
import { link, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { clearTemporary, makeFolder, replaceFile, syncFolder, writeNew } from '../../src/folders/durable.ts';
import { contents, scratchFolder } from '../support/scratch-root.ts';

const noLinks: typeof link = () => Promise.reject(Object.assign(new Error('ENOTSUP'), { code: 'ENOTSUP' }));

async function folders(t: Parameters<typeof scratchFolder>[0]) {
  const folder = await scratchFolder(t);
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  return { folder, temporary };
}

for (const [where, linkFile] of [
  ['where there are hard links', link],
  ['where there are none', noLinks],
] as const) {
  describe(`a new file, ${where}`, () => {
    it('is written whole, in a folder that is made when it is missing', async (t) => {
      const { folder, temporary } = await folders(t);
      const target = join(folder, 'done/deep/a.md');
      assert.equal(await writeNew(temporary, target, 'text', linkFile), 'written');
      assert.equal(
        await writeNew(temporary, join(folder, 'bytes'), new Uint8Array([0x41]), linkFile),
        'written',
      );
      assert.deepEqual(await contents(folder), [
        ['bytes', 'A'],
        ['done/deep/a.md', 'text'],
      ]);
      assert.equal((await lstat(target)).nlink, 1);
    });

    it('never replaces another, and leaves nothing behind', async (t) => {
      const { folder, temporary } = await folders(t);
      const target = join(folder, 'a.md');
      await writeFile(target, 'theirs');
      assert.equal(await writeNew(temporary, target, 'ours', linkFile), 'taken');
      assert.deepEqual(await contents(folder), [['a.md', 'theirs']]);
    });

    it('is written by exactly one of many who want its name', async (t) => {
      const { folder, temporary } = await folders(t);
      const target = join(folder, 'a.md');
      const written = await Promise.all(
        Array.from({ length: 8 }, (_, n) => writeNew(temporary, target, `${n}`, linkFile)),
      );
      assert.equal(written.filter((result) => result === 'written').length, 1);
      assert.equal(await readFile(target, 'utf8'), String(written.indexOf('written')));
      assert.deepEqual(await readdir(temporary), []);
    });
  });
}

describe('replacing a file', () => {
  it('makes it or replaces it', async (t) => {
    const { folder, temporary } = await folders(t);
    const target = join(folder, 'STATUS.md');
    await replaceFile(temporary, target, 'one');
    await replaceFile(temporary, target, 'two');
    assert.deepEqual(await contents(folder), [['STATUS.md', 'two']]);
  });

  it('leaves nothing behind when it cannot', async (t) => {
    const { folder, temporary } = await folders(t);
    await mkdir(join(folder, 'STATUS.md'));
    await assert.rejects(replaceFile(temporary, join(folder, 'STATUS.md'), 'x'));
    assert.deepEqual(await readdir(temporary), []);
  });

  it('makes the temporary folder again when somebody has deleted it', async (t) => {
    const folder = await scratchFolder(t);
    await replaceFile(join(folder, '.nightshift/temporary'), join(folder, 'a'), 'x');
    assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'x');
  });
});

describe('making a folder', () => {
  it('makes all that is missing, also when many ask at once', async (t) => {
    const folder = await scratchFolder(t);
    await Promise.all(Array.from({ length: 20 }, (_, n) => makeFolder(join(folder, 'a/b', `${n % 4}`, 'c'))));
    assert.equal((await readdir(join(folder, 'a/b'))).length, 4);
    await makeFolder(join(folder, 'a/b'));
    await syncFolder(join(folder, 'a/b'));
  });

  it('is waited for by who wants the names in it durable', async (t) => {
    const path = join(await scratchFolder(t), 'a/b');
    const ended: string[] = [];
    const making = makeFolder(path).then(() => ended.push('made'));
    await syncFolder(path).then(() => ended.push('synced'));
    await making;
    assert.deepEqual(ended, ['made', 'synced']);
  });

  it('fails when a file is in the way', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'a'), '');
    await assert.rejects(makeFolder(join(folder, 'a')), { code: 'EEXIST' });
    await assert.rejects(makeFolder(join(folder, 'a/b')), { code: 'EEXIST' });
  });
});

describe('clearing the temporary folder', () => {
  it('removes half-written files and placeholders that were never filled, and nothing else', async (t) => {
    const { folder, temporary } = await folders(t);
    await writeFile(join(temporary, 'half'), 'half');
    await mkdir(join(temporary, 'folder'));
    await writeFile(join(temporary, '1.placeholder'), '../empty.md');
    await writeFile(join(folder, 'empty.md'), '');
    await writeFile(join(temporary, '2.placeholder'), '../written.md');
    await writeFile(join(folder, 'written.md'), 'theirs');
    await writeFile(join(temporary, '3.placeholder'), '../missing.md');
    await writeFile(join(temporary, '4.placeholder'), '');
    await clearTemporary(temporary);
    assert.deepEqual(await contents(folder), [['written.md', 'theirs']]);
    assert.deepEqual(await readdir(temporary), []);
  });
});
