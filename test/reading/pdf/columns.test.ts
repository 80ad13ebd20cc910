import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { assertInOrder, outlineOf, readMade, story } from './made.ts';

for (const columns of [2, 3]) {
  test(`a page of ${columns} columns below a title is read column by column`, async (t) => {
    const document = await readMade(t, (pdf) => {
      pdf.fontSize(20).text('A Harbour Wall for Everyone', { align: 'center' });
      pdf
        .fontSize(10)
        .moveDown()
        .text(`Abstract. ${story.repeat(2)}`)
        .moveDown();
      const text = Array.from({ length: 8 }, (_, i) => `Paragraph ${i + 1} begins here. ${story}\n\n`).join(
        '',
      );
      pdf.fontSize(9).text(text, { columns, columnGap: 18, height: 420 / columns + 100, align: 'justify' });
    });
    assert.equal(outlineOf(document)[0], 'h1 A Harbour Wall for Everyone');
    const expected = Array.from({ length: 8 }, (_, i) => `Paragraph ${i + 1} begins here. ${story.trim()}`);
    assertInOrder(plainText(document).replaceAll(/\s+/g, ' '), ['Abstract. The committee', ...expected]);
  });
}

test('columns that stand close are told apart, and a sentence goes on in the next', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf
      .fontSize(10)
      .text(`${story.repeat(6)}The end of the first column is`, 50, 60, { width: 240, align: 'justify' });
    pdf.text(`also the beginning of the second one. ${story.repeat(6)}`, 299, 60, {
      width: 240,
      align: 'justify',
    });
  });
  assert.equal(document.blocks.length, 1, plainText(document));
  assertInOrder(plainText(document), [
    'The committee met',
    'The end of the first column is also the beginning of the second one. The',
  ]);
});

test('text beside a figure is read as one, and the figure stands next to it', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text(`First. ${story}`, 50, 50, { width: 250 });
    pdf.text(`Second. ${story}`, 50, 160, { width: 250 });
    for (let i = 0; i < 12; i++)
      pdf
        .moveTo(330, 60 + i * 10)
        .bezierCurveTo(400, 40, 450, 200, 540, 60 + i * 12)
        .stroke();
  });
  assertInOrder(plainText(document).replaceAll('\n', ' '), [
    `First. ${story.trim()}`,
    `Second. ${story.trim()}`,
  ]);
  assert.deepEqual(document.blocks.map(({ type }) => type).toSorted(), ['figure', 'paragraph', 'paragraph']);
});

test('two pages of a spread, each with lines of its own, are read one after the other', async (t) => {
  const document = await readMade(
    t,
    (pdf) => {
      pdf.fontSize(9);
      for (let i = 0; i < 14; i++) {
        pdf
          .text(`Left ${i}`, 40, 40 + i * 20, { lineBreak: false })
          .text(`${i * 3},100`, 300, 40 + i * 20, { lineBreak: false });
        pdf
          .text(`Right ${i}`, 450, 47 + i * 23, { lineBreak: false })
          .text(`${i * 7},200`, 700, 47 + i * 23, { lineBreak: false });
      }
    },
    { layout: 'landscape' },
  );
  assertInOrder(plainText(document), ['Left 0', 'Left 13 | 39,100', 'Right 0 | 0,200', 'Right 13']);
});

test('an index of two columns is read down each column and is no table', async (t) => {
  const entries = [
    'Anchors, 12, 45',
    'breakwaters:',
    '   cost of, 17',
    '   height of, 19–23, 101,',
    '      110',
    'Buoys, 4',
    'Cranes, 88n',
    'Docks, 5, 9',
    'Dredging, 31–33',
    '   licences for, 34',
    'Eddies, 70',
    'Ferries, 2',
  ];
  const others = [
    'Gates, 61',
    'Harbour wall:',
    '   building of, 1',
    '   price of, 3, 8',
    '   repair of, 99',
    'Ice, 14',
    'Jetties, 6, 7',
    'Keels, 52n',
    'Lights, 40',
    '   on buoys, 41–43,',
    '      201',
    'Moorings, 64',
  ];
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(9);
    [entries, others].forEach((lines, column) => {
      lines.forEach((entry, i) => {
        const indent = 4 * (/^ */.exec(entry)?.[0].length ?? 0);
        pdf.text(entry.trim(), 60 + 250 * column + indent, 80 + 11 * i, { lineBreak: false });
      });
    });
  });
  assert.ok(!document.blocks.some(({ type }) => type === 'table'));
  assertInOrder(
    plainText(document),
    [...entries, ...others].map((entry) => entry.trim()),
  );
});
