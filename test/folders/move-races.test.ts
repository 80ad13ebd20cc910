import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createMover, type MoveMethod, type MoveResult, recoverMoves } from '../../src/folders/move.ts';
import type { Root } from '../../src/folders/root.ts';
import { fileIntents, personFiles, scratchRoot } from '../support/scratch-root.ts';
import { steppedOperations } from '../support/stepped-operations.ts';

const methods: readonly MoveMethod[] = ['link', 'placeholder'];

interface Outcome {
  readonly step: number;
  readonly result: MoveResult;
  readonly files: readonly (readonly [path: string, content: string])[];
}

/** Lets a person act before each step of a move in turn, and gives what came of it each time. */
async function disturbed(
  t: Parameters<typeof scratchRoot>[0],
  method: MoveMethod,
  act: (root: Root) => Promise<unknown>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let disturbedStep = 0, done = false; !done; disturbedStep += 1) {
    const root = await scratchRoot(t);
    await writeFile(join(root.ingest, 'a.txt'), 'A');
    await writeFile(join(root.path, 'prepared'), 'new');
    let acted = false;
    const operations = steppedOperations(async (step) => {
      if (step !== disturbedStep) return;
      acted = true;
      await act(root).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      });
    });
    const intents = fileIntents(join(root.machine, 'intents'));
    const mover = createMover(root, method, intents, operations);
    const result = await mover.move(join(root.ingest, 'a.txt'), join(root.done, 'a.txt'));
    await recoverMoves(root, intents);
    const files = (await personFiles(root)).filter(([path]) => path !== 'prepared');
    if (acted) outcomes.push({ step: disturbedStep, result, files });
    done = !acted;
  }
  assert.ok(outcomes.length >= 5);
  return outcomes;
}

const count = (outcome: Outcome, content: string): number =>
  outcome.files.filter(([, found]) => found === content).length;

for (const method of methods) {
  describe(`a person who acts in the middle of a move by ${method}`, () => {
    it('saves another file under the old name: it is never lost, and exists once', async (t) => {
      const act = (root: Root) => rename(join(root.path, 'prepared'), join(root.ingest, 'a.txt'));
      for (const outcome of await disturbed(t, method, act)) {
        assert.equal(count(outcome, 'new'), 1, JSON.stringify(outcome));
        assert.ok(count(outcome, 'A') <= 1, JSON.stringify(outcome));
        assert.equal(count(outcome, ''), 0, JSON.stringify(outcome));
      }
    });

    it('moves the old file away and saves another: both contents survive', async (t) => {
      const act = async (root: Root) => {
        await rename(join(root.ingest, 'a.txt'), join(root.ask, 'a.txt'));
        await rename(join(root.path, 'prepared'), join(root.ingest, 'a.txt'));
      };
      for (const outcome of await disturbed(t, method, act)) {
        assert.ok(count(outcome, 'A') >= 1, JSON.stringify(outcome));
        assert.equal(count(outcome, ''), 0, JSON.stringify(outcome));
      }
    });

    it('drags the file elsewhere: it is there and nowhere else, or it had moved already', async (t) => {
      const act = (root: Root) => rename(join(root.ingest, 'a.txt'), join(root.ask, 'a.txt'));
      for (const outcome of await disturbed(t, method, act)) {
        const place = outcome.result === 'moved' ? 'done/a.txt' : 'ask/a.txt';
        assert.deepEqual(outcome.files, [[place, 'A']], JSON.stringify(outcome));
      }
    });

    it('deletes the file: it is gone, or had moved already', async (t) => {
      for (const outcome of await disturbed(t, method, (root) => rm(join(root.ingest, 'a.txt')))) {
        assert.deepEqual(outcome.files, outcome.result === 'moved' ? [['done/a.txt', 'A']] : []);
      }
    });

    it('puts a file under the new name: neither is overwritten', async (t) => {
      const act = (root: Root) =>
        writeFile(join(root.done, 'a.txt'), 'theirs', { flag: 'wx' }).catch((error: unknown) => {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        });
      for (const outcome of await disturbed(t, method, act)) {
        assert.equal(count(outcome, 'A'), 1, JSON.stringify(outcome));
        assert.equal(count(outcome, ''), 0, JSON.stringify(outcome));
        if (outcome.result === 'taken') assert.equal(count(outcome, 'theirs'), 1);
      }
    });

    it('deletes the folder that it goes to: the move makes it again', async (t) => {
      const act = async (root: Root) => {
        await rm(root.done, { recursive: true });
        await mkdir(root.done);
      };
      for (const outcome of await disturbed(t, method, act)) {
        assert.ok(outcome.files.length <= 1, JSON.stringify(outcome));
      }
    });
  });
}
