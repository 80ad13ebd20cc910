import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { textReader } from '../../../src/reading/text/text-reader.ts';
import { needsSamples, put, sample, scratchFolder } from '../files.ts';

async function blocksOf(test: Parameters<typeof scratchFolder>[0], name: string, text: string, mime: string) {
  return (await textReader.read(await put(await scratchFolder(test), name, text, mime))).blocks;
}

test('paragraphs are parted by empty lines and keep their lines; an underlined line is a heading', async (t) => {
  const text =
    'Minutes\n=======\r\n\r\nfirst line\r\nsecond line\r\n  \t\r\n  indented\rlast\n\n\nEnd of it\n---------\nwords';
  assert.deepEqual(await blocksOf(t, 'minutes.txt', text, 'text/plain'), [
    { type: 'heading', level: 1, text: 'Minutes' },
    { type: 'paragraph', text: 'first line\nsecond line' },
    { type: 'paragraph', text: '  indented\nlast' },
    { type: 'heading', level: 2, text: 'End of it' },
    { type: 'paragraph', text: 'words' },
  ]);
});

test('NULs, control characters and terminal colours are not part of a text', async (t) => {
  const text = 'a\0b\u0007 \u001b[1;31mred\u001b[0m\ttab\u009f \ud800';
  assert.deepEqual(await blocksOf(t, 'log.txt', text, 'text/plain'), [
    { type: 'paragraph', text: 'ab red\ttab \ufffd' },
  ]);
});

test('a page break parts paragraphs', async (t) => {
  assert.equal((await blocksOf(t, 'a.txt', 'one\ftwo', 'text/plain')).length, 2);
});

test('source code and data stay as they are, with their language', async (t) => {
  const cases = [
    ['a.json', '{\n\n "a": 1\n}\n', 'application/json', 'json'],
    ['a.py', 'def f():\n\n    return 1\n', 'text/x-python', 'python'],
    ['a.yaml', 'a: 1\n\nb: 2\n', 'application/yaml', 'yaml'],
    ['a.rs', 'fn main() {}\n', 'text/plain', 'rust'],
    ['feed', '<a/>', 'application/atom+xml', 'xml'],
  ] as const;
  for (const [name, text, mime, language] of cases) {
    assert.deepEqual(await blocksOf(t, name, text, mime), [{ type: 'code', text: text.trimEnd(), language }]);
  }
});

test('a small regular CSV is a table, quotes and separators inside cells included', async (t) => {
  const text = 'name;note\n"Ada; Lovelace";"said ""hello""\nand left"\nBob;\n';
  assert.deepEqual(await blocksOf(t, 'a.csv', text, 'text/csv'), [
    {
      type: 'table',
      header: true,
      rows: [
        ['name', 'note'],
        ['Ada; Lovelace', 'said "hello"\nand left'],
        ['Bob', ''],
      ],
    },
  ]);
});

test('an irregular or huge CSV stays as it is', async (t) => {
  const irregular = 'a,b\n1,2,3\n';
  const huge = 'a,b\n'.repeat(20_000);
  const open = 'a,b\n"never closed,2\n';
  for (const text of [irregular, huge, open]) {
    assert.deepEqual(await blocksOf(t, 'a.csv', text, 'text/csv'), [
      { type: 'code', text: text.trimEnd(), language: 'csv' },
    ]);
  }
});

test('the Shift_JIS sample reads as Japanese', needsSamples, async () => {
  const document = await textReader.read(sample('test_mskanji.csv', 'text/csv'));
  assert.equal(document.facts.encoding, 'shift_jis');
  assert.equal(
    plainText(document),
    '名前 | 年齢 | 住所\n佐藤太郎 | 30 | 東京\n三木英子 | 25 | 大阪\n髙橋淳 | 35 | 名古屋',
  );
});

test('of a very long text the first 64 MiB are read, and the rest is said', async (t) => {
  const file = await put(await scratchFolder(t), 'long.txt', 'The beginning.\n\n', 'text/plain');
  await truncate(file.path, 70 * 1024 * 1024);
  const document = await textReader.read(file);
  assert.deepEqual(document.blocks, [{ type: 'paragraph', text: 'The beginning.' }]);
  assert.deepEqual(document.omissions, ['Only the first 64 MiB of 70 MiB were read.']);
});

test('millions of short paragraphs become a bounded number of blocks, and no word is lost', async (t) => {
  const count = 300_000;
  const text = Array.from({ length: count }, (_, i) => `p${i}`).join('\n\n');
  const blocks = await blocksOf(t, 'many.txt', text, 'text/plain');
  assert.ok(blocks.length <= 60_000, String(blocks.length));
  const words = blocks.flatMap((block) => (block.type === 'paragraph' ? block.text.split('\n\n') : []));
  assert.equal(words.length, count);
  assert.equal(words.at(-1), `p${count - 1}`);
});

test('an empty file is a failure that says so; blanks alone are a document without blocks', async (t) => {
  const folder = await scratchFolder(t);
  await assert.rejects(textReader.read(await put(folder, 'empty.txt', '', 'text/plain')), {
    code: 'file-empty',
    reason: 'empty.txt is empty: it has 0 bytes.',
  });
  assert.deepEqual((await textReader.read(await put(folder, 'b.txt', ' \n\n\t\n', 'text/plain'))).blocks, []);
});
