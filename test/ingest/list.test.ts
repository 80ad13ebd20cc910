import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { listIngest } from '../../src/ingest/list.ts';
import type { Found } from '../../src/ingest/look.ts';
import { drop, ingestFolder } from '../support/ingest-folder.ts';

async function listed(folder: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for await (const item of listIngest(folder)) found.set(item.path, item);
  return found;
}

const refusals = (found: Map<string, Found>) =>
  [...found.values()].flatMap((item) => (item.type === 'refused' ? [[item.path, item.why.code]] : [])).sort();

test('it finds every file at any depth, with its facts, and no folders', async (context) => {
  const folder = await ingestFolder(context);
  await drop(folder, 'a.txt', '12345');
  await drop(folder, 'b/c/d/e.txt', 'x');
  await mkdir(join(folder, 'empty'));
  const found = await listed(folder);
  assert.deepEqual([...found.keys()].sort(), ['a.txt', 'b/c/d/e.txt']);
  const file = found.get('a.txt');
  assert.ok(file?.type === 'file');
  assert.equal(file.facts.size, 5);
  assert.ok(Math.abs(file.facts.mtimeMs - Date.now()) < 60_000);
});

test('hidden and partial names are passed over, and so is all in hidden folders', async (context) => {
  const folder = await ingestFolder(context);
  const passed = [
    '.DS_Store',
    '._x',
    '.git/config',
    '~$x.docx',
    'x.part',
    'film.download/film.mp4',
    '__MACOSX/x',
    'Icon\r',
  ];
  for (const path of [...passed, 'kept.txt', 'thesis.part/chapter.txt']) await drop(folder, path);
  assert.deepEqual([...(await listed(folder)).keys()].sort(), ['kept.txt', 'thesis.part/chapter.txt']);
});

test('links to outside, links in a loop and dangling links are refused and never followed', async (context) => {
  const folder = await ingestFolder(context);
  const outside = await ingestFolder(context);
  await drop(outside, 'secret.txt');
  await mkdir(join(folder, 'sub'));
  await symlink(outside, join(folder, 'outside'));
  await symlink(join(outside, 'secret.txt'), join(folder, 'secret.txt'));
  await symlink('..', join(folder, 'sub/loop'));
  await symlink('nowhere', join(folder, 'dangling'));
  const found = await listed(folder);
  assert.deepEqual(refusals(found), [
    ['dangling', 'symbolic-link'],
    ['outside', 'symbolic-link'],
    ['secret.txt', 'symbolic-link'],
    ['sub/loop', 'symbolic-link'],
  ]);
  assert.equal(found.size, 4);
});

test('a hard link is a file like any other', async (context) => {
  const folder = await ingestFolder(context);
  await link(await drop(folder, 'a.txt'), join(folder, 'b.txt'));
  assert.deepEqual([...(await listed(folder)).keys()].sort(), ['a.txt', 'b.txt']);
});

test('a named pipe and a socket are refused, each with a sentence and a hint', async (context) => {
  const folder = await ingestFolder(context);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const server = createServer().listen(join(folder, 'socket'));
  context.after(() => server.close());
  await once(server, 'listening');
  const found = await listed(folder);
  assert.deepEqual(refusals(found), [
    ['pipe', 'special-file'],
    ['socket', 'special-file'],
  ]);
  for (const item of found.values()) {
    assert.ok(
      item.type === 'refused' && /^ingest\/\w+ .*\.$/.test(item.why.reason) && item.why.hint.endsWith('.'),
    );
  }
});

test('a bundle is one item with the size of all that is in it', async (context) => {
  const folder = await ingestFolder(context);
  await drop(folder, 'Letter.pages/Data/a.jpg', '12345');
  await drop(folder, 'Letter.pages/index.xml', '123');
  await drop(folder, 'deep/Some.app/Contents/MacOS/run', '1');
  const found = await listed(folder);
  assert.deepEqual([...found.keys()].sort(), ['Letter.pages', 'deep/Some.app']);
  const bundle = found.get('Letter.pages');
  assert.ok(bundle?.type === 'bundle');
  assert.equal(bundle.facts.size, 8);
  const before = bundle.facts.mtimeMs;
  await writeFile(join(folder, 'Letter.pages/Data/a.jpg'), '1234567890');
  const after = (await listed(folder)).get('Letter.pages');
  assert.ok(after?.type === 'bundle' && after.facts.size === 13 && after.facts.mtimeMs >= before);
});

test('names with quotes, newlines, dashes, emoji and 255 bytes are found exactly, and NFC and NFD twins are two', async (context) => {
  const folder = await ingestFolder(context);
  const names = [
    `it's "quoted".txt`,
    'two\nlines.txt',
    '-rf',
    '--help.txt',
    '🌙 night.txt',
    'a\\b.txt',
    'é.txt',
    'e\u0301.txt',
    '%20.txt',
    'x'.repeat(255),
  ];
  for (const name of names) await drop(folder, name);
  const twins = process.platform === 'darwin' ? names.length - 1 : names.length;
  assert.equal((await listed(folder)).size, twins);
  if (twins === names.length) assert.deepEqual([...(await listed(folder)).keys()].sort(), [...names].sort());
});

test('a name that is not valid UTF-8 is refused, since it cannot be opened', async (context) => {
  const folder = await ingestFolder(context);
  try {
    await writeFile(
      Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]),
      'x',
    );
  } catch {
    return context.skip('this file system allows only valid names');
  }
  await drop(folder, 'good\uFFFD.txt');
  assert.deepEqual(refusals(await listed(folder)), [['bad\uFFFD\uFFFD.txt', 'name-not-utf8']]);
  assert.equal((await listed(folder)).get('good\uFFFD.txt')?.type, 'file');
});

test('a folder that may not be read is refused, and the rest is found', async (context) => {
  const folder = await ingestFolder(context);
  await drop(folder, 'locked/a.txt');
  await drop(folder, 'open/b.txt');
  execFileSync('chmod', ['755', folder]);
  execFileSync('chmod', ['000', join(folder, 'locked')]);
  // Root may read everything, so a child without its rights does the listing.
  const child = fork(new URL('../support/list-child.ts', import.meta.url), [folder]);
  const [found] = (await once(child, 'message')) as [[string, string][]];
  await once(child, 'exit');
  execFileSync('chmod', ['755', join(folder, 'locked')]);
  assert.deepEqual(found.sort(), [
    ['locked', 'unreadable'],
    ['open/b.txt', 'file'],
  ]);
});

test('folders that vanish in the middle of a listing are no error', async (context) => {
  const folder = await ingestFolder(context);
  for (let index = 0; index < 40; index += 1) await drop(folder, `folder ${index}/a.txt`);
  let seen = 0;
  for await (const _ of listIngest(folder)) {
    seen += 1;
    if (seen === 1) await rm(folder, { recursive: true, force: true });
  }
  assert.equal(seen, 1);
});

test('it says so when ingest itself is not there, and stops when it is told to', async (context) => {
  const folder = await ingestFolder(context);
  await assert.rejects(listed(join(folder, 'nowhere')), { code: 'ENOENT' });
  await drop(folder, 'a.txt');
  const reason = new Error('stopped');
  await assert.rejects(async () => {
    for await (const _ of listIngest(folder, AbortSignal.abort(reason)));
  }, reason);
});
