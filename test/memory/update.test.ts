import assert from 'node:assert/strict';
import { chmod, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { MemoryIndex, withIndex } from '../../src/memory/index.ts';
import { searchMemory } from '../../src/memory/search.ts';
import { updateIndex, updateNotes } from '../../src/memory/update.ts';
import { renderResultNote } from '../../src/report/result-note.ts';
import { longAgo, memoryOf, putNote } from '../support/memories.ts';
import { letterFacts } from '../support/processing-notes.ts';

const boats = { 'a.md': 'A yellow boat.', 'sub/b.md': 'A green boat.', 'c.md': 'A train.' };

describe('the index', () => {
  it('notices what is new, edited, renamed and deleted in done/', async (t) => {
    const { root, update, found } = await memoryOf(t, boats);
    assert.deepEqual((await found('boat')).sort(), ['a.md', 'sub/b.md']);
    await putNote(root, 'd.md', 'A red boat.');
    await putNote(root, 'c.md', 'A boat train.', longAgo + 1);
    await rename(join(root.done, 'a.md'), join(root.done, 'e.md'));
    await rm(join(root.done, 'sub'), { recursive: true });
    const { read, removed } = await update();
    assert.deepEqual([read, removed], [3, 2]);
    assert.deepEqual((await found('boat')).sort(), ['c.md', 'd.md', 'e.md']);
    assert.deepEqual(await found('green'), []);
  });

  it('reads nothing again that is the same', async (t) => {
    const { root, update } = await memoryOf(t, boats);
    assert.deepEqual(await update(), { read: 0, removed: 0, unreadable: [] });
    // Touched, with the same content.
    await utimes(join(root.done, 'a.md'), longAgo + 5, longAgo + 5);
    assert.equal((await update()).read, 0);
  });

  it('believes size and time of a note that is older than a tick of the clock, and does not open it', async (t) => {
    const { root, update, found } = await memoryOf(t, boats);
    await putNote(root, 'a.md', 'A yellow coat.');
    await update();
    assert.deepEqual(await found('coat'), []);
  });

  it('notices an edit within one tick of the clock that leaves the size as it was', async (t) => {
    const { root, update, found } = await memoryOf(t, {});
    const now = Date.now() / 1000;
    await putNote(root, 'a.md', 'A yellow boat.', now);
    await update();
    await putNote(root, 'a.md', 'A yellow coat.', now);
    await update();
    assert.deepEqual([await found('boat'), await found('coat')], [[], ['a.md']]);
  });

  it('brings single notes up to date without a listing', async (t) => {
    const { root, index, found } = await memoryOf(t, boats);
    const tools = { root, index, now: () => Date.now() };
    await putNote(root, 'a.md', 'A yellow coat.', longAgo + 1);
    await rm(join(root.done, 'c.md'));
    await updateNotes(['done/a.md', 'done/c.md'], tools);
    assert.deepEqual([await found('coat'), await found('train')], [['a.md'], []]);
  });

  it('takes an original and its note for one file, and Markdown of a person for another', async (t) => {
    const { root, update, search } = await memoryOf(t, {
      'plan.md': 'The roof is mended.',
      'own.md': 'My roof.',
    });
    await putNote(root, 'plan.md.md', renderResultNote({ ...letterFacts, originalName: 'plan.md' }));
    await update();
    const hits = await search('roof');
    assert.deepEqual(hits.map(({ path, note }) => [path, note]).sort(), [
      ['done/own.md', 'done/own.md'],
      ['done/plan.md', 'done/plan.md.md'],
    ]);
  });

  it('names the note where the original is gone', async (t) => {
    const { search } = await memoryOf(t, { 'Letter.txt.md': renderResultNote(letterFacts) });
    assert.deepEqual(
      (await search('roof')).map(({ path }) => path),
      ['done/Letter.txt.md'],
    );
  });

  it('says which notes cannot be read, and takes the others', {
    skip: process.getuid?.() === 0 && 'root reads everything',
  }, async (t) => {
    const { root, update, found } = await memoryOf(t, {});
    await putNote(root, 'a.md', 'A boat.');
    await putNote(root, 'b.md', 'A boat.');
    await chmod(join(root.done, 'a.md'), 0);
    assert.deepEqual((await update()).unreadable, ['done/a.md']);
    assert.deepEqual(await found('boat'), ['b.md']);
  });

  it('is made anew when it is damaged, at the start or on the way', async (t) => {
    const { root } = await memoryOf(t, boats);
    await writeFile(root.indexFile, 'no database at all');
    const look = (index: MemoryIndex) =>
      updateIndex({ root, index, now: () => Date.now() }).then(() =>
        searchMemory(root, index, { question: 'train', limit: 5 }),
      );
    const hits = await withIndex(root.indexFile, look);
    assert.deepEqual(
      hits.map(({ path }) => path),
      ['done/c.md'],
    );
    let turns = 0;
    const again = await withIndex(root.indexFile, async (index) => {
      turns += 1;
      if (turns === 1) throw Object.assign(new Error('database disk image is malformed'), { errcode: 267 });
      assert.equal(index.counts().files, 0);
      return look(index);
    });
    assert.deepEqual(
      again.map(({ path }) => path),
      ['done/c.md'],
    );
  });

  it('is made anew when another version made it', async (t) => {
    const { root, index } = await memoryOf(t, boats);
    index.database.exec('PRAGMA user_version = 99');
    const other = new MemoryIndex(root.indexFile);
    t.after(() => other.close());
    assert.equal(other.counts().files, 0);
  });

  it('serves two processes at once', async (t) => {
    const { root, update, found } = await memoryOf(t, boats);
    const other = new MemoryIndex(root.indexFile);
    t.after(() => other.close());
    await putNote(root, 'd.md', 'A red boat.');
    await Promise.all([update(), updateIndex({ root, index: other, now: () => Date.now() })]);
    assert.deepEqual(await found('red'), ['d.md']);
    assert.equal(other.counts().files, 4);
  });
});
