import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { assertInOrder, outlineOf, readMade as readDrawn, story } from './made.ts';

/** Words stand close to the edges, where pdfkit would begin a new page. */
const readMade = (...[test, draw]: Parameters<typeof readDrawn>) => readDrawn(test, draw, { margin: 10 });

const count = (text: string, phrase: string): number => text.split(phrase).length - 1;

test('headers and footers are kept once, page numbers not at all, and sentences go on over them', async (t) => {
  const document = await readMade(t, (pdf) => {
    for (let page = 1; page <= 5; page++) {
      if (page > 1) pdf.addPage();
      pdf.fontSize(8).text('Harbour Board', 50, 30, { lineBreak: false });
      pdf.text('Minutes of the wall', 400, 30, { lineBreak: false });
      pdf
        .fontSize(11)
        .text(`Chapter ${'ABCDE'[page - 1]}. ${story}The vote of page ${page} was`, 50, 80, { width: 480 });
      pdf.text(`taken twice and nobody left. ${story}`, 50, 400, { width: 480 });
      pdf.fontSize(8).text(`Page ${page} of 5`, 280, 800, { lineBreak: false });
    }
  });
  const text = plainText(document);
  assert.equal(count(text, 'Harbour Board'), 1);
  assert.equal(count(text, 'Minutes of the wall'), 1);
  assert.doesNotMatch(text, /Page \d of 5/);
  assertInOrder(text, ['Harbour Board', 'Chapter A', 'Chapter B', 'Chapter E']);
});

test('plain and roman numbers that count with the pages go, others stay', async (t) => {
  const document = await readMade(t, (pdf) => {
    ['ii', 'iii', 'iv', 'v'].forEach((number, i) => {
      if (i > 0) pdf.addPage();
      pdf
        .text(`${story}Answer ${'abcd'[i]}`, 50, 60, { width: 400 })
        .text('42', 50, 760)
        .text(number, 290, 800);
    });
  });
  const text = plainText(document);
  assert.equal(count(text, '42'), 4);
  assert.doesNotMatch(text, /^(?:ii|iii|iv|v)$/m);
});

test('a sentence that goes on over a page, its footnote and the page number is one paragraph', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf
      .fontSize(11)
      .text(`${story.repeat(3)}The wall that was built in the year of the storm¹ has`, 50, 600, {
        width: 480,
      });
    pdf.fontSize(8).text('1 See the report of the committee.', 50, 740).text('7', 295, 800);
    pdf.addPage().fontSize(11);
    pdf.text(`never been repaired since. ${story}`, 50, 60, { width: 480 });
    pdf.fontSize(8).text('8', 295, 800);
  });
  const [body, note, ...rest] = outlineOf(document);
  assert.match(
    body?.replaceAll('\n', ' ') ?? '',
    /in the year of the storm¹ has never been repaired since\. The committee/,
  );
  assert.equal(note, 'paragraph 1 See the report of the committee.');
  assert.deepEqual(rest, []);
});

test('pages that show nothing but what repeats keep their words', async (t) => {
  const document = await readMade(t, (pdf) => {
    for (let page = 1; page <= 4; page++) {
      if (page > 1) pdf.addPage();
      pdf.text('TOP SECRET', 50, 60);
    }
  });
  assert.equal(document.blocks.length, 4);
});

test('a watermark across every page is kept once', async (t) => {
  const document = await readMade(t, (pdf) => {
    for (let page = 1; page <= 3; page++) {
      if (page > 1) pdf.addPage();
      pdf.fontSize(11).text(`${'ABC'[page - 1]}. ${story}`, 50, 150, { width: 400 });
      pdf
        .save()
        .rotate(-45, { origin: [300, 400] })
        .fontSize(60)
        .text('DRAFT', 200, 380)
        .restore();
    }
  });
  assert.equal(count(plainText(document), 'DRAFT'), 1);
});
