import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded } from '../../src/reading/bounded.ts';
import type { Block, Document, Picture } from '../../src/types/document.ts';

const limits = { characters: 100, blocks: 5, pictures: 2 };
const whole: Document = {
  ...{ kind: 'text', mime: 'text/plain', facts: {}, blocks: [], pictures: [], speech: false, omissions: [] },
};
const paragraph = (length: number): Block => ({ type: 'paragraph', text: 'x'.repeat(length) });
const picture = (id: string): Picture => ({ id, role: 'figure', width: 1, height: 1 });

test('a document within its limits is given as it is', () => {
  const document = { ...whole, blocks: [paragraph(99)], pictures: [picture('a'), picture('b')] };
  assert.equal(bounded(document, limits), document);
});

test('a text that is too long ends with a whole block, and the note can say where', () => {
  const blocks = [paragraph(49), paragraph(44), paragraph(9), paragraph(1)];
  const { blocks: kept, omissions } = bounded({ ...whole, blocks, omissions: ['Before.'] }, limits);
  assert.deepEqual(kept, blocks.slice(0, 2));
  assert.deepEqual(omissions, [
    'Before.',
    'The first 95 characters of its text are here; the rest was left out, because a longer note could hardly be opened.',
  ]);
});

test('too many blocks are cut, however small they are', () => {
  const { blocks, omissions } = bounded({ ...whole, blocks: Array(9).fill(paragraph(1)) }, limits);
  assert.equal(blocks.length, 5);
  assert.match(omissions.join(), /^The first 5 pieces of its text are here/);
});

test('a single block of too much is cut inside, at the end of a line, an item or a row', () => {
  const rows = Array.from({ length: 99 }, (_, n) => [`${n + 10}`, 'ab']);
  const cases: readonly (readonly [Block, Block])[] = [
    [
      { type: 'code', text: `${'y'.repeat(60)}\n${'z'.repeat(90)}` },
      { type: 'code', text: 'y'.repeat(60) },
    ],
    [
      { type: 'list', ordered: false, items: Array(99).fill('four') },
      { type: 'list', ordered: false, items: Array(20).fill('four') },
    ],
    [
      { type: 'table', header: true, rows },
      { type: 'table', header: true, rows: rows.slice(0, 14) },
    ],
    [
      { type: 'paragraph', text: `${'x'.repeat(99)}😀😀` },
      { type: 'paragraph', text: `${'x'.repeat(99)}\ufffd` },
    ],
    [
      { type: 'figure', caption: 'c'.repeat(500) },
      { type: 'figure', caption: 'c'.repeat(100) },
    ],
  ];
  for (const [block, kept] of cases) {
    const { blocks, omissions } = bounded({ ...whole, blocks: [block] }, limits);
    assert.deepEqual(blocks, [kept]);
    assert.equal(omissions.length, 1);
  }
});

test('cells without a character count as well', () => {
  const rows = Array(1000).fill(Array(10).fill(''));
  const { blocks } = bounded({ ...whole, blocks: [{ type: 'table', header: false, rows }] }, limits);
  assert.ok(blocks[0]?.type === 'table' && blocks[0].rows.length < 10);
});

test('pictures of the text that was left out go with it, and no more than the limit are looked at', () => {
  const figures = ['a', 'b', 'c', 'd'].map((id): Block => ({ type: 'figure', picture: id }));
  const pictures = ['a', 'b', 'c', 'd', 'page'].map(picture);
  const cutText = bounded(
    { ...whole, blocks: [figures[0] as Block, paragraph(200), ...figures.slice(1)], pictures },
    limits,
  );
  assert.deepEqual(
    cutText.pictures.map(({ id }) => id),
    ['a', 'page'],
  );
  const many = bounded({ ...whole, blocks: figures, pictures }, limits);
  assert.equal(many.pictures.length, 2);
  assert.match(many.omissions.join(), /^Of its 5 pictures only the first 2 are looked at/);
});

test('facts that are no facts are cut, and sentences about what was left out are not a book', () => {
  const facts = {
    title: 't'.repeat(20_000),
    pages: 3,
    other: Object.fromEntries(
      Array.from({ length: 600 }, (_, n) => [`${n}`, n === 0 ? 'v'.repeat(20_000) : 'v']),
    ),
    frontMatter: { key: 'f'.repeat(300_000) },
  };
  const omissions = Array.from({ length: 2000 }, (_, n) => `Page ${n} could not be read.`);
  const result = bounded({ ...whole, facts, omissions }, limits);
  assert.equal(result.facts.title?.length, 10_000);
  assert.equal(result.facts.pages, 3);
  assert.equal(result.facts.frontMatter, undefined);
  assert.equal(Object.keys(result.facts.other ?? {}).length, 500);
  assert.equal(result.facts.other?.['0']?.length, 10_000);
  assert.equal(result.omissions.length, 101);
  assert.match(
    result.omissions.slice(-3).join(' '),
    /facts are\. Its front matter .* 1,902 more things were left out\.$/,
  );
});
