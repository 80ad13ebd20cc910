import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bytesOf } from '../../src/kinds/bytes.ts';
import { kindOf } from '../../src/kinds/kind.ts';
import type { FileKind } from '../../src/types/kind.ts';
import { processorMs } from '../support/processor-time.ts';

const samples = new URL('../../../shared/samples/files/', import.meta.url);
const missing = existsSync(samples) ? false : 'the shared samples are not here';
const sample = (name: string) => readFileSync(new URL(name, samples));

const kindOfBytes = (content: Uint8Array | string, name: string) =>
  kindOf(bytesOf(typeof content === 'string' ? Buffer.from(content) : content), name);

const said = (kind: FileKind) => (kind.supported ? `${kind.kind} ${kind.mime}` : kind.description);

const expected: Readonly<Record<string, string>> = {
  'MEDRPT-2024-PAT-3847_medical_report_scan.pdf': 'text application/pdf',
  'RECEIPT-2024-TXN-98765_retail_purchase.pdf': 'text application/pdf',
  'REPAIR-2022-INV-001_multipage.pdf': 'text application/pdf',
  'SPARSE-2024-INV-1234_borderless_table.pdf': 'text application/pdf',
  'test.pdf': 'text application/pdf',
  'RGB_8__128x128.heic': 'image image/heic',
  'truncated.heic': 'image image/heic',
  'test.jpg': 'image image/jpeg',
  'test_llm.jpg': 'image image/jpeg',
  'jfk.flac': 'audio audio/flac',
  'test.m4a': 'audio audio/mp4',
  'test.mp3': 'audio audio/mpeg',
  'test.wav': 'audio audio/wav',
  'test.json': 'text application/json',
  'test_mskanji.csv': 'text text/csv',
  'attachment_nonascii_filename.eml': 'text message/rfc822',
  'attachment_pdf.eml': 'text message/rfc822',
  'bad_date_header.eml': 'text message/rfc822',
  'equations.docx': 'text application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'test.docx': 'text application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'test_with_comment.docx': 'text application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'test.epub': 'text application/epub+zip',
  'test.pptx': 'text application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'test.xls': 'text application/vnd.ms-excel',
  'test.xlsx': 'text application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'test_blog.html': 'text text/html',
  'test_wikipedia.html': 'text text/html',
  'test_files.zip': 'a ZIP archive',
  'test_notebook.ipynb': 'text application/x-ipynb+json',
  'test_outlook_msg.msg': 'text application/vnd.ms-outlook',
  'test_rss.xml': 'text application/rss+xml',
  'random.bin': 'data in an unknown format',
};

describe('files that other people made', { skip: missing }, () => {
  for (const [name, kind] of Object.entries(expected)) {
    test(`${name} is ${kind}`, async () => {
      assert.equal(said(await kindOfBytes(sample(name), name)), kind);
    });
    test(`${name} is the same under a name that lies`, async () => {
      const lie = /\.(jpg|png)$/.test(name) ? 'x.pdf' : 'x.jpg';
      const plain = { 'test_mskanji.csv': 'text text/plain' }[name] ?? kind;
      assert.equal(said(await kindOfBytes(sample(name), lie)), plain);
    });
  }

  test('every sample is in the table', () => {
    const unknown = readdirSync(samples).filter((name) => !(name in expected) && !name.endsWith('.jpg.json'));
    assert.deepEqual(unknown, []);
  });

  test('a file cut anywhere near its beginning still has some kind', async () => {
    for (const name of Object.keys(expected)) {
      const content = sample(name);
      for (const length of [1, 2, 3, 4, 8, 12, 20, 30, 64, 100, 511, 513, 4097]) {
        assert.ok(said(await kindOfBytes(content.subarray(0, length), name)).length > 0);
      }
    }
  });
});

const utf16le = (text: string, mark: string) => Buffer.from(mark + text, 'utf16le');
const german = 'Grüße aus München, schöne Straße. ';

const texts: readonly [string, Uint8Array | string, string, string][] = [
  ['a note', 'Buy milk.\n', 'note.txt', 'text text/plain'],
  ['a note without an extension', 'Buy milk.\n', 'README', 'text text/plain'],
  ['a log of any name', '2026-11-23 01:00:00 INFO started\r\n', 'server.log.3', 'text text/x-log'],
  ['Markdown', '# Title\n', 'a.md', 'text text/markdown'],
  [
    'Markdown with a page of HTML in it',
    '<p align="center">Logo</p>\n\n# Title\n',
    'a.markdown',
    'text text/markdown',
  ],
  [
    'Markdown that begins with a rule and a script',
    '---js\n({a:1})\n---\nHello',
    'a.mdown',
    'text text/markdown',
  ],
  ['a text that is named like a photo', 'Not a photo.', 'a.jpg', 'text text/plain'],
  ['text that begins like a BMP', 'BMW builds cars.', 'a.txt', 'text text/plain'],
  ['text that begins like a program', 'MZ is what DOS programs begin with.', 'a.txt', 'text text/plain'],
  ['text that begins like an MP3', 'ID3 tags, a short history', 'a.txt', 'text text/plain'],
  ['text that begins like a model', 'solid advice for everyone', 'a.txt', 'text text/plain'],
  ['text in windows-1252', Buffer.from(german.repeat(5), 'latin1'), 'a.txt', 'text text/plain'],
  [
    'text in windows-1252 that begins like a BMP',
    Buffer.from(`BMW ${german}`, 'latin1'),
    'a.txt',
    'text text/plain',
  ],
  ['UTF-8 with a mark', `\uFEFF${german}`, 'a.txt', 'text text/plain'],
  ['UTF-16 with a mark', utf16le(german, '\uFEFF'), 'a.txt', 'text text/plain'],
  ['UTF-16 without a mark', utf16le(german, ''), 'a.txt', 'text text/plain'],
  ['UTF-16, big-endian', utf16le(german, '\uFEFF').swap16(), 'a.txt', 'text text/plain'],
  [
    'UTF-16 in Japanese, with a mark',
    utf16le('これは日本語の文章です。', '\uFEFF'),
    'a.txt',
    'text text/plain',
  ],
  [
    'UTF-32',
    Buffer.from([0xff, 0xfe, 0, 0, 72, 0, 0, 0, 0xe9, 0, 0, 0, 0x00, 0xf6, 1, 0]),
    'a.txt',
    'text text/plain',
  ],
  [
    'text of 100 KB whose sample ends in the middle of a letter',
    `a${'é'.repeat(50_000)}`,
    'a.txt',
    'text text/plain',
  ],
  [
    'a log with colours and a bell',
    `\x1b[31mred\x1b[0m \x07${'words '.repeat(50)}`,
    'a.log',
    'text text/x-log',
  ],
  ['CSV', 'a;b\n1;2\n', 'a.csv', 'text text/csv'],
  ['tab-separated values', 'a\tb\n', 'a.tsv', 'text text/tab-separated-values'],
  ['JSON', '{"a": [1, 2]}', 'a.json', 'text application/json'],
  ['JSON of any name', '[{"a": 1}]\n', 'data', 'text application/json'],
  ['a note named like JSON', 'not json', 'a.json', 'text text/plain'],
  ['a checklist', '[ ] milk\n[ ] bread\n', 'todo', 'text text/plain'],
  ['YAML', 'a: 1\n', 'a.yml', 'text application/yaml'],
  ['source code', 'print("hello")\n', 'a.py', 'text text/x-python'],
  ['a script with a first line', '#!/bin/sh\necho hi\n', 'a.sh', 'text application/x-shellscript'],
  ['a calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n', 'a.ics', 'text text/calendar'],
  ['a contact', 'BEGIN:VCARD\r\nVERSION:3.0\r\n', 'a', 'text text/vcard'],
  ['a PDF of letters only', '%PDF-1.4\n1 0 obj\n', 'a.txt', 'text application/pdf'],
  ['a note about PDF', 'The header %PDF-1.4 comes first.', 'a.txt', 'text text/plain'],
  [
    'a PDF after some rubbish',
    Buffer.concat([Buffer.from([0, 1, 2, 0x80]), Buffer.from('\n%PDF-1.7\n%âãÏÓ')]),
    'a',
    'text application/pdf',
  ],
  ['a notebook', '{"cells": [], "nbformat": 4}', 'a.json', 'text application/x-ipynb+json'],
  ['a web page of any name', '<!-- saved -->\n<!DOCTYPE html>\n<html>', 'a.txt', 'text text/html'],
  ['a web page with a wrong name in UTF-16', utf16le('<html><body>', '\uFEFF'), 'a.md', 'text text/html'],
  ['a fragment of a page', '<div>Hello</div>', 'a.html', 'text text/html'],
  ['a note named like a page', 'no tags', 'a.html', 'text text/plain'],
  ['XHTML', '<?xml version="1.0"?><html xmlns="x">', 'a.xml', 'text text/html'],
  ['XML', '<?xml version="1.0"?>\n<orders/>', 'a', 'text application/xml'],
  ['XML without a declaration', '<orders>\n</orders>', 'a.xml', 'text application/xml'],
  ['a note that begins with a tag', '<orders> are what we call them', 'a.txt', 'text text/plain'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg">', 'a.png', 'image image/svg+xml'],
  ['RSS', '<?xml version="1.0"?><!-- x --><rss version="2.0">', 'a.xml', 'text application/rss+xml'],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"><channel>',
    'a.rdf',
    'text application/rss+xml',
  ],
  ['RDF that is no feed', '<?xml version="1.0"?><rdf:RDF xmlns="y">', 'a', 'text application/xml'],
  ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom">', 'a', 'text application/atom+xml'],
  [
    'a property list',
    '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x.dtd">\n<plist>',
    'a',
    'text application/x-plist',
  ],
  ['a track', '<?xml version="1.0"?><gpx version="1.1">', 'a.xml', 'text application/gpx+xml'],
  ['a map', '<kml:kml xmlns:kml="z">', 'a', 'text application/vnd.google-earth.kml+xml'],
  ['an outline', '<opml version="2.0">', 'a.xml', 'text text/x-opml'],
  [
    'XML behind a document type of its own',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c>">]>\n<a/>',
    'a.txt',
    'text application/xml',
  ],
  ['a page in PHP', '<?php echo 1 ?>\n<!DOCTYPE html><html>', 'a.php', 'text text/x-php'],
  [
    'subtitles of any name',
    '1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n',
    'a.txt',
    'text application/x-subrip',
  ],
  ['a script told by its first line', '#!/usr/bin/env -S python3 -u\nx = 1\n', 'run', 'text text/x-python'],
  ['a program told by its look', '#include <stdio.h>\nint main() {\n}\n', 'main', 'text text/x-csrc'],
  ['a recipe of make', 'all:\n\techo\n', 'Makefile', 'text text/x-makefile'],
  ['a header in C++', '#pragma once\nclass A {\n};\n', 'a.h', 'text text/x-c++src'],
  ['a script in MATLAB', '% area\nx = 1;\n', 'a.m', 'text text/x-matlab'],
  ['prose about imports', 'import duties rise\nwith one exception:\nwine.\n', 'note', 'text text/plain'],
  ['a patch of any name', 'diff --git a/x b/x\n', 'a.txt', 'text text/x-patch'],
  ['JSON with comments', '// mine\n{"a": 1}', 'tsconfig.json', 'text application/json'],
  ['RTF', '{\\rtf1\\ansi Hello}', 'a.doc', 'text application/rtf'],
  [
    'an e-mail of any name',
    'Received: from x\r\nFrom: a@b.c\r\nSubject: Hi\r\n\r\nHello',
    'a.txt',
    'text message/rfc822',
  ],
  [
    'a mailbox',
    'From a@b.c Mon Nov 23 2026\nFrom: a@b.c\n\nHi\n\nFrom d@e.f Mon Nov 23 2026\nFrom: d@e.f\n',
    'Inbox',
    'text application/mbox',
  ],
  ['a note that quotes a letterhead', 'From: me\nTo: you\n\nHello', 'a.txt', 'text text/plain'],
  [
    'a program with a text before it',
    Buffer.concat([Buffer.from('#!/bin/sh\n'.repeat(9000)), Buffer.alloc(20_000, 0x01)]),
    'a.run',
    'data in an unknown format',
  ],
  ['zeros', Buffer.alloc(5000), 'a.txt', 'data in an unknown format'],
];

describe('texts', () => {
  for (const [what, content, name, kind] of texts) {
    test(`${what} is ${kind}`, async () => assert.equal(said(await kindOfBytes(content, name)), kind));
  }
});

const box = (type: string, ...content: Uint8Array[]) => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const track = (handler: string) =>
  box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('mdia', box('hdlr', Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(13))),
  );
const mp4 = (brand: string, ...handlers: string[]) =>
  Buffer.concat([
    box('ftyp', Buffer.from(brand), Buffer.alloc(4)),
    box('mdat', Buffer.alloc(100_000, 7)),
    box('moov', box('mvhd', Buffer.alloc(100)), ...handlers.map(track)),
  ]);
const element = (id: number[], ...content: Uint8Array[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from(id), Buffer.from([0x40 | (body.length >> 8), body.length & 0xff]), body]);
};
const webm = (...types: number[]) =>
  Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm'))),
    Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    element([0x15, 0x49, 0xa9, 0x66], Buffer.alloc(30)),
    element(
      [0x16, 0x54, 0xae, 0x6b],
      ...types.map((type) => element([0xae], element([0x83], Buffer.from([type])))),
    ),
    Buffer.from([0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.alloc(1000, 0x83),
  ]);

describe('film containers', () => {
  const cases: readonly [string, Uint8Array, string][] = [
    ['an MP4 with sound only', mp4('mp42', 'soun'), 'audio audio/mp4'],
    ['an MP4 with sound and chapters', mp4('isom', 'soun', 'text'), 'audio audio/mp4'],
    ['an MP4 with a film', mp4('mp42', 'soun', 'vide'), 'a video'],
    ['a QuickTime recording of sound', mp4('qt  ', 'soun'), 'audio audio/mp4'],
    ['an MP4 without tracks', mp4('mp42'), 'a video'],
    ['a WebM with sound only', webm(2), 'audio audio/webm'],
    ['a WebM with a film', webm(2, 1), 'a video'],
  ];
  for (const [what, content, kind] of cases) {
    test(`${what} is ${kind}`, async () => assert.equal(said(await kindOfBytes(content, 'a.mp4')), kind));
  }
});

test('the kind of any bytes under any name never throws', async () => {
  const signatures = [
    '',
    'ID3\x04',
    'RIFF',
    'OggS',
    'FORM',
    'PK\x03\x04',
    '\0\0\0\x18ftypmp42',
    '\x1aE\xdf\xa3',
    'II*\0',
    '\xff\xfe',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '\x1f\x8b\x08',
    '\x89PNG\r\n\x1a\n',
    '%PDF-',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...signatures),
      fc.uint8Array({ minLength: 1, maxLength: 3000 }),
      fc.string(),
      async (signature, rest, name) => {
        const kind = await kindOfBytes(Buffer.concat([Buffer.from(signature, 'latin1'), rest]), name);
        assert.ok(kind.mime.includes('/'));
      },
    ),
    { numRuns: 1500 },
  );
});

test('a text of nothing but comments takes no time', async () => {
  const comments = `${'<!-- -->'.repeat(8000)}x`;
  assert.ok((await processorMs(() => kindOfBytes(comments, 'a.xml'))) < 2000);
});
