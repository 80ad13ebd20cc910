import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn, dropped, rowsIn, staysCalm } from '../dropped.ts';

test('lines of like objects are the rows of a table', async () => {
  const document = await dropped(
    'events.ndjson',
    '{"at":"10:00","what":"start"}\n\n{"at":"10:05","what":"stop","why":null}\n',
  );
  assert.deepEqual(rowsIn(document), [
    ['at', 'what', 'why'],
    ['10:00', 'start', ''],
    ['10:05', 'stop', ''],
  ]);
  assert.equal(document.facts.other?.Lines, '2');
});

test('a file that ends within a line keeps the lines before it, and says that one is missing', async () => {
  const document = await dropped('a.jsonl', '{"a":1}\n{"a":2}\n{"a":');
  assert.deepEqual(rowsIn(document), [['a'], ['1'], ['2']]);
  assert.deepEqual(document.omissions, ['Of its 3 lines only the first 2 are shown.']);
});

test('lines that are not alike, or not JSON, stay as they stand', async () => {
  for (const text of ['{"a":1}\n[2]\n"three"', '{"a":1}\nnot json\n{"a":2}']) {
    const document = await dropped('a.jsonl', text);
    assert.equal(codeIn(document), text);
    assert.deepEqual(document.omissions, []);
  }
});

test('of many lines the first are shown, and the number of all is said', async () => {
  const text = Array.from({ length: 3000 }, (_, n) => `{"n":${n},"w":"x"}`).join('\n');
  const document = await dropped('a.jsonl', text);
  assert.equal(rowsIn(document).length, 1001);
  assert.deepEqual(document.omissions, ['Of its 3,000 lines only the first 1,000 are shown.']);
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.jsonl', '{"a":1,"b":"ä"}\n{"a":2,"b":"ö"}\n{"a":3,"b":"ü"}\n');
  assert.ok((await dropped('deep.jsonl', `${'['.repeat(1e6)}\n{}`)).blocks.length > 0);
});
