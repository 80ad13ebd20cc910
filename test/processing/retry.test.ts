import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { retry } from '../../src/processing/retry.ts';
import { failBundle, settle } from '../../src/processing/settle.ts';
import { dropBelow } from '../support/journey.ts';
import { Processing } from '../support/processing-tools.ts';
import { contents } from '../support/scratch-root.ts';

const failed = { folder: 'failed', note: (name: string) => `Why ${name} failed.\n`, isResult: true } as const;
const elsewhere = '/';

/** A root in whose failed/ these files lie, each with its note. */
async function withFailed(t: TestContext, ...paths: readonly string[]): Promise<Processing> {
  const processing = await Processing.open(t);
  for (const path of paths) {
    const claim = await processing.claim(path, `This is ${path}.`);
    processing.tools.journal.countAttempt(claim.sha256, 1);
    await settle(claim, failed, processing.tools);
  }
  return processing;
}

describe('retry', () => {
  it('takes all of failed/ back to ingest/, without the notes and as if nothing had been tried', async (t) => {
    const { root, tools } = await withFailed(t, 'a/b.txt', 'c.txt');
    const before = tools.journal.contentOfResult('failed/c.txt');
    assert.equal(before?.attempts, 1);
    const returned = await retry([], elsewhere, tools);
    assert.deepEqual([...returned].sort(), ['ingest/a/b.txt', 'ingest/c.txt']);
    assert.deepEqual(await contents(root.failed), []);
    assert.deepEqual(await contents(root.ingest), [
      ['a/b.txt', 'This is a/b.txt.'],
      ['c.txt', 'This is c.txt.'],
    ]);
    const after = tools.journal.content(before?.sha256 ?? '');
    assert.deepEqual([after?.state, after?.attempts], ['known', 0]);
  });

  it('keeps a note that a person has changed', async (t) => {
    const { root, tools } = await withFailed(t, 'c.txt');
    await writeFile(join(root.failed, 'c.txt.md'), 'Ask the bank about this.');
    await retry([], elsewhere, tools);
    assert.deepEqual(await contents(root.failed), [['c.txt.md', 'Ask the bank about this.']]);
  });

  it('leaves a note about a failure that nobody knows any more, and takes it for no document', async (t) => {
    const { root, tools } = await withFailed(t, 'c.txt');
    const keys = ['error: x', 'reason: r', 'hint: h', 'attempts: 1', 'first_failed: f', 'last_failed: l'];
    const note = `---\n${keys.join('\n')}\n---\n# Not done\nMy own words.\n`;
    await writeFile(join(root.failed, 'c.txt.md'), note);
    await writeFile(join(root.failed, 'gone.txt.md'), note);
    await rm(join(root.failed, 'c.txt'));
    assert.deepEqual(await retry([], elsewhere, tools), []);
    assert.deepEqual(await contents(root.failed), [
      ['c.txt.md', note],
      ['gone.txt.md', note],
    ]);
  });

  it('takes the note of the copy that is named, and of two copies leaves the other’s', async (t) => {
    const processing = await withFailed(t, 'a.txt');
    const { root, tools } = processing;
    const copy = await processing.claim('sub/b.txt', 'This is a.txt.');
    await settle(copy, failed, tools);
    assert.deepEqual(await retry(['a.txt'], elsewhere, tools), ['ingest/a.txt']);
    assert.deepEqual(await processing.names('failed'), ['sub/b.txt', 'sub/b.txt.md']);
    assert.deepEqual(await retry([], elsewhere, tools), ['ingest/sub/b.txt']);
    assert.deepEqual(await contents(root.failed), []);
    assert.deepEqual(await processing.names('ingest'), ['a.txt', 'sub/b.txt']);
  });

  it('of a copy that was done since leaves the result what it is', async (t) => {
    const processing = await withFailed(t, 'a.txt');
    const { tools } = processing;
    const copy = await processing.claim('b.txt', 'This is a.txt.');
    await settle(copy, { ...failed, folder: 'done' }, tools);
    assert.deepEqual(await retry([], elsewhere, tools), ['ingest/a.txt']);
    assert.deepEqual(await processing.names('failed'), []);
    assert.equal(tools.journal.content(copy.sha256)?.result, 'done/b.txt');
  });

  it('does not take our own note for a file when its original was taken away by hand', async (t) => {
    const { root, tools } = await withFailed(t, 'a.txt', 'b.txt');
    await rm(join(root.failed, 'a.txt'));
    assert.deepEqual(await retry([], elsewhere, tools), ['ingest/b.txt']);
    assert.deepEqual(await contents(root.failed), []);
  });

  it('understands a name below failed/, below the root, below the working folder, and the name of a note', async (t) => {
    const { root, tools } = await withFailed(t, 'a/1.txt', 'a/2.txt', 'a/3.txt', 'a/4.txt', 'a/5.txt');
    assert.deepEqual(await retry(['a/1.txt'], elsewhere, tools), ['ingest/a/1.txt']);
    assert.deepEqual(await retry(['failed/a/2.txt'], elsewhere, tools), ['ingest/a/2.txt']);
    assert.deepEqual(await retry(['3.txt'], join(root.failed, 'a'), tools), ['ingest/a/3.txt']);
    assert.deepEqual(await retry(['a/4.txt.md'], elsewhere, tools), ['ingest/a/4.txt']);
    assert.deepEqual(await retry([join(root.failed, 'a')], elsewhere, tools), ['ingest/a/5.txt']);
  });

  it('takes a file that was put there by hand, and one beside a page of a person', async (t) => {
    const { root, tools } = await withFailed(t);
    await dropBelow(root.failed, 'by-hand.txt', 'mine');
    await dropBelow(root.failed, 'page.md', 'my page');
    const returned = await retry([], elsewhere, tools);
    assert.deepEqual([...returned].sort(), ['ingest/by-hand.txt', 'ingest/page.md']);
  });

  it('takes the next free name where ingest/ has that name', async (t) => {
    const { root, tools } = await withFailed(t, 'c.txt');
    await dropBelow(root.ingest, 'c.txt', 'newer');
    assert.deepEqual(await retry(['c.txt'], elsewhere, tools), ['ingest/c (2).txt']);
  });

  it('does not take a bundle apart, whether it is named or not', async (t) => {
    const { root, tools } = await withFailed(t);
    await dropBelow(root.ingest, 'Letter.pages/Index/one.iwa', 'inside');
    await failBundle('Letter.pages', 'Letter.pages', failed.note, tools);
    assert.deepEqual(await retry([], elsewhere, tools), []);
    for (const name of ['Letter.pages', 'Letter.pages.md']) {
      await assert.rejects(retry([name], elsewhere, tools), { code: 'bundle-unsupported' });
    }
    assert.deepEqual(await contents(root.ingest), []);
  });

  it('takes what is in a folder that shares its name with a Markdown file', async (t) => {
    const { tools } = await withFailed(t, 'Project/a.txt', 'Project.md');
    const returned = await retry([], elsewhere, tools);
    assert.deepEqual([...returned].sort(), ['ingest/Project.md', 'ingest/Project/a.txt']);
  });

  it('moves nothing and says what to do when a name is not in failed/', async (t) => {
    const { root, tools } = await withFailed(t, 'c.txt');
    for (const name of ['missing.txt', '../ingest/d.txt', join(root.path, 'budget.json'), '..']) {
      await assert.rejects(retry(['c.txt', name], elsewhere, tools), { code: 'not-in-failed' }, name);
    }
    assert.equal((await contents(root.failed)).length, 2);
  });

  it('finds nothing in an empty failed/', async (t) => {
    const { tools } = await withFailed(t);
    assert.deepEqual(await retry([], elsewhere, tools), []);
  });
});
