/** Files that are too long, too dense or too large: they end within the limits, and the result says what is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdfReader, pdfReaderWithin } from '../../../src/reading/pdf/pdf-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { ReadingPool } from '../../../src/reading/reading-pool.ts';
import { patient, put, scratchFolder } from '../files.ts';
import { rawPages, rawPdf, readBytes } from './made.ts';

const limits = { pages: 100, pieces: 100_000, runs: 10_000, seconds: 600 };
const helvetica = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';
const line = (text: string): string => `BT /F1 12 Tf 50 700 Td (${text}) Tj ET`;

test('of ten thousand pages those within the limit are read, and the others named', async (t) => {
  const bytes = rawPages(10_000, (page) => line(`Words of sheet ${page}`));
  const document = await readBytes(t, bytes, pdfReaderWithin({ ...limits, pages: 30 }));
  assert.equal(document.facts.pages, 10_000);
  assert.equal(document.blocks.at(-1)?.position?.page, 30);
  assert.deepEqual(document.omissions, ['Pages 31 to 10000 were not read: 30 pages are the limit.']);
});

test('no more text is held in memory than is allowed', async (t) => {
  const lines = (page: number): string =>
    Array.from({ length: 10 }, (_, i) => `BT /F1 12 Tf 50 ${700 - 30 * i} Td (${page} and ${i}) Tj ET`).join(
      '\n',
    );
  const document = await readBytes(t, rawPages(6, lines), pdfReaderWithin({ ...limits, pieces: 25 }));
  assert.equal(document.blocks.at(-1)?.position?.page, 3);
  assert.deepEqual(document.omissions, ['Pages 4 to 6 were not read: the memory for one file was used up.']);
});

test('a page with too many pieces of text is read in part, and the next one whole', async (t) => {
  const words = Array.from(
    { length: 5000 },
    (_, i) => `1 0 0 1 ${(i * 37) % 500} ${(i * 91) % 700} Tm (w${i}) Tj`,
  );
  const bytes = rawPages(2, (page) =>
    page === 1 ? `BT /F1 8 Tf ${words.join('\n')} ET` : line('The last page'),
  );
  const document = await readBytes(t, bytes, pdfReaderWithin({ ...limits, runs: 1000 }));
  assert.deepEqual(document.omissions, ['Page 1 was read in part: 1000 pieces of text are the limit.']);
  assert.match(plainText(document), /w123/);
  assert.match(plainText(document), /The last page$/);
  assert.doesNotMatch(plainText(document), /w1000/);
});

for (const [name, box] of [
  ['huge', '0 0 1e9 1e9'],
  ['endless', '-1e300 -1e300 1e300 1e300'],
  ['empty', '0 0 0 0'],
  ['turned over', '400 400 0 0'],
  ['no numbers', '/A /B /C /D'],
] as const) {
  test(`a page whose box is ${name} keeps its words`, async (t) => {
    const content = 'BT /F1 12 Tf 100 100 Td (Small words on a sheet) Tj ET';
    const document = await readBytes(
      t,
      rawPdf({ content, resources: helvetica, extra: `/MediaBox [${box}]` }),
    );
    assert.match(plainText(document), /Small words on a sheet/);
  });
}

test('a drawing on a huge page becomes a picture of a size that can be held', async (t) => {
  const content = Array.from({ length: 40 }, (_, i) => `${i}e7 0 m 1e9 ${i}e7 l 0 1e9 l s`).join('\n');
  const bytes = rawPdf({ content, resources: '', extra: '/MediaBox [0 0 1e9 1e9]' });
  const file = await put(await scratchFolder(t), 'huge.pdf', bytes, 'application/pdf');
  const document = await pdfReader.read(file);
  const [picture] = document.pictures;
  assert.ok(picture !== undefined && pdfReader.loadPicture !== undefined);
  assert.ok(picture.width <= 5000 && picture.height <= 5000);
  const loaded = await pdfReader.loadPicture(file, picture);
  assert.deepEqual([loaded.width, loaded.height], [picture.width, picture.height]);
});

test('signs that the fonts do not name are counted, and a page of them is looked at instead', async (t) => {
  const few = rawPages(3, (page) => line(`Version ${page === 2 ? '\\001\\002.\\003' : page} of the plan`));
  const document = await readBytes(t, few);
  assert.match(plainText(document), /Version \. of the plan/);
  assert.deepEqual(document.omissions, [
    '3 signs on page 2 could not be read: the fonts do not say which they are.',
  ]);
  const all = await readBytes(
    t,
    rawPages(1, () => line(`Title of it ${'\\001\\002\\003\\004 '.repeat(20)}`)),
  );
  assert.deepEqual(all.blocks, []);
  assert.deepEqual(
    all.pictures.map(({ role }) => role),
    ['page'],
  );
  assert.deepEqual(all.omissions, []);
});

// Without cleaning up, the operators of all these pages need half as much again.
test('pages are let go of as they are read: a long file fits in little memory', async (t) => {
  const dense = (page: number): string =>
    `BT /F1 6 Tf 7 TL 50 780 Td ${Array.from({ length: 100 }, (_, i) => `(Line ${i} of page ${page}, ${'and so on '.repeat(12)}) '`).join('\n')} ET`;
  const file = await put(await scratchFolder(t), 'long.pdf', rawPages(150, dense), 'application/pdf');
  const worker = new URL('../../../src/reading/worker.ts', import.meta.url);
  const pool = new ReadingPool({
    worker,
    processes: 1,
    limits: () => ({ seconds: 600, memory: 1024 }),
    heap: 80,
  });
  t.after(() => pool.close());
  const result = await pool.run<{ ok: boolean }>({ action: 'read', file } as { file: typeof file }, patient);
  assert.equal(result.ok, true, JSON.stringify('failure' in result ? result.failure : ''));
});
