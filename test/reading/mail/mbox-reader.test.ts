import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf } from '../../../src/kinds/bytes.ts';
import { kindOf } from '../../../src/kinds/kind.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { readerFor } from '../../../src/reading/reader-table.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { put, scratchFolder } from '../files.ts';
import { letterhead, multipart } from './messages.ts';

const separator = 'From marion@museum.example Tue Mar  5 09:30:00 2024\n';

async function readMbox(t: Parameters<typeof scratchFolder>[0], content: string) {
  const file = await put(await scratchFolder(t), 'Inbox.mbox', content, 'application/mbox');
  const document = await (await readerFor(file)).read(file);
  return { document, text: plainText(document) };
}

test('a mailbox is its messages in their order, each under its subject with what came with it', async (t) => {
  const note = {
    head: 'Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt',
    body: 'Attached words',
  };
  const first = `${separator}${letterhead}\n\nFrom the sea it came.\nFrom here it went.\n\n`;
  const second = `${separator}${multipart('From: a@b.c\nSubject: Two', [{ head: 'Content-Type: text/plain', body: 'Second' }, note])}\n`;
  const { document, text } = await readMbox(t, `${first}${second}${separator}From: d@e.f\n\nThird\n`);
  const headings = document.blocks
    .filter((block) => block.type === 'heading')
    .map((block) => [block.level, block.text]);
  assert.deepEqual(headings, [
    [1, 'The harbour wall'],
    [1, 'Two'],
    [2, 'Attachments'],
    [3, 'a.txt'],
    [1, 'Message 3'],
  ]);
  assert.ok(
    text.indexOf('From here it went.') < text.indexOf('Second'),
    'a line that begins with "From" is no separator',
  );
  assert.match(text, /Attached words[\s\S]*Third$/);
  assert.deepEqual(document.facts.other, { Messages: '3' });
});

test('a mailbox that looks like its long first message is a mailbox all the same', async (t) => {
  const content = `${separator}${letterhead}\n\n${'long words '.repeat(20_000)}\n\n${separator}From: a@b.c\nSubject: Two\n\nSecond\n`;
  const kind = await kindOf(bytesOf(Buffer.from(content)), 'Inbox');
  assert.equal(kind.mime, 'message/rfc822');
  const file = await put(await scratchFolder(t), 'Inbox', content, kind.mime);
  assert.match(plainText(await (await readerFor(file)).read(file)), /long words[\s\S]*Two[\s\S]*Second$/);
});

test('a message that cannot be read costs only itself, and more than a thousand are counted', async (t) => {
  const broken = `${separator}Content-Type: multipart/mixed; boundary=a\n\n${Array.from({ length: 150 }, (_, i) => `--${'a'.repeat(i + 1)}\nContent-Type: multipart/mixed; boundary=${'a'.repeat(i + 2)}\n`).join('\n')}\n`;
  const { document, text } = await readMbox(t, `${broken}\n${separator}${letterhead}\n\nStill read\n`);
  assert.match(text, /Still read$/);
  assert.match(document.omissions[0] ?? '', /^Message 1: .*parts do not fit together/);
  const many = await readMbox(t, `${separator}From: a@b.c\nSubject: s\n\nx\n\n`.repeat(1200));
  assert.deepEqual(many.document.omissions, ['Messages 1001 to 1200 were not read: 1000 are the limit.']);
});

test('what is no mailbox is a failure', async (t) => {
  await assert.rejects(readMbox(t, 'no message at all'), NightshiftError);
});
