import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keptWords, layOut } from '../../src/models/tesseract-layout.ts';
import { parseTsv, type Word } from '../../src/models/tesseract-words.ts';

const row = (
  text: string,
  [left, top, width, height]: readonly number[],
  confidence = 95,
  place = '1\t1\t1',
) => `5\t1\t${place}\t1\t${left}\t${top}\t${width}\t${height}\t${confidence}\t${text}`;

/** Words at places, 10 pixels for a letter and 20 high, in reading order; `block` parts columns as Tesseract does. */
const words = (
  ...lines: readonly (readonly [text: string, left: number, top: number, block: number])[]
): Word[] =>
  lines.flatMap(([text, left, top, block], line) => {
    let at = left;
    return text.split(' ').map((one) => {
      const box = { left: at, top, right: at + one.length * 10, bottom: top + 20 };
      at = box.right + 10;
      return { text: one, confidence: 95, box, block, paragraph: 1, line: line + 1 };
    });
  });
const size = { width: 1000, height: 1000 };

describe("Tesseract's TSV", () => {
  it('gives words with places, and skips everything else', () => {
    const header =
      'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
    const found = parseTsv(
      [
        header,
        '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t',
        row('quay', [10, 20, 40, 20]),
        row(' ', [0, 0, 1, 1]),
        '5\tx',
        '',
      ].join('\n'),
    );
    assert.deepEqual(found, [
      {
        text: 'quay',
        confidence: 95,
        box: { left: 10, top: 20, right: 50, bottom: 40 },
        block: 1,
        paragraph: 1,
        line: 1,
      },
    ]);
  });

  it('reads a lone letter once that was recognised in both cases', () => {
    const text = (word: string, width: number) => parseTsv(row(word, [0, 0, width, 26]))[0]?.text;
    assert.equal(text('Xx', 35), 'x');
    assert.equal(text('xXx', 35), 'x');
    assert.equal(text('Xx', 80), 'Xx', 'two letters are wider');
    assert.equal(text('XX', 35), 'XX', 'a number, not an echo');
    assert.equal(text('as', 35), 'as');
  });
});

describe('the lines of a picture', () => {
  it('keep labels and amounts together that Tesseract took for two columns', () => {
    const found = words(
      ['Rye bread', 0, 0, 1],
      ['Coffee beans', 0, 30, 1],
      ['7.80', 500, 2, 2],
      ['9.50', 500, 31, 2],
    );
    assert.equal(layOut(found, size).text, 'Rye bread  7.80\nCoffee beans  9.50');
  });

  it('keep columns of running text apart', () => {
    const column = (name: string, left: number, block: number) =>
      [0, 30, 60].map((top) => [`the ${name} column has lines of words`, left, top, block] as const);
    const { text } = layOut(words(...column('left', 0, 1), ...column('right', 500, 2)), size);
    assert.ok(text.lastIndexOf('left') < text.indexOf('right'), text);
    assert.ok(text.split('\n').every((line) => !(line.includes('left') && line.includes('right'))));
  });

  it('are parted by an empty line where the paper has a gap', () => {
    const { text } = layOut(words(['Harbour Bakery', 0, 0, 1], ['Thank you', 0, 100, 1]), size);
    assert.equal(text, 'Harbour Bakery\n\nThank you');
  });

  it('lose what is noise', () => {
    const [sure] = words(['quay', 0, 0, 1]);
    const [noise] = words(['zq', 100, 0, 1]);
    const [mark] = words(['|', 150, 0, 1]);
    assert.ok(sure && noise && mark);
    const { text, confidence } = layOut(
      [sure, { ...noise, confidence: 12 }, { ...mark, confidence: 50 }],
      size,
    );
    assert.equal(text, 'quay');
    assert.equal(confidence, 95);
  });

  it('keep a smudged word of a line that is surely read, and say that a figure is unreadable', () => {
    const line = words(['Type 2 Diabetes Mellitus in fair control since 2019', 0, 0, 1]);
    const doubt = (text: string) =>
      line.map((word) => (word.text === text ? { ...word, confidence: 3 } : word));
    assert.match(layOut(doubt('Mellitus'), size).text, /Diabetes Mellitus in fair/);
    assert.match(layOut(doubt('2019'), size).text, /control since \[\?\]$/);
    assert.match(
      layOut(keptWords(doubt('2019')), size).text,
      /since \[\?\]$/,
      'the words of a page are sifted twice',
    );
    const unsure = line.map((word) => ({ ...word, confidence: word.text === 'Type' ? 90 : 20 }));
    assert.equal(layOut(unsure, size).text, 'Type', 'a line that is not surely read loses them');
  });

  it('come from the top, whatever order Tesseract gives', () => {
    const found = words(['600', 0, 60, 1], ['400', 0, 90, 1], ['1000', 0, 0, 2], ['800', 0, 30, 2]);
    assert.equal(layOut(found, size).text.replaceAll('\n\n', '\n'), '1000\n800\n600\n400');
  });

  it('begin with a title, though what stands below and beside it was found first', () => {
    const found = words(
      ['1000', 0, 60, 1],
      ['800', 0, 90, 1],
      ['Visitors by month', 300, 0, 2],
      ['Jan', 300, 120, 3],
    );
    assert.equal(layOut(found, size).text.replaceAll('\n\n', '\n'), 'Visitors by month\n1000\n800\nJan');
  });

  it('go on in their column, though both columns have a gap at one height', () => {
    const line = (column: string, number: number) => `${column} is line ${number} of it`;
    const part = (column: string, left: number, top: number, block: number) =>
      [0, 1, 2].map((row) => [line(column, top / 10 + row), left, top + row * 30, block] as const);
    const found = words(
      ...part('left', 0, 0, 1),
      ...part('left', 0, 200, 2),
      ...part('right', 500, 0, 3),
      ...part('right', 500, 200, 4),
    );
    const columns = layOut(found, size).text.split('\n').filter(Boolean);
    assert.deepEqual(
      columns.map((text) => text.split(' ')[0]),
      [...Array(6).fill('left'), ...Array(6).fill('right')],
    );
  });

  it('tell how much of the picture they cover', () => {
    assert.equal(layOut([], size).wordShare, 0);
    const [word] = words(['x'.repeat(50), 0, 0, 1]);
    assert.ok(word);
    assert.equal(layOut([word], { width: 500, height: 40 }).wordShare, 0.5);
  });
});
