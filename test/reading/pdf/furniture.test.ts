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

/** Words in an order that no other page has. */
const prose = (page: number): string => {
  const words = story.toLowerCase().replace(/[.,]/g, '').trim().split(' ');
  return words.map((_, i) => words[(i * (page + 1) + page) % words.length]).join(' ');
};

/** Pages over which one sentence goes on, with what `draw` puts at their edges. */
const withEdges = (
  t: Parameters<typeof readDrawn>[0],
  pages: number,
  draw: (pdf: PDFKit.PDFDocument, page: number) => void,
) =>
  readMade(t, (pdf) => {
    for (let page = 1; page <= pages; page++) {
      if (page > 1) pdf.addPage();
      pdf
        .fontSize(11)
        .text(`goes on after ${page}: ${prose(page)} and one of ${page} which`, 50, 80, { width: 480 });
      pdf.fontSize(9);
      draw(pdf, page);
    }
  });

test('left and right pages have headers of their own, even in a short document', async (t) => {
  const document = await withEdges(t, 4, (pdf, page) => {
    if (page % 2 === 0) pdf.text(`${page}`, 50, 30, { lineBreak: false });
    if (page % 2 === 0) pdf.text('The Harbour Board', 150, 30, { lineBreak: false });
    else pdf.text('Annual report', 300, 30, { lineBreak: false });
    if (page % 2 === 1) pdf.text(`${page}`, 500, 30, { lineBreak: false });
  });
  const text = plainText(document);
  assert.equal(count(text, 'The Harbour Board'), 1);
  assert.equal(count(text, 'Annual report'), 1);
  assert.doesNotMatch(text, /^\d$/m);
  assert.match(text, /one of 3 which\sgoes on after 4/);
});

test('a header that carries the name of the chapter stands once for each chapter', async (t) => {
  const chapters = ['The wall', 'The tide', 'The tide', 'The tide', 'The light', 'The pilots', 'The pilots'];
  const document = await withEdges(t, 7, (pdf, page) => {
    pdf.text(chapters[page - 1] ?? '', 50, 30, { lineBreak: false });
    pdf.text(`${page + 40}`, 500, 30, { lineBreak: false });
  });
  const text = plainText(document);
  for (const chapter of new Set(chapters)) assert.equal(count(text, chapter), 1, chapter);
  assert.doesNotMatch(text, /^4\d$/m);
  // Nor does the name part the sentence that goes on below it, over page after page.
  assert.match(text, /one of 1 which goes on after 2/);
  assertInOrder(text, ['The wall', 'one of 6 which', 'The tide', 'The light', 'The pilots']);
});

test('a numbered header stands once, its number going up with the pages', async (t) => {
  const document = await withEdges(t, 5, (pdf, page) => {
    pdf.text(`Harbour Board | Minutes | ${page + 10}`, 50, 30, { lineBreak: false });
    pdf.text(`${page + 1} – Preface`, 50, 800, { lineBreak: false });
  });
  const text = plainText(document);
  assert.equal(count(text, 'Harbour Board'), 1);
  assert.equal(count(text, 'Preface'), 1);
});

for (const [language, footer] of [
  ['English', (page: number) => `Page ${page} of 12`],
  ['German', (page: number) => `Seite ${page} von 12`],
  ['French', (page: number) => `Page ${page} sur 12`],
  ['Spanish', (page: number) => `Página ${page} de 12`],
  ['Dutch', (page: number) => `Pagina ${page} van 12`],
  ['Swedish', (page: number) => `Sida ${page} av 12`],
  ['Finnish', (page: number) => `Sivu ${page} / 12`],
  ['bare', (page: number) => `- ${page} / 12 -`],
] as const) {
  test(`page numbers go: ${language}`, async (t) => {
    const document = await withEdges(t, 4, (pdf, page) => {
      pdf.text(footer(page), 280, 800, { lineBreak: false });
    });
    assert.doesNotMatch(plainText(document), /12|[Pp]ag|Seite|Página|Sida|Sivu/);
    assert.match(plainText(document), /one of 2 which\sgoes on after 3/);
  });
}

test('titles that differ by their number only are all kept', async (t) => {
  const document = await readMade(t, (pdf) => {
    for (let page = 1; page <= 5; page++) {
      if (page > 1) pdf.addPage();
      pdf.fontSize(18).text(`Exercise ${page}`, 50, 40);
      pdf.fontSize(11).text(`In case ${page * 3}: ${prose(page)}`, 50, 90, { width: 480 });
      pdf.fontSize(9).text(`Invoice ${page * page + 1000}`, 50, 790, { lineBreak: false });
      pdf.text(`${page + 3} / ${page * page}`, 300, 790, { lineBreak: false });
    }
  });
  const text = plainText(document);
  for (let page = 1; page <= 5; page++) {
    assertInOrder(text, [`Exercise ${page}`, `In case ${page * 3}:`]);
    assert.match(text, new RegExp(`Invoice ${page * page + 1000}\\b`));
    assert.match(text, new RegExp(`${page + 3} / ${page * page}`), 'not of so many pages');
  }
});

test('figures that were turned stay when their numbers differ, page numbers beside the text go', async (t) => {
  const document = await withEdges(t, 4, (pdf, page) => {
    pdf.save().rotate(-90, { origin: [570, 400] });
    pdf.text(`Plate ${page * 2}`, 570, 400, { lineBreak: false }).restore();
    pdf.save().rotate(90, { origin: [20, 400] });
    pdf.text(`${page + 20}`, 20, 400, { lineBreak: false }).restore();
  });
  const text = plainText(document);
  for (const plate of [2, 4, 6, 8]) assert.match(text, new RegExp(`Plate ${plate}`));
  assert.doesNotMatch(text, /\b2[1-4]\b/);
});

test('a form that was filled once a page keeps its labels beside what was filled in', async (t) => {
  const names = ['Weir', 'Sands', 'Holm', 'Firth', 'Quay'];
  const document = await readMade(t, (pdf) => {
    names.forEach((name, i) => {
      if (i > 0) pdf.addPage();
      pdf.fontSize(10).text('Berth', 50, 60, { lineBreak: false }).text(name, 200, 60, { lineBreak: false });
      pdf
        .text('Length', 50, 40, { lineBreak: false })
        .text(`${12 + (i % 2)} m`, 200, 40, { lineBreak: false });
      pdf.text(`Valid until ${i * i + 3} May`, 50, 90, { lineBreak: false });
      pdf.text(`${prose(i)}.`, 50, 200, { width: 480 });
    });
  });
  const text = plainText(document);
  assert.equal(count(text, 'Berth'), 5);
  assert.equal(count(text, 'Length'), 5);
  assert.equal(count(text, '12 m'), 3);
  for (const i of names.keys()) assert.match(text, new RegExp(`Valid until ${i * i + 3} May`));
});

test('a document of page numbers alone keeps them', async (t) => {
  const document = await readMade(t, (pdf) => {
    for (let page = 1; page <= 3; page++) {
      if (page > 1) pdf.addPage();
      pdf.text(`Page ${page}`, 50, 50);
    }
  });
  assert.match(plainText(document), /Page 1\s+Page 2\s+Page 3/);
});
