import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { acquireOwner, ownerProcess } from '../../src/folders/owner.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { scratchFolder, scratchRoot } from '../support/scratch-root.ts';

const script = fileURLToPath(new URL('../support/owner-child.ts', import.meta.url));

/** A process that tries to own the root at the given time, and the word that it said. */
function contender(t: TestContext, root: Root, startAt = 0): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [script, root.path, String(startAt)]);
  child.stderr.pipe(process.stderr);
  t.after(() => child.kill('SIGKILL'));
  return child;
}

const word = async (child: ChildProcessWithoutNullStreams): Promise<string> =>
  String((await once(child.stdout, 'data'))[0]).trim();

async function kill(child: ChildProcessWithoutNullStreams): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the owner of a root', () => {
  it('is one at a time, also within one process, and its process is known', async (t) => {
    const root = await scratchRoot(t);
    assert.equal(ownerProcess(root), undefined);
    const owned = acquireOwner(root);
    assert.ok(owned);
    assert.equal(acquireOwner(root), undefined);
    assert.equal(ownerProcess(root), process.pid);
    owned.release();
    owned.release();
    assert.equal(ownerProcess(root), undefined);
    const again = acquireOwner(root);
    assert.ok(again);
    again.release();
  });

  it('keeps the root from other processes until it releases it', async (t) => {
    const root = await scratchRoot(t);
    const child = contender(t, root);
    assert.equal(await word(child), 'owner');
    assert.equal(acquireOwner(root), undefined);
    assert.equal(ownerProcess(root), child.pid);
    child.stdin.write('release');
    assert.equal(await word(child), 'released');
    const owned = acquireOwner(root);
    assert.ok(owned);
    owned.release();
  });

  it('keeps the root while it is suspended', async (t) => {
    const root = await scratchRoot(t);
    const child = contender(t, root);
    assert.equal(await word(child), 'owner');
    child.kill('SIGSTOP');
    // "T" says that the kernel has really stopped it.
    while (!/^State:\s+T/m.test(await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => 'State: T')));
    assert.equal(acquireOwner(root), undefined);
    const other = contender(t, root);
    assert.equal(await word(other), 'not');
  });

  it('loses the root when it is killed, also while it is suspended', async (t) => {
    const root = await scratchRoot(t);
    for (const suspended of [false, true]) {
      const child = contender(t, root);
      assert.equal(await word(child), 'owner');
      if (suspended) child.kill('SIGSTOP');
      await kill(child);
      assert.equal(ownerProcess(root), undefined);
    }
    const owned = acquireOwner(root);
    assert.ok(owned);
    owned.release();
  });

  it('is exactly one of eight processes that try at once', async (t) => {
    const root = await scratchRoot(t);
    for (let round = 0; round < 4; round += 1) {
      const startAt = Date.now() + 900;
      const racers = Array.from({ length: 8 }, () => contender(t, root, startAt));
      const words = await Promise.all(racers.map(word));
      assert.deepEqual(words.sort(), [...Array(7).fill('not'), 'owner'], `round ${round}`);
      await Promise.all(racers.map(kill));
    }
  });

  it('leaves nothing but an empty file, so that no crash can spoil the lock', async (t) => {
    const root = await scratchRoot(t);
    const child = contender(t, root);
    await word(child);
    await kill(child);
    assert.equal((await stat(join(root.machine, 'owner.db'))).size, 0);
    await assert.rejects(stat(join(root.machine, 'owner.db-journal')), { code: 'ENOENT' });
  });

  it('is told what to do when the lock cannot be had', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(
      join(root.machine, 'owner.db'),
      'this is no database, whatever it may be called'.repeat(100),
    );
    assert.throws(() => acquireOwner(root), { code: 'owner-lock-failed', hint: /\.$/ });
    await rm(join(root.machine, 'owner.db'));
    acquireOwner(root)?.release();
    const missing = rootAt(join(await scratchFolder(t), 'missing'));
    assert.throws(() => acquireOwner(missing), { code: 'owner-lock-failed' });
  });

  it('is not taken for alive because of a process file that says nothing', async (t) => {
    const root = await scratchRoot(t);
    for (const text of ['', 'x', '-1', '1.5', '99999999']) {
      await writeFile(join(root.machine, 'owner.pid'), text);
      assert.equal(ownerProcess(root), undefined, text);
    }
  });
});
