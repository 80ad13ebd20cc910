import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import markdownIt from 'markdown-it';
import { dropBelow, Journey, namesBelow, plainRoot, quickSettings, readNote } from '../support/journey.ts';
import { nightshift } from '../support/journey-process.ts';
import { scratchFolder } from '../support/scratch-root.ts';
import { SteeredModel, steeredSettings } from '../support/steered-model.ts';

const within = { timeout: 180_000 };

/** A root whose only file, `sub/x.txt`, is in work until the model is released. */
async function inWork(t: TestContext) {
  const model = new SteeredModel();
  model.hold();
  const journey = await Journey.open(t, { settings: steeredSettings, provider: model.provider });
  await journey.drop('sub/x.txt', 'The words as they were.');
  const run = journey.run();
  await model.askedTimes(1);
  const path = join(journey.root.processing, 'sub', 'x.txt');
  /** Lets the work go on, and does what has come to wait meanwhile. */
  const goOn = async (): Promise<void> => {
    model.release();
    await run;
    await journey.run();
  };
  return { journey, model, path, goOn };
}

describe('a file in work', within, () => {
  it('that is edited goes back to wait, and only its new words are in the result', async (t) => {
    const { journey, model, path, goOn } = await inWork(t);
    await appendFile(path, ' And a word more.');
    await goOn();
    assert.deepEqual(model.asked, ['The words as they were.', 'The words as they were. And a word more.']);
    assert.deepEqual(await journey.names('done'), ['sub/x.txt', 'sub/x.txt.md']);
    assert.match((await journey.note('done/sub/x.txt.md')).body, /And a word more\./);
    assert.deepEqual(await journey.originals(), ['The words as they were. And a word more.']);
    assert.ok(journey.told('notice').some(({ message }) => message.includes('was changed while')));
  });

  it('that is replaced, as editors save, gives way to the new one', async (t) => {
    const { journey, path, goOn } = await inWork(t);
    const saved = await dropBelow(dirname(journey.root.path), 'saved', 'Words that were saved anew.');
    await rename(saved, path);
    await goOn();
    assert.deepEqual(await journey.originals(), ['Words that were saved anew.']);
    assert.deepEqual(await journey.names('done'), ['sub/x.txt', 'sub/x.txt.md']);
    assert.match((await journey.note('done/sub/x.txt.md')).body, /Words that were saved anew/);
  });

  it('that is deleted leaves neither a note nor anything else, and the rest goes on', async (t) => {
    const { journey, path, goOn } = await inWork(t);
    await rm(path);
    await journey.drop('other.txt');
    await goOn();
    assert.deepEqual(journey.told('gone'), [{ type: 'gone', path: 'sub/x.txt' }]);
    assert.deepEqual(await journey.names('done'), ['other.txt', 'other.txt.md']);
    for (const folder of ['ingest', 'processing', 'failed'] as const) {
      assert.deepEqual(await journey.names(folder), []);
    }
  });

  it('that is dragged back to ingest under another name is done there without asking again', async (t) => {
    const { journey, model, path, goOn } = await inWork(t);
    await rename(path, join(journey.root.ingest, 'renamed.txt'));
    await goOn();
    assert.deepEqual(await journey.names('done'), ['renamed.txt', 'renamed.txt.md']);
    assert.equal((await journey.note('done/renamed.txt.md')).data.source, 'renamed.txt');
    assert.deepEqual(await journey.originals(), ['The words as they were.']);
    assert.equal(model.asked.length, 1);
  });

  it('that is moved out of the root is the person’s own again', async (t) => {
    const { journey, path, goOn } = await inWork(t);
    const outside = join(dirname(journey.root.path), 'taken.txt');
    await rename(path, outside);
    await goOn();
    assert.equal(await readFile(outside, 'utf8'), 'The words as they were.');
    assert.deepEqual(await journey.originals(), []);
    assert.deepEqual(await journey.names('done'), []);
  });

  it('whose name appears in done/ meanwhile takes the next name and overwrites nothing', async (t) => {
    const { journey, goOn } = await inWork(t);
    await dropBelow(journey.root.done, 'sub/x.txt', 'Put there by hand.');
    await dropBelow(journey.root.done, 'sub/x (2).txt.md', 'A note by hand.');
    await goOn();
    assert.equal(await journey.read('done/sub/x.txt'), 'Put there by hand.');
    assert.equal(await journey.read('done/sub/x (2).txt.md'), 'A note by hand.');
    assert.equal(await journey.read('done/sub/x (3).txt'), 'The words as they were.');
    assert.equal((await journey.note('done/sub/x (3).txt.md')).data.source, 'sub/x.txt');
  });

  it('whose folder processing/ is thrown away whole stops neither the work nor the closing', async (t) => {
    const { journey, goOn } = await inWork(t);
    await rm(journey.root.processing, { recursive: true });
    await goOn();
    await journey.drop('next.txt');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    await rm(journey.root.processing, { recursive: true });
    await journey.nightshift.stop();
    const again = await Journey.open(t, { root: journey.root });
    assert.deepEqual(await again.names('done'), ['next.txt', 'next.txt.md']);
  });
});

describe('the same bytes', within, () => {
  const words = 'One content under several names.';

  it('at the same time are asked about once, and the further copies point to the first', async (t) => {
    const model = new SteeredModel();
    model.hold();
    const journey = await Journey.open(t, { settings: steeredSettings, provider: model.provider });
    for (const name of ['a.txt', 'b.txt', 'sub/c.txt', 'now/a.txt']) await journey.drop(name, words);
    const run = journey.run();
    await model.askedTimes(1);
    model.release();
    assert.deepEqual(await run, { done: 4, failed: 0, waiting: 0, refused: 0 });
    assert.equal(model.asked.length, 1);
    assert.deepEqual(await journey.originals(), [words, words, words, words]);
    const notes = (await journey.names('done')).filter((name) => name.endsWith('.md'));
    const told = await Promise.all(notes.map((name) => journey.note(`done/${name}`)));
    const [first, ...others] = told.map(({ data }) => data.duplicate_of).filter((of) => of !== undefined);
    assert.equal(others.length, 2);
    assert.ok(others.every((of) => of === first));
    const result = await journey.note(`done/${String(first)}.md`);
    assert.equal(result.data.duplicate_of, undefined);
  });

  it('later, under another name, cost no call, and none either when the first result was thrown away', async (t) => {
    const model = new SteeredModel();
    const journey = await Journey.open(t, { settings: steeredSettings, provider: model.provider });
    await journey.drop('a.txt', words);
    await journey.run();
    await journey.drop('b.txt', words);
    await journey.run();
    assert.equal((await journey.note('done/b.txt.md')).data.duplicate_of, 'a.txt');
    for (const name of ['a.txt', 'a.txt.md']) await rm(join(journey.root.done, name));
    await journey.drop('c.txt', words);
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    const { data, body } = await journey.note('done/c.txt.md');
    assert.equal(data.duplicate_of, undefined);
    assert.match(body, /One content under several names/);
    assert.equal(model.asked.length, 1);
  });
});

describe('permissions', within, () => {
  it('that forbid reading hold a file with a reason, and once they allow it the file is done', async (t) => {
    const root = await plainRoot(t, quickSettings);
    const path = await dropBelow(root.ingest, 'locked.txt', 'Words behind a lock.');
    await dropBelow(root.ingest, 'open.txt', 'Words for all.');
    await chmod(path, 0);
    // Root may read anything, so there the program runs as somebody else, who owns all of it.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) execFileSync('chown', ['-R', '65534', dirname(root.path)]);
    const options = isRoot ? { uid: 65_534 } : {};
    const first = await nightshift(t, ['--root', root.path, 'run'], options);
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual(await namesBelow(root.done), ['open.txt', 'open.txt.md']);
    assert.match(await readFile(root.statusFile, 'utf8'), /locked\.txt.* may not be read/);
    await chmod(path, 0o600);
    const second = await nightshift(t, ['--root', root.path, 'run'], options);
    assert.equal(second.code, 0, second.stderr);
    assert.match((await readNote(join(root.done, 'locked.txt.md'))).body, /Words behind a lock/);
  });
});

/** What a Markdown viewer that allows HTML would fetch, run or embed in `body`. */
function active(body: string): readonly string[] {
  const tokens = markdownIt({ html: true })
    .parse(body, {})
    .flatMap((token) => [token, ...(token.children ?? [])]);
  const parts = tokens.filter(({ type }) => ['html_block', 'html_inline', 'image'].includes(type));
  const targets = tokens.map((token) => String(token.attrGet('href') ?? ''));
  const fences = tokens.filter(({ type }) => type === 'fence');
  const inFence = (line: number): boolean => fences.some(({ map }) => map && map[0] <= line && line < map[1]);
  const prose = body
    .split('\n')
    .filter((_, line) => !inFence(line))
    .join('\n');
  return [
    ...parts.map(({ content, type }) => `${type}: ${content}`),
    ...targets.filter((target) => /^\s*(?:javascript|data|vbscript|file):/i.test(target)),
    ...fences.filter(({ info }) => info.includes('dataview')).map(({ info }) => info),
    ...(prose.match(/!\[\[/g) ?? []),
    // Templates are filled in wherever they stand, in code too.
    ...(body.match(/<%/g) ?? []),
  ];
}

const hostile = [
  '<script>fetch("https://example.com/")</script>',
  '![](https://example.com/pixel.png)',
  '![one][two]',
  '<img src="https://example.com/pixel.png" onerror="alert(1)">',
  '<iframe src="https://example.com/"></iframe>',
  '[press me](javascript:alert(1))',
  '![[secret]]',
  '```dataviewjs\ndv.pages()\n```',
  '<% tp.system.prompt() %>',
  '<style>@import "https://example.com/x.css";</style>',
  '[two]: https://example.com/pixel.png',
].join('\n\n');

describe('what is written by others', within, () => {
  it('is seen to be active by these tests when it is', () => {
    assert.equal(active(hostile).length >= 8, true, active(hostile).join('\n'));
  });

  it('in a text, a Markdown file or a table is shown and never active in the result', async (t) => {
    const journey = await Journey.open(t);
    const names = ['a.txt', 'b.md', 'c.csv'];
    for (const name of names) {
      await journey.drop(name, `Some words of ${name} to begin with.\n\n${hostile}\n`);
    }
    assert.deepEqual(await journey.run(), { done: 3, failed: 0, waiting: 0, refused: 0 });
    for (const name of names) {
      const { body } = await journey.note(`done/${name}.md`);
      assert.deepEqual(active(body), [], `${name} is harmless`);
      assert.match(body, /press me/, `${name} has its words`);
    }
  });

  it('by a model is never active either, in the body, in lists or in the front matter', async (t) => {
    const model = new SteeredModel();
    model.summary = {
      title: `<script>alert(1)</script>\n---\n${hostile}`,
      summary: hostile,
      keyPoints: hostile.split('\n\n'),
      tags: ['<script>', '---', '!important: [x]'],
    };
    model.entities = { people: ['<img src=x onerror=alert(1)>', '![[secret]]', ']]<b>'], amounts: [hostile] };
    const journey = await Journey.open(t, { settings: steeredSettings, provider: model.provider });
    await journey.drop('x.txt', 'Quiet words.');
    assert.deepEqual(await journey.run(), { done: 1, failed: 0, waiting: 0, refused: 0 });
    const { data, body } = await journey.note('done/x.txt.md');
    assert.deepEqual(active(body), []);
    assert.equal(data.source, 'x.txt');
    assert.match(body, /Quiet words\./);
  });

  it('and begins with ---js runs nowhere: not when it is read, nor when its result is', async (t) => {
    const marker = join(await scratchFolder(t), 'ran');
    const code = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "")`;
    const words = `---js\n{ title: ${code} }\n---\nWords after the code.\n`;
    const journey = await Journey.open(t);
    const names = ['evil.md', 'evil.txt', 'later.md'];
    for (const name of names) await journey.drop(name, name === 'later.md' ? `\ufeff${words}` : words);
    const { done } = await journey.run();
    assert.equal(done, 3);
    for (const name of names) assert.equal((await journey.note(`done/${name}.md`)).data.source, name);
    // A result that is dropped again is read like anybody's Markdown.
    await writeFile(join(journey.root.ingest, 'again.md'), await journey.read('done/later.md.md'));
    await journey.run();
    await journey.note('done/again.md.md');
    await assert.rejects(readFile(marker), { code: 'ENOENT' });
  });
});
