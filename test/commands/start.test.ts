import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow, namesBelow, plainRoot, quickSettings, readNote, shutWindow } from '../support/journey.ts';
import { NightshiftProcess } from '../support/journey-process.ts';

const samples = ['A night at work.pdf', 'How this folder works.md', 'Receipt.png'];

describe('nightshift start', { timeout: 180_000 }, () => {
  it('shows three samples on a root that was never used, done by day too, and says where to drop files', async (t) => {
    const root = await plainRoot(t, { ...quickSettings, window: shutWindow() });
    const owner = new NightshiftProcess(t, ['--root', root.path, 'start']);
    await owner.says(/(?:^done [\s\S]*?){3}/m);
    owner.child.kill('SIGTERM');
    const { code, stdout, stderr } = await owner.ended;
    assert.deepEqual([code, stderr], [0, '']);
    const [where = '', when = '', how = ''] = stdout.split('\n');
    assert.ok(where.startsWith('Drop files into ') && where.includes(root.ingest), where);
    assert.match(when, /^Tonight from \d\d:\d\d to \d\d:\d\d what waits there becomes Markdown in /);
    assert.ok(
      samples.every((name) => how.includes(name)),
      how,
    );
    assert.match(stdout, /^Stopped\./m);
    assert.deepEqual(await namesBelow(root.done), samples.flatMap((name) => [name, `${name}.md`]).sort());
    for (const [name, words] of [
      ['A night at work.pdf', /At six in the morning the shift ends\.[\s\S]*\| files that wait \|/],
      ['How this folder works.md', /What you drop into `ingest\/private` never leaves this machine/],
      ['Receipt.png', /total/i],
    ] as const) {
      assert.match((await readNote(join(root.done, `${name}.md`))).body, words, name);
    }
  });

  it('shows none where a file was dropped before, or work was done', async (t) => {
    const root = await plainRoot(t, { ...quickSettings, window: shutWindow() });
    await dropBelow(root.ingest, 'now/mine.txt', 'The words of a file that is mine.');
    for (const seen of [/^done +now\/mine\.txt|^done +mine\.txt/m, /Tonight from/]) {
      const owner = new NightshiftProcess(t, ['--root', root.path, 'start']);
      await owner.says(seen);
      owner.child.kill('SIGTERM');
      const { code, stdout } = await owner.ended;
      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /To show how/);
    }
    assert.deepEqual(await namesBelow(root.done), ['mine.txt', 'mine.txt.md']);
    assert.deepEqual(await namesBelow(root.ingest), []);
  });
});
