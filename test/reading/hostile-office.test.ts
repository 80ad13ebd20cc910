import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { CFB, utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { Readers } from '../../src/reading/readers.ts';
import { needsSamples, patient, sample } from './files.ts';
import { archive, docx, inMemory, mimes, odf, paragraph, part, pptx, shape } from './office-files.ts';

function open(test: { after(fn: () => Promise<void>): void }): Readers {
  const readers = new Readers({ threads: 1 });
  test.after(() => readers.close());
  return readers;
}

const zeros = new Uint8Array(50 * 1024 * 1024);
const laughs = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const bomb = (root: string, body: string) =>
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${part(root, body).replace(/^<\?xml[^>]*>/, '')}`;

test('an archive that bursts is told as such, and the next file goes on', async (t) => {
  const readers = open(t);
  const bursting = archive({ 'word/document.xml': zeros });
  for (const [name, mime] of Object.entries(mimes)) {
    // Of spreadsheets more is read, and sheets are cut.
    if (name === 'xlsx' || name === 'ods') continue;
    const key = name.startsWith('od')
      ? 'content.xml'
      : name === 'pptx'
        ? 'ppt/presentation.xml'
        : 'word/document.xml';
    const bytes = key === 'word/document.xml' ? bursting : archive({ [key]: zeros });
    const result = await readers.read(inMemory(`a.${name}`, mime, bytes), patient);
    assert.ok(!result.ok);
    assert.equal(result.failure.code, 'file-unpacks-too-large', name);
  }
  assert.ok((await readers.read(docx(paragraph('fine')), patient)).ok);
});

test('entities that would grow without end stay what they are in every format', async (t) => {
  const readers = open(t);
  const word = docx('', {
    'word/document.xml': bomb('w:document', `<w:body>${paragraph('&l20;')}</w:body>`),
  });
  const slides = pptx([''], {
    'ppt/slides/slide1.xml': bomb(
      'p:sld',
      `<p:cSld><p:spTree>${shape([0, 0, 1, 1], '<a:p><a:r><a:t>&l20;</a:t></a:r></a:p>')}</p:spTree></p:cSld>`,
    ),
  });
  const text = odf('text', '', '', {
    'content.xml': `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><o:d xmlns:o="o"><o:body><o:text><o:p>&l20;</o:p></o:text></o:body></o:d>`,
  });
  const whole = write(
    { SheetNames: ['S'], Sheets: { S: utils.aoa_to_sheet([[1]]) } },
    { type: 'buffer', bookType: 'xlsx' },
  );
  const sheet = inMemory(
    'a.xlsx',
    mimes.xlsx,
    archive({
      ...unzipSync(new Uint8Array(whole)),
      'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l20;</t></is></c></row></sheetData></worksheet>`,
    }),
  );
  for (const file of [word, slides, text, sheet]) {
    const result = await readers.read(file, patient);
    assert.ok(result.ok, JSON.stringify(result));
    assert.ok(JSON.stringify(result.document.blocks).length < 300, file.name);
  }
});

test('tables in tables without end are a failure, styles in a ring are not', async (t) => {
  const readers = open(t);
  const deep = `${'<w:tbl><w:tr><w:tc>'.repeat(5000)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(5000)}`;
  const result = await readers.read(docx(deep), patient);
  assert.ok(!result.ok && result.failure.code === 'file-damaged');
  const nested = `${'<w:tbl><w:tr><w:tc>'.repeat(100)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(100)}`;
  assert.ok((await readers.read(docx(nested), patient)).ok);
});

test('a document with a password says so, whatever its name and container', async (t) => {
  const readers = open(t);
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5000, 1));
  CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(100, 1));
  const bytes = new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
  for (const mime of [mimes.docx, mimes.pptx, mimes.xlsx, 'application/x-ole-storage']) {
    const result = await readers.read(inMemory('secret.docx', mime, bytes), patient);
    assert.ok(!result.ok);
    assert.equal(result.failure.code, 'file-encrypted', mime);
  }
});

test('old Word and PowerPoint files fail with what would help', async (t) => {
  const readers = open(t);
  for (const [mime, hint] of [
    ['application/msword', /save it as DOCX/],
    ['application/vnd.ms-powerpoint', /save it as PPTX/],
  ] as const) {
    const result = await readers.read(inMemory('old', mime, new Uint8Array(9)), patient);
    assert.ok(!result.ok);
    assert.match(result.failure.hint, hint);
  }
});

const all = [
  ...Object.values(mimes),
  'application/vnd.ms-excel',
  'application/rtf',
  'application/vnd.apple.pages',
];

test('any bytes given to any office reader are a result', async (t) => {
  const readers = open(t);
  const starts = ['', 'PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '{\\rtf1 ', '<?xml version="1.0"?>'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.uint8Array({ minLength: 1, maxLength: 1500 }),
      fc.constantFrom(...all),
      async (start, rest, mime) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
        const result = await readers.read(inMemory('any', mime, bytes), patient);
        assert.ok(result.ok || !/^reading-/.test(result.failure.code), JSON.stringify(result));
      },
    ),
    { numRuns: 300 },
  );
});

test('a whole file with bytes changed is a result', needsSamples, async (t) => {
  const readers = open(t);
  const samples = await Promise.all(
    [
      ['test_with_comment.docx', mimes.docx],
      ['test.xlsx', mimes.xlsx],
      ['test.xls', 'application/vnd.ms-excel'],
      ['equations.docx', mimes.docx],
    ].map(async ([name = '', mime = '']) => ({ mime, bytes: await readFile(sample(name, mime).path) })),
  );
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    value: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(change, { maxLength: 20 }),
      async ({ mime, bytes }, changes) => {
        const broken = Buffer.from(bytes);
        for (const { at, value } of changes) broken[Math.floor(at * broken.length)] = value;
        const result = await readers.read(inMemory('broken', mime, broken), patient);
        assert.ok(result.ok || !/^reading-/.test(result.failure.code), JSON.stringify(result));
      },
    ),
    { numRuns: 100 },
  );
});
