import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldBlocks } from '../../../src/reading/pdf/form-fields.ts';
import { readMade, story, tablesOf } from './made.ts';

test('what was typed, chosen and ticked in a form is read with the names of the fields', async (t) => {
  const document = await readMade(t, (pdf) => {
    pdf.font('Helvetica').initForm();
    pdf.text(story);
    pdf.formText('surname', 50, 200, 200, 20, { value: 'Lovelace' });
    pdf.formText('empty', 50, 240, 200, 20, {});
    pdf.formCombo('title', 50, 280, 200, 20, { select: ['Dr', 'Prof'], value: 'Prof' });
    pdf.text('Town', 50, 326, { lineBreak: false });
    pdf.formText('f1_02', 120, 320, 200, 20, { value: 'Bergen' });
  });
  assert.deepEqual(
    tablesOf(document).map(({ rows, header }) => [header, rows]),
    [
      [
        false,
        [
          ['surname', 'Lovelace'],
          ['title', 'Prof'],
          ['Town', 'Bergen'],
        ],
      ],
    ],
  );
});

test('what a field is called for people goes before its own name, and passwords are not read', () => {
  const box = { x0: 100, y0: 100, x1: 200, y1: 120 };
  const field = { subtype: 'Widget', fieldType: 'Tx', fieldName: 'form[0].a[0]' };
  const facts = [
    { ...field, fieldValue: '1815', alternativeText: 'Year of birth' },
    { ...field, fieldValue: 'hush', password: true },
    { ...field, fieldValue: 'seen', hidden: true },
    { ...field, fieldType: 'Btn', checkBox: true, fieldValue: 'On', exportValue: 'On', fieldName: 'wall' },
    { ...field, fieldType: 'Btn', checkBox: true, fieldValue: 'Off', exportValue: 'On', fieldName: 'stairs' },
    {
      ...field,
      fieldType: 'Btn',
      radioButton: true,
      fieldValue: 'two',
      buttonValue: 'two',
      fieldName: 'floor',
    },
  ];
  assert.deepEqual(
    fieldBlocks(
      facts.map((one) => ({ facts: one, box })),
      [],
      { page: 1 },
    ),
    [
      {
        type: 'table',
        header: false,
        rows: [
          ['Year of birth', '1815'],
          ['wall', 'yes'],
          ['floor', 'two'],
        ],
        position: { page: 1 },
      },
    ],
  );
});
