import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createMover } from '../../src/folders/move.ts';
import { putBack } from '../../src/processing/put-back.ts';
import { dropBelow } from '../support/journey.ts';
import { contents, fileIntents, scratchRoot } from '../support/scratch-root.ts';

for (const method of ['link', 'placeholder'] as const) {
  describe(`putting back by ${method}`, () => {
    it('gives a file the name that it was dropped with', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, fileIntents(join(root.machine, 'intents')));
      const path = await dropBelow(root.processing, 'a/b.txt', 'mine');
      assert.equal(await putBack(mover, path, root.ingest, 'now/a/b.txt'), 'now/a/b.txt');
      assert.deepEqual(await contents(root.ingest), [['now/a/b.txt', 'mine']]);
      assert.deepEqual(await contents(root.processing), []);
    });

    it('takes the next free name when others have it by now, and overwrites none', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, fileIntents(join(root.machine, 'intents')));
      const path = await dropBelow(root.processing, 'a.txt', 'mine');
      await dropBelow(root.ingest, 'a.txt', 'new');
      await dropBelow(root.ingest, 'a (2).txt', 'newer');
      assert.equal(await putBack(mover, path, root.ingest, 'a.txt'), 'a (3).txt');
      assert.deepEqual(await contents(root.ingest), [
        ['a (2).txt', 'newer'],
        ['a (3).txt', 'mine'],
        ['a.txt', 'new'],
      ]);
    });

    it('takes the next free folder where a file has its folder’s name by now', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, fileIntents(join(root.machine, 'intents')));
      const path = await dropBelow(root.processing, 'a/b.txt', 'mine');
      await dropBelow(root.ingest, 'a', 'new');
      assert.equal(await putBack(mover, path, root.ingest, 'a/b.txt'), 'a (2)/b.txt');
    });

    it('gives nothing when the person has taken the file', async (t) => {
      const root = await scratchRoot(t);
      const mover = createMover(root, method, fileIntents(join(root.machine, 'intents')));
      assert.equal(await putBack(mover, join(root.processing, 'a.txt'), root.ingest, 'a.txt'), undefined);
    });
  });
}
