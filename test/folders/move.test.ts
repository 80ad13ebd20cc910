import assert from 'node:assert/strict';
import { chmod, link, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { lookNow } from '../../src/folders/entries.ts';
import { fileOperations } from '../../src/folders/file-operations.ts';
import { createMover, type MoveMethod, recoverMoves } from '../../src/folders/move.ts';
import type { Root } from '../../src/folders/root.ts';
import { fileIntents, personFiles, scratchRoot } from '../support/scratch-root.ts';
import { steppedOperations } from '../support/stepped-operations.ts';

const methods: readonly MoveMethod[] = ['link', 'placeholder'];
const intentsOf = (root: Root) => fileIntents(join(root.machine, 'intents'));

for (const method of methods) {
  describe(`moving a file by ${method}`, () => {
    it('brings it to the new name, makes the folders on the way, and leaves nothing else', async (t) => {
      const root = await scratchRoot(t);
      const from = join(root.ingest, 'a.txt');
      const to = join(root.processing, 'deep/er/a.txt');
      await writeFile(from, 'A');
      const before = await lstat(from);
      const intents = intentsOf(root);
      assert.equal(await createMover(root, method, intents).move(from, to), 'moved');
      assert.deepEqual(
        await personFiles(root).then((files) => files.filter(([path]) => !path.endsWith('.moves'))),
        [['processing/deep/er/a.txt', 'A']],
      );
      assert.equal((await lstat(to)).ino, before.ino);
      assert.equal((await lstat(to)).nlink, 1);
      assert.deepEqual(intents.open(), []);
    });

    it('leaves both files as they are when the new name is taken', async (t) => {
      const root = await scratchRoot(t);
      const [from, to] = [join(root.ingest, 'a.txt'), join(root.done, 'a.txt')];
      await writeFile(from, 'new');
      await writeFile(to, 'old');
      assert.equal(await createMover(root, method, intentsOf(root)).move(from, to), 'taken');
      assert.equal(await readFile(from, 'utf8'), 'new');
      assert.equal(await readFile(to, 'utf8'), 'old');
    });

    it('answers taken for a dangling link and for an empty file in the way', async (t) => {
      const root = await scratchRoot(t);
      const from = join(root.ingest, 'a.txt');
      await writeFile(from, 'A');
      await symlink('/nowhere/at/all', join(root.done, 'link'));
      await writeFile(join(root.done, 'empty'), '');
      const mover = createMover(root, method, intentsOf(root));
      assert.equal(await mover.move(from, join(root.done, 'link')), 'taken');
      assert.equal(await mover.move(from, join(root.done, 'empty')), 'taken');
      assert.equal(await readFile(from, 'utf8'), 'A');
    });

    it('answers gone when somebody else was faster, without leaving a trace', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, intentsOf(root));
      assert.equal(await mover.move(join(root.ingest, 'a'), join(root.done, 'a')), 'gone');
      const other = { dev: 1n, ino: 1n };
      assert.equal(await mover.move(join(root.ingest, 'a'), join(root.done, 'a'), other), 'gone');
      assert.equal(await mover.move(join(root.ingest, 'no/such/folder/a'), join(root.done, 'a')), 'gone');
      assert.deepEqual(
        (await personFiles(root)).filter(([path]) => !path.endsWith('.moves')),
        [],
      );
    });

    it('moves only the file that is expected', async (t) => {
      const root = await scratchRoot(t);
      const [from, to] = [join(root.ingest, 'a.txt'), join(root.done, 'a.txt')];
      await writeFile(from, 'A');
      const { dev, ino } = await lstat(from, { bigint: true });
      const mover = createMover(root, method, intentsOf(root));
      assert.equal(await mover.move(from, to, { dev, ino: ino + 1n }), 'changed');
      assert.equal(await readFile(from, 'utf8'), 'A');
      await assert.rejects(lstat(to), { code: 'ENOENT' });
      assert.equal(await mover.move(from, to, { dev, ino }), 'moved');
      assert.equal(await readFile(to, 'utf8'), 'A');
    });

    it('keeps an empty file, and one that has other names of its own outside', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, intentsOf(root));
      await writeFile(join(root.ingest, 'empty'), '');
      assert.equal(await mover.move(join(root.ingest, 'empty'), join(root.done, 'empty')), 'moved');
      await writeFile(join(root.path, 'outside'), 'kept');
      await link(join(root.path, 'outside'), join(root.ingest, 'inside'));
      assert.equal(await mover.move(join(root.ingest, 'inside'), join(root.done, 'inside')), 'moved');
      await recoverMoves(root, intentsOf(root));
      assert.deepEqual(await personFiles(root), [
        ['done/empty', ''],
        ['done/inside', 'kept'],
        ['outside', 'kept'],
      ]);
    });

    it('takes every name that a file can have', async (t) => {
      const root = await scratchRoot(t);
      const names = [
        `${'x'.repeat(251)}.txt`,
        `${'語'.repeat(85)}`,
        '-rf --help',
        'two\nlines "and" \'quotes\'',
        'zwölf 👩‍👩‍👧 emoji.png',
        'caf\u00e9.txt',
        'cafe\u0301.txt',
        'A.pdf',
        'a.PDF',
        '{"from":1}',
        ' leading and trailing ',
        '.hidden',
      ];
      const mover = createMover(root, method, intentsOf(root));
      for (const name of names) {
        await writeFile(join(root.ingest, name), name);
        assert.equal(await mover.move(join(root.ingest, name), join(root.done, name)), 'moved', name);
        assert.equal(await readFile(join(root.done, name), 'utf8'), name);
      }
      await recoverMoves(root, intentsOf(root));
      assert.equal((await personFiles(root)).length, names.length);
    });

    it('lets exactly one of many movers have a file', async (t) => {
      const root = await scratchRoot(t);
      const from = join(root.ingest, 'a');
      await writeFile(from, 'A');
      const mover = createMover(root, method, intentsOf(root));
      const tries = Array.from({ length: 8 }, (_, n) => mover.move(from, join(root.done, `${n}`)));
      const results = await Promise.all(tries);
      await recoverMoves(root, intentsOf(root));
      assert.deepEqual(results.sort(), [...Array(7).fill('gone'), 'moved']);
      assert.deepEqual(
        (await personFiles(root)).map(([, content]) => content),
        ['A'],
      );
    });

    it('lets exactly one of many files have a name', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, intentsOf(root));
      const sources = Array.from({ length: 8 }, (_, n) => join(root.ingest, `${n}`));
      await Promise.all(sources.map((source) => writeFile(source, source)));
      const results = await Promise.all(sources.map((source) => mover.move(source, join(root.done, 'one'))));
      assert.equal(results.filter((result) => result === 'moved').length, 1);
      assert.equal(results.filter((result) => result === 'taken').length, 7);
      await recoverMoves(root, intentsOf(root));
      assert.deepEqual((await personFiles(root)).map(([, content]) => content).sort(), sources.sort());
    });

    it('moves a directory bundle as one item and never over another', async (t) => {
      const root = await scratchRoot(t);
      const from = join(root.ingest, 'Letter.pages');
      await mkdir(join(from, 'Data'), { recursive: true });
      await writeFile(join(from, 'Data/1'), 'one');
      const mover = createMover(root, method, intentsOf(root));
      await mkdir(join(root.failed, 'Letter.pages'));
      assert.equal(await mover.moveFolder(from, join(root.failed, 'Letter.pages')), 'taken');
      assert.equal(await mover.moveFolder(from, join(root.failed, 'sub/Letter (2).pages')), 'moved');
      assert.equal(await mover.moveFolder(from, join(root.failed, 'Letter (3).pages')), 'gone');
      assert.deepEqual(await personFiles(root), [['failed/sub/Letter (2).pages/Data/1', 'one']]);
      await writeFile(join(root.ingest, 'file'), '');
      assert.equal(await mover.moveFolder(join(root.ingest, 'file'), join(root.failed, 'x')), 'changed');
    });

    it('says in one sentence that a folder is on another file system', async (t) => {
      const root = await scratchRoot(t);
      const elsewhere = Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
      const operations = {
        ...fileOperations,
        link: () => Promise.reject(elsewhere),
        rename: () => Promise.reject(elsewhere),
      };
      const from = join(root.ingest, 'a');
      await writeFile(from, 'A');
      const mover = createMover(root, method, intentsOf(root), operations);
      await assert.rejects(mover.move(from, join(root.done, 'a')), { code: 'several-file-systems' });
      assert.deepEqual(
        (await personFiles(root)).filter(([path]) => !path.endsWith('.moves')),
        [['ingest/a', 'A']],
      );
    });
  });
}

describe('moving by link', () => {
  it('makes the new name durable before the old one goes, with two syncs in all', async (t) => {
    const root = await scratchRoot(t);
    const steps: string[] = [];
    const operations = steppedOperations((_, name, paths) =>
      steps.push(
        `${name} ${paths.map((path) => path.slice(root.path.length + 1).replace(/leaving\/.*/, 'leaving/*')).join(' ')}`,
      ),
    );
    const from = join(root.ingest, 'a');
    await writeFile(from, 'A');
    const { dev, ino } = await lstat(from, { bigint: true });
    const mover = createMover(root, 'link', intentsOf(root), operations);
    assert.equal(await mover.move(from, join(root.done, 'a'), { dev, ino }), 'moved');
    const acts = steps.filter((step) => /^(link|rename|unlink|syncFolder)/.test(step));
    assert.deepEqual(acts, [
      'link ingest/a done/a',
      'syncFolder done',
      'rename ingest/a .nightshift/leaving/*',
      'unlink .nightshift/leaving/*',
      'syncFolder ingest',
    ]);
  });

  it('syncs at once where somebody waits for the move', async (t) => {
    const root = await scratchRoot(t);
    const steps: string[] = [];
    const operations = steppedOperations((_, name) => steps.push(name));
    await writeFile(join(root.ingest, 'a'), 'A');
    const mover = createMover(root, 'link', intentsOf(root), operations);
    assert.equal(await mover.move(join(root.ingest, 'a'), join(root.done, 'a'), undefined, true), 'moved');
    assert.deepEqual(
      steps.filter((step) => step.startsWith('syncFolder')),
      ['syncFolderAtOnce', 'syncFolderAtOnce'],
    );
  });

  it('makes the folder of the new name when it is missing, and does not look for one that is there', async (t) => {
    const root = await scratchRoot(t);
    const steps: string[] = [];
    const operations = steppedOperations((_, name) => steps.push(name));
    const mover = createMover(root, 'link', intentsOf(root), operations);
    for (const name of ['a', 'b']) {
      await writeFile(join(root.ingest, name), name);
      assert.equal(await mover.move(join(root.ingest, name), join(root.done, 'sub', name)), 'moved');
    }
    assert.equal(await readFile(join(root.done, 'sub/b'), 'utf8'), 'b');
    assert.equal(steps.filter((step) => step === 'makeFolder').length, 1);
    assert.equal(await mover.move(join(root.ingest, 'a'), join(root.done, 'other/a')), 'gone');
    assert.equal(lookNow(join(root.done, 'other')), undefined);
    await writeFile(join(root.ingest, 'c'), '');
    await assert.rejects(mover.move(join(root.ingest, 'c'), join(root.done, 'sub/a/c')), { code: 'EEXIST' });
  });

  it('moves over a placeholder what is refused a hard link', async (t) => {
    const root = await scratchRoot(t);
    const refusal = Object.assign(new Error('EPERM'), { code: 'EPERM' });
    const operations = { ...fileOperations, link: () => Promise.reject(refusal) };
    const from = join(root.ingest, 'a');
    await writeFile(from, 'A');
    const mover = createMover(root, 'link', intentsOf(root), operations);
    assert.equal(await mover.move(from, join(root.done, 'a')), 'moved');
    assert.equal(await readFile(join(root.done, 'a'), 'utf8'), 'A');
  });

  it('removes its records when they have grown and their moves have ended', async (t) => {
    const root = await scratchRoot(t);
    const mover = createMover(root, 'link', intentsOf(root));
    const folder = join(root.ingest, 'long/'.repeat(60));
    await mkdir(folder, { recursive: true });
    for (let n = 0; n < 500; n += 1) {
      await writeFile(join(folder, 'a'), '');
      await mover.move(join(folder, 'a'), join(root.done, 'long/'.repeat(60), `${n}`));
    }
    const records = (await personFiles(root)).filter(([path]) => path.endsWith('.moves'));
    assert.equal(records.length, 1);
    assert.ok(records.every(([, content]) => content.length < 300_000));
  });

  it('survives that its own folder is deleted while it runs', async (t) => {
    const root = await scratchRoot(t);
    const mover = createMover(root, 'link', intentsOf(root));
    for (const name of ['a', 'b']) {
      await writeFile(join(root.ingest, name), name);
      await rm(root.leaving, { recursive: true });
      assert.equal(await mover.move(join(root.ingest, name), join(root.done, name)), 'moved');
    }
  });
});

describe('a folder that may not be written to', () => {
  it('is named in one sentence with a hint, and the file stays', {
    skip: process.getuid?.() === 0 && 'root may write everywhere',
  }, async (t) => {
    const root = await scratchRoot(t);
    const from = join(root.ingest, 'locked/a');
    await mkdir(dirname(from));
    await writeFile(from, 'A');
    await chmod(dirname(from), 0o500);
    t.after(() => chmod(dirname(from), 0o700));
    const mover = createMover(root, 'link', intentsOf(root));
    await assert.rejects(mover.move(from, join(root.done, 'a')), { code: 'not-permitted' });
    assert.equal(await readFile(from, 'utf8'), 'A');
  });
});
