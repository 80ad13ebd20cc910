import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { chmod, lstat, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { factsOf } from '../../src/ingest/facts.ts';
import { identify } from '../../src/ingest/identify.ts';
import { drop, ingestFolder } from '../support/ingest-folder.ts';

const factsAt = async (path: string) => factsOf(await lstat(path, { bigint: true }));
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

test('a small file is known by its hash, size, kind and identity', async (context) => {
  const path = await drop(await ingestFolder(context), 'note.md', '# Hello\n');
  const stats = await lstat(path, { bigint: true });
  assert.deepEqual(await identify(path, factsOf(stats)), {
    outcome: 'identified',
    sha256: sha256('# Hello\n'),
    bytes: 8,
    kind: { supported: true, kind: 'text', mime: 'text/markdown' },
    identity: { dev: stats.dev, ino: stats.ino, size: 8n, mtimeNs: stats.mtimeNs },
  });
});

test('a file of several megabytes is hashed whole and known by its first bytes', async (context) => {
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n%\x80\x81\n', 'latin1'), Buffer.alloc(5_000_001, 7)]);
  const path = await drop(await ingestFolder(context), 'big.txt', content);
  const found = await identify(path, await factsAt(path));
  assert.ok(found.outcome === 'identified');
  assert.equal(found.sha256, sha256(content));
  assert.equal(found.bytes, content.length);
  assert.deepEqual(found.kind, { supported: true, kind: 'text', mime: 'application/pdf' });
});

test('a zero-byte file is empty', async (context) => {
  const path = await drop(await ingestFolder(context), 'empty.pdf', '');
  const found = await identify(path, await factsAt(path));
  assert.ok(found.outcome === 'identified' && found.kind === 'empty' && found.sha256 === sha256(''));
});

test('a file that is not what it was when it became ready is not identified', async (context) => {
  const path = await drop(await ingestFolder(context), 'a.txt', 'one');
  const before = await factsAt(path);
  await writeFile(path, 'other');
  assert.deepEqual(await identify(path, before), { outcome: 'changed' });
  await rm(path);
  assert.deepEqual(await identify(path, before), { outcome: 'gone' });
});

test('a file that is written to, moved or replaced while it is read is not identified', async (context) => {
  const folder = await ingestFolder(context);
  const path = await drop(folder, 'a.bin', Buffer.alloc(3_000_000, 1));
  const late = async (act: () => Promise<unknown>) => {
    const identified = identify(path, await factsAt(path));
    await act();
    return identified;
  };
  assert.deepEqual(await late(async () => appendFileSync(path, 'x')), { outcome: 'changed' });
  assert.deepEqual(await late(() => truncate(path, 100)), { outcome: 'changed' });
  await writeFile(path, Buffer.alloc(3_000_000, 2));
  const other = await drop(folder, 'b.bin', Buffer.alloc(3_000_000, 3));
  await utimes(other, new Date(0), new Date(0));
  assert.deepEqual(await late(() => rename(other, path)), { outcome: 'changed' });
  assert.deepEqual(await late(() => rename(path, `${path}.away`)), { outcome: 'gone' });
});

test('a pipe or a link in its place neither blocks nor is followed', { timeout: 10_000 }, async (context) => {
  const folder = await ingestFolder(context);
  const path = await drop(folder, 'a.txt', 'one');
  const before = await factsAt(path);
  await rename(path, join(folder, 'away.txt'));
  execFileSync('mkfifo', [path]);
  assert.deepEqual(await identify(path, before), { outcome: 'changed' });
  await rm(path);
  await symlink('away.txt', path);
  assert.deepEqual(await identify(path, before), { outcome: 'changed' });
});

test('a file that may not be read says so, with a hint', async (context) => {
  const folder = await ingestFolder(context);
  const path = await drop(folder, 'locked.txt', 'secret');
  await chmod(folder, 0o755);
  await chmod(path, 0o000);
  const child = fork(new URL('../support/identify-child.ts', import.meta.url), [path]);
  const [found] = await once(child, 'message');
  await once(child, 'exit');
  assert.equal(found.outcome, 'unreadable');
  assert.equal(found.code, 'unreadable');
  assert.match(found.reason, /^"locked\.txt" may not be read/);
  assert.match(found.hint, /\.$/);
});

test('it stops when it is told to', async (context) => {
  const path = await drop(await ingestFolder(context), 'a.bin', Buffer.alloc(3_000_000, 1));
  const reason = new Error('stopped');
  await assert.rejects(identify(path, await factsAt(path), AbortSignal.abort(reason)), reason);
});
