import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Pair, PairNames } from '../../src/folders/pairs.ts';
import { processorMs } from '../support/processor-time.ts';
import { scratchFolder } from '../support/scratch-root.ts';

async function use(pairs: PairNames, pair: Pair): Promise<void> {
  await writeFile(join(pair.folder, pair.name), '', { flag: 'wx' });
  await writeFile(join(pair.folder, pair.note), '', { flag: 'wx' });
  pairs.take(pair);
}

describe('a pair of names', () => {
  it('is the name and its note, in a folder that need not exist', async (t) => {
    const folder = join(await scratchFolder(t), 'not/yet');
    assert.deepEqual(await new PairNames().reserve(folder, 'scan.png'), {
      folder,
      name: 'scan.png',
      note: 'scan.png.md',
    });
  });

  it('is the first of which neither name is there', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'scan.png'), '');
    await writeFile(join(folder, 'scan (2).png.md'), '');
    assert.equal((await new PairNames().reserve(folder, 'scan.png')).name, 'scan (3).png');
  });

  it('clashes with neither other letter case nor other composition', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'A.pdf'), '');
    await writeFile(join(folder, 'cafe\u0301'), '');
    const pairs = new PairNames();
    assert.equal((await pairs.reserve(folder, 'a.PDF')).name, 'a (2).PDF');
    assert.equal((await pairs.reserve(folder, 'caf\u00e9')).name, 'caf\u00e9 (2)');
    assert.equal((await pairs.reserve(folder, 'CAF\u00c9')).name, 'CAF\u00c9 (3)');
  });

  it('differs for everybody who asks at once', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    const asked = await Promise.all(
      ['scan.png', 'SCAN.png', 'scan.png'].flatMap((name) =>
        Array.from({ length: 20 }, () => pairs.reserve(folder, name)),
      ),
    );
    assert.equal(new Set(asked.map((pair) => pair.name.toLowerCase())).size, 60);
    await Promise.all(asked.map((pair) => use(pairs, pair)));
    assert.equal((await pairs.reserve(folder, 'scan.png')).name, 'scan (61).png');
  });

  it('that was given up is the first to be handed out again', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    for (let n = 1; n <= 3; n += 1) await use(pairs, await pairs.reserve(folder, 'scan.png'));
    for (const name of ['scan.png', 'scan.png.md']) await rm(join(folder, name));
    pairs.freed(folder, 'scan.png');
    assert.equal((await pairs.reserve(folder, 'scan.png')).name, 'scan.png');
    assert.equal((await pairs.reserve(folder, 'scan.png')).name, 'scan (4).png');
  });

  it('keeps a.png and a dropped a.png.md apart', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    const [image, text] = await Promise.all([
      pairs.reserve(folder, 'a.png'),
      pairs.reserve(folder, 'a.png.md'),
    ]);
    await use(pairs, image);
    await use(pairs, text);
    assert.equal(image.note, 'a.png.md');
    assert.equal(text.name, 'a.png (2).md');
    const other = await scratchFolder(t);
    const first = await pairs.reserve(other, 'a.png.md');
    assert.equal((await pairs.reserve(other, 'a.png')).name, 'a (2).png');
    assert.equal(first.name, 'a.png.md');
  });

  it('may be handed out again when it was released', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    const first = await pairs.reserve(folder, 'a');
    const second = await pairs.reserve(folder, 'a');
    pairs.release(first);
    assert.equal((await pairs.reserve(folder, 'a')).name, 'a');
    pairs.release(second);
    assert.equal((await pairs.reserve(folder, 'a')).name, 'a (2)');
  });

  it('notices what people add by hand', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    pairs.release(await pairs.reserve(folder, 'a'));
    await writeFile(join(folder, 'a.md'), '');
    assert.equal((await pairs.reserve(folder, 'a')).name, 'a (2)');
  });

  it('notices what people delete by hand', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'A'), '');
    const pairs = new PairNames();
    await pairs.reserve(folder, 'b');
    await rm(join(folder, 'A'));
    assert.equal((await pairs.reserve(folder, 'a')).name, 'a');
  });

  it('costs the same for the three-thousandth clash as for the first', async (t) => {
    const folder = await scratchFolder(t);
    const pairs = new PairNames();
    const names = new Set<string>();
    const time = (): Promise<number> =>
      processorMs(async () => {
        for (let n = 0; n < 200; n += 1) {
          const pair = await pairs.reserve(folder, 'scan.png');
          await use(pairs, pair);
          names.add(pair.name);
        }
      });
    const first = await time();
    for (let n = 0; n < 13; n += 1) await time();
    const last = await time();
    assert.equal(names.size, 3000);
    assert.ok(last < first * 5 + 200, `${first} ms for the first 200, ${last} ms for the last`);
  });

  it('passes an error of the disk on, and can be asked again', async (t) => {
    const folder = await scratchFolder(t);
    const file = join(folder, 'file');
    await writeFile(file, '');
    const pairs = new PairNames();
    await assert.rejects(pairs.reserve(file, 'a'), { code: 'ENOTDIR' });
    await rm(file);
    assert.equal((await pairs.reserve(file, 'a')).name, 'a');
  });
});
