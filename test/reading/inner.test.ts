import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asPart, readInner } from '../../src/reading/inner.ts';
import { deeperHeadings } from '../../src/reading/markdown/deeper.ts';
import { readerFor } from '../../src/reading/reader-table.ts';
import type { Document } from '../../src/types/document.ts';

const outer = { path: '/nowhere', name: 'letter.eml', mime: 'message/rfc822', bytes: 1 };
const words = (text: string) => Uint8Array.from(Buffer.from(text));

test('a file within a file is read by the reader of its kind', async () => {
  const reading = await readInner(outer, { name: 'a.csv', content: words('a,b\n1,2\n') }, readerFor);
  assert.ok(reading.ok);
  assert.deepEqual(reading.document.blocks, [
    {
      type: 'table',
      header: true,
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
  ]);
});

test('what cannot be read has its reason', async () => {
  const why = async (content: Uint8Array<ArrayBuffer>, depth = 0) => {
    const reading = await readInner({ ...outer, depth }, { name: 'x.bin', content }, readerFor);
    return reading.ok ? '' : reading.why;
  };
  assert.equal(await why(new Uint8Array()), 'empty');
  assert.equal(
    await why(Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256)),
    'data in an unknown format',
  );
  assert.equal(
    await why(words('%PDF-1.4 broken')),
    'x.bin cannot be opened as a PDF: its data is broken or incomplete.',
  );
  assert.equal(await why(words('deep'), 3), 'too deep within other files');
});

test('a part keeps its order: pages become headings, headings go deeper, pictures stand where they lay', () => {
  const document: Document = {
    kind: 'text',
    mime: 'application/pdf',
    facts: { pages: 2 },
    blocks: [
      { type: 'heading', level: 1, text: 'Tides', position: { page: 1 } },
      { type: 'figure', picture: 'figure-1', caption: 'The wall', position: { page: 1 } },
      { type: 'markdown', text: '# Noon\n\n```\n# no heading\n```', position: { page: 2 } },
    ],
    pictures: [
      { id: 'figure-1', role: 'figure', position: { page: 1 }, width: 9, height: 9 },
      { id: 'page-2', role: 'page', position: { page: 2 }, width: 9, height: 9 },
    ],
    speech: false,
    omissions: [],
  };
  assert.deepEqual(asPart(document, 'wall.pdf', 'attachment-1-', 3), {
    blocks: [
      { type: 'heading', level: 4, text: 'Page 1' },
      { type: 'heading', level: 4, text: 'Tides' },
      { type: 'figure', picture: 'attachment-1-figure-1', caption: 'The wall' },
      { type: 'heading', level: 4, text: 'Page 2' },
      { type: 'markdown', text: '#### Noon\n\n```\n# no heading\n```' },
      { type: 'figure', picture: 'attachment-1-page-2', caption: 'wall.pdf, Page 2' },
    ],
    pictures: [
      { id: 'attachment-1-figure-1', role: 'figure', width: 9, height: 9 },
      { id: 'attachment-1-page-2', role: 'page', width: 9, height: 9 },
    ],
  });
});

test('headings go six deep at most, and only headings', () => {
  assert.equal(
    deeperHeadings('# a\n##### b\n#c\n    # d\n~~~\n# e\n~~~', 2),
    '### a\n###### b\n#c\n    # d\n~~~\n# e\n~~~',
  );
});
