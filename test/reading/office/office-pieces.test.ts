import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { blocksOf } from '../../../src/reading/office/blocks.ts';
import { romanOrLetter } from '../../../src/reading/office/counting.ts';
import type { ItemPiece, Piece } from '../../../src/reading/office/pieces.ts';
import { inReadingOrder } from '../../../src/reading/office/reading-order.ts';
import { markdownOf, plainOf, type Span } from '../../../src/reading/office/rich-text.ts';
import { isDateFormat, isoOfSerial } from '../../../src/reading/office/serial-date.ts';

const item = (level: number, marker: string, text: string): ItemPiece => ({
  kind: 'item',
  level,
  marker,
  spans: [{ text }],
});

test('a flat list is a list block, any other is Markdown with its own numbers and levels', () => {
  assert.deepEqual(blocksOf([item(2, '1.', 'a'), item(2, '2.', 'b')]), [
    { type: 'list', ordered: true, items: ['a', 'b'] },
  ]);
  const text = (pieces: readonly Piece[]) => {
    const [block] = blocksOf(pieces);
    assert.ok(block?.type === 'markdown');
    return block.text;
  };
  assert.equal(text([item(0, '9.', 'a'), item(0, '10.', 'b'), item(1, '-', 'c')]), '9. a\n10. b\n    - c');
  assert.equal(text([item(0, '1.', 'a'), item(0, '1.', 'b'), item(0, '2.', 'c')]), '1. a\n1) b\n2) c');
  assert.equal(text([item(3, '-', 'deep first'), item(0, '-', 'a')]), '- deep first\n- a');
  assert.equal(text([item(0, '(a)', 'x\ny')]), '- (a) x  \n  y');
});

test('boxes to tick are tasks', () => {
  const pieces: Piece[] = [
    { kind: 'paragraph', spans: [{ text: '☐' }, { text: '  milk' }] },
    item(0, '☒', 'bread'),
  ];
  assert.deepEqual(blocksOf(pieces), [{ type: 'markdown', text: '- [ ] milk\n- [x] bread' }]);
});

test('a table that lays out a page becomes the text in it', () => {
  const paragraphs = (...texts: string[]): Piece[] =>
    texts.map((text) => ({ kind: 'paragraph', spans: [{ text }] }));
  const long = 'word '.repeat(70);
  const blocks = blocksOf([{ kind: 'table', rows: [[paragraphs(long, 'left'), paragraphs(long, 'right')]] }]);
  assert.deepEqual(
    blocks.map((block) => (block.type === 'paragraph' ? block.text.slice(-5) : block.type)),
    [' word', 'left', ' word', 'right'],
  );
  assert.deepEqual(
    blocksOf([
      {
        kind: 'table',
        rows: [
          [[], []],
          [[], []],
        ],
      },
    ]),
    [],
  );
});

test('formulas and links in a table keep it a table', () => {
  const cell = (span: Span): Piece[] => [{ kind: 'paragraph', spans: [span] }];
  const rows = [
    [cell({ text: 'a|b' }), cell({ text: '$$x^{2}$$', markdown: true })],
    [cell({ text: 'here', link: 'https://example.org' }), cell({ text: 'bold', bold: true })],
  ];
  assert.deepEqual(blocksOf([{ kind: 'table', rows }]), [
    { type: 'markdown', text: '| a\\|b | $x^{2}$ |\n| --- | --- |\n| [here](https://example.org) | bold |' },
  ]);
});

test('emphasis is written only where a parser takes it for emphasis', () => {
  assert.equal(markdownOf([{ text: 'a' }, { text: ' b ', bold: true }, { text: 'c' }]), 'a **b** c');
  assert.equal(markdownOf([{ text: 'a' }, { text: '(b)', bold: true }, { text: 'c' }]), 'a(b)c');
  assert.equal(markdownOf([{ text: 'x' }, { text: 'y\nz', italic: true }]), 'x*y*  \n*z*');
  assert.equal(markdownOf([{ text: 'a`b', code: true }]), '``a`b``');
  assert.equal(markdownOf([{ text: 'run', link: 'javascript:alert(1)' }]), 'run');
  assert.equal(markdownOf([{ text: 'https://a.b/c_d', link: 'https://a.b/c_d' }]), '<https://a.b/c_d>');
  assert.equal(
    markdownOf([
      { text: '$a$', markdown: true },
      { text: '$b$', markdown: true },
    ]),
    '$a$ $b$',
  );
});

test('any words with any looks are the same words when they are shown', () => {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  const words = (html: string) =>
    html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
      .trim();
  const span = fc.record({
    text: fc.string({
      unit: fc.constantFrom(
        'a',
        'B',
        ' ',
        '*',
        '_',
        '`',
        '[',
        ']',
        '(',
        ')',
        '#',
        '>',
        '-',
        '1',
        '.',
        '<',
        '~',
        '\\',
        '&',
        '|',
        '!',
      ),
      minLength: 1,
      maxLength: 8,
    }),
    bold: fc.boolean(),
    italic: fc.boolean(),
    strike: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
      const shown = words(markdown.render(markdownOf(spans)));
      assert.equal(shown, plainOf(spans).replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 3000 },
  );
});

test('numbers in other signs', () => {
  assert.deepEqual(
    [1, 26, 27, 4, 1999].map((value, index) =>
      romanOrLetter(value, index < 3 ? 'Letter' : 'Roman', index === 4),
    ),
    ['a', 'z', 'aa', 'iv', 'MCMXCIX'],
  );
  assert.equal(romanOrLetter(-3, 'Letter', false), '-3');
});

test('everything on a slide is read once, wherever it lies', () => {
  const box = fc.record({ x: fc.nat(100), y: fc.nat(100), width: fc.nat(60), height: fc.nat(60) });
  fc.assert(
    fc.property(fc.array(fc.option(box, { nil: undefined }), { maxLength: 40 }), (boxes) => {
      const things = boxes.map((place, index) => ({ index, place }));
      const ordered = inReadingOrder(things, ({ place }) => place);
      assert.deepEqual(
        ordered.map(({ index }) => index).sort((one, other) => one - other),
        things.map(({ index }) => index),
      );
    }),
  );
});

test('formats of dates are told from those of numbers and durations', () => {
  assert.deepEqual(['m/d/yy', 'h:mm', '[h]:mm', '0.00', '"d"0', '@', 'General'].map(isDateFormat), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  assert.equal(isoOfSerial(60, 'yyyy-mm-dd', false), '1900-02-29', 'the day that only spreadsheets know');
  assert.equal(isoOfSerial(Number.NaN, 'yyyy', false), undefined);
  assert.equal(isoOfSerial(-1, 'yyyy', false), undefined);
});
