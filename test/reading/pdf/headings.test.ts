import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf, readMade, story } from './made.ts';

test('large letters are headings, the larger the higher; bold lines come below them', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(22).text('The Harbour').moveDown(0.5);
    pdf.fontSize(16).text('A new wall').moveDown(0.5);
    pdf.fontSize(11).font('Helvetica-Bold').text('Costs').font('Helvetica').text(story).moveDown();
    pdf
      .font('Helvetica-Bold')
      .text('This is important, and it is no heading because it ends like a sentence.');
    pdf.font('Helvetica').text(story);
  });
  const headings = outlineOf(document).filter((line) => line.startsWith('h'));
  assert.deepEqual(headings, ['h1 The Harbour', 'h2 A new wall', 'h3 Costs']);
});

test('bold words at the beginning of a paragraph are no heading', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf
      .fontSize(11)
      .font('Helvetica-Bold')
      .text('Costs. ', { continued: true })
      .font('Helvetica')
      .text(story.repeat(2));
  });
  assert.equal(document.blocks.length, 1);
  assert.equal(document.blocks[0]?.type, 'paragraph');
});

test('neither an amount nor a long sentence in large letters is a heading', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(30).text('$1,250.00').moveDown();
    pdf
      .fontSize(15)
      .text('The wall is going to be finished before the first storm of the winter arrives.')
      .moveDown();
    pdf.fontSize(10).text(story.repeat(4));
  });
  assert.deepEqual(
    outlineOf(document).filter((line) => line.startsWith('h')),
    [],
  );
});

test('the outline of the file says what is a heading, whatever it looks like, and how deep', async (t) => {
  const document = await readMade(t, (pdf) => {
    const { outline } = pdf;
    const part = outline.addItem('1 Background');
    pdf.fontSize(11).text('1  Background').moveDown().text(story).moveDown();
    part.addItem('The storm of 1901');
    pdf.text('The storm of 1901').moveDown().text(story);
  });
  assert.deepEqual(
    outlineOf(document).filter((line) => line.startsWith('h')),
    ['h1 1 Background', 'h2 The storm of 1901'],
  );
});
