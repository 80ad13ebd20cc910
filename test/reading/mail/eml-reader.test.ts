import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { plainText } from '../../../src/reading/plain-text.ts';
import { readerFor } from '../../../src/reading/reader-table.ts';
import type { Document } from '../../../src/types/document.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { makePdf, needsSamples, put, sample, scratchFolder } from '../files.ts';
import { letterhead, multipart } from './messages.ts';

type Scratch = Parameters<typeof scratchFolder>[0];

const mime = 'message/rfc822';

async function readEml(t: Scratch, content: string | Uint8Array, name = 'letter.eml') {
  const file = await put(await scratchFolder(t), name, content, mime);
  const reader = await readerFor(file);
  const document = await reader.read(file);
  return { file, reader, document, text: plainText(document) };
}

const plain = (body: string) => ({ head: 'Content-Type: text/plain; charset=utf-8', body });
const attached = (name: string, type: string, body: string | Uint8Array) => ({
  head: `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"`,
  body,
});

describe('the head of a message', () => {
  test('is told in lines and as facts, with the sender’s own clock', async (t) => {
    const { document, text } = await readEml(
      t,
      `${letterhead}\r\nCc: board@museum.example\r\n\r\nDear Jörg,\r\nit holds.\r\n`,
    );
    assert.deepEqual(document.facts, {
      title: 'The harbour wall',
      author: 'Marion Blackwood <marion@museum.example>',
      created: '2024-03-05T09:30:00+01:00',
      other: { To: 'Jörg <joerg@museum.example>, office@museum.example', Cc: 'board@museum.example' },
    });
    assert.equal(
      text,
      [
        '**From:** Marion Blackwood <marion@museum.example>  ',
        '**To:** Jörg <joerg@museum.example>, office@museum.example  ',
        '**Cc:** board@museum.example  ',
        '**Date:** 2024-03-05 09:30 +01:00  ',
        '**Subject:** The harbour wall',
        '',
        'Dear Jörg,',
        'it holds.',
      ].join('\n'),
    );
  });

  test('without a date that is one has the date of its arrival, or none', async (t) => {
    const received = 'Received: from a by b; Fri, 10 Dec 2010 19:20:19 -0800';
    const { document } = await readEml(
      t,
      `${received}\r\nFrom: a@b.c\r\nDate: some day\r\nSubject: x\r\n\r\ny`,
    );
    assert.equal(document.facts.created, '2010-12-10T19:20:19-08:00');
    const odd = await readEml(t, 'From: a@b.c\r\nDate: 31 Feb 2024 99:99\r\nSubject: x\r\n\r\ny');
    assert.equal(odd.document.facts.created, undefined);
    assert.match(odd.text, /\*\*Date:\*\* 31 Feb 2024 99:99/);
  });

  test('names only as many people as anybody reads', async (t) => {
    const people = Array.from({ length: 200 }, (_, i) => `p${i}@b.c`).join(', ');
    const { text } = await readEml(t, `From: a@b.c\r\nTo: ${people}\r\nSubject: x\r\n\r\ny`);
    assert.match(text, /p49@b\.c and 150 more/);
    assert.doesNotMatch(text, /p50@/);
  });
});

describe('the text of a message', () => {
  test('is the plain one, with quotations as quotations and the signature below', async (t) => {
    const body =
      'Agreed.\r\n\r\nOn Monday Jörg wrote:\r\n> Shall we *close* it?\r\n>> When?\r\n>\r\n> Soon\r\n\r\n-- \r\nMarion';
    const { document } = await readEml(
      t,
      `${letterhead}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`,
    );
    const [, ...blocks] = document.blocks;
    assert.deepEqual(blocks, [
      { type: 'paragraph', text: 'Agreed.' },
      { type: 'paragraph', text: 'On Monday Jörg wrote:' },
      { type: 'markdown', text: '> Shall we \\*close\\* it?  \n> > When?  \n>\n> Soon  ' },
      { type: 'paragraph', text: '-- \nMarion' },
    ]);
  });

  const alternative = (text: string, html: string) =>
    multipart(
      letterhead,
      [plain(text), { head: 'Content-Type: text/html; charset=utf-8', body: html }],
      'alternative',
    );

  test('is the HTML where that is richer and says as much', async (t) => {
    const table = '<table><tr><th>a<th>b<tr><td>Rope<td>5</table>';
    assert.match((await readEml(t, alternative('a b Rope 5', table))).text, /\| Rope \| 5 \|/);
    const same = await readEml(t, alternative('Dear Jörg, it holds.', '<p>Dear Jörg, it holds.</p>'));
    assert.match(same.text, /Dear Jörg, it holds\.$/);
    assert.equal(same.document.blocks.at(-1)?.type, 'paragraph');
    const shorter = await readEml(t, alternative('All the words of the letter', '<b>Hi</b>'));
    assert.match(shorter.text, /All the words of the letter$/);
  });

  test('may be HTML only, without what its reader never sees', async (t) => {
    const html =
      '<div style="display:none">Preview</div><p>Dear <b>Jörg</b></p><img src="https://t.co/pixel.gif">';
    const { text } = await readEml(
      t,
      `${letterhead}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`,
    );
    assert.match(text, /Dear \*\*Jörg\*\*$/);
    assert.doesNotMatch(text, /Preview|pixel/);
  });

  test('that is encrypted is said to be', async (t) => {
    const parts = [
      { head: 'Content-Type: application/pgp-encrypted', body: 'Version: 1' },
      {
        head: 'Content-Type: application/octet-stream; name="encrypted.asc"',
        body: '-----BEGIN PGP MESSAGE-----',
      },
    ];
    const { document } = await readEml(t, multipart(letterhead, parts, 'encrypted'));
    assert.match(document.omissions[0] ?? '', /encrypted; only who holds its key/);
  });
});

describe('what came with a message', () => {
  test('is listed with its size and read by the reader of its kind, under its name', async (t) => {
    const pdf = await makePdf((made) => void made.text('The wall is 95 metres long.'));
    const message = multipart(letterhead, [
      plain('See below.'),
      attached('wall.pdf', 'application/octet-stream', pdf),
      attached('stones.csv', 'text/csv', 'Year,Stones\r\n1871,400\r\n'),
      attached('notes.md', 'text/markdown', '# Tides\r\n\r\nHigh at noon.'),
    ]);
    const { text, document } = await readEml(t, message);
    inOrder(text, [
      'See below.',
      'Attachments',
      `- wall.pdf (${Math.round(pdf.length / 1000)} kB)`,
      '- stones.csv',
      'wall.pdf',
      'The wall is 95 metres long.',
      'stones.csv',
      'Year | Stones\n1871 | 400',
      'notes.md',
      '### Tides',
      'High at noon.',
    ]);
    assert.equal(document.facts.other?.Attachments, 'wall.pdf, stones.csv, notes.md');
    assert.ok(
      document.blocks.every(({ position }) => position === undefined),
      'pages of a part are no pages of ours',
    );
    assert.deepEqual(document.omissions, []);
  });

  test('has a name that can do no harm', async (t) => {
    const names = [
      '../../evil.pdf',
      'C:\\\\temp\\\\a.txt',
      '\u202etxt.exe',
      '.hidden',
      'a\tb<c>.txt',
      'x'.repeat(400),
    ];
    const { document } = await readEml(
      t,
      multipart(
        letterhead,
        names.map((name) => attached(name, 'text/plain', 'words')),
      ),
    );
    const shown = document.facts.other?.Attachments ?? '';
    assert.match(shown, /^evil\.pdf, a\.txt, txt\.exe, hidden, a?b_c_\.txt|^evil\.pdf/);
    assert.doesNotMatch(shown, /[\\/\u202e<>\t]|\.\./);
    assert.ok(shown.length < 400);
  });

  test('and cannot be read is named with the reason, and the rest goes on', async (t) => {
    const message = multipart(letterhead, [
      plain('See below.'),
      attached('broken.pdf', 'application/pdf', '%PDF-1.4 nothing'),
      attached(
        'things.zip',
        'application/zip',
        Buffer.from('PK\x03\x04\x14\x00\x00\x00\x00\x00'.padEnd(60, '\0')),
      ),
      attached('empty.txt', 'text/plain', ''),
      attached('winmail.dat', 'application/ms-tnef', Uint8Array.of(0x78, 0x9f, 0x3e, 0x22, 0, 1, 2, 3)),
      attached('last.txt', 'text/plain', 'still read'),
    ]);
    const { document, text } = await readEml(t, message);
    const said = document.omissions.join('\n');
    for (const name of ['broken.pdf', 'things.zip', 'winmail.dat'])
      assert.ok(said.includes(name), `${name} in ${said}`);
    assert.match(text, /still read$/);
    assert.match(text, /- winmail\.dat \(8 bytes\)/);
  });

  test('a picture is loaded from where it lies, and logos in the text are left alone', async (t) => {
    const picture = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#336699' } })
        .png()
        .toBuffer();
    const message = multipart(letterhead, [
      plain('See below.'),
      {
        head: 'Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename="logo.png"',
        body: await picture(40, 40),
      },
      attached('wall.png', 'image/png', await picture(300, 200)),
    ]);
    const { file, reader, document, text } = await readEml(t, message);
    assert.deepEqual(document.pictures, [
      { id: 'attachment-2-file', role: 'figure', width: 600, height: 400 },
    ]);
    assert.deepEqual(document.blocks.at(-1), {
      type: 'figure',
      picture: 'attachment-2-file',
      caption: 'wall.png',
    });
    assert.match(text, /- logo\.png/);
    const loaded = await reader.loadPicture?.(file, document.pictures[0] as Document['pictures'][0]);
    assert.equal(loaded?.width, 600);
    await assert.rejects(
      async () =>
        reader.loadPicture?.(file, { id: 'attachment-9-file', role: 'figure', width: 1, height: 1 }),
      NightshiftError,
    );
  });

  test('messages within messages are read to a depth, and named below it', async (t) => {
    let message = `${letterhead}\r\n\r\nThe innermost words`;
    for (let depth = 6; depth > 0; depth--) {
      message = multipart(`From: a@b.c\r\nSubject: level ${depth}`, [
        plain(`words ${depth}`),
        { head: 'Content-Type: message/rfc822', body: message },
      ]);
    }
    const { text, document } = await readEml(t, message);
    for (const depth of [1, 2, 3]) assert.match(text, new RegExp(`words ${depth}\\b`));
    assert.doesNotMatch(text, /innermost/);
    assert.match(document.omissions.join('\n'), /too deep within other files/);
  });

  test('hundreds of attachments are listed, and the first hundred read', async (t) => {
    const parts = Array.from({ length: 300 }, (_, i) => attached(`n${i}.txt`, 'text/plain', `words ${i}.`));
    const { text, document } = await readEml(t, multipart(letterhead, parts));
    assert.match(text, /- n299\.txt/);
    assert.match(text, /words 99\./);
    assert.doesNotMatch(text, /words 100\./);
    assert.match(document.omissions[0] ?? '', /200 of 300 attachments were not read/);
  });
});

test('Apple Mail’s own files and the separator of a mailbox are no part of a message', async (t) => {
  const message = `${letterhead}\r\n\r\nWords.\r\n`;
  const apple = `${message.length}   \n${message}<?xml version="1.0"?><plist><dict><key>flags</key></dict></plist>`;
  const { text, document } = await readEml(t, apple, 'letter.emlx');
  assert.match(text, /Words\.$/);
  assert.equal(document.facts.title, 'The harbour wall');
  const separated = await readEml(t, `From a@b.c Tue May 10 11:28:07 2005\r\n${message}`);
  assert.equal(separated.document.facts.title, 'The harbour wall');
});

test('any bytes, and any message cut or changed anywhere, end in a document or a failure', async (t) => {
  const folder = await scratchFolder(t);
  const whole = Buffer.from(
    multipart(letterhead, [
      plain('See below.'),
      attached('a.html', 'text/html', '<p>x'),
      attached('b.eml', mime, `${letterhead}\r\n\r\nx`),
    ]),
  );
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 30 }),
      fc.integer({ min: 1, max: whole.length }),
      async (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of changes) bytes[at] = value;
        const file = await put(folder, 'any.eml', bytes.subarray(0, length), mime);
        const reader = await readerFor(file);
        await reader
          .read(file)
          .catch((error: unknown) => assert.ok(error instanceof NightshiftError, String(error)));
      },
    ),
    { numRuns: 300 },
  );
});

describe('messages that other people sent', needsSamples, () => {
  const readSample = async (name: string) => {
    const file = sample(name, mime);
    const document = await (await readerFor(file)).read(file);
    return { document, text: plainText(document) };
  };

  test('with a name beyond ASCII', async () => {
    const { text, document } = await readSample('attachment_nonascii_filename.eml');
    assert.equal(document.facts.created, '2005-06-06T22:21:22+02:00');
    inOrder(text, [
      '**From:** foo@example.com',
      '**Subject:** testing',
      'This is the first part.',
      '- ciële.txt (11 bytes)',
      'Hi there.',
    ]);
  });

  test('with a PDF that is broken', async () => {
    const { text, document } = await readSample('attachment_pdf.eml');
    inOrder(text, [
      'Test Tester <xxxx@xxxx.com>',
      'Another PDF with 🎉 Unicode chars in it 🍿',
      'Just attaching another PDF, here, to see what the message looks like,',
      '- broken.pdf (',
    ]);
    assert.deepEqual(document.omissions, [
      'broken.pdf cannot be opened as a PDF: its data is broken or incomplete.',
    ]);
  });

  test('with a date that is none', async () => {
    const { text, document } = await readSample('bad_date_header.eml');
    assert.equal(document.facts.created, '2010-12-10T19:20:19-08:00');
    assert.match(text, /You may_be Eligible for Legitimate_Cash from_GovAgencies!/);
  });
});

function inOrder(text: string, phrases: readonly string[]): void {
  let at = 0;
  for (const phrase of phrases) {
    const found = text.indexOf(phrase, at);
    assert.ok(
      found >= 0,
      `"${phrase}" ${text.includes(phrase) ? 'comes too early' : 'is missing'} in ${text.slice(0, 3000)}`,
    );
    at = found;
  }
}
