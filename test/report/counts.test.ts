import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { rootAt } from '../../src/folders/root.ts';
import { countFiles, LateCounts } from '../../src/report/counts.ts';

test('a file and its note are one, whatever their names', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nightshift-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const cases: readonly [string, readonly string[], number][] = [
    ['nothing', [], 0],
    ['a result', ['a.png', 'a.png.md'], 1],
    ['a Markdown file and its note', ['a.md', 'a.md.md'], 1],
    [
      'a picture, its note, and a dropped file of the same name',
      ['a.png', 'a.png.md', 'a.png (2).md', 'a.png (2).md.md'],
      2,
    ],
    ['a note whose original the person took', ['a.png.md'], 1],
    ['hidden names do not count', ['.DS_Store', '._a'], 0],
    ['folders count what is in them', ['x/y/a.pdf', 'x/y/a.pdf.md', 'x/b.txt', 'x/b.txt.md'], 2],
    ['a bundle with a note is one', ['Deck.key/Data/1.bin', 'Deck.key/Index.zip', 'Deck.key.md'], 1],
  ];
  for (const [index, [name, files, expected]] of cases.entries()) {
    for (const file of files) {
      const path = join(folder, String(index), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
    }
    assert.equal(await countFiles(join(folder, String(index))), expected, name);
  }
});

test('counts that something has outdated say when they can be taken anew', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nightshift-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const root = rootAt(folder);
  let now = 1000;
  let told = 0;
  const counts = new LateCounts(root, { now: () => now }, () => {
    told += 1;
  });
  counts.changed();
  assert.equal((await counts.get()).done, 0);
  assert.equal(counts.staleFor, undefined);
  mkdirSync(root.done);
  writeFileSync(join(root.done, 'a.txt'), '');
  counts.changed();
  assert.equal((await counts.get()).done, 0);
  const late = counts.staleFor;
  assert.ok(late !== undefined && late > 0);
  now += late;
  assert.equal((await counts.get()).done, 1);
  assert.deepEqual([counts.staleFor, told], [undefined, 2]);
});
