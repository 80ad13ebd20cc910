import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { delimitedReader } from '../../../src/reading/tables/delimited-reader.ts';
import { needsSamples, put, sample, scratchFolder } from '../files.ts';

async function read(t: Parameters<typeof scratchFolder>[0], text: string) {
  return delimitedReader.read(await put(await scratchFolder(t), 'a.csv', text, 'text/csv'));
}

test('a table keeps quotes, delimiters and line breaks inside cells', async (t) => {
  const { blocks, facts } = await read(t, 'name;note\n"Ada; Lovelace";"said ""hello""\nand left"\nBob;\n');
  assert.deepEqual(blocks, [
    {
      type: 'table',
      header: true,
      rows: [
        ['name', 'note'],
        ['Ada; Lovelace', 'said "hello"\nand left'],
        ['Bob', ''],
      ],
    },
  ]);
  assert.equal(facts.other?.Delimiter, 'semicolon');
});

test('rows of another length are kept and counted', async (t) => {
  const { blocks, facts } = await read(t, 'a,b\n1,2,3\n');
  assert.deepEqual(blocks[0]?.type === 'table' && blocks[0].rows[1], ['1', '2', '3']);
  assert.equal(facts.other?.['Rows of another length'], '1');
});

test('a quote that is never closed loses nothing', async (t) => {
  const text = plainText(await read(t, 'a,b\n"never closed,2\n'));
  assert.match(text, /never closed/);
  assert.match(text, /2/);
});

test('of a long table the number of its rows is a fact, and what is not shown is said', async (t) => {
  const { blocks, facts, omissions } = await read(
    t,
    `n,m\n${Array.from({ length: 30_000 }, (_, n) => `${n},x`).join('\n')}\n`,
  );
  assert.equal(facts.other?.Rows, '30,000');
  const shown = blocks[0]?.type === 'table' ? blocks[0].rows.length : 0;
  assert.ok(shown > 100 && shown < 30_000, String(shown));
  assert.match(omissions.join(' '), /30,000/);
});

test('the Shift_JIS sample reads as Japanese', needsSamples, async () => {
  const document = await delimitedReader.read(sample('test_mskanji.csv', 'text/csv'));
  assert.equal(document.facts.encoding, 'shift_jis');
  assert.equal(
    plainText(document),
    '名前 | 年齢 | 住所\n佐藤太郎 | 30 | 東京\n三木英子 | 25 | 大阪\n髙橋淳 | 35 | 名古屋',
  );
});
