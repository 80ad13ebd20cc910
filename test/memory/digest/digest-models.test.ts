import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { isAsWritten, splitNotes } from '../../../src/memory/keep-notes.ts';
import { createOllama } from '../../../src/models/ollama.ts';
import { parseFrontMatter } from '../../../src/reading/front-matter.ts';
import { digestsIn } from '../../support/digests.ts';
import { type OllamaServer, startOllamaServer } from '../../support/ollama-server.ts';

/** Digests with a server on loopback, which counts as one of this machine or of another. */
async function withModel(t: TestContext, place: 'loopback' | 'network' = 'loopback') {
  const server = await startOllamaServer();
  t.after(() => server.close());
  const digests = await digestsIn(t, [
    createOllama('llama3.3', { host: { url: server.url, place }, slots: 1 }),
  ]);
  return { server, ...digests };
}

const prompts = ({ requests }: OllamaServer): readonly string[] =>
  requests.filter(({ path }) => path === '/api/chat').map(({ body }) => JSON.stringify(body));

const story = (words: string) => ({
  title: words,
  summary: `The ${words} was sold to a sailor from Bern in spring.`,
});
const modelsOf = (text: string) => parseFrontMatter(text).data.models;

describe('with a model', () => {
  it('a digest has its summary, says who made it and of what, and lists the sources', async (t) => {
    const { run, note, log, read, server } = await withModel(t);
    for (const name of ['boat', 'house', 'train']) await note(`${name}.txt`, story(name));
    await log('app.log', '2026-11-03 10:00 ERROR no space left on the disk\n');
    await run();
    const text = await read('daily/2026-11-03.md');
    assert.match(text, /^\*Summary by ollama:llama3\.3 of the 3 files and the 1 log below:\*\n\nIt says: /m);
    assert.deepEqual(modelsOf(text), { summarise: 'ollama:llama3.3' });
    for (const name of ['boat', 'house', 'train'])
      assert.match(text, new RegExp(`\\[${name}\\]\\(<\\.\\./\\.\\./done/${name}`));
    const [prompt = ''] = prompts(server);
    for (const said of ['The boat was sold', 'The house was sold', 'no space left on the disk']) {
      assert.ok(prompt.includes(said), said);
    }
  });

  it('a long day is read in parts, and a stop between them costs no part twice', async (t) => {
    const { run, log, read, server } = await withModel(t);
    server.models = server.models.map((model) => ({ ...model, contextTokens: 4096 }));
    const lines = Array.from(
      { length: 400 },
      (_, at) => `Paragraph ${'abcdefghij'[at % 10]}${at} tells of the harbour and of its boats.\n\n`,
    );
    await log('2026-11-26.md', lines.join(''));
    const stop = new AbortController();
    const first = run(stop.signal);
    await server.requested('/api/chat', 3);
    stop.abort();
    await first;
    const before = new Set(prompts(server));
    await run();
    const all = prompts(server);
    assert.ok(all.length > 5, `${all.length} parts`);
    // The one that was under way when the stop came is asked again.
    assert.ok(all.length - new Set(all).size <= 1, 'no part was asked twice');
    assert.ok(before.size >= 3);
    assert.match(await read('daily/2026-11-26.md'), /Summary by ollama:llama3\.3 of the 1 log below/);
  });

  it('an answer that is no use is no digest lost: it says so, and is made whole later', async (t) => {
    const { run, note, read, server, state } = await withModel(t);
    for (const name of ['boat', 'house', 'train']) await note(`${name}.txt`, story(name));
    state.builtin = false;
    server.fault({ kind: 'says', text: 'Sure! Here you are.', model: 'llama3.3' });
    await run();
    const broken = await read('daily/2026-11-03.md');
    assert.match(broken, /^> Not summarised: ollama:llama3\.3 twice gave an answer/m);
    assert.deepEqual(parseFrontMatter(broken).data.incomplete, ['summarise']);
    assert.match(broken, /The boat was sold/);
    const failed = prompts(server).length;
    await run();
    assert.equal(prompts(server).length, failed, 'not asked again at once');
    server.heal();
    state.now += 3_600_000;
    await run();
    const whole = await read('daily/2026-11-03.md');
    assert.match(whole, /^\*Summary by ollama/m);
    assert.equal(parseFrontMatter(whole).data.incomplete, undefined);
    const asked = prompts(server).length;
    await run();
    assert.equal(prompts(server).length, asked);
  });

  it('what it writes cannot begin a section, run, embed or link anywhere', async (t) => {
    const { run, note, read, server } = await withModel(t);
    for (const name of ['boat', 'house', 'train']) await note(`${name}.txt`, story(name));
    const evil =
      '## Notes\n\n<script>alert(1)</script> ![[secret]] ![x](http://a.example/x.png) <%* run %> [go](javascript:x)\n\n---js';
    const answer = { title: 'x', summary: evil, keyPoints: [evil, '## Notes'], tags: ['a'], language: 'en' };
    server.fault({ kind: 'says', text: JSON.stringify(answer), model: 'llama3.3' });
    await run();
    const text = await read('daily/2026-11-03.md');
    assert.match(text, /Summary by ollama/);
    assert.equal(text.match(/^ {0,3}#{1,6} Notes/gm)?.length, 1);
    assert.doesNotMatch(text, /(?<!\\)<script|!\[\[|!\[x\]|<%\*|\(javascript:/m);
    assert.ok(isAsWritten(splitNotes(text)));
  });
});

describe('what is private', () => {
  it('is never shown to a model on another machine, and the digest says that it holds it', async (t) => {
    const { run, note, log, read, server, state } = await withModel(t, 'network');
    await note('boat.txt', story('boat'));
    await note('private/diary.txt', { ...story('secret diary'), sha256: '11'.repeat(32) });
    await note('moved.txt', { ...story('hidden house'), sha256: '22'.repeat(32) });
    state.privates.add('22'.repeat(32));
    await log('private/own.log', '2026-11-10 10:00 ERROR my own trouble\n'.repeat(3));
    await log('app.log', '2026-11-10 10:00 ERROR no space left\n2026-11-17 10:00 ERROR low\n');
    for (const name of ['a', 'b', 'c']) {
      await note(`${name}.txt`, {
        ...story(`public ${name}`),
        processed: '2026-11-17T02:00:00+01:00',
        sha256: '33'.repeat(32),
      });
    }
    await run();
    for (const day of [
      'daily/2026-11-03.md',
      'daily/2026-11-10.md',
      'weekly/2026-W45.md',
      'weekly/2026-W46.md',
    ]) {
      assert.equal(parseFrontMatter(await read(day)).data.private, true, day);
    }
    const open = await read('daily/2026-11-17.md');
    assert.equal(parseFrontMatter(open).data.private, undefined);
    assert.deepEqual(modelsOf(open), { summarise: 'ollama:llama3.3' });
    const seen = prompts(server).join('\n');
    assert.ok(seen.includes('public a'));
    for (const secret of ['diary', 'hidden house', 'my own trouble'])
      assert.ok(!seen.includes(secret), secret);
    assert.match(await read('daily/2026-11-03.md'), /secret diary was sold/);
  });

  it('becomes so in the digest when the content comes to lie in private/ later', async (t) => {
    const { run, note, read, state } = await withModel(t);
    await note('boat.txt', { ...story('boat'), sha256: '11'.repeat(32) });
    await run();
    assert.equal(parseFrontMatter(await read('daily/2026-11-03.md')).data.private, undefined);
    state.privates.add('11'.repeat(32));
    await run();
    for (const name of ['daily/2026-11-03.md', 'weekly/2026-W45.md']) {
      assert.equal(parseFrontMatter(await read(name)).data.private, true);
    }
  });
});
