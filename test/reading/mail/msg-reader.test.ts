import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSoundCompound } from '../../../src/reading/mail/compound-guard.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { readerFor } from '../../../src/reading/reader-table.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { needsSamples, put, sample, scratchFolder } from '../files.ts';
import { outlookItem } from './messages.ts';

const mime = 'application/vnd.ms-outlook';
const words = (text: string) => new TextEncoder().encode(text);

/** By the numbers of [MS-OXPROPS]. */
const letter = {
  '0037': 'The harbour wall',
  '0C1A': 'Marion Blackwood',
  '0C1F': 'marion@museum.example',
  '1000': 'Dear Jörg,\r\nit holds.',
  '007D': 'Received: x\r\nDate: Tue, 5 Mar 2024 09:30:00 +0100\r\nSubject: x',
};

async function readMsg(t: Parameters<typeof scratchFolder>[0], bytes: Uint8Array) {
  const file = await put(await scratchFolder(t), 'letter.msg', bytes, mime);
  const document = await (await readerFor(file)).read(file);
  return { document, text: plainText(document) };
}

test('an Outlook message has its head, its text and what came with it', async (t) => {
  const inner = outlookItem({ '0037': 'Inner', '1000': 'Words within' });
  const { document, text } = await readMsg(
    t,
    outlookItem(letter, [
      { name: 'stones.csv', content: words('Year,Stones\n1871,400\n') },
      { name: 'inner.msg', content: inner },
    ]),
  );
  assert.equal(document.facts.title, 'The harbour wall');
  assert.equal(document.facts.author, 'Marion Blackwood <marion@museum.example>');
  assert.equal(document.facts.created, '2024-03-05T09:30:00+01:00');
  assert.match(text, /Dear Jörg,\nit holds\.\n\nAttachments\n\n- stones\.csv \(21 bytes\)/);
  assert.match(text, /Year \| Stones\n1871 \| 400/);
  assert.match(text, /inner\.msg\n\n\*\*Subject:\*\* Inner\n\nWords within$/);
});

test('an HTML body is taken where the text is missing', async (t) => {
  const { text } = await readMsg(t, outlookItem({ '0037': 'x', '1013': '<p>Dear <b>Jörg</b></p>' }));
  assert.match(text, /Dear \*\*Jörg\*\*$/);
});

test('a file whose chains lead in a circle, or that says it holds gigabytes, is refused before it is followed', () => {
  const whole = Buffer.from(outlookItem(letter));
  assert.ok(isSoundCompound(whole));
  const sector = (index: number) => (index + 1) * 512;
  const directory = whole.readUInt32LE(0x30);
  const table = sector(whole.readUInt32LE(0x4c));
  const chain = Buffer.from(whole);
  chain.writeUInt32LE(directory, table + directory * 4);
  assert.ok(!isSoundCompound(chain), 'a sector that follows itself');
  const tree = Buffer.from(whole);
  tree.writeUInt32LE(0, sector(directory) + 128 + 0x48);
  assert.ok(!isSoundCompound(tree), 'an entry whose neighbour is the root');
  const tables = Buffer.from(whole);
  tables.writeUInt32LE(0, 0x44);
  tables.fill(0, sector(0) + 508, sector(0) + 512);
  assert.ok(!isSoundCompound(tables), 'a list of tables that goes on in itself');
  const size = Buffer.from(whole);
  size.writeUInt32LE(0x7000_0000, sector(directory) + 128 + 0x78);
  assert.ok(!isSoundCompound(size), 'a stream of gigabytes');
  assert.ok(!isSoundCompound(whole.subarray(0, 300)));
});

test('an item changed or cut anywhere ends in a document or a failure', { timeout: 120_000 }, async (t) => {
  const folder = await scratchFolder(t);
  const whole = outlookItem(letter, [{ name: 'a.txt', content: words('words') }]);
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  const size = fc.integer({ min: 600, max: whole.length });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 20 }), size, async (changes, length) => {
      const bytes = Buffer.from(whole);
      for (const { at, value } of changes) bytes[at] = value;
      const file = await put(folder, 'any.msg', bytes.subarray(0, length), mime);
      const reader = await readerFor(file);
      await reader
        .read(file)
        .catch((error: unknown) => assert.ok(error instanceof NightshiftError, String(error)));
    }),
    { numRuns: 500 },
  );
});

test('a message that somebody saved from Outlook', needsSamples, async () => {
  const file = sample('test_outlook_msg.msg', mime);
  const document = await (await readerFor(file)).read(file);
  assert.equal(document.facts.title, 'Test Email Message');
  assert.equal(document.facts.created, '2024-12-22T11:23:00+03:00');
  assert.deepEqual(document.facts.other, { To: 'test.recipient@example.com' });
  assert.match(
    plainText(document),
    /^\*\*From:\*\* M\. C\. Kurtuluş <test\.sender@example\.com> {2}\n\*\*To:\*\* test\.recipient@example\.com {2}\n/,
  );
  assert.match(plainText(document), /This is the body of the test email message$/);
  assert.ok(isSoundCompound(await readFile(file.path)));
});
