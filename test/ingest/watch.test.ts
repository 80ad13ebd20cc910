import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { watchHints } from '../../src/ingest/watch.ts';
import { drop, ingestFolder, watched } from '../support/ingest-folder.ts';

/** A watched ingest with 40 ms of quiet, in which no listing comes but the first. */
async function live(context: TestContext, prepare?: (folder: string) => Promise<unknown>) {
  const folder = await ingestFolder(context);
  await prepare?.(folder);
  const all = watched(context, folder, { watch: true });
  await all.waiting.start();
  return { folder, ...all };
}

describe('with events as hints', { timeout: 60_000 }, () => {
  test('a dropped file, also in new folders and under odd names, becomes ready by itself', async (context) => {
    const { folder, ready, until, errors } = await live(context);
    const names = [
      'a.txt',
      'x/y/z/b.txt',
      'now/c.txt',
      `it's "q".txt`,
      'two\nlines.txt',
      '-rf',
      '🌙.txt',
      'note.txt~',
    ];
    for (const name of names) await drop(folder, name);
    await until(() => ready().length === names.length);
    assert.deepEqual(ready().sort(), [...names].sort());
    assert.equal(ready()[0], 'now/c.txt');
    assert.deepEqual(errors, []);
  });

  test('NFC and NFD twins are two files', { skip: process.platform === 'darwin' }, async (context) => {
    const { folder, ready, until } = await live(context);
    await drop(folder, 'é.txt');
    await drop(folder, 'e\u0301.txt');
    await until(() => ready().length === 2);
  });

  test('a folder tree that is moved in arrives whole, one that is moved out leaves whole', async (context) => {
    const elsewhere = await ingestFolder(context);
    for (let index = 0; index < 60; index += 1) await drop(elsewhere, `tree/${index % 7}/deep/${index}.txt`);
    const { folder, waiting, until } = await live(context);
    await rename(join(elsewhere, 'tree'), join(folder, 'tree'));
    await until(() => waiting.counts().ready === 60);
    await rename(join(folder, 'tree'), join(elsewhere, 'tree'));
    await until(() => waiting.counts().waiting === 0);
  });

  test('a partial download is nothing until it has its name', async (context) => {
    const { folder, ready, until } = await live(context);
    for (const name of ['.DS_Store', '._x', '~$x.docx', 'x.part', 'y.pdf.crdownload'])
      await drop(folder, name);
    await drop(folder, 'z.txt');
    await until(() => ready().length === 1);
    assert.deepEqual(ready(), ['z.txt']);
    await rename(join(folder, 'x.part'), join(folder, 'x'));
    await rename(join(folder, 'y.pdf.crdownload'), join(folder, 'y.pdf'));
    await until(() => ready().length === 3);
    assert.deepEqual(ready().sort(), ['x', 'y.pdf', 'z.txt']);
  });

  test('the same name dropped twice within 100 ms is one file, as it was dropped last', async (context) => {
    const { folder, waiting, until } = await live(context);
    await drop(folder, 'a.txt', 'first');
    await rm(join(folder, 'a.txt'));
    await drop(folder, 'a.txt', 'second, longer');
    await until(() => waiting.counts().ready === 1);
    await waiting.settled();
    assert.deepEqual(
      [...waiting.ready()].map((file) => file.size),
      [14],
    );
  });

  test('a name that is dropped again right after its claim is a new file', async (context) => {
    const { folder, waiting, ready, until } = await live(context);
    await drop(folder, 'a.txt', 'first');
    await until(() => ready().length === 1);
    waiting.take('a.txt');
    await rename(join(folder, 'a.txt'), join(await ingestFolder(context), 'a.txt'));
    waiting.claimed('a.txt');
    await drop(folder, 'a.txt', 'second, longer');
    await until(() => ready().length === 1);
    assert.equal(waiting.take('a.txt')?.size, 14);
  });

  test('a bundle is one item, and its insides are not told of', async (context) => {
    const { folder, ready, until } = await live(context);
    await drop(folder, 'Letter.pages/Data/a.jpg');
    await drop(folder, 'Letter.pages/index.xml');
    await drop(folder, 'Some.app/Contents/Info.plist');
    await until(() => ready().length === 2);
    assert.deepEqual(ready().sort(), ['Letter.pages', 'Some.app']);
  });

  test('links and pipes are refused; what lies behind a link gives no hint', async (context) => {
    const outside = await ingestFolder(context);
    const { folder, waiting, ready, until, errors } = await live(context, (inside) =>
      symlink(outside, join(inside, 'before')),
    );
    await symlink(outside, join(folder, 'after'));
    await symlink('.', join(folder, 'loop'));
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    await until(() => waiting.refused().length === 4);
    await drop(outside, 'secret.txt');
    await drop(folder, 'a.txt');
    await until(() => ready().length === 1);
    await waiting.rescan();
    assert.deepEqual(ready(), ['a.txt']);
    assert.equal(waiting.refused().length, 4);
    assert.deepEqual(errors, []);
  });

  test('a file that is deleted or replaced while it waits is noticed', async (context) => {
    const { folder, waiting, ready, until } = await live(context, (inside) => drop(inside, 'a.txt'));
    await until(() => ready().length === 1);
    await writeFile(join(folder, 'a.txt'), 'changed meanwhile');
    await until(() => [...waiting.ready()][0]?.size === 17);
    await rm(join(folder, 'a.txt'));
    await until(() => waiting.counts().waiting === 0);
  });

  test('events that the system drops in a burst cost a delay and never a file', async (context) => {
    const { folder, waiting, until } = await live(context);
    const count = 12_000;
    const script = `const fs = require('node:fs');
      for (let i = 0; i < ${count}; i += 1) fs.writeFileSync(process.argv[1] + '/' + i + '.txt', 'x');`;
    // This loop stands still meanwhile, so that the queue of the system runs over.
    const made = spawnSync(process.execPath, ['-e', script, folder]);
    assert.equal(made.status, 0);
    await until(() => waiting.counts().ready === count);
  });
});

test('hints: the path below the folder, also of what goes', { timeout: 20_000 }, async (context) => {
  const folder = await ingestFolder(context);
  await drop(folder, 'old.txt');
  await drop(folder, 'going/x.txt');
  const seen: string[] = [];
  const told = new Set<() => void>();
  const see = (what: string): void => {
    seen.push(what);
    for (const look of told) look();
  };
  const hints = await watchHints(folder, {
    changed: see,
    folderCame: (path) => see(`came ${path}`),
    folderWent: () => see('went'),
    failed: (error) => assert.fail(String(error)),
  });
  const hint = (what: string) =>
    new Promise<void>((resolve) => {
      const look = () => seen.includes(what) && resolve();
      told.add(look);
      look();
    });
  await mkdir(join(folder, '.hidden/sub'), { recursive: true });
  await drop(folder, '.hidden/sub/x.txt');
  await drop(folder, 'sub/new.txt');
  await hint('came sub');
  await drop(folder, 'sub/newer.txt');
  await hint('sub/newer.txt');
  await rm(join(folder, 'old.txt'));
  await hint('old.txt');
  await rm(join(folder, 'going'), { recursive: true });
  await hint('went');
  assert.ok(seen.every((what) => !what.includes('.hidden/')));
  await hints.close();
});

test('a watcher leaves nothing that keeps a process alive once it is closed', {
  timeout: 20_000,
}, async (context) => {
  const folder = await ingestFolder(context);
  const module = new URL('../../src/ingest/watch.ts', import.meta.url).href;
  const script = `const { watchHints } = await import(${JSON.stringify(module)});
    const hints = await watchHints(process.argv[1], { failed() {}, changed() {}, folderCame() {}, folderWent() {} }); await hints.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: 'inherit' });
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
