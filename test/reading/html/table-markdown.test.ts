import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlMarkdown } from '../../../src/reading/html/html-markdown.ts';

const table = (html: string): string[] => htmlMarkdown(`<table>${html}</table>`).split('\n');

test('a head is a head, also one of several rows, or one that is only bold', () => {
  const head = '<thead><tr><th>Item<th colspan=2>Price<tr><th><th>net<th>gross</thead>';
  assert.deepEqual(table(`${head}<tr><td>Rope<td>5<td>6`), [
    '| Item | Price net | Price gross |',
    '| --- | --- | --- |',
    '| Rope | 5 | 6 |',
  ]);
  assert.deepEqual(table('<tr><th>a<th>b<tr><td>1<td>2'), ['| a | b |', '| --- | --- |', '| 1 | 2 |']);
  const bold = '<tr><td><b>a</b><td><b>b</b><tr><td>1<td>2';
  assert.deepEqual(table(bold), ['| a | b |', '| --- | --- |', '| 1 | 2 |']);
});

test('a table without a head has an empty one, and labels at its side stay at its side', () => {
  assert.deepEqual(table('<tr><td>a<td>b<tr><td>1<td>2'), [
    '|  |  |',
    '| --- | --- |',
    '| a | b |',
    '| 1 | 2 |',
  ]);
  const side = '<tr><th>Founded<td>1975<tr><th>Seat<td>Redmond';
  assert.deepEqual(table(side), ['|  |  |', '| --- | --- |', '| Founded | 1975 |', '| Seat | Redmond |']);
});

test('cells that reach over several places keep the others in theirs; labels are said again', () => {
  const rows = '<tr><th>Day<th>What<tr><th rowspan=2>Monday<td>tea<tr><td>talk<tr><td colspan=2>closed';
  assert.deepEqual(table(rows).slice(2), ['| Monday | tea |', '| Monday | talk |', '| closed |  |']);
});

test('what stands in a cell stands on one line, bars and all', () => {
  const cell = '<tr><th>a<th>b<tr><td><p>x</p><p>y|z</p><td><ul><li>one<li>two.<li>three</ul>';
  assert.deepEqual(table(cell).slice(2), ['| x; y\\|z | one; two. three |']);
  assert.deepEqual(table('<tr><th>a<th>b<tr><td>x<br>y<td>\\|').slice(2), ['| x y | \\\\&#124; |']);
});

test('empty rows and columns are left out', () => {
  const spaced = '<tr><td>&nbsp;<td> <td><tr><td>a<td><img src="spacer.gif"><td>b<tr><td>c<td><td>d';
  assert.deepEqual(table(spaced).slice(2), ['| a | b |', '| c | d |']);
});

test('tables that only arrange a page become what they arrange', () => {
  const mail = '<tr><td><table><tr><td><h1>News</h1><p>Words</p></td></tr></table></td></tr>';
  assert.deepEqual(table(mail), ['# News', '', 'Words']);
  assert.deepEqual(table('<tr><td>one cell'), ['one cell']);
  assert.deepEqual(table('<tr><td>Total:<td>40'), ['Total: 40']);
  const columns = '<tr><td><h2>Left</h2><p>a</p><td><h2>Right</h2><p>b</p>';
  assert.deepEqual(table(columns).join('|'), '## Left||a||## Right||b');
  assert.deepEqual(
    htmlMarkdown('<table role="presentation"><tr><td>a<td>b<tr><td>c<td>d</table>'),
    'a b\n\nc d',
  );
});

test('a caption stands above its table', () => {
  assert.deepEqual(table('<caption>Tides</caption><tr><th>a<th>b<tr><td>1<td>2').slice(0, 3), [
    'Tides',
    '',
    '| a | b |',
  ]);
});
