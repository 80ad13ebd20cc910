import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { initRoot } from '../../src/folders/init.ts';
import { writeReport } from '../../src/morning/report-file.ts';
import { namesBelow } from '../support/journey.ts';
import { scratchRoot } from '../support/scratch-root.ts';

const day = '2026-11-03';
const report = (text: string) => ({ data: { date: day, kind: 'report' }, body: `# ${text}\n` });

async function open(t: TestContext) {
  const root = await scratchRoot(t);
  await initRoot(root);
  const path = join(root.reports, `${day}.md`);
  return { root, path, write: (text: string) => writeReport(root, day, report(text)) };
}

describe('the file of a report', () => {
  it('is made with its folder, and is replaced by the next of that day', async (t) => {
    const { root, path, write } = await open(t);
    assert.equal(await write('one'), `reports/${day}.md`);
    await write('two');
    assert.match(await readFile(path, 'utf8'), /# two/);
    assert.deepEqual(await namesBelow(root.reports), [`${day}.md`]);
  });

  it('keeps what the person wrote below their heading, and their own keys', async (t) => {
    const { path, write } = await open(t);
    await write('one');
    await appendFile(path, '\nMine.\n');
    await writeFile(path, (await readFile(path, 'utf8')).replace('kind: report', 'kind: report\nmood: good'));
    await write('two');
    assert.match(await readFile(path, 'utf8'), /mood: good[\s\S]*# two[\s\S]*## Notes\n\nMine\.\n$/);
  });

  it('leaves alone what a person changed, or wrote under that name, and stands beside it', async (t) => {
    const { root, path, write } = await open(t);
    await write('one');
    await writeFile(path, (await readFile(path, 'utf8')).replace('# one', '# My own words'));
    assert.equal(await write('two'), `reports/${day} (2).md`);
    assert.equal(await write('three'), `reports/${day} (2).md`);
    assert.match(await readFile(path, 'utf8'), /# My own words/);
    assert.deepEqual(await namesBelow(root.reports), [`${day} (2).md`, `${day}.md`]);
  });

  it('follows no link, and takes no folder for a file', async (t) => {
    const { root, path, write } = await open(t);
    await mkdir(root.reports);
    await writeFile(join(root.path, 'mine.md'), 'mine');
    await symlink(join(root.path, 'mine.md'), path);
    await mkdir(join(root.reports, `${day} (2).md`));
    assert.equal(await write('one'), `reports/${day} (3).md`);
    assert.equal(await readFile(join(root.path, 'mine.md'), 'utf8'), 'mine');
  });
});
