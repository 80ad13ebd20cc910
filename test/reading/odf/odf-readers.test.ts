import assert from 'node:assert/strict';
import { test } from 'node:test';
import { odpReader } from '../../../src/reading/odf/odp-reader.ts';
import { odtReader } from '../../../src/reading/odf/odt-reader.ts';
import { odf, shown } from '../office-files.ts';

const p = (text: string, style = '') => `<text:p text:style-name="${style}">${text}</text:p>`;
const item = (...content: string[]) => `<text:list-item>${content.join('')}</text:list-item>`;
const list = (style: string, ...items: string[]) =>
  `<text:list text:style-name="${style}">${items.join('')}</text:list>`;

const styles =
  '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>' +
  '<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>' +
  '<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>' +
  '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>' +
  '<style:style style:name="Quotations" style:family="paragraph"/>' +
  '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>' +
  '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>';

test('headings, emphasis, links, blanks and quotations of a text', async () => {
  const document = await odtReader.read(
    odf(
      'text',
      '<text:h text:outline-level="2">A  heading</text:h>' +
        p(
          '  Some\n   <text:span text:style-name="B">bold</text:span> words,<text:s text:c="3"/>10<text:span text:style-name="Up">2</text:span>' +
            '<text:span text:style-name="Gone">unseen</text:span><text:line-break/><text:a xlink:href="https://example.org/">link</text:a>',
        ) +
        p('Quoted', 'P1'),
      styles,
    ),
  );
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 2, text: 'A heading' },
    { type: 'markdown', text: 'Some **bold** words,   10²  \n[link](https://example.org/)' },
    { type: 'markdown', text: '> Quoted' },
  ]);
});

test('lists nest and count on where they say so', async () => {
  const document = await odtReader.read(
    odf(
      'text',
      list('L1', item(p('one'), list('', item(p('sub')))), item(p('two'))) +
        p('between') +
        '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>three</text:p></text:list-item></text:list>' +
        p('end') +
        list('none', item(p('dot'))),
      styles,
    ),
  );
  assert.equal(shown(document), '1. one\n   - a) sub\n2. two\n\nbetween\n\n3. three\n\nend\n\n- dot');
});

test('tables with spans, and repeated cells that a few letters ask for by the million', async () => {
  const cell = (text: string, more = '') => `<table:table-cell ${more}>${p(text)}</table:table-cell>`;
  const document = await odtReader.read(
    odf(
      'text',
      '<table:table><table:table-header-rows><table:table-row>' +
        `${cell('A', 'table:number-columns-spanned="2"')}<table:covered-table-cell/></table:table-row></table:table-header-rows>` +
        `<table:table-row>${cell('b')}${cell('c')}<table:table-cell table:number-columns-repeated="1000000"/></table:table-row>` +
        `<table:table-row table:number-rows-repeated="1000000">${cell('x', 'table:number-columns-repeated="2"')}</table:table-row></table:table>`,
    ),
  );
  const [table] = document.blocks;
  assert.ok(table?.type === 'table');
  assert.deepEqual(table.rows.slice(0, 3), [
    ['A', ''],
    ['b', 'c'],
    ['x', 'x'],
  ]);
  assert.equal(table.rows.length, 5000);
});

test('notes, comments, tracked deletions, formulas and charts', async () => {
  const math =
    '<math><semantics><mrow><mi>E</mi><mo>=</mo><msup><mi>c</mi><mn>2</mn></msup></mrow><annotation>E = c^2</annotation></semantics></math>';
  const chart =
    '<office:document-content xmlns:office="o" xmlns:chart="c" xmlns:table="t" xmlns:text="x"><office:body><office:chart><chart:chart><chart:title><text:p>Ponds</text:p></chart:title>' +
    '<table:table><table:table-row><table:table-cell/><table:table-cell><text:p>Ducks</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>2024</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>';
  const object = (name: string) =>
    `<draw:frame><draw:object xlink:href="./${name}"/><draw:image xlink:href="./ObjectReplacements/${name}"/></draw:frame>`;
  const document = await odtReader.read(
    odf(
      'text',
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
        p(
          'Claim<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Proof: it is so</text:p></text:note-body></text:note>' +
            '<office:annotation><dc:creator>Ann Example</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><text:p>Really?</text:p></office:annotation>.',
        ) +
        p(object('Object 1')) +
        p(`With ${object('Object 1')} inside`) +
        p(object('Object 2')),
      '',
      { 'Object 1/content.xml': math, 'Object 2/content.xml': chart },
    ),
  );
  assert.equal(
    shown(document),
    'Claim[^1].\n\n> **Comment by Ann Example, 2026-01-02:** Really?\n\n$$E=c^{2}$$\n\nWith $E=c^{2}$ inside\n\n' +
      '*A figure: Chart: Ponds*\n\n|  | Ducks |\n| --- | --- |\n| 2024 | 7 |\n\n[^1]: Proof: it is so',
  );
  assert.deepEqual(document.omissions, [
    'What was deleted with changes being tracked is left out; what was inserted is shown.',
  ]);
});

test('a presentation reads slide by slide, the title first, in the order of the eye', async () => {
  const box = (x: number, y: number, text: string, kind = '') =>
    `<draw:frame presentation:class="${kind}" svg:x="${x}cm" svg:y="${y}cm" svg:width="9cm" svg:height="2cm"><draw:text-box>${text}</draw:text-box></draw:frame>`;
  const document = await odpReader.read(
    odf(
      'presentation',
      `<draw:page>${box(0, 6, p('second'))}${box(0, 3, list('', item(p('first'))))}${box(0, 0, p('Title'), 'title')}` +
        `${box(0, 18, p('3'), 'page-number')}<presentation:notes>${box(0, 0, p('Smile.'), 'notes')}</presentation:notes></draw:page>` +
        `<draw:page>${box(0, 0, p('Last'), 'title')}</draw:page>`,
    ),
  );
  assert.equal(
    shown(document),
    '### Slide 1\n\n#### Title\n\n- first\n\nsecond\n\n> **Speaker notes:** Smile.\n\n### Slide 2\n\n#### Last',
  );
  assert.equal(document.facts.slides, 2);
});

test('a file whose parts are encrypted says that it needs its password', async () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  await assert.rejects(odtReader.read(odf('text', p('x'), '', { 'META-INF/manifest.xml': manifest })), {
    code: 'file-encrypted',
  });
});
