import assert from 'node:assert/strict';
import { appendFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { failBundle, returnToOrigin, settle } from '../../src/processing/settle.ts';
import { dropBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';
import { contents } from '../support/scratch-root.ts';

const done = { folder: 'done', note: (name: string) => `About ${name}.\n`, isResult: true } as const;
const failed = { ...done, folder: 'failed' } as const;

describe('settling', () => {
  for (const destination of [done, failed]) {
    it(`puts the original and its note into ${destination.folder}/, below its folders, and says so`, async (t) => {
      const { root, tools, ...processing } = await open(t);
      const claim = await processing.claim('now/a/b.txt', 'text');
      const note = `${destination.folder}/a/b.txt.md`;
      assert.deepEqual(await settle(claim, destination, tools), { type: 'settled', note });
      assert.deepEqual(await contents(root[destination.folder]), [
        ['a/b.txt', 'text'],
        ['a/b.txt.md', 'About b.txt.\n'],
      ]);
      assert.deepEqual(await contents(root.processing), []);
      const content = tools.journal.content(claim.sha256);
      assert.equal(content?.state, destination.folder);
      assert.equal(content?.result, `${destination.folder}/a/b.txt`);
      assert.deepEqual(tools.journal.claims(), []);
    });
  }

  it('takes the next pair of names when either is taken, and overwrites nothing', async (t) => {
    const { root, tools, ...processing } = await open(t);
    await dropBelow(root.done, 'b.txt', 'first');
    await dropBelow(root.done, 'b (2).txt.md', 'a page');
    const claim = await processing.claim('b.txt', 'text');
    const settled = await settle(claim, done, tools);
    assert.deepEqual(settled, { type: 'settled', note: 'done/b (3).txt.md' });
    assert.deepEqual(await contents(root.done), [
      ['b (2).txt.md', 'a page'],
      ['b (3).txt', 'text'],
      ['b (3).txt.md', 'About b (3).txt.\n'],
      ['b.txt', 'first'],
    ]);
  });

  it('goes to the next folder where a file has its folder’s name, all files of it to the same one', async (t) => {
    const { root, tools, ...processing } = await open(t);
    await dropBelow(root.done, 'notes', 'a file');
    await dropBelow(root.done, 'notes (2)/sub', 'another');
    const told: string[] = [];
    const note = (name: string, below: string): string => {
      told.push(below);
      return `About ${name}.\n`;
    };
    for (const path of ['notes/x.txt', 'notes/y.txt', 'notes/sub/z.txt']) {
      const claim = await processing.claim(path, path);
      await settle(claim, { ...done, note }, tools);
      assert.equal(tools.journal.content(claim.sha256)?.result, `done/${told.at(-1)}/${claim.name}`);
    }
    assert.deepEqual(told, ['notes (2)', 'notes (2)', 'notes (2)/sub (2)']);
    const names = (await contents(root.done)).map(([path]) => path);
    const expected = ['notes', 'notes (2)/sub', 'notes (2)/sub (2)/z.txt', 'notes (2)/sub (2)/z.txt.md'];
    const besides = ['x.txt', 'x.txt.md', 'y.txt', 'y.txt.md'].map((name) => `notes (2)/${name}`);
    assert.deepEqual(names, [...expected, ...besides].sort());
  });

  it('of a further copy leaves the first result what it is', async (t) => {
    const { root, tools, ...processing } = await open(t);
    const first = await processing.claim('first.txt', 'text');
    await settle(first, done, tools);
    const copy = await processing.claim('copy.txt', 'text');
    const { type } = await settle(copy, { ...done, isResult: false }, tools);
    assert.equal(type, 'settled');
    assert.equal(tools.journal.content(first.sha256)?.result, 'done/first.txt');
    assert.equal((await contents(root.done)).length, 4);
  });
});

describe('settling a file that a person touched meanwhile', () => {
  it('puts it back to ingest/ when it was edited, without a note', async (t) => {
    const { root, tools, ...processing } = await open(t);
    const claim = await processing.claim('now/b.txt', 'text');
    await appendFile(claim.path, ' and more');
    assert.deepEqual(await settle(claim, done, tools), { type: 'changed' });
    assert.deepEqual(await contents(root.ingest), [['now/b.txt', 'text and more']]);
    assert.deepEqual(await contents(root.done), []);
    assert.deepEqual(tools.journal.claims(), []);
    assert.equal(tools.journal.content(claim.sha256)?.state, 'known');
  });

  it('puts back another file that was saved over it', async (t) => {
    const { root, tools, ...processing } = await open(t);
    const claim = await processing.claim('b.txt', 'text');
    await rename(await dropBelow(root.ask, 'draft', 'TEXT'), claim.path);
    assert.deepEqual(await settle(claim, done, tools), { type: 'changed' });
    assert.deepEqual(await contents(root.ingest), [['b.txt', 'TEXT']]);
    assert.deepEqual(await contents(root.done), []);
  });

  it('leaves nothing behind when it was deleted', async (t) => {
    const { root, tools, ...processing } = await open(t);
    const claim = await processing.claim('b.txt', 'text');
    await unlink(claim.path);
    assert.deepEqual(await settle(claim, done, tools), { type: 'gone' });
    assert.deepEqual(await contents(root.done), []);
    assert.deepEqual(tools.journal.claims(), []);
  });

  it('lets a file that was moved stay where the person put it', async (t) => {
    const { root, tools, ...processing } = await open(t);
    const claim = await processing.claim('a/b.txt', 'text');
    await rename(claim.path, join(root.ingest, 'mine.txt'));
    await rm(join(root.processing, 'a'), { recursive: true });
    assert.deepEqual(await settle(claim, done, tools), { type: 'gone' });
    assert.deepEqual(await contents(root.ingest), [['mine.txt', 'text']]);
    assert.deepEqual(await contents(root.done), []);
  });

  for (const [how, touch, rest] of [
    ['deleted', (path: string) => unlink(path), []],
    ['replaced', replaceByAnother, [['b.txt', 'another']]],
  ] as const) {
    it(`takes the note away again when it is ${how} between the note and the move`, async (t) => {
      const { root, tools, ...processing } = await open(t);
      const claim = await processing.claim('b.txt', 'text');
      const move: typeof tools.mover.move = async (from, to, expected) => {
        if (expected) await touch(from);
        return tools.mover.move(from, to, expected);
      };
      const settled = await settle(claim, done, { ...tools, mover: { ...tools.mover, move } });
      assert.equal(settled.type, how === 'deleted' ? 'gone' : 'changed');
      assert.deepEqual(await contents(root.done), []);
      assert.deepEqual(await contents(root.ingest), rest);
      assert.deepEqual(tools.journal.claims(), []);
    });
  }
});

describe('returning to ingest/', () => {
  it('gives the file its place as dropped and forgets the claim', async (t) => {
    const { tools, ...processing } = await open(t);
    const claim = await processing.claim('now/b.txt', 'text');
    assert.equal(await returnToOrigin(claim, tools), 'now/b.txt');
    assert.deepEqual(tools.journal.claims(), []);
  });

  it('forgets the claim of a file that is gone', async (t) => {
    const { tools, ...processing } = await open(t);
    const claim = await processing.claim('b.txt', 'text');
    await unlink(claim.path);
    assert.equal(await returnToOrigin(claim, tools), undefined);
    assert.deepEqual(tools.journal.claims(), []);
  });
});

describe('a bundle', () => {
  it('goes to failed/ as one item, with its note beside it', async (t) => {
    const { root, tools } = await open(t);
    await dropBelow(root.ingest, 'now/a/Letter.pages/Index/one.iwa', 'inside');
    const settled = await failBundle('now/a/Letter.pages', 'a/Letter.pages', done.note, tools);
    assert.deepEqual(settled, { type: 'settled', note: 'failed/a/Letter.pages.md' });
    assert.deepEqual(await contents(root.failed), [
      ['a/Letter.pages.md', 'About Letter.pages.\n'],
      ['a/Letter.pages/Index/one.iwa', 'inside'],
    ]);
  });

  it('takes the next name where one of that name has failed before', async (t) => {
    const { root, tools } = await open(t);
    for (const content of ['one', 'two']) {
      await dropBelow(root.ingest, 'Letter.pages/Index.iwa', content);
      assert.equal((await failBundle('Letter.pages', 'Letter.pages', done.note, tools)).type, 'settled');
    }
    assert.deepEqual(await contents(root.failed), [
      ['Letter (2).pages.md', 'About Letter (2).pages.\n'],
      ['Letter (2).pages/Index.iwa', 'two'],
      ['Letter.pages.md', 'About Letter.pages.\n'],
      ['Letter.pages/Index.iwa', 'one'],
    ]);
  });

  it('that a person took away is gone', async (t) => {
    const { root, tools } = await open(t);
    assert.deepEqual(await failBundle('Letter.pages', 'Letter.pages', done.note, tools), { type: 'gone' });
    assert.deepEqual(await contents(root.failed), []);
  });
});

async function replaceByAnother(path: string): Promise<void> {
  const folder = join(path, '..');
  await rename(await dropBelow(folder, 'another', 'another'), path);
}

async function open(t: Parameters<typeof Processing.open>[0]) {
  const processing = await Processing.open(t);
  const { root, tools } = processing;
  return { root, tools, claim: processing.claim.bind(processing) };
}
