import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createMover, type MoveIntents, type MoveMethod, recoverMoves } from '../../src/folders/move.ts';
import type { Root } from '../../src/folders/root.ts';
import { fileIntents, personFiles, scratchRoot } from '../support/scratch-root.ts';
import { cutAfter, PowerCut } from '../support/stepped-operations.ts';

const methods: readonly MoveMethod[] = ['link', 'placeholder'];
const intentsFile = (root: Root): string => join(root.machine, 'intents');

/** Intents that are lost, like everything else, once the power is off. */
function cutIntents(intents: MoveIntents, isOff: () => boolean): MoveIntents {
  return {
    begin: (from, to, ino) => (isOff() ? 0 : intents.begin(from, to, ino)),
    end: (id) => (isOff() ? undefined : intents.end(id)),
    open: () => intents.open(),
  };
}

/** Runs `act` until the power goes off before its step number `last`; true when it ended before that. */
async function untilCut(
  root: Root,
  last: number,
  act: (operations: ReturnType<typeof cutAfter>['operations'], intents: MoveIntents) => Promise<unknown>,
): Promise<boolean> {
  const { operations, isOff } = cutAfter(last);
  try {
    await act(operations, cutIntents(fileIntents(intentsFile(root)), isOff));
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
  }
  return !isOff();
}

for (const method of methods) {
  describe(`a crash while moving by ${method}`, () => {
    it('leaves exactly one name after recovery, at whatever step it comes, also when recovery crashes', async (t) => {
      for (let step = 0; ; step += 1) {
        let recoverySteps = 0;
        let ended = false;
        for (let recoveryStep = 0; recoveryStep <= recoverySteps; recoveryStep += 1) {
          const root = await scratchRoot(t);
          const [from, to] = [join(root.ingest, 'sub/a.txt'), join(root.done, 'sub/a.txt')];
          await mkdir(join(root.ingest, 'sub'));
          await writeFile(from, 'A');
          ended = await untilCut(root, step, (operations, intents) =>
            createMover(root, method, intents, operations).move(from, to),
          );
          const recovered = await untilCut(root, recoveryStep, (operations, intents) =>
            recoverMoves(root, intents, operations),
          );
          if (!recovered) recoverySteps += 1;
          await recoverMoves(root, fileIntents(intentsFile(root)));
          const files = await personFiles(root);
          assert.equal(
            files.length,
            1,
            `step ${step}, recovery step ${recoveryStep}: ${JSON.stringify(files)}`,
          );
          assert.ok(['ingest/sub/a.txt', 'done/sub/a.txt'].includes(files[0]?.[0] ?? ''));
          assert.equal(files[0]?.[1], 'A');
          assert.deepEqual(fileIntents(intentsFile(root)).open(), []);
        }
        if (ended) break;
      }
    });

    it('loses nothing when a person saved another file under the old name in between', async (t) => {
      for (let replacedAt = 0; replacedAt < 12; replacedAt += 1) {
        for (let step = replacedAt; step < replacedAt + 8; step += 1) {
          const root = await scratchRoot(t);
          const [from, to] = [join(root.ingest, 'a.txt'), join(root.done, 'a.txt')];
          await writeFile(from, 'old');
          // What the person replaced is theirs to lose; a second name shows whether we lost it.
          await link(from, join(root.path, 'kept.txt'));
          await writeFile(join(root.path, 'saved'), 'new');
          let saved = false;
          await untilCut(root, step, (operations, intents) => {
            let count = 0;
            const disturbed = Object.fromEntries(
              Object.entries(operations).map(([name, act]) => [
                name,
                async (...paths: [string, string]) => {
                  if (count++ === replacedAt) {
                    await rename(join(root.path, 'saved'), from);
                    saved = true;
                  }
                  return act(...paths);
                },
              ]),
            ) as unknown as typeof operations;
            return createMover(root, method, intents, disturbed).move(from, to);
          });
          await recoverMoves(root, fileIntents(intentsFile(root)));
          const kept = await personFiles(root);
          const news = kept.filter(([, content]) => content === 'new');
          assert.equal(news.length, 1, `${replacedAt} ${step} ${saved}: ${JSON.stringify(kept)}`);
          assert.ok(kept.every(([, content]) => content !== ''));
        }
      }
    });

    it('is survived by a real kill -9 at every step', async (t) => {
      const child = fileURLToPath(new URL('../support/move-child.ts', import.meta.url));
      for (let step = 0, killed = true; killed; step += 1) {
        const root = await scratchRoot(t);
        const [from, to] = [join(root.ingest, 'a'), join(root.done, 'a')];
        await writeFile(from, 'A');
        const moving = spawn(
          process.execPath,
          [child, root.path, method, intentsFile(root), from, to, String(step)],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        const [, signal] = await once(moving, 'close');
        killed = signal === 'SIGKILL';
        await recoverMoves(root, fileIntents(intentsFile(root)));
        const files = await personFiles(root);
        assert.equal(files.length, 1, `step ${step}: ${JSON.stringify(files)}`);
        assert.equal(files[0]?.[1], 'A');
      }
    });

    it('leaves a directory bundle whole and once', async (t) => {
      for (let step = 0, ended = false; !ended; step += 1) {
        const root = await scratchRoot(t);
        const [from, to] = [join(root.ingest, 'a.app'), join(root.failed, 'a.app')];
        await mkdir(from);
        await writeFile(join(from, 'inside'), 'A');
        ended = await untilCut(root, step, (operations, intents) =>
          createMover(root, method, intents, operations).moveFolder(from, to),
        );
        await recoverMoves(root, fileIntents(intentsFile(root)));
        assert.equal((await personFiles(root)).length, 1);
        const other = ended ? from : to;
        if (!ended) await rm(other, { recursive: true, force: true });
      }
    });
  });
}

describe('recovering moves', () => {
  it('puts back what is held without a record, and drops what has another name', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(join(root.leaving, 'someid-1 my file.txt'), 'only');
    await writeFile(join(root.leaving, 'someid-2'), 'nameless');
    await writeFile(join(root.done, 'b'), 'twice');
    await link(join(root.done, 'b'), join(root.leaving, 'someid-3 b'));
    await writeFile(join(root.ingest, 'my file.txt'), 'other');
    await recoverMoves(root, fileIntents(intentsFile(root)));
    assert.deepEqual(await personFiles(root), [
      ['done/b', 'twice'],
      ['ingest/my file (2).txt', 'only'],
      ['ingest/my file.txt', 'other'],
      ['ingest/recovered someid-2', 'nameless'],
    ]);
  });

  it('reads past a line that the crash cut off', async (t) => {
    const root = await scratchRoot(t);
    await writeFile(join(root.leaving, 'x.moves'), '{"name":"x-1","fr');
    await recoverMoves(root, fileIntents(intentsFile(root)));
    assert.deepEqual(await personFiles(root), []);
  });

  it('keeps a placeholder that a person has written to, and an empty file that is not ours', async (t) => {
    const root = await scratchRoot(t);
    const intents = fileIntents(intentsFile(root));
    await writeFile(join(root.ingest, 'a'), 'A');
    await writeFile(join(root.done, 'a'), 'written');
    await writeFile(join(root.ingest, 'b'), 'B');
    await writeFile(join(root.done, 'b'), '');
    intents.begin('ingest/a', 'done/a', 0n);
    intents.begin('ingest/b', 'done/b', 1n);
    await recoverMoves(root, intents);
    assert.equal((await personFiles(root)).length, 4);
    assert.deepEqual(intents.open(), []);
  });
});
