import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

describe('nightshift retry', () => {
  it('moves all of failed/ back, or what is named, and says where it is', async (t) => {
    const root = await scratchRoot(t);
    for (const name of ['a/b.txt', 'c.txt']) await dropBelow(root.failed, name, name);
    const named = await nightshift(t, ['retry', 'a/b.txt', '--root', root.path]);
    assert.equal(named.code, 0);
    assert.match(named.stdout, /^ingest\/a\/b\.txt\n1 back in ingest/);
    const all = await nightshift(t, ['retry', '--json', '--root', root.path]);
    assert.deepEqual(JSON.parse(all.stdout), { returned: ['ingest/c.txt'] });
    assert.deepEqual(await contents(root.failed), []);
    const none = await nightshift(t, ['retry', '--root', root.path]);
    assert.deepEqual([none.code, none.stdout], [0, 'Nothing is in failed/.\n']);
  });

  it('of a name that is not there moves nothing and ends with 2 and a hint', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.failed, 'c.txt', 'mine');
    const { code, stdout, stderr } = await nightshift(t, ['retry', 'c.txt', 'd.txt', '--root', root.path]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^nightshift: There is no "d\.txt" in failed\/ or done\/\. Name a file as it lies/);
    assert.deepEqual(await contents(root.failed), [['c.txt', 'mine']]);
  });

  it('makes no root where there is none', async (t) => {
    const folder = await scratchFolder(t);
    const { code, stderr } = await nightshift(t, ['retry', 'a.txt', '--root', join(folder, 'new')]);
    assert.equal(code, 2);
    assert.match(stderr, /^nightshift: There is no root at .*new\. Check --root/);
    assert.deepEqual(await contents(folder), []);
  });

  it('shows where an error came from only when it is asked to', async (t) => {
    const root = await scratchRoot(t);
    const plain = await nightshift(t, ['retry', 'd.txt', '--root', root.path]);
    assert.doesNotMatch(plain.stderr, /\n +at /);
    const debug = await nightshift(t, ['retry', 'd.txt', '--debug', '--root', root.path]);
    assert.match(debug.stderr, /\n +at /);
  });
});
