import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropped, rowsIn, staysCalm } from '../dropped.ts';

const rows = [
  ['name', 'price', 'left'],
  ['Oar', '3,50', '12'],
  ['Sail', '120,00', '1'],
  ['Rope', '7,25', '40'],
];

test('tabs, semicolons, bars and what Excel promises in its first line part the same table', async () => {
  const parted = (delimiter: string): string => rows.map((row) => row.join(delimiter)).join('\r\n');
  const files = [
    ['a.tsv', parted('\t')],
    ['a.csv', parted(';')],
    ['a.psv', parted('|')],
    ['a.csv', `sep=;\r\n${parted(';')}`],
  ] as const;
  for (const [name, text] of files) assert.deepEqual(rowsIn(await dropped(name, text)), rows, name);
});

test('what a bank writes above its table is text, and comments above data are a note', async () => {
  const bank =
    'Account;DE12\nFrom;2026-01-01\n\nDate;Text;Amount\n2026-01-02;Rent;-900,00\n2026-01-03;Pay;2000,00\n';
  const document = await dropped('bank.csv', bank);
  assert.deepEqual(document.blocks[0], { type: 'paragraph', text: 'Account: DE12\nFrom: 2026-01-01' });
  assert.deepEqual(rowsIn(document)[0], ['Date', 'Text', 'Amount']);
  const data = await dropped('data.csv', '# measured by hand\n# in metres\nt,h\n1,2\n2,3\n');
  assert.deepEqual(data.blocks[0], { type: 'paragraph', text: 'measured by hand\nin metres' });
});

test('a table without names of columns has no header', async () => {
  const document = await dropped('a.csv', '1,2\n3,4\n5,6\n');
  const [table] = document.blocks;
  assert.ok(table?.type === 'table' && !table.header);
  assert.equal(document.facts.other?.Rows, '3');
});

test('very wide rows, marks that never close and damage are a document or a failure', async () => {
  const wide = await dropped('wide.csv', `${'a,'.repeat(100_000)}\n${'1,'.repeat(100_000)}\n`);
  assert.match(wide.omissions.join(' '), /Of its 100,001 columns only the first 100 are shown\./);
  await dropped('a.csv', `a,b\n${'"'.repeat(1e6)}`);
  await dropped('a.csv', `a,b\n${'"x\n'.repeat(300_000)}`);
  await dropped('a.csv', ','.repeat(1e6));
  await staysCalm('a.csv', rows.map((row) => `"${row.join('","')}"`).join('\n'));
});
