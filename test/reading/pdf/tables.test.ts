import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { outlineOf, readMade, story, tablesOf } from './made.ts';

type Rows = readonly (readonly string[])[];

/** Cells at the given left edges, rows `pitch` points apart. */
function draw(
  pdf: PDFKit.PDFDocument,
  rows: Rows,
  lefts: readonly number[],
  top: number,
  pitch: number,
): void {
  rows.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (cell !== '') pdf.text(cell, lefts[j] ?? 0, top + i * pitch, { lineBreak: false });
    });
  });
}

test('an invoice with right-aligned numbers is a table with a header', async (t) => {
  const rows = [
    ['Item', 'Qty', 'Unit price', 'Total'],
    ['Blue widget, large', '2', '10.00', '20.00'],
    ['Service and travel', '1', '150.00', '150.00'],
    ['Total', '', '', '170.00'],
  ];
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(18).text('INVOICE').fontSize(10);
    rows.forEach(([item = '', ...numbers], i) => {
      pdf.text(item, 50, 200 + i * 16);
      numbers.forEach((number, j) => {
        pdf.text(number, 260 + j * 90, 200 + i * 16, { width: 80, align: 'right' });
      });
    });
  });
  const [table] = tablesOf(document);
  assert.deepEqual(table?.rows, rows);
  assert.equal(table?.header, true);
});

test('words that found no room in their cell stay in it', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    draw(
      pdf,
      [
        ['Country', 'What was decided', 'Votes'],
        ['Norway', 'The old wall stays until the', '12'],
        ['', 'new one has been paid for', ''],
        ['Iceland', 'Nothing was decided', '7'],
        ['Number of', '', ''],
        ['members voting', 'By show of hands', '19'],
      ],
      [50, 180, 420],
      100,
      13,
    );
  });
  assert.deepEqual(tablesOf(document)[0]?.rows, [
    ['Country', 'What was decided', 'Votes'],
    ['Norway', 'The old wall stays until the new one has been paid for', '12'],
    ['Iceland', 'Nothing was decided', '7'],
    ['Number of members voting', 'By show of hands', '19'],
  ]);
});

test('titles over groups of columns belong to the table below them', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    pdf.text('Heart disease', 190, 100, { width: 100, align: 'center' });
    pdf.text('Stroke', 350, 100, { width: 100, align: 'center' });
    const rows = [
      ['Group', 'Number', 'Rate', 'Number', 'Rate'],
      ['Women', '200,915', '103.1', '82,595', '42.6'],
      ['Men', '224,510', '176.5', '54,524', '43.9'],
      ['All', '425,425', '135.0', '137,119', '43.6'],
    ];
    draw(pdf, rows, [50, 180, 260, 340, 420], 114, 14);
  });
  const [table, ...others] = tablesOf(document);
  assert.deepEqual(others, []);
  assert.deepEqual(table?.rows[0]?.filter(Boolean), ['Heart disease', 'Stroke']);
  assert.deepEqual(table?.rows.at(-1), ['All', '425,425', '135.0', '137,119', '43.6']);
});

test('level lines between the rows say which lines make one', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    for (let i = 0; i < 6; i++) {
      const top = 100 + i * 36;
      pdf.moveTo(50, top).lineTo(500, top).stroke();
      pdf
        .text(`Rule ${i + 1}`, 52, top + 4)
        .text('It begins on', 150, top + 4)
        .text('this line', 150, top + 17);
      pdf.text('Section A', 330, top + 4).text(`Page ${i}`, 330, top + 17);
    }
  });
  assert.deepEqual(tablesOf(document)[0]?.rows.slice(0, 2), [
    ['Rule 1', 'It begins on this line', 'Section A Page 0'],
    ['Rule 2', 'It begins on this line', 'Section A Page 1'],
  ]);
});

test('a table that goes on without its header gets it again on each page', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10).font('Helvetica-Bold');
    draw(pdf, [['Name', 'Town', 'Since']], [50, 200, 350], 700, 16);
    pdf.font('Helvetica');
    const row = (i: number): string[] => [`Person ${i}`, `Town ${i}`, `${1990 + i}`];
    draw(pdf, [row(1), row(2), row(3)], [50, 200, 350], 716, 16);
    pdf.addPage();
    draw(pdf, [row(4), row(5), row(6)], [50, 200, 350], 60, 16);
  });
  const tables = tablesOf(document);
  assert.deepEqual(
    tables.map(({ rows, header, position }) => [
      header,
      position?.page,
      rows[0]?.join(' '),
      rows[1]?.join(' '),
    ]),
    [
      [true, 1, 'Name Town Since', 'Person 1 Town 1 1991'],
      [true, 2, 'Name Town Since', 'Person 4 Town 4 1994'],
    ],
  );
});

test('prose is no table, even where it stands beside a short note', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text(story.repeat(3), 50, 60, { width: 300 });
    pdf
      .fontSize(9)
      .text('A note in the margin that says something about the wall and its costs', 400, 60, { width: 120 });
  });
  assert.deepEqual(tablesOf(document), []);
  assert.match(plainText(document).replaceAll('\n', ' '), /something about the wall and its costs/);
});

test('labels and values that stand apart keep their pairs', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    draw(
      pdf,
      [
        ['Invoice no.', '2024-17'],
        ['Date', '3 May 2024'],
        ['Customer', 'Ada & Sons'],
      ],
      [50, 200],
      100,
      15,
    );
  });
  assert.deepEqual(outlineOf(document), [
    'table Invoice no.,2024-17 | Date,3 May 2024 | Customer,Ada & Sons',
  ]);
});

test('two broken sentences side by side are no table', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    const lines = [
      ['I ask that the persons who are named', 'Signature of the person who opens'],
      ['above be insured together with me.', 'the right to these services'],
    ];
    draw(pdf, lines, [50, 300], 300, 13);
  });
  assert.deepEqual(tablesOf(document), []);
  assert.deepEqual(
    outlineOf(document).map((line) => line.replaceAll('\n', ' ')),
    [
      'paragraph I ask that the persons who are named above be insured together with me.',
      'paragraph Signature of the person who opens the right to these services',
    ],
  );
});
