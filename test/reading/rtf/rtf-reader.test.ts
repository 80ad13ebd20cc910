import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { rtfReader } from '../../../src/reading/rtf/rtf-reader.ts';
import { visibleRtf } from '../../../src/reading/rtf/rtf-source.ts';
import { inMemory, shown } from '../office-files.ts';

const rtf = (source: string) => inMemory('made.rtf', 'application/rtf', Buffer.from(source, 'latin1'));

test('words, looks, links, notes, comments and tables of a rich text', async () => {
  const document = await rtfReader.read(
    rtf(
      String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1 Courier New;}}{\info{\title Caf\'e9 plan}{\author Ann Example}{\creatim\yr2024\mo3\dy5}}` +
        String.raw`{\header\pard Acme\par}\pard\f0 Caf\'e9 {\b bold} {\v unseen}and {\i italic} \u8364? {\deleted gone}{\field{\*\fldinst HYPERLINK "https://example.org/x"}{\fldrslt the link}}\par` +
        String.raw`\pard Claim{\footnote\pard The proof\par} more{\*\atnauthor Bob Example}{\*\annotation\pard Why?\par}\par` +
        String.raw`\trowd\clvmgf\cellx1000\cellx2000\intbl A\cell B\cell\row\trowd\clvmrg\cellx1000\cellx2000\intbl\cell C\cell\row` +
        String.raw`\pard\f1 x = f(1);\par}`,
    ),
  );
  assert.equal(
    shown(document),
    'Café **bold** and *italic* € [the link](https://example.org/x)\n\nClaim[^1] more\n\n> **Comment by Bob Example:** Why?\n\n' +
      '| A | B |\n| --- | --- |\n|  | C |\n\n```\nx = f(1);\n```\n\n[^1]: The proof\n\n*Page header:* Acme',
  );
  assert.deepEqual(document.facts, { title: 'Café plan', author: 'Ann Example', created: '2024-03-05' });
  assert.equal(document.omissions.length, 1);
});

test('a picture in a rich text can be looked at', async () => {
  const png = await sharp({ create: { width: 90, height: 80, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  const file = rtf(`{\\rtf1\\pard before\\par{\\pict\\pngblip ${png.toString('hex')}}\\par after\\par}`);
  const document = await rtfReader.read(file);
  const [picture] = document.pictures;
  assert.ok(picture !== undefined);
  assert.equal((await rtfReader.loadPicture?.(file, picture))?.width, picture.width);
});

test('groups that nobody sees are cut whole, binary data is passed over, and nothing else is lost', () => {
  const cut = (source: string) => visibleRtf(source).visible;
  assert.equal(
    cut(String.raw`{\rtf1 a{\v b{\b c}}d{\v0 e}{\vertdoc f}}`),
    String.raw`{\rtf1 ad{\v0 e}{\vertdoc f}}`,
  );
  assert.equal(cut(String.raw`{\rtf1 a\{{\v b\}}c}`), String.raw`{\rtf1 a\{c}`);
  assert.equal(cut('{\\rtf1 {\\bin6 {\\v b}x}y}'), '{\\rtf1 {\\bin6 {\\v b}x}y}');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '\\v ', '\\bin2 ', 'a', '\\') }), (source) => {
      assert.ok(cut(source).length <= source.length);
      if (!source.includes('\\v')) assert.equal(cut(source), source);
    }),
  );
});

test('nesting without end is a failure', async () => {
  await assert.rejects(rtfReader.read(rtf(`{\\rtf1 ${'{\\b '.repeat(100_000)}x`)), { code: 'file-damaged' });
});
