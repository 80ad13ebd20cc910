import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, rowsIn, staysCalm } from '../dropped.ts';

test('settings stay as they were written, with their comments, and the facts name their keys', async () => {
  const text = '# Who may come in\nname: harbour\nports: [80, 443]\nnight:\n  from: 01:00\n';
  const document = await dropped('settings.yaml', text);
  assert.equal(codeIn(document), text.trimEnd());
  assert.equal(document.facts.title, 'harbour');
  assert.equal(document.facts.other?.Keys, 'name, ports, night');
});

test('a list of like objects is a table, and every value stays what was written', async () => {
  const document = await dropped(
    'a.yml',
    '- id: 007\n  on: yes\n  at: 12:30:45\n- id: 010\n  on: no\n  at: 2024-01-01\n',
  );
  assert.deepEqual(rowsIn(document), [
    ['id', 'on', 'at'],
    ['007', 'yes', '12:30:45'],
    ['010', 'no', '2024-01-01'],
  ]);
});

test('several documents are counted and named', async () => {
  const text = 'kind: Service\nmetadata:\n  name: web\n---\nkind: Deployment\nmetadata:\n  name: web\n';
  const { facts } = await dropped('k8s.yaml', text);
  assert.deepEqual(facts.other, { Documents: '2', Holds: 'Service web, Deployment web' });
});

test('what is no YAML is shown as it stands, with the line in which it breaks', async () => {
  const document = await dropped('a.yaml', 'a: b\n c: d\n- e');
  assert.equal(codeIn(document), 'a: b\n c: d\n- e');
  assert.match(document.omissions.join(), /^It was not taken apart as YAML: .+ in line \d\.$/);
});

test('an alias bomb is not multiplied', async () => {
  const bomb = ['a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]'];
  for (const [i, key] of [...'bcdefghi'].entries()) {
    bomb.push(`${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`);
  }
  const document = await dropped('bomb.yaml', bomb.join('\n'));
  assert.equal(codeIn(document), bomb.join('\n'));
  assert.match(document.omissions.join(), /anchors are repeated too often/);
});

test('an alias of itself, and one of nothing, end', async () => {
  for (const text of ['a: &a [*a]', 'a: *nobody', '&a a: *a'])
    assert.equal(codeIn(await dropped('a.yaml', text)), text);
});

test('tags make no objects', async () => {
  const document = await dropped('a.yaml', '- !!js/function "function () {}"\n- !ruby/object:Gem {}\n');
  assert.match(codeIn(document), /!!js\/function/);
});

test('a key that stands twice loses no value', async () => {
  const text = '- a: 1\n  a: 2\n- a: 3\n';
  const document = await dropped('a.yaml', text);
  assert.equal(codeIn(document), text.trimEnd());
  assert.match(document.omissions.join(), /a key stands twice/);
});

test('nesting without end is a text like any other', async () => {
  for (const text of [
    '['.repeat(1e6),
    '- '.repeat(30_000),
    '? '.repeat(30_000),
    `{${'a: {'.repeat(30_000)}`,
  ]) {
    const document = await dropped('deep.yaml', text);
    assert.match(document.omissions.join(), /^It was not taken apart as YAML: /);
    assert.ok(codeIn(document).length > 1000);
  }
});

test('an object of many keys is read in proportion to its length', async () => {
  const keys = Array.from({ length: 60_000 }, (_, n) => `k${n}: v`).join('\n');
  assert.equal((await dropped('many.yaml', keys)).facts.other?.Holds, 'an object with 60,000 keys');
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm(
    'a.yaml',
    'title: Größe\nlist:\n  - &x {a: 1, b: "é\\n"}\n  - *x\ntext: |\n  eins\n  zwei\n---\nb: 2\n',
  );
});
