import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { watch } from 'chokidar';
import { EarlyHints } from '../../src/ingest/early-hints.ts';
import { drop, ingestFolder } from '../support/ingest-folder.ts';

const linuxOnly = { skip: process.platform !== 'linux', timeout: 20_000 };

test('what is promised about an event is done before chokidar hears of it', linuxOnly, async (context) => {
  const folder = await ingestFolder(context);
  const order: string[] = [];
  const early = new EarlyHints(() => {
    if (order.length > 0) return;
    order.push('told');
    void Promise.resolve().then(() => order.push('done'));
  });
  early.add(folder);
  const watcher = watch(folder, { ignoreInitial: true });
  context.after(async () => {
    early.close();
    await watcher.close();
  });
  await once(watcher, 'ready');
  const heard = once(watcher, 'raw').then(() => order.push('chokidar'));
  await drop(folder, 'a.txt');
  await heard;
  assert.deepEqual(order, ['told', 'done', 'chokidar']);
});

test('a folder that is made anew under its name is listened to again', linuxOnly, async (context) => {
  const folder = await ingestFolder(context);
  const again = join(folder, 'again');
  mkdirSync(again);
  const news = new EventEmitter();
  const early = new EarlyHints((path) => news.emit(path));
  context.after(() => early.close());
  early.add(again);
  const end = once(news, join(again, 'again'));
  rmdirSync(again);
  mkdirSync(again);
  await end;
  const dropped = once(news, join(again, 'a.txt'));
  await drop(again, 'a.txt');
  await dropped;
});

test('what cannot be listened to, or no longer is, is left to chokidar', linuxOnly, async (context) => {
  const folder = await ingestFolder(context);
  const early = new EarlyHints(() => undefined);
  early.add(folder);
  assert.ok(early.covers(folder));
  early.delete(folder);
  assert.ok(!early.covers(folder));
  early.add(join(folder, 'nothing'));
  assert.ok(!early.covers(join(folder, 'nothing')));
});

test('elsewhere than on Linux all is left to chokidar', async (context) => {
  const folder = await ingestFolder(context);
  const early = new EarlyHints(() => undefined, 'darwin');
  early.add(folder);
  assert.ok(!early.covers(folder));
});
