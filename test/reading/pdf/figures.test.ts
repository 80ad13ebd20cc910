import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { assertInOrder, readMade, story } from './made.ts';

test('words in a frame with an icon are text and no figure', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text(`Before. ${story}`, 50, 60, { width: 480 });
    pdf.roundedRect(45, 190, 500, 110, 12).fillAndStroke('#eef4ff', '#3355aa').fillColor('black');
    for (let i = 0; i < 14; i++) pdf.circle(65 + (i % 4) * 3, 215 + i, 4 + (i % 3)).stroke();
    pdf.fontSize(11).text(`Note well: ${story}`, 100, 205, { width: 430 });
    pdf.text(`After. ${story}`, 50, 330, { width: 480 });
  });
  assert.deepEqual(document.pictures, []);
  assertInOrder(plainText(document), ['Before.', 'Note well: The committee', 'since spring.', 'After.']);
});

test('boxes with names and the arrows between them are a figure', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(11).text(`Before. ${story}`, 50, 60, { width: 480 });
    ['Drop', 'Read', 'Keep'].forEach((name, i) => {
      const left = 60 + 160 * i;
      pdf.roundedRect(left, 200, 100, 60, 10).stroke();
      pdf.fontSize(10).text(name, left + 35, 225, { lineBreak: false });
      if (i > 0)
        pdf
          .moveTo(left - 60, 230)
          .bezierCurveTo(left - 40, 200, left - 20, 260, left, 230)
          .stroke();
    });
    pdf.fontSize(11).text(`After. ${story}`, 50, 330, { width: 480 });
  });
  assert.equal(document.pictures.length, 1);
  assert.match(document.pictures[0]?.words ?? '', /Drop.*Read.*Keep/);
});
