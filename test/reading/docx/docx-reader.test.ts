import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { docxReader } from '../../../src/reading/docx/docx-reader.ts';
import { needsSamples, sample } from '../files.ts';
import { assertInOrder } from '../in-order.ts';
import { docx, mimes, paragraph, part, relationships, shown } from '../office-files.ts';

test('a paper reads from its title to its last comment', needsSamples, async () => {
  const document = await docxReader.read(sample('test_with_comment.docx', mimes.docx));
  assertInOrder(shown(document), [
    '### AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation',
    'Qingyun Wu , Gagan Bansal',
    '### Abstract',
    'computer code can be used to program flexible conversation patterns',
    'This is a test comment. 12df-321a',
    '### Introduction',
    '#### d666f1f7-46cb-42bd-9a39-9a39cf2a509f',
    'Here is a random UUID in the middle of the paragraph! 314b0a30-5b04-470b-b9f7-eed2c2bec74a',
    'Here is a random table for .docx parsing test purposes:',
    '| 1 | 2 | 3 | 4 | 5 | 6 |',
    '| 13 | 14 | 49e168b7-d2ae-407f-a055-2167576f39a1 | 15 | 16 | 17 |',
    '| 24 | 25 | 26 | 27 | 28 | 29 |',
    '> **Comment by Unknown Author, 2024-12-15:** Yet another comment in the doc. 55yiyi-asd09',
  ]);
  assert.deepEqual(document.facts, {
    title: 'AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation',
    author: 'Adam Fourney',
    created: '2024-03-15T05:45:00Z',
  });
});

test('a picture stands where it is shown, and its pixels can be had', needsSamples, async () => {
  const file = sample('test.docx', mimes.docx);
  const document = await docxReader.read(file);
  const text = shown(document);
  assertInOrder(text, ['| 24 | 25 | 26 |', 'Test Image:', '*A figure']);
  const [picture] = document.pictures;
  assert.ok(picture !== undefined);
  const loaded = await docxReader.loadPicture?.(file, picture);
  assert.deepEqual([loaded?.width, loaded?.height], [1274, 870]);
});

test('formulas become LaTeX, in the line and on lines of their own', needsSamples, async () => {
  assertInOrder(shown(await docxReader.read(sample('equations.docx', mimes.docx))), [
    'For $m=1$,',
    '$$\\sin\\theta=\\frac{m\\lambda}{a}=',
    'The angle is $\\theta=\\sin^{-1}\\left(2.2\\times{10}^{-4}\\right)',
    'From Eq. 36.1.3,',
    '$$\\frac{a}{\\lambda}=\\frac{m}{\\sin\\theta}',
  ]);
});

const styles = part(
  'w:styles',
  [
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Chapter"/><w:basedOn w:val="berschrift1"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="Outline"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>',
    '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Source Code"/></w:style>',
  ].join(''),
);

test('headings are told by style name in any language, by what a style is based on, and by outline level', async () => {
  const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
  const document = await docxReader.read(
    docx(
      paragraph('One', style('berschrift1')) +
        paragraph('Two', style('Mine')) +
        paragraph('Three', style('Outline')) +
        paragraph('Four', '<w:outlineLvl w:val="1"/>') +
        paragraph('Plain', style('Ring')) +
        paragraph('Quoted', style('Quote')) +
        paragraph('x = 1;', style('Code')) +
        paragraph('y = 2;', style('Code')),
      { 'word/styles.xml': styles },
    ),
  );
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'One' },
    { type: 'heading', level: 1, text: 'Two' },
    { type: 'heading', level: 3, text: 'Three' },
    { type: 'heading', level: 2, text: 'Four' },
    { type: 'paragraph', text: 'Plain' },
    { type: 'markdown', text: '> Quoted' },
    { type: 'code', text: 'x = 1;\ny = 2;' },
  ]);
});

const level = (index: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const numbering = part(
  'w:numbering',
  `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}${level(1, 'bullet', 'o')}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' +
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' +
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
);
const item = (list: number, depth: number, text: string) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);

test('lists nest, count on after a paragraph, begin anew where they say so, and keep labels that Markdown lacks', async () => {
  const document = await docxReader.read(
    docx(
      item(1, 0, 'a') +
        item(1, 1, 'b') +
        item(1, 2, 'c') +
        item(1, 0, 'd') +
        paragraph('between') +
        item(1, 0, 'e') +
        item(3, 0, 'anew') +
        paragraph('end') +
        item(2, 0, 'dot') +
        item(2, 1, 'deep'),
      { 'word/numbering.xml': numbering },
    ),
  );
  assert.equal(
    shown(document),
    '1. a\n   - 1.1 b\n     - (a) c\n2. d\n\nbetween\n\n3. e\n1) anew\n\nend\n\n- dot\n  - deep',
  );
});

test('links, emphasis and code keep their Markdown, and nothing else becomes Markdown', async () => {
  const run = (text: string, looks: string) =>
    `<w:r><w:rPr>${looks}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const document = await docxReader.read(
    docx(
      `<w:p>${run('a ', '')}${run('bold ', '<w:b/>')}${run('and', '<w:b/><w:i/>')}${run(' off', '<w:b w:val="0"/>')} ` +
        `<w:hyperlink r:id="h1">${run('site', '')}</w:hyperlink>${run(' 2*3*4 [x](y) #tag', '')}` +
        `${run('f()', '<w:rFonts w:ascii="Courier New"/>')}${run('hidden', '<w:vanish/>')}</w:p>` +
        `<w:p>${run('H', '')}${run('2', '<w:vertAlign w:val="subscript"/>')}${run('O, 10', '')}${run('-3', '<w:vertAlign w:val="superscript"/>')}</w:p>`,
      {},
      [['h1', 'hyperlink', 'https://example.org/a(b)', 'External']],
    ),
  );
  assert.deepEqual(document.blocks, [
    {
      type: 'markdown',
      text: 'a **bold** ***and*** off[site](<https://example.org/a(b)>) 2\\*3\\*4 \\[x](y) \\#tag`f()`',
    },
    { type: 'paragraph', text: 'H₂O, 10⁻³' },
  ]);
});

test('fields show what they show; a link in a field is a link', async () => {
  const field = (code: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const box =
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  const document = await docxReader.read(
    docx(
      `<w:p>${field('HYPERLINK "https://example.org"', 'here')}${field(' DATE ', ' 2026')}</w:p><w:p>${box}<w:r><w:t xml:space="preserve"> done</w:t></w:r></w:p>`,
    ),
  );
  assert.equal(shown(document), '[here](https://example.org) 2026\n\n- [x] done');
});

test('tracked changes: inserted is shown, deleted is left out and said so', async () => {
  const document = await docxReader.read(
    docx(
      '<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r><w:del><w:r><w:delText>hate</w:delText></w:r></w:del>' +
        '<w:ins><w:r><w:t>like</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> it.</w:t></w:r></w:p>' +
        '<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>' +
        paragraph('line.'),
    ),
  );
  assert.deepEqual(document.blocks, [
    { type: 'paragraph', text: 'We like it.' },
    { type: 'paragraph', text: 'One line.' },
  ]);
  assert.deepEqual(document.omissions, [
    'What was deleted with changes being tracked, in one place, is left out; what was inserted is shown.',
  ]);
});

test('footnotes and endnotes stand behind the text, heads and feet of pages once', async () => {
  const document = await docxReader.read(
    docx(
      '<w:p><w:r><w:t>Claim</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>, more</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>' +
        '<w:sectPr><w:headerReference r:id="h" w:type="default"/><w:footerReference r:id="f" w:type="default"/></w:sectPr>' +
        '<w:sectPr><w:headerReference r:id="h" w:type="default"/></w:sectPr>',
      {
        'word/footnotes.xml': part(
          'w:footnotes',
          `<w:footnote w:id="7">${paragraph('Note: the proof')}</w:footnote>`,
        ),
        'word/endnotes.xml': part('w:endnotes', `<w:endnote w:id="2">${paragraph('Ibid.')}</w:endnote>`),
        'word/header1.xml': part('w:hdr', paragraph('Acme Corporation')),
        'word/footer1.xml': part('w:ftr', paragraph('Page 1 of 3')),
      },
      [
        ['n', 'footnotes', 'footnotes.xml'],
        ['e', 'endnotes', 'endnotes.xml'],
        ['h', 'header', 'header1.xml'],
        ['f', 'footer', 'footer1.xml'],
      ],
    ),
  );
  assert.equal(
    shown(document),
    'Claim[^1], more[^e1]\n\n[^1]: Note: the proof\n\n[^e1]: Ibid.\n\n*Page header:* Acme Corporation',
  );
});

const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;

test('merged cells leave their places empty, tables in tables follow, one box is no table', async () => {
  const inner = `<w:tbl>${row(cell(paragraph('x')), cell(paragraph('y')))}${row(cell(paragraph('1')), cell(paragraph('2')))}</w:tbl>`;
  const document = await docxReader.read(
    docx(
      `<w:tbl>${row(cell(paragraph('A')), cell(paragraph('B'), '<w:gridSpan w:val="2"/>'))}` +
        `${row(cell(paragraph('C'), '<w:vMerge w:val="restart"/>'), cell(paragraph('d|e')), cell(inner))}` +
        `${row(cell('<w:p/>', '<w:vMerge/>'), cell(paragraph('f') + paragraph('g')), cell(paragraph('h')))}</w:tbl>` +
        `<w:tbl>${row(cell(paragraph('Only a box')))}</w:tbl>`,
    ),
  );
  assert.equal(
    shown(document),
    '| A | B |  |\n| --- | --- | --- |\n| C | d\\|e |  |\n|  | f g | h |\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\nOnly a box',
  );
});

test('text boxes, charts and pictures with their words for those who cannot see them', async () => {
  const png = await sharp({ create: { width: 90, height: 80, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  const icon = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  const drawing = (description: string, content: string) =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="${description}"/>${content}</wp:inline></w:drawing></w:r>`;
  const pic = (id: string) => `<pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic>`;
  const series =
    '<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Ducks</c:v></c:pt></c:strCache></c:strRef></c:tx>' +
    '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>2024</c:v></c:pt><c:pt idx="1"><c:v>2025</c:v></c:pt></c:strCache></c:strRef></c:cat>' +
    '<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>0.30000000000000004</c:v></c:pt><c:pt idx="1"><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>';
  const document = await docxReader.read(
    docx(
      `<w:p>${drawing('A blue field', pic('i1'))}</w:p><w:p>${drawing('', pic('i2'))}</w:p>` +
        `<w:p>${drawing('', pic('i3'))}</w:p><w:p>${drawing('', '<a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic>')}</w:p>` +
        `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>${paragraph('In a box')}</w:txbxContent></w:drawing></mc:Choice>` +
        `<mc:Fallback><w:pict><w:txbxContent>${paragraph('In a box')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      {
        'word/media/a.png': png,
        'word/media/b.png': icon,
        'word/media/c.emf': 'no picture',
        'word/charts/chart1.xml': part(
          'c:chartSpace',
          `<c:chart><c:title><a:p><a:r><a:t>Ponds</a:t></a:r></a:p></c:title><c:plotArea><c:barChart>${series}</c:barChart></c:plotArea></c:chart>`,
        ),
      },
      [
        ['i1', 'image', 'media/a.png'],
        ['i2', 'image', 'media/b.png'],
        ['i3', 'image', 'media/c.emf'],
        ['c1', 'chart', 'charts/chart1.xml'],
      ],
    ),
  );
  assert.equal(
    shown(document),
    '*A figure: A blue field*\n\n*A figure.*\n\n*A figure: Chart: Ponds*\n\n|  | Ducks |\n| --- | --- |\n| 2024 | 0.3 |\n| 2025 | 12 |\n\nIn a box',
  );
  assert.deepEqual(
    document.pictures.map(({ id, role }) => [id, role]),
    [['word/media/a.png', 'figure']],
  );
});

test('a drop cap belongs to its word, symbols are the signs that they look like', async () => {
  const document = await docxReader.read(
    docx(
      `${paragraph('O', '<w:framePr w:dropCap="drop"/>')}${paragraph('nce upon a time')}` +
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r><w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p>',
    ),
  );
  assert.deepEqual(document.blocks, [
    { type: 'paragraph', text: 'Once upon a time' },
    { type: 'paragraph', text: 'α x\ny' },
  ]);
});

test('a document may lie at another place, and without styles, numbering or relations', async () => {
  const file = docx('', {
    '_rels/.rels': relationships([['r1', 'officeDocument', '/word/document2.xml']]),
    'word/document2.xml': part('w:document', `<w:body>${item(4, 0, 'words')}</w:body>`),
  });
  assert.deepEqual((await docxReader.read(file)).blocks, [{ type: 'paragraph', text: 'words' }]);
});

test('a text of more paragraphs than a call may have arguments is read whole', async () => {
  const many = paragraph('Once more.').repeat(130_000);
  const document = await docxReader.read(docx(`<w:sdt><w:sdtContent>${many}</w:sdtContent></w:sdt>`));
  assert.equal(document.blocks.length, 130_000);
});
