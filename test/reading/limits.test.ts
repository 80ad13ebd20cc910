import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textTypes } from '../../src/kinds/text-kind.ts';
import { filesAtOnce, heapMegabytes, limitsOf } from '../../src/reading/limits.ts';
import { mimes } from './office-files.ts';

const familyOf = (mime: string) => limitsOf({ path: '/a', name: 'a', mime, bytes: 1 }).family;

test('every kind of file is of the family whose reader it needs', () => {
  for (const [family, kinds] of Object.entries({
    pdf: ['application/pdf', 'application/x-pdf'],
    image: ['image/png', 'image/heic', 'image/svg+xml'],
    sound: ['audio/mpeg', 'video/mp4'],
    mail: ['message/rfc822', 'application/mbox', 'application/vnd.ms-outlook'],
    office: [...Object.values(mimes), 'application/msword', 'application/vnd.ms-excel', 'application/rtf'],
    book: ['application/epub+zip'],
    web: ['text/html', 'application/xhtml+xml', 'application/x-webarchive', 'multipart/related'],
    text: ['text/plain', 'text/csv', 'application/json', 'application/xml', 'TEXT/PLAIN; charset=utf-8'],
  })) {
    for (const mime of kinds) assert.equal(familyOf(mime), family, mime);
  }
});

test('there are limits for every kind, and memory for more than the heap', () => {
  for (const mime of [...textTypes, 'application/octet-stream', '']) {
    const { seconds, memory, characters, blocks, pictures } = limitsOf({
      path: '/',
      name: '',
      mime,
      bytes: 1,
    });
    for (const limit of [seconds, characters, blocks, pictures]) assert.ok(limit > 0 && limit < 1e7, mime);
    assert.ok(memory > heapMegabytes, mime);
  }
});

test('as many files are read at once as there are processors, and memory for', () => {
  const gibibyte = 1024 ** 3;
  for (const [processors, gibibytes, files] of [
    [8, 16, 8],
    [8, 8, 4],
    [2, 64, 2],
    [4, 1, 1],
  ] as const) {
    assert.equal(filesAtOnce(processors, gibibytes * gibibyte), files);
  }
});
