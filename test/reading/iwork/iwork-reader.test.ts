import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { iworkReader } from '../../../src/reading/iwork/iwork-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { makePdf } from '../files.ts';
import { archive, inMemory } from '../office-files.ts';

const pages = 'application/vnd.apple.pages';

test('a document of Apple’s is read from the PDF that it carries', async () => {
  const pdf = await makePdf((made) => made.text('The harbour wall'));
  const file = inMemory(
    'a.pages',
    pages,
    archive({ 'Index/Document.iwa': 'x', 'QuickLook/Preview.pdf': pdf }),
  );
  const document = await iworkReader.read(file);
  assert.match(plainText(document), /The harbour wall/);
  assert.equal(document.mime, pages);
});

test('with a picture of the first page alone, that is looked at and said', async () => {
  const jpeg = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const file = inMemory(
    'a.key',
    pages,
    archive({ 'Index/Document.iwa': 'x', 'preview-micro.jpg': 'x', 'preview.jpg': jpeg }),
  );
  const document = await iworkReader.read(file);
  const [picture] = document.pictures;
  assert.ok(picture !== undefined && picture.role === 'page');
  assert.equal((await iworkReader.loadPicture?.(file, picture))?.height, picture.height);
  assert.match(document.omissions[0] ?? '', /export it as PDF/);
});

test('without a preview the failure says what would help', async () => {
  const file = inMemory('a.pages', pages, archive({ 'Index/Document.iwa': 'x' }));
  await assert.rejects(iworkReader.read(file), { code: 'file-unsupported', hint: /export it as PDF/ });
});
