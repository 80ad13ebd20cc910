import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesOf } from '../../../src/kinds/bytes.ts';
import { kindOf } from '../../../src/kinds/kind.ts';
import { webArchiveReader } from '../../../src/reading/html/web-archive-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { put, scratchFolder } from '../files.ts';

type Scratch = Parameters<typeof scratchFolder>[0];

const page =
  '<html><head><title>Tides</title></head><body><h1>Tides</h1><p>High at <a href="/noon">noon</a>.</p></body></html>';

async function read(t: Scratch, bytes: Uint8Array, name: string) {
  const { mime } = await kindOf(bytesOf(bytes), name);
  const document = await webArchiveReader.read(await put(await scratchFolder(t), name, bytes, mime));
  return { mime, facts: document.facts, text: plainText(document) };
}

/** What Safari writes: two dictionaries, five texts, one piece of data. */
function safariArchive(html: string): Uint8Array {
  const text = (words: string) =>
    Buffer.concat([Buffer.of(0x5f, 0x10, words.length), Buffer.from(words, 'latin1')]);
  const data = Buffer.from(html, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const objects = [
    Buffer.of(0xd1, 1, 2),
    text('WebMainResource'),
    Buffer.of(0xd2, 3, 4, 5, 6),
    text('WebResourceData'),
    text('WebResourceURL'),
    Buffer.concat([Buffer.of(0x4f, 0x12), length, data]),
    text('https://museum.example/tides'),
  ];
  let at = 8;
  const table = objects.map((object) => {
    const entry = Buffer.alloc(4);
    entry.writeUInt32BE(at);
    at += object.length;
    return entry;
  });
  const trailer = Buffer.alloc(32);
  trailer[6] = 4;
  trailer[7] = 1;
  trailer.writeUInt32BE(objects.length, 12);
  trailer.writeUInt32BE(at, 28);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, ...table, trailer]);
}

const mhtml = [
  'From: <Saved by Blink>',
  'Snapshot-Content-Location: https://museum.example/tides',
  'Subject: Tides',
  'Date: Tue, 5 Mar 2024 09:30:00 -0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; type="text/html"; boundary="cut"',
  '',
  '--cut',
  'Content-Type: text/html',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  page.replaceAll('=', '=3D'),
  '--cut',
  'Content-Type: image/png',
  'Content-Transfer-Encoding: base64',
  '',
  'AAAA',
  '--cut--',
  '',
].join('\r\n');

test('an archive of any browser is its page, with links to where it came from', async (t) => {
  const facts = {
    title: 'Tides',
    other: { Site: 'museum.example', Address: 'https://museum.example/tides' },
  };
  const text = '# Tides\n\nHigh at [noon](https://museum.example/noon).';
  const safari = await read(t, safariArchive(page), 'Tides.webarchive');
  assert.deepEqual(safari, { mime: 'application/x-webarchive', facts, text });
  for (const name of ['Tides.mhtml', 'Tides.mht', 'renamed']) {
    assert.deepEqual(await read(t, Buffer.from(mhtml), name), { mime: 'multipart/related', facts, text });
  }
});

test('an archive without a page says so', async (t) => {
  const empty = read(t, safariArchive(''), 'x.webarchive');
  await assert.rejects(empty, (error) => error instanceof NightshiftError && error.code === 'file-damaged');
});

test('an archive cut or changed anywhere ends in a document or a failure', async (t) => {
  const folder = await scratchFolder(t);
  for (const [whole, mime] of [
    [Buffer.from(safariArchive(page)), 'application/x-webarchive'],
    [Buffer.from(mhtml), 'multipart/related'],
  ] as const) {
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    const size = fc.integer({ min: 1, max: whole.length });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 10 }), size, async (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of changes) bytes[at] = value;
        const file = await put(folder, 'any', bytes.subarray(0, length), mime);
        const reading = webArchiveReader.read(file);
        await reading.catch((error: unknown) => assert.ok(error instanceof NightshiftError, String(error)));
      }),
      { numRuns: 200 },
    );
  }
});
