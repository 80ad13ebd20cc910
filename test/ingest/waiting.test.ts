import assert from 'node:assert/strict';
import { type FileHandle, mkdir, open, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { drop, ingestFolder, watched } from '../support/ingest-folder.ts';
import { ManualTime } from '../support/manual-time.ts';

/** Listings and time only when the test says so; two seconds of quiet. */
async function still(context: TestContext) {
  const folder = await ingestFolder(context);
  const time = new ManualTime();
  const clock = { now: () => time.now() };
  return { folder, time, ...watched(context, folder, { clock, timers: time, quietMs: () => 2000 }) };
}

/** Writes at the end, at a moment of the test's own time. */
async function write(file: FileHandle, content: string, time: ManualTime): Promise<void> {
  await file.write(content);
  await file.sync();
  await file.utimes(new Date(time.now()), new Date(time.now()));
}

describe('a file becomes ready only when it has been left alone', () => {
  test('a file that is half copied when the program starts', async (context) => {
    const { folder, time, waiting, ready } = await still(context);
    const path = await drop(folder, 'half.bin', 'first half');
    await utimes(path, new Date(0), new Date(0));
    await waiting.start();
    assert.deepEqual(ready(), []);
    time.step(1900);
    await writeFile(path, 'first half, second half');
    await utimes(path, new Date(0), new Date(0));
    await waiting.rescan();
    time.step(1900);
    await waiting.rescan();
    assert.deepEqual(ready(), []);
    time.step(100);
    await waiting.rescan();
    assert.deepEqual(ready(), ['half.bin']);
  });

  test('a copy that pauses and then goes on', async (context) => {
    const { folder, time, waiting, ready } = await still(context);
    await waiting.start();
    const file = await open(join(folder, 'copy.bin'), 'w');
    context.after(() => file.close());
    await write(file, 'one', time);
    await waiting.rescan();
    for (const part of ['two', 'three', 'four']) {
      time.step(1500);
      await waiting.rescan();
      await write(file, part, time);
      await waiting.rescan();
      assert.deepEqual(ready(), [], part);
    }
    time.step(2001);
    await waiting.rescan();
    assert.deepEqual(ready(), ['copy.bin']);
    // It paused for longer than the quiet time and goes on after all.
    await write(file, 'five', time);
    await waiting.rescan();
    assert.deepEqual(ready(), []);
    assert.equal(waiting.counts().settling, 1);
  });

  test('a preallocated file that has its full size at once', async (context) => {
    const { folder, time, waiting, ready } = await still(context);
    const file = await open(join(folder, 'film.bin'), 'w');
    context.after(() => file.close());
    await file.truncate(1_000_000);
    await waiting.start();
    for (let offset = 0; offset < 5; offset += 1) {
      time.step(1000);
      await file.write(Buffer.alloc(1000, 1), 0, 1000, offset * 1000);
      await file.utimes(new Date(time.now()), new Date(time.now()));
      await waiting.rescan();
      assert.deepEqual(ready(), []);
    }
    time.step(2001);
    await waiting.rescan();
    assert.deepEqual(ready(), ['film.bin']);
  });

  test('the timer looks again by itself, and the wait has an end that can be waited for', async (context) => {
    const { folder, time, waiting, ready } = await still(context);
    await drop(folder, 'a.txt');
    await drop(folder, 'b.txt');
    await waiting.start();
    assert.equal(waiting.counts().settling, 2);
    const settled = waiting.settled();
    time.advance(2000);
    await settled;
    assert.deepEqual(ready().sort(), ['a.txt', 'b.txt']);
    await waiting.settled();
  });

  test('a file that goes away while it settles is waited for no longer', async (context) => {
    const { folder, time, waiting } = await still(context);
    const path = await drop(folder, 'a.txt');
    await waiting.start();
    await rm(path);
    const settled = waiting.settled();
    time.advance(2000);
    await settled;
    assert.equal(waiting.counts().waiting, 0);
  });
});

describe('what is taken', () => {
  test('is not offered again while it is being claimed, and is forgotten once it left', async (context) => {
    const folder = await ingestFolder(context);
    const path = await drop(folder, 'a.txt');
    const { waiting, ready } = watched(context, folder, { quietMs: () => 0 });
    await waiting.start();
    assert.equal(waiting.take('a.txt')?.size, 5);
    await waiting.rescan();
    assert.deepEqual(ready(), []);
    await rm(path);
    waiting.claimed('a.txt');
    assert.equal(waiting.counts().waiting, 0);
  });

  test('comes back after a failed claim, when it has been quiet anew', async (context) => {
    const { folder, time, waiting, ready } = await still(context);
    await drop(folder, 'a.txt');
    await waiting.start();
    const settled = waiting.settled();
    time.advance(2000);
    await settled;
    waiting.take('a.txt');
    waiting.putBack('a.txt');
    assert.deepEqual(ready(), []);
    await waiting.rescan();
    assert.equal(waiting.counts().settling, 1);
    const again = waiting.settled();
    time.advance(2000);
    await again;
    assert.deepEqual(ready(), ['a.txt']);
  });

  test('is gone for good when it is put back and does not lie there any more', async (context) => {
    const folder = await ingestFolder(context);
    const path = await drop(folder, 'a.txt');
    const { waiting } = watched(context, folder, { quietMs: () => 0 });
    await waiting.start();
    waiting.take('a.txt');
    await rm(path);
    waiting.putBack('a.txt');
    await waiting.settled();
    assert.equal(waiting.counts().waiting, 0);
  });

  test('can wait until a time, and comes back by itself then', async (context) => {
    const { folder, time, waiting, ready, until } = await still(context);
    await drop(folder, 'a.txt');
    await waiting.start();
    const settled = waiting.settled();
    time.advance(2000);
    await settled;
    waiting.take('a.txt');
    waiting.postpone('a.txt', time.now() + 60_000);
    assert.deepEqual([ready(), waiting.counts().postponed], [[], 1]);
    time.advance(59_999);
    assert.deepEqual(ready(), []);
    time.advance(1);
    await until(() => ready().length === 1);
    waiting.take('a.txt');
    waiting.postpone('a.txt', Number.POSITIVE_INFINITY);
    waiting.release();
    assert.deepEqual(ready(), ['a.txt']);
  });
});

describe('a listing', () => {
  test('that is asked for during another one sees what was dropped before it was asked for', async (context) => {
    const folder = await ingestFolder(context);
    for (let index = 0; index < 300; index += 1) await drop(folder, `${index}.txt`);
    const { waiting } = watched(context, folder, { quietMs: () => 0 });
    await waiting.start();
    const first = waiting.rescan();
    await Promise.resolve();
    await drop(folder, 'late.txt');
    await Promise.all([first, waiting.rescan(), waiting.rescan()]);
    assert.equal(waiting.counts().ready, 301);
  });

  test('comes by itself after its time, and finds what no event told of', async (context) => {
    const folder = await ingestFolder(context);
    const time = new ManualTime();
    const options = { clock: { now: () => time.now() }, timers: time, quietMs: () => 0, rescanMs: 60_000 };
    const { waiting, until } = watched(context, folder, options);
    await waiting.start();
    await drop(folder, 'a.txt');
    time.advance(60_000);
    await until(() => waiting.counts().ready === 1);
    await rm(join(folder, 'a.txt'));
    // A clock that was set back must not put the next listing off for as long.
    time.step(-7_200_000);
    time.advance(7_200_000 + 60_000);
    await until(() => waiting.counts().ready === 0);
  });

  test('that fails is reported and forgets nothing; the next one repairs it', async (context) => {
    const folder = await ingestFolder(context);
    await drop(folder, 'a.txt');
    const { waiting, errors, ready } = watched(context, folder, { quietMs: () => 0 });
    await waiting.start();
    await rename(folder, `${folder}-away`);
    await waiting.rescan();
    assert.equal(errors.length, 1);
    assert.deepEqual(ready(), ['a.txt']);
    await rename(`${folder}-away`, folder);
    await waiting.rescan();
    assert.equal(errors.length, 1);
    assert.deepEqual(ready(), ['a.txt']);
  });

  test('refuses links and keeps the rest', async (context) => {
    const folder = await ingestFolder(context);
    await drop(folder, 'a.txt');
    await mkdir(join(folder, 'sub'));
    await symlink('..', join(folder, 'sub/loop'));
    const { waiting } = watched(context, folder, { quietMs: () => 0 });
    await waiting.start();
    assert.deepEqual(
      waiting.refused().map(({ path, code }) => [path, code]),
      [['sub/loop', 'symbolic-link']],
    );
    assert.equal(waiting.counts().ready, 1);
  });
});

test('an error in the caller does not stop the waiting', async (context) => {
  const folder = await ingestFolder(context);
  await drop(folder, 'a.txt');
  const errors: unknown[] = [];
  const onChange = () => {
    throw new Error('the caller is broken');
  };
  const { waiting, ready } = watched(context, folder, {
    quietMs: () => 0,
    onChange,
    onError: (error) => errors.push(error),
  });
  await waiting.start();
  await drop(folder, 'b.txt');
  await waiting.rescan();
  assert.equal(errors.length, 2);
  assert.equal(ready().length, 2);
});

test('closing lets everybody go and leaves no timer behind', async (context) => {
  const { folder, time, waiting } = await still(context);
  await drop(folder, 'a.txt');
  await waiting.start();
  const settled = waiting.settled();
  await waiting.close();
  await settled;
  assert.equal(time.pending, 0);
  waiting.putBack('a.txt');
  await waiting.rescan();
  assert.equal(time.pending, 0);
});
