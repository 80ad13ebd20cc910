import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropBelow } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { startOllamaServer } from '../support/ollama-server.ts';
import { contents, scratchFolder, scratchRoot } from '../support/scratch-root.ts';

describe('nightshift search', () => {
  it('prints for machines the keys that are promised, best first, N at most', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', '# Boats\n\nAll of boats.');
    await dropBelow(root.done, 'sub/b.md', 'One boat, among many other things that lie about.');
    const { code, stdout, stderr } = await nightshift(t, ['search', 'boat', '--json', '--root', root.path]);
    assert.deepEqual([code, stderr], [0, '']);
    const hits: Record<string, unknown>[] = JSON.parse(stdout);
    assert.deepEqual(
      hits.map(({ path }) => path),
      ['done/a.md', 'done/sub/b.md'],
    );
    const [first, second] = hits;
    assert.deepEqual([first?.snippet, first?.position], ['All of boats.', '']);
    assert.ok(Number(first?.score) > Number(second?.score));
    const one = await nightshift(t, ['search', 'boat', '--json', '--limit', '1', '--root', root.path]);
    assert.equal(JSON.parse(one.stdout).length, 1);
    const below = await nightshift(t, ['search', 'boat', '--json', '--folder', 'sub', '--root', root.path]);
    assert.deepEqual(
      JSON.parse(below.stdout).map((hit: { path: string }) => hit.path),
      ['done/sub/b.md'],
    );
  });

  it('prints for people where the file is and the words around', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', '# Boats\u001b[31m\n\nA yellow boat.');
    const { code, stdout } = await nightshift(t, ['search', 'yellow', 'things', '--root', root.path]);
    assert.equal(code, 0);
    assert.ok(stdout.includes(`   ${join(root.done, 'a.md')}\n   A yellow boat.`), stdout);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('says what to do when nothing is there, or nothing is found', async (t) => {
    const root = await scratchRoot(t);
    const empty = await nightshift(t, ['search', 'boat', '--root', root.path]);
    assert.equal(empty.code, 0);
    assert.match(empty.stdout, /^Nothing is in done\/ yet\. Drop files into ingest\//);
    await dropBelow(root.done, 'a.md', 'A boat.');
    const none = await nightshift(t, ['search', 'C++ "', '--tag', 'x', '--root', root.path]);
    assert.deepEqual([none.code, none.stderr], [0, '']);
    assert.match(none.stdout, /^None of 1 file in done\/ has a word of "C\+\+ "".*fewer of --kind/);
    const json = await nightshift(t, ['search', 'train', '--json', '--root', root.path]);
    assert.equal(json.stdout, '[]\n');
  });

  it('reads done/ anew when it is told to, or when its index is gone', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', 'A boat.');
    const rebuilt = await nightshift(t, ['search', '--rebuild', '--root', root.path]);
    assert.deepEqual([rebuilt.code, rebuilt.stdout], [0, '1 file in done/ can be searched.\n']);
    await rm(root.machine, { recursive: true });
    const { stdout } = await nightshift(t, ['search', 'boat', '--json', '--root', root.path]);
    assert.equal(JSON.parse(stdout).length, 1);
  });

  it('lets a local model put the best into another order, only when told to', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', '# Boats\n\nAll of boats, boats and boats.');
    await dropBelow(root.done, 'b.md', 'One boat was painted yellow in the harbour.');
    const server = await startOllamaServer();
    t.after(() => server.close());
    const search = async (...words: readonly string[]) => {
      const question = ['search', 'boats painted yellow harbour boats', '--json', '--root', root.path];
      const { stdout } = await nightshift(t, [...question, ...words], {
        environment: { OLLAMA_HOST: server.url },
      });
      return JSON.parse(stdout).map(({ path }: { path: string }) => path);
    };
    server.fault({ kind: 'says', text: JSON.stringify({ marks: [0, 10] }) });
    const own = await search();
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await search('--rerank'), own.toReversed());
  });

  it('keeps its order, and says why, when nobody can judge', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', 'A boat.');
    const { code, stdout } = await nightshift(t, ['search', 'boat', '--rerank', '--root', root.path]);
    assert.equal(code, 0);
    assert.match(stdout, /^1\. a/);
    assert.match(
      stdout,
      /The order is that of the search: No model can judge passages now: .*No server answers/,
    );
  });

  it('finds by meaning too when told to, with the vectors that a run has made', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', 'A boat lies in the harbour.');
    const server = await startOllamaServer();
    t.after(() => server.close());
    const environment = { OLLAMA_HOST: server.url };
    const search = async (...words: readonly string[]) =>
      (await nightshift(t, ['search', 'ship', ...words, '--root', root.path], { environment })).stdout;
    assert.match(await search('--meaning'), /^None of 1 file/);
    assert.equal((await nightshift(t, ['run', '--root', root.path], { environment })).code, 0);
    assert.match(await search(), /^None of 1 file/);
    assert.match(await search('--meaning'), /^1\. a/);
  });

  it('searches by words, and says why, when nothing is there that knows what is meant', async (t) => {
    const root = await scratchRoot(t);
    await dropBelow(root.done, 'a.md', 'A boat.');
    const { stdout } = await nightshift(t, ['search', 'boat', '--meaning', '--root', root.path]);
    assert.match(stdout, /^1\. a[\s\S]*It was searched by words alone: no vectors were made yet/);
  });

  it('refuses what it cannot obey with 2, and makes no root where there is none', async (t) => {
    const root = await scratchRoot(t);
    for (const [words, said] of [
      [[], /Nothing is asked/],
      [['x', '--limit', '0'], /--limit is "0"/],
      [['x', '--kind', 'film'], /--kind is "film"/],
      [['x', '--from', 'May'], /--from is "May"/],
    ] as const) {
      const { code, stdout, stderr } = await nightshift(t, ['search', ...words, '--root', root.path]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, said);
    }
    const folder = await scratchFolder(t);
    const { code, stderr } = await nightshift(t, ['search', 'x', '--root', join(folder, 'new')]);
    assert.equal(code, 2);
    assert.match(stderr, /There is no root at/);
    assert.deepEqual(await contents(folder), []);
  });
});
