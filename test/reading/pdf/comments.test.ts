import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentBlocks } from '../../../src/reading/pdf/comments.ts';
import { outlineOf, readMade } from './made.ts';

test('comments, highlights and typed text are read after the page that they stand on', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(12).text('The wall costs four million.', 50, 50);
    pdf.highlight(50 + pdf.widthOfString('The wall '), 50, pdf.widthOfString('costs four million'), 14);
    pdf.note(300, 50, 20, 20, 'Too much!');
    pdf.textAnnotation(50, 200, 200, 30, 'Ask again in May');
  });
  assert.deepEqual(outlineOf(document), [
    'paragraph The wall costs four million.',
    'paragraph Ask again in May',
    'list Highlighted: “costs four million” | Comment: Too much!',
  ]);
});

test('who wrote a comment is told, the same comment only once, and an empty one not at all', () => {
  const box = { x0: 0, y0: 0, x1: 1, y1: 1 };
  const said = { subtype: 'Text', contentsObj: { str: 'Why?' }, titleObj: { str: 'Ada' } };
  const blocks = commentBlocks(
    [said, said, { subtype: 'Text', contentsObj: { str: ' ' } }, { subtype: 'Popup' }].map((facts) => ({
      facts,
      box,
    })),
    { page: 2 },
  );
  assert.deepEqual(blocks, [
    { type: 'list', ordered: false, items: ['Comment by Ada: Why?'], position: { page: 2 } },
  ]);
});
