import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridsOf } from '../../../src/reading/pdf/grids.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { assertInOrder, readMade, story, tablesOf } from './made.ts';

/** A grid of lines at these edges. */
function rule(pdf: PDFKit.PDFDocument, xs: readonly number[], ys: readonly number[]): void {
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  for (const x of xs) pdf.moveTo(x, top).lineTo(x, bottom).stroke();
  for (const y of ys) pdf.moveTo(left, y).lineTo(right, y).stroke();
}

test('cells of several lines stay whole, and rows that look alike stay apart', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10).font('Helvetica');
    rule(pdf, [50, 150, 350, 450], [100, 120, 160, 200]);
    pdf.text('Part', 54, 106).text('What it does', 154, 106).text('Price', 354, 106);
    pdf
      .text('Lower wall', 54, 126)
      .text('Keeps the waves of the\nautumn out', 154, 126)
      .text('1,200', 354, 126);
    pdf
      .text('Upper wall', 54, 166)
      .text('Keeps the waves of the\nwinter out', 154, 166)
      .text('900', 354, 166);
  });
  const [table] = tablesOf(document);
  assert.deepEqual(table?.rows, [
    ['Part', 'What it does', 'Price'],
    ['Lower wall', 'Keeps the waves of the autumn out', '1,200'],
    ['Upper wall', 'Keeps the waves of the winter out', '900'],
  ]);
  assert.equal(table?.header, true);
});

test('a cell over several columns or rows stands in the first of them, a title over all of them above', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    rule(pdf, [50, 400], [100, 120]);
    rule(pdf, [50, 150, 275, 400], [140, 160, 180]);
    pdf
      .moveTo(50, 120)
      .lineTo(50, 180)
      .moveTo(150, 120)
      .lineTo(150, 180)
      .moveTo(400, 120)
      .lineTo(400, 180)
      .stroke();
    pdf.moveTo(50, 140).lineTo(400, 140).stroke();
    pdf.text('All costs of the year', 60, 106);
    pdf.text('Town', 54, 126).text('Costs', 160, 126);
    pdf.text('Wall', 160, 146).text('Stairs', 280, 146);
    pdf.text('Bergen', 54, 166).text('10', 160, 166).text('20', 280, 166);
  });
  assertInOrder(plainText(document), [
    'All costs of the year',
    'Town | Costs | ',
    ' | Wall | Stairs',
    'Bergen | 10 | 20',
  ]);
});

test('columns that are ruled and rows that are not: each line is a row', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    rule(pdf, [50, 200, 300, 400], [100, 120, 240]);
    pdf.text('Year', 54, 106).text('Ships', 204, 106).text('Boats', 304, 106);
    for (let i = 0; i < 7; i++) {
      pdf
        .text(`${2010 + i}`, 54, 126 + i * 15)
        .text(`${i * 11}`, 204, 126 + i * 15)
        .text(`${i * 5}`, 304, 126 + i * 15);
    }
  });
  const [table] = tablesOf(document);
  assert.deepEqual(table?.rows.slice(0, 3), [
    ['Year', 'Ships', 'Boats'],
    ['2010', '0', '0'],
    ['2011', '11', '5'],
  ]);
  assert.equal(table?.rows.length, 8);
});

test('a frame around text is no table', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.rect(40, 40, 500, 400).stroke();
    pdf.fontSize(11).text(`Box 1. ${story}`, 60, 60, { width: 440 });
    pdf.rect(50, 200, 480, 100).stroke();
    pdf.text(`Box 2. ${story}`, 60, 210, { width: 440 });
  });
  assert.deepEqual(tablesOf(document), []);
  assertInOrder(plainText(document).replaceAll('\n', ' '), ['Box 1. The committee', 'Box 2. The committee']);
});

test('lines that are drawn as narrow areas, and in pieces, make a table too', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    for (const y of [100, 120, 140]) for (let x = 50; x < 350; x += 50) pdf.rect(x, y, 50, 0.8).fill('black');
    for (const x of [50, 150, 350]) for (const y of [100, 120]) pdf.rect(x, y, 0.8, 20).fill('black');
    pdf
      .text('Tide', 54, 106)
      .text('High at 6', 154, 106)
      .text('Wind', 54, 126)
      .text('From the west', 154, 126);
  });
  assert.deepEqual(tablesOf(document)[0]?.rows, [
    ['Tide', 'High at 6'],
    ['Wind', 'From the west'],
  ]);
});

test('a grid knows which of its cells are one', () => {
  const across = [0, 20, 40].map((at) => ({ at, from: 0, to: 100 }));
  const down = [
    { at: 0, from: 0, to: 40 },
    { at: 50, from: 20, to: 40 },
    { at: 100, from: 0, to: 40 },
  ];
  const [grid, ...others] = gridsOf({ across, down });
  assert.deepEqual(others, []);
  assert.deepEqual(
    [grid?.xs, grid?.ys],
    [
      [0, 50, 100],
      [0, 20, 40],
    ],
  );
  const [top, bottom] = grid?.cells ?? [];
  assert.equal(top?.[0], top?.[1]);
  assert.notEqual(bottom?.[0], bottom?.[1]);
});
