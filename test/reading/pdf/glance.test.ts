/** A glance at a PDF, against what reading all of it says. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { extentOf } from '../../../src/reading/extent.ts';
import { pdfReader } from '../../../src/reading/pdf/pdf-reader.ts';
import { Readers } from '../../../src/reading/readers.ts';
import { makePdf, needsSamples, patient, put, sample, samples, scratchFolder } from '../files.ts';
import { rawPdf, story } from './made.ts';

const mime = 'application/pdf';

type PageKind = 'picture' | 'text' | 'blank';

/** Pages of pictures, of text, or blank ones, in this order. */
async function pagesOf(kinds: readonly PageKind[]): Promise<Uint8Array> {
  const create = { width: 600, height: 800, channels: 3, background: '#ddd' } as const;
  const picture = await sharp({ create }).jpeg().toBuffer();
  return makePdf(
    (pdf) => {
      for (const kind of kinds) {
        pdf.addPage();
        if (kind === 'picture') pdf.image(picture, 0, 0, { width: 590 });
        if (kind === 'text') pdf.text(story.repeat(3));
      }
    },
    { autoFirstPage: false },
  );
}
const times = (count: number, kind: PageKind): readonly PageKind[] =>
  Array.from({ length: count }, () => kind);

function readers(t: Parameters<typeof scratchFolder>[0]): Readers {
  const made = new Readers({ threads: 1 });
  t.after(() => made.close());
  return made;
}

test('a glance tells scans from texts, and how many pages there are to be looked at', async (t) => {
  const folder = await scratchFolder(t);
  const glancing = readers(t);
  for (const [name, kinds, pages, isScan] of [
    ['a scan', times(3, 'picture'), 3, true],
    ['a scan with a blank page', ['picture', 'blank', 'picture'], 2, true],
    ['a long scan', times(40, 'picture'), 40, true],
    ['a text', times(2, 'text'), 0, false],
    ['a text before a scan', ['text', ...times(4, 'picture')], 4, false],
    ['a long scan behind a text', ['text', ...times(49, 'picture')], 45, false],
  ] as const) {
    const file = await put(folder, `${name}.pdf`, await pagesOf(kinds), mime);
    const glance = await glancing.glance(file, patient);
    assert.ok(glance.ok, name);
    assert.deepEqual([glance.extent.pages, glance.extent.isScan], [pages, isScan], name);
  }
});

test('a glance at a long text takes its first pages for the rest', async (t) => {
  const file = await put(await scratchFolder(t), 'long.pdf', await pagesOf(times(60, 'text')), mime);
  const glance = await readers(t).glance(file, patient);
  const { characters } = extentOf(await pdfReader.read(file));
  assert.ok(glance.ok && Math.abs(glance.extent.characters / characters - 1) < 0.05);
});

test('a glance at what is no PDF, or not readable, ends in a failure', async (t) => {
  const folder = await scratchFolder(t);
  const glancing = readers(t);
  const drawn = Buffer.from(rawPdf({ content: '', resources: '' })).subarray(0, 40);
  for (const content of ['Not at all.', '%PDF-1.7\n', drawn]) {
    const glance = await glancing.glance(await put(folder, 'broken.pdf', content, mime), patient);
    assert.equal(glance.ok, false);
  }
  const note = await glancing.glance(await put(folder, 'note.txt', 'Words.', 'text/plain'), patient);
  assert.ok(!note.ok && note.failure.code === 'file-unsupported');
});

test('a glance at the samples says what reading them says', needsSamples, async (t) => {
  const glancing = readers(t);
  for (const name of readdirSync(samples).filter((each) => each.endsWith('.pdf'))) {
    const file = sample(name, mime);
    const glance = await glancing.glance(file, patient);
    assert.deepEqual(glance, { ok: true, extent: extentOf(await pdfReader.read(file)) }, join(samples, name));
  }
});
