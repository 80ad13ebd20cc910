import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMade, story } from './made.ts';

test('bullets become one list, and hanging lines stay with their item', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.font('Helvetica').fontSize(10);
    ['First point', `Second point. ${story}`, 'Third point'].forEach((item, i) => {
      pdf.text('•', 50, 100 + i * 40).text(item, 70, 100 + i * 40, { width: 400 });
    });
  });
  assert.deepEqual(document.blocks, [
    {
      type: 'list',
      ordered: false,
      items: ['First point', `Second point. ${story.trim()}`, 'Third point'],
      position: { page: 1 },
    },
  ]);
});

test('items that stand further in are a list within the list', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    const items = [
      ['Stone', 50],
      ['Granite', 80],
      ['Slate', 80],
      ['Wood', 50],
    ] as const;
    items.forEach(([item, x], i) => {
      pdf.text('•', x, 100 + i * 14).text(item, x + 15, 100 + i * 14);
    });
  });
  assert.deepEqual(
    document.blocks.map((block) => block.type === 'markdown' && block.text),
    ['- Stone\n    - Granite\n    - Slate\n- Wood'],
  );
});

test('numbers that count up are a list with numbers; a list that begins later keeps them', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.fontSize(10);
    ['1. Measure', '2. Order the stone', '3. Build'].forEach((item, i) => {
      pdf.text(item, 50, 100 + i * 14);
    });
    pdf.text(story, 50, 180);
    ['7. Paint', '8. Open'].forEach((item, i) => {
      pdf.text(item, 50, 240 + i * 14);
    });
  });
  const [first, , last] = document.blocks;
  assert.deepEqual(first, {
    type: 'list',
    ordered: true,
    items: ['Measure', 'Order the stone', 'Build'],
    position: { page: 1 },
  });
  assert.deepEqual(last, { type: 'markdown', text: '7. Paint\n8. Open', position: { page: 1 } });
});

test('one numbered line is no list', async (t) => {
  const document = await readMade(t, (pdf) => pdf.fontSize(10).text(`4. ${story}`));
  assert.equal(document.blocks[0]?.type, 'paragraph');
});
