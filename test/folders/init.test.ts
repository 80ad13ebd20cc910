import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type ParseError, parse } from 'jsonc-parser';
import { initRoot } from '../../src/folders/init.ts';
import { rootAt } from '../../src/folders/root.ts';
import { contents, scratchFolder } from '../support/scratch-root.ts';

describe('a new root', () => {
  it('has every folder and a budget that allows nothing to be bought', async (t) => {
    const root = rootAt(join(await scratchFolder(t), 'root'));
    const { created } = await initRoot(root);
    assert.deepEqual(created, [
      '.',
      'ingest',
      'processing',
      'cloud',
      'done',
      'failed',
      'logs',
      'ask',
      'answers',
      'memory',
      'ingest/now',
      'ingest/private',
      'ask/now',
      'memory/daily',
      'memory/entities',
      '.nightshift',
      '.nightshift/temporary',
      '.nightshift/leaving',
      'budget.json',
    ]);
    const errors: ParseError[] = [];
    const budget = parse(await readFile(root.budgetFile, 'utf8'), errors);
    assert.deepEqual(errors, []);
    assert.deepEqual(budget, { currency: 'USD', perDay: 0.5, perMonth: 5, perFile: 0.5, cloud: 'off' });
  });

  it('is left alone by a second run', async (t) => {
    const root = rootAt(join(await scratchFolder(t), 'root'));
    await initRoot(root);
    await writeFile(root.budgetFile, 'mine');
    await writeFile(join(root.ingest, 'a'), 'A');
    assert.deepEqual(await initRoot(root), { created: [] });
    assert.deepEqual(await contents(root.path), [
      ['budget.json', 'mine'],
      ['ingest/a', 'A'],
    ]);
  });

  it('gets back only what is missing', async (t) => {
    const root = rootAt(join(await scratchFolder(t), 'root'));
    await initRoot(root);
    await rm(join(root.memory, 'daily'), { recursive: true });
    assert.deepEqual(await initRoot(root), { created: ['memory/daily'] });
  });

  it('may be a folder that has other things in it', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'other'), 'kept');
    await initRoot(rootAt(folder));
    assert.equal(await readFile(join(folder, 'other'), 'utf8'), 'kept');
  });

  it('is refused, with a hint, where a file is in the way or the folder above is missing', async (t) => {
    const folder = await scratchFolder(t);
    await writeFile(join(folder, 'file'), '');
    const refused = async (path: string, code: string): Promise<void> =>
      assert.rejects(initRoot(rootAt(path)), (error: Error & { code?: string; hint?: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, /\.$/);
        assert.match(error.hint ?? '', /\.$/);
        return true;
      });
    await refused(join(folder, 'file'), 'root-not-a-folder');
    await refused(join(folder, 'file/root'), 'root-parent-missing');
    await refused(join(folder, 'missing/root'), 'root-parent-missing');
    await mkdir(join(folder, 'root'));
    await writeFile(join(folder, 'root/ingest'), '');
    await refused(join(folder, 'root'), 'root-not-a-folder');
  });

  it('is refused, with a hint, where it cannot be written', {
    skip: process.getuid?.() === 0 && 'root may write everywhere',
  }, async (t) => {
    const folder = await scratchFolder(t);
    await chmod(folder, 0o500);
    t.after(() => chmod(folder, 0o700));
    await assert.rejects(initRoot(rootAt(join(folder, 'root'))), { code: 'root-not-writable' });
  });
});
