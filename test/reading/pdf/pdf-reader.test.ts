import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pdfReader } from '../../../src/reading/pdf/pdf-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { makePdf, needsSamples, put, samples, scratchFolder } from '../files.ts';
import { assertInOrder, readMade, story } from './made.ts';

test('text that runs upwards and a rotated page read in their order', async (t) => {
  const sideways = await readMade(t, (pdf) => {
    pdf.rotate(-90, { origin: [300, 400] });
    pdf
      .fontSize(12)
      .text('Sideways first line of the table', 150, 300)
      .text('and the second line of it', 150, 316);
  });
  assertInOrder(plainText(sideways), ['Sideways first line of the table', 'and the second line of it']);
  const turned = await readMade(t, (pdf) => {
    Object.assign(pdf.page.dictionary.data, { Rotate: 90 });
    pdf.fontSize(12).text(`First. ${story}`).moveDown(2).text(`Second. ${story}`);
  });
  assertInOrder(plainText(turned), ['First. The committee', 'Second. The committee']);
});

test('each page is judged on its own: text, scan, drawing and blank', { ...needsSamples }, async (t) => {
  const photograph = await readFile(`${samples}/test_llm.jpg`);
  const document = await readMade(t, (pdf) => {
    pdf.text(story);
    pdf
      .addPage()
      .image(photograph, 0, 0, { width: 595, height: 842 })
      .fontSize(8)
      .text('Scanned by a machine', 50, 770);
    pdf.addPage();
    for (let i = 0; i < 40; i++)
      pdf
        .moveTo(50, 50 + i * 10)
        .lineTo(400, 60 + i * 12)
        .stroke();
    pdf.addPage();
    pdf.addPage().text('p. 5');
  });
  assert.deepEqual(
    document.pictures.map((picture) => picture.id),
    ['page-2', 'page-3'],
  );
  assert.deepEqual(
    document.blocks.map((block) => block.position?.page),
    [1, 2, 5],
  );
});

test('an empty page is a document without blocks and pictures', async (t) => {
  const { blocks, pictures, facts } = await readMade(t, () => undefined);
  assert.deepEqual({ blocks, pictures, pages: facts.pages }, { blocks: [], pictures: [], pages: 1 });
});

test('title, author and creation time come from the file', async (t) => {
  const info = { Title: 'Harbour', Author: 'Ada', CreationDate: new Date('2024-05-01T10:33:00Z') };
  const { facts } = await readMade(t, (pdf) => pdf.text('x'), { info });
  assert.deepEqual(facts, { pages: 1, title: 'Harbour', author: 'Ada', created: '2024-05-01T10:33:00Z' });
});

test('a password is a failure with its own code; an owner’s password alone is none', async (t) => {
  await assert.rejects(
    readMade(t, (pdf) => pdf.text('secret'), { userPassword: 'x', ownerPassword: 'y' }),
    {
      code: 'file-encrypted',
      hint: /save a copy without one/,
    },
  );
  const open = await readMade(t, (pdf) => pdf.text('not so secret'), { ownerPassword: 'y' });
  assert.equal(plainText(open), 'not so secret');
});

test('a file that is cut off or is no PDF is damaged, and never an exception of another kind', async (t) => {
  const folder = await scratchFolder(t);
  const whole = await makePdf((pdf) => pdf.text(story));
  const cut = await put(folder, 'cut.pdf', whole.subarray(0, 300), 'application/pdf');
  await assert.rejects(pdfReader.read(cut), { code: 'file-damaged', reason: /^cut\.pdf .+\.$/ });
  const noise = await put(folder, 'noise.pdf', Buffer.from('%PDF-1.7\nnothing'), 'application/pdf');
  await assert.rejects(pdfReader.read(noise), { code: 'file-damaged' });
});

test('a file whose index is cut off is read all the same where its pages are whole', async (t) => {
  const folder = await scratchFolder(t);
  const whole = Buffer.from(await makePdf((pdf) => pdf.text(story), { compress: false }));
  const cut = whole.subarray(0, whole.lastIndexOf('xref') - 1);
  const document = await pdfReader.read(await put(folder, 'cut.pdf', cut, 'application/pdf'));
  assertInOrder(plainText(document).replaceAll(/\s+/g, ' '), ['The committee met on Tuesday']);
});
