import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownReader } from '../../../src/reading/markdown/markdown-reader.ts';
import { put, scratchFolder } from '../files.ts';

async function read(test: Parameters<typeof scratchFolder>[0], text: string) {
  return markdownReader.read(await put(await scratchFolder(test), 'note.md', text, 'text/markdown'));
}

test('front matter is data, and its title is the title', async (t) => {
  const { facts, blocks } = await read(
    t,
    '---\ntitle: Harbour\ndate: 2024-05-01\nauthor: [Ada, Bob]\n---\n# Other\n\ntext\n',
  );
  assert.deepEqual(facts, {
    encoding: 'utf-8',
    title: 'Harbour',
    author: 'Ada, Bob',
    created: '2024-05-01',
    frontMatter: { title: 'Harbour', date: '2024-05-01', author: ['Ada', 'Bob'] },
  });
  assert.deepEqual(blocks, [{ type: 'markdown', text: '# Other\n\ntext' }]);
});

test('without a title in front the first heading of level one is the title', async (t) => {
  const { facts } = await read(
    t,
    'intro\n\n```\n# a comment\n```\n## Second\n# The *real* [title](http://x) #\n',
  );
  assert.equal(facts.title, 'The real title');
});

test('each section is a block, and every character of the author is kept', async (t) => {
  const sections = [
    'intro <b>html</b>',
    '# One\n\n- a\n  - b\n\n\n    indented code',
    '## Two\n\n```sh\n# no heading\n```\n\n~~~\n```\n# neither\n~~~',
    '# Three\n### deeper\ntext  \nbreak',
  ];
  const { blocks } = await read(t, `${sections.join('\n\n')}\n`);
  assert.deepEqual(
    blocks.map((block) => block.type === 'markdown' && block.text),
    sections,
  );
});

test('a document that begins ---js is text, executed by nobody', async (t) => {
  const text = '---js\n(globalThis.executed = true)\n---\nbody';
  const { facts, blocks, omissions } = await read(t, text);
  assert.deepEqual(blocks, [{ type: 'markdown', text }]);
  assert.equal(facts.frontMatter, undefined);
  assert.deepEqual(omissions, []);
  assert.ok(!('executed' in globalThis));
});

test('broken front matter stays in the text, and it is said', async (t) => {
  const text = '---\ntitle: "open\n---\nbody';
  const { blocks, omissions } = await read(t, text);
  assert.deepEqual(blocks, [{ type: 'markdown', text }]);
  assert.equal(omissions.length, 1);
  assert.match(omissions[0] ?? '', /no valid YAML/);
});
