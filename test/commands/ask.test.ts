import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Root } from '../../src/folders/root.ts';
import { dropBelow, namesBelow, readNote } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { startOllamaServer } from '../support/ollama-server.ts';
import { plantedNotes } from '../support/planted-notes.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

async function fill(root: Root): Promise<void> {
  for (const [path, text] of Object.entries(plantedNotes)) await dropBelow(root.done, path, text);
}

describe('nightshift ask', () => {
  it('prints for machines the answer and what it rests on, and keeps it in answers/', async (t) => {
    const root = await scratchRoot(t);
    await fill(root);
    const question = 'What is the monthly rent?';
    const { code, stdout, stderr } = await nightshift(t, ['ask', question, '--json', '--root', root.path]);
    assert.deepEqual([code, stderr], [0, '']);
    const { answer, citations, found, note, ...more } = JSON.parse(stdout);
    assert.deepEqual([more.question, found], [question, true]);
    assert.match(answer, /These sentences of your files fit best:\n“The monthly rent is 890 EUR/);
    assert.deepEqual(citations[0], {
      path: 'done/contracts/lease.md',
      position: '',
      quote: 'The monthly rent is 890 EUR without heating.',
    });
    assert.equal(note, 'answers/What is the monthly rent.md');
    const kept = await readNote(join(root.path, note));
    assert.deepEqual([kept.data.question, kept.data.found, kept.data.original], [question, true, undefined]);
  });

  it('says plainly that it is not there, and narrows what it looks at', async (t) => {
    const root = await scratchRoot(t);
    await fill(root);
    const absent = await nightshift(t, ['ask', 'When', 'was', 'the', 'piano', 'tuned?', '--root', root.path]);
    assert.equal(absent.code, 0);
    assert.match(absent.stdout, /^Not in your files\.\n/);
    const narrowed = [
      'ask',
      'What is the monthly rent?',
      '--folder',
      'letters',
      '--json',
      '--root',
      root.path,
    ];
    assert.equal(JSON.parse((await nightshift(t, narrowed)).stdout).found, false);
    const open = ['ask', 'What is the monthly rent?', '--folder', 'contracts', '--root', root.path];
    assert.match((await nightshift(t, open)).stdout, /\[1\] .*lease\.md\n/);
  });

  it('never overwrites an answer, and no question can be a path', async (t) => {
    const root = await scratchRoot(t);
    await fill(root);
    await dropBelow(root.answers, 'etc passwd.md', 'mine');
    for (const question of [
      '../../etc/passwd',
      '/etc/passwd',
      'etc\npasswd',
      '.hidden rent',
      `rent ${'x'.repeat(500)}`,
    ]) {
      assert.equal((await nightshift(t, ['ask', question, '--root', root.path])).code, 0, question);
    }
    const names = await namesBelow(root.answers);
    assert.equal(names.length, 6, names.join('\n'));
    assert.ok(names.every((name) => !name.includes('/')));
    const mine = (await contents(root.answers)).find(([path]) => path === 'etc passwd.md');
    assert.equal(mine?.[1], 'mine');
  });

  it('asks a local model where the settings name one', async (t) => {
    const root = await scratchRoot(t);
    await fill(root);
    const server = await startOllamaServer();
    t.after(() => server.close());
    server.fault({ kind: 'says', text: JSON.stringify({ found: false, statements: [] }) });
    const environment = { OLLAMA_HOST: server.url };
    const words = ['ask', 'What is the monthly rent?', '--json', '--root', root.path];
    const { stdout } = await nightshift(t, words, { environment });
    assert.deepEqual(JSON.parse(stdout).models, { answer: 'ollama:llama3.3' });
  });

  it('refuses what it cannot obey with 2, and makes no root where there is none', async (t) => {
    const root = await scratchRoot(t);
    for (const [words, said] of [
      [[], /Nothing is asked/],
      [['???'], /Nothing is asked/],
      [['x'.repeat(5000)], /longer than 4000 characters/],
      [['x', '--kind', 'film'], /--kind is "film"/],
    ] as const) {
      const { code, stdout, stderr } = await nightshift(t, ['ask', ...words, '--root', root.path]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, said);
    }
    await writeFile(root.settingsFile, '{ "stabilityMs": "soon" }');
    assert.equal((await nightshift(t, ['ask', 'x', '--root', root.path])).code, 2);
    const folder = await scratchFolder(t);
    const { code, stderr } = await nightshift(t, ['ask', 'x', '--root', join(folder, 'new')]);
    assert.equal(code, 2);
    assert.match(stderr, /There is no root at/);
    assert.deepEqual(await contents(folder), []);
  });
});
