import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { test } from 'node:test';
import { textReader } from '../../../src/reading/text/text-reader.ts';
import { put, scratchFolder } from '../files.ts';

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
