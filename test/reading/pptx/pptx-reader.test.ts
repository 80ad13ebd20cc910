import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pptxReader } from '../../../src/reading/pptx/pptx-reader.ts';
import { needsSamples, sample } from '../files.ts';
import { assertInOrder } from '../in-order.ts';
import { inMemory, line, mimes, part, pptx, relationships, shape, shown } from '../office-files.ts';

test('a talk reads slide by slide: text, table, chart, lists, pictures', needsSamples, async () => {
  const file = sample('test.pptx', mimes.pptx);
  const document = await pptxReader.read(file);
  assertInOrder(shown(document), [
    '### Slide 1\n\n#### AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation',
    'Qingyun Wu , Gagan Bansal',
    '### Slide 2\n\n#### 2cdda5c8-e50e-4db4-b5f0-9722a649f455',
    'Both natural language and 04191ea8-5c73-4215-a1d3-1cfb43aaaf12 can be used',
    '*A figure: The first page of the AutoGen ArXiv paper. 44bf7d06-5e7a-4a40-a2e1-a2e42ef28c8a*',
    '#### A table to test parsing:',
    '| ColA | ColB | ColC | ColD | ColE | ColF |',
    '| 7 | 8 | 9 | 1b92870d-e3b5-4e65-8153-919f4ff45592 | 11 | 12 |',
    '#### A chart to test parsing:',
    'a3f6004b-6f4f-4ea8-bee3-3741f4dc385f',
    '| 2003 | 2003 |',
    '#### A Nested Shape parsing',
    '- **Comment 1**\n- **Comment 2:**\n  - Sub comment 2',
    '#### These Test Strings are in the Image!',
    '*A figure: This phrase of the caption is Human-written.*',
  ]);
  assert.equal(document.facts.slides, 6);
  const picture = document.pictures.at(-1);
  assert.deepEqual(picture?.position, { slide: 6 });
  assert.ok(picture !== undefined && (await pptxReader.loadPicture?.(file, picture))?.width === 1692);
});

const title = '<p:ph type="title"/>';
const bullet = '<a:buChar char="•"/>';
const number = '<a:buAutoNum type="arabicPeriod"/>';

test('the title comes first and columns are read one after the other, whatever order they were drawn in', async () => {
  const document = await pptxReader.read(
    pptx([
      shape([500, 230, 400, 170], line('right, below')) +
        shape([0, 320, 400, 80], line('left, below')) +
        shape([500, 120, 400, 100], line('right, above')) +
        shape([0, 120, 400, 190], line('left, above')) +
        shape([0, 450, 900, 50], line('across the foot')) +
        shape([0, 0, 900, 100], line('The title'), title),
    ]),
  );
  assertInOrder(shown(document), [
    '### The title',
    'left, above',
    'left, below',
    'right, above',
    'right, below',
    'across the foot',
  ]);
});

test('cards in a grid are read row by row', async () => {
  const card = (x: number, y: number, text: string) => shape([x, y, 400, 180], line(text));
  const document = await pptxReader.read(
    pptx([card(500, 200, 'four') + card(0, 205, 'three') + card(500, 5, 'two') + card(0, 0, 'one')]),
  );
  assert.equal(shown(document), 'one\n\ntwo\n\nthree\n\nfour');
});

test('bullets, numbers and levels come from the paragraph, or from the layout behind it', async () => {
  const master = part(
    'p:sldMaster',
    '<p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles>',
  );
  const body = '<p:ph type="body" idx="1"/>';
  const document = await pptxReader.read(
    pptx(
      [
        shape(
          [0, 0, 9, 9],
          line('inherited') + line('deeper', 'lvl="1"') + line('no bullet', '', '<a:buNone/>'),
          body,
        ) +
          shape(
            [0, 20, 9, 9],
            line('one', '', number) + line('two', '', number) + line('free') + line('dot', '', bullet),
          ) +
          shape([0, 40, 9, 9], line('letter', '', '<a:buAutoNum type="alphaLcParenBoth" startAt="3"/>')),
      ],
      {
        'ppt/slideLayouts/slideLayout1.xml': part('p:sldLayout', '<p:cSld><p:spTree/></p:cSld>'),
        'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relationships([
          ['m', 'slideMaster', '../slideMasters/slideMaster1.xml'],
        ]),
        'ppt/slideMasters/slideMaster1.xml': master,
      },
      { 1: [['l', 'slideLayout', '../slideLayouts/slideLayout1.xml']] },
    ),
  );
  assert.equal(
    shown(document),
    '- inherited\n  - deeper\n\nno bullet\n\n1. one\n2. two\n\nfree\n\n- dot\n- (c) letter',
  );
});

test('notes to the speaker and comments follow their slide; its foot is said once, its number never', async () => {
  const foot = shape([0, 90, 9, 9], line('Acme 2026'), '<p:ph type="ftr"/>');
  const count = shape([0, 95, 9, 9], line('7'), '<p:ph type="sldNum"/>');
  const document = await pptxReader.read(
    pptx(
      [
        shape([0, 0, 9, 9], line('One'), title) + foot + count,
        shape([0, 0, 9, 9], line('Two'), title) + foot + count,
      ],
      {
        'ppt/notesSlides/n1.xml': part(
          'p:notes',
          `<p:cSld><p:spTree>${shape([0, 0, 9, 9], line('Smile.') + line('Breathe.'), '<p:ph type="body"/>')}</p:spTree></p:cSld>`,
        ),
        'ppt/comments/c1.xml': part(
          'p:cmLst',
          '<p:cm authorId="4" dt="2026-02-03T10:00:00"><p:text>Shorter, please</p:text></p:cm>',
        ),
        'ppt/commentAuthors.xml': part('p:cmAuthorLst', '<p:cmAuthor id="4" name="Ann Example"/>'),
        'ppt/_rels/presentation.xml.rels': relationships([
          ['s1', 'slide', 'slides/slide1.xml'],
          ['s2', 'slide', 'slides/slide2.xml'],
          ['a', 'commentAuthors', 'commentAuthors.xml'],
        ]),
      },
      {
        1: [
          ['n', 'notesSlide', '../notesSlides/n1.xml'],
          ['c', 'comments', '../comments/c1.xml'],
        ],
      },
    ),
  );
  assert.equal(
    shown(document),
    '### Slide 1\n\n#### One\n\n*Slide footer:* Acme 2026\n\n> **Speaker notes:** Smile.  \n> Breathe.\n\n' +
      '> **Comment by Ann Example, 2026-02-03:** Shorter, please\n\n### Slide 2\n\n#### Two',
  );
});

test('a table on a slide leaves covered cells empty; a hidden slide is said to be one', async () => {
  const cell = (text: string, attributes = '') =>
    `<a:tc ${attributes}><a:txBody>${line(text)}</a:txBody></a:tc>`;
  const table =
    `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>${cell('A', 'gridSpan="2"')}${cell('', 'hMerge="1"')}</a:tr>` +
    `<a:tr>${cell('b')}${cell('c')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
  const file = pptx([table], {
    'ppt/slides/slide1.xml': part('p:sld show="0"', `<p:cSld><p:spTree>${table}</p:spTree></p:cSld>`),
  });
  assert.equal(
    shown(await pptxReader.read(file)),
    '*This slide is hidden in the presentation.*\n\n| A |  |\n| --- | --- |\n| b | c |',
  );
});

test('one broken slide is left out, a presentation of broken slides is a failure', async () => {
  const good = shape([0, 0, 9, 9], line('Good'), title);
  const document = await pptxReader.read(pptx([good, good], { 'ppt/slides/slide2.xml': 'not XML' }));
  assert.deepEqual(document.omissions, ['Slide 2 could not be read: its data is broken.']);
  await assert.rejects(pptxReader.read(pptx([good], { 'ppt/slides/slide1.xml': '' })), {
    code: 'file-damaged',
  });
  await assert.rejects(pptxReader.read(inMemory('a.pptx', mimes.pptx, Buffer.from('PK\x03\x04'))), {
    code: 'file-damaged',
  });
});
