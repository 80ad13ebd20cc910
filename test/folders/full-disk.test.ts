import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { replaceFile, writeNew } from '../../src/folders/durable.ts';
import { initRoot } from '../../src/folders/init.ts';
import { createMover, type MoveMethod, recoverMoves } from '../../src/folders/move.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { fileIntents, personFiles, scratchFolder } from '../support/scratch-root.ts';
import { onSmallDisk } from '../support/small-disk.ts';

/** Runs `act` in a root with twenty files on a disk that has no room for anything more. */
async function onFullDisk(t: TestContext, act: (root: Root) => Promise<void>): Promise<void> {
  const disk = await scratchFolder(t);
  await onSmallDisk(t, disk, async () => {
    const root = rootAt(join(disk, 'root'));
    await initRoot(root);
    for (let n = 0; n < 20; n += 1) await writeFile(join(root.ingest, `${n}`), `content ${n}`);
    await replaceFile(root.temporary, root.statusFile, 'old status');
    const ballast = writeFile(join(disk, 'ballast'), Buffer.alloc(2 * 1024 * 1024));
    await assert.rejects(ballast, { code: 'ENOSPC' });
    await act(root);
  });
}

describe('a full disk', () => {
  for (const method of ['link', 'placeholder'] as const satisfies readonly MoveMethod[]) {
    it(`loses nothing that moves by ${method}`, (t) =>
      onFullDisk(t, async (root) => {
        const intents = fileIntents(join(await scratchFolder(t), 'intents'));
        const mover = createMover(root, method, intents);
        for (let n = 0; n < 20; n += 1) {
          const moved = mover.move(join(root.ingest, `${n}`), join(root.done, `sub-${n}`, `${n}`));
          await moved.catch((error: Error & { code?: string }) => assert.equal(error.code, 'disk-full'));
        }
        const whole = async (): Promise<void> => {
          const files = (await personFiles(root)).filter(([path]) => /^(ingest|done)/.test(path));
          const expected = Array.from({ length: 20 }, (_, n) => `content ${n}`);
          assert.deepEqual(files.map(([, content]) => content).sort(), expected.sort());
        };
        await whole();
        await recoverMoves(root, intents).catch(() => undefined);
        await whole();
      }));
  }

  it('leaves the old file, or none, and nothing half-written', (t) =>
    onFullDisk(t, async (root) => {
      const big = 'x'.repeat(100_000);
      await assert.rejects(writeNew(root.temporary, join(root.done, 'a.md'), big), { code: 'disk-full' });
      await assert.rejects(replaceFile(root.temporary, root.statusFile, big), { code: 'disk-full' });
      assert.deepEqual(await readdir(root.done), []);
      assert.deepEqual(await readdir(root.temporary), []);
      assert.equal(await readFile(root.statusFile, 'utf8'), 'old status');
      await rm(join(root.path, '../ballast'));
      assert.equal(await writeNew(root.temporary, join(root.done, 'a.md'), big), 'written');
      await mkdir(join(root.done, 'works-again'));
    }));
});
