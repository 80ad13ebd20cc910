import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { codeIn, dropped, rowsIn, staysCalm } from '../dropped.ts';
import { assertInOrder } from '../in-order.ts';

test('a list of like objects is a table, and what lies within its objects has columns of its own', async () => {
  const text = '[{"id":1,"who":{"name":"Ada","tags":["a","b"]}},{"id":2,"who":{"name":"Bob"},"left":true}]';
  const document = await dropped('people.json', text);
  assert.deepEqual(rowsIn(document), [
    ['id', 'who.name', 'who.tags', 'left'],
    ['1', 'Ada', 'a, b', ''],
    ['2', 'Bob', '', 'true'],
  ]);
  assert.equal(document.facts.other?.Holds, 'a list of 2 entries');
  assert.deepEqual(document.omissions, []);
});

test('an object with lists of like objects is its fields and a table under the name of each list', async () => {
  const text = '{"title":"Crew","ship":"Otter","crew":[{"n":"Ada","age":36},{"n":"Bob","age":4}]}';
  const { blocks, facts } = await dropped('crew.json', text);
  assert.deepEqual(blocks, [
    { type: 'paragraph', text: 'title: Crew\nship: Otter' },
    { type: 'heading', level: 2, text: 'crew' },
    {
      type: 'table',
      header: true,
      rows: [
        ['n', 'age'],
        ['Ada', '36'],
        ['Bob', '4'],
      ],
    },
  ]);
  assert.equal(facts.title, 'Crew');
});

test('numbers keep every digit that was written, in tables and as text', async () => {
  const rows = rowsIn(await dropped('a.json', '[{"n":12345678901234567890,"p":1.50},{"n":1e3,"p":-0.0}]'));
  assert.deepEqual(rows.slice(1), [
    ['12345678901234567890', '1.50'],
    ['1e3', '-0.0'],
  ]);
  assert.match(codeIn(await dropped('b.json', '{"deep":{"list":[[1.50]]}}')), /1\.50/);
});

test('a text on one line is laid out for people; one that people can read stays as it is', async () => {
  const readable = '{\n   "b": [1,2],\n   "a": {"c": [[3]]}\n}';
  assert.equal(codeIn(await dropped('a.json', readable)), readable);
  const words = 'w'.repeat(220);
  const laid = codeIn(
    await dropped('b.json', `{"words":"${words}","list":[1,[2,3]],"none":{},"say":"a\\"{b"}`),
  );
  assert.equal(
    laid,
    `{\n  "words": "${words}",\n  "list": [\n    1,\n    [2, 3]\n  ],\n  "none": {},\n  "say": "a\\"{b"\n}`,
  );
});

test('comments and trailing commas, as people write them, are no reason to give up', async () => {
  const document = await dropped(
    'tsconfig.json',
    '// settings\n[{"a": 1, /* why */ "b": 2}, {"a": 3, "b": 4},]',
  );
  assert.deepEqual(rowsIn(document), [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('a file that breaks off is shown as far as it goes, with the line in which it is broken', async () => {
  const document = await dropped('a.json', '{\n  "a": 1,\n  "b": [1, 2');
  assert.equal(codeIn(document), '{\n  "a": 1,\n  "b": [1, 2');
  assert.match(document.omissions.join(), /^It was not taken apart as JSON: .+ in line 3\.$/);
});

test('a million levels of nesting are a text like any other', async () => {
  for (const text of ['['.repeat(1e6), '{"a":'.repeat(1e6), `${'['.repeat(1e6)}${']'.repeat(1e6)}`]) {
    const document = await dropped('deep.json', text);
    assert.ok(codeIn(document).length > 100_000);
    assert.match(document.omissions.join(' '), /nested too deep.* Only its first 1,000,000 characters/);
  }
  for (const depth of [100, 1000, 1500, 2000, 2500, 5000]) {
    const map = `{"type":"Feature","geometry":{"type":"Polygon","coordinates":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    assert.ok((await dropped('map.geojson', map)).blocks.length > 0);
  }
});

test('a string of millions of escapes, comments that never end, and quotes that never close are read', async () => {
  const open = await dropped('a.json', `["${'\\n'.repeat(7e6)}`);
  assert.ok(codeIn(open).startsWith('[\n  "\\n\\n'));
  const escaped = await dropped('q.json', `["${'\\"'.repeat(2e5)}`);
  assert.ok(codeIn(escaped).startsWith('[\n  "\\"\\"'));
  const comments = await dropped('b.json', `{ ${'/* '.repeat(200_000)}`);
  assert.ok(codeIn(comments).startsWith('{\n  /*/*'));
  const run = await dropped('c.json', `{${'x'.repeat(3e6)}`);
  assert.match(codeIn(run), /^\{\n {2}x{100}/);
});

test('names that mean something to a program are names', async () => {
  const document = await dropped(
    'a.json',
    '[{"__proto__":1,"constructor":2},{"__proto__":3,"constructor":4}]',
  );
  assert.deepEqual(rowsIn(document), [
    ['__proto__', 'constructor'],
    ['1', '2'],
    ['3', '4'],
  ]);
});

test('a map is its places and properties, without the thousands of points that draw it', async () => {
  const map = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Pier' },
        geometry: { type: 'Point', coordinates: [8.58, 53.54] },
      },
      {
        type: 'Feature',
        properties: { name: 'Wall' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [8, 53],
            [9, 54],
          ],
        },
      },
    ],
  };
  const document = await dropped('harbour.geojson', JSON.stringify(map));
  assert.deepEqual(rowsIn(document), [
    ['name', 'shape', 'place'],
    ['Pier', 'Point', '53.54, 8.58'],
    ['Wall', 'LineString', '2 points'],
  ]);
  assert.equal(document.facts.other?.Bounds, '53, 8 to 54, 9');
  assert.deepEqual(document.omissions, ['Of lines and areas only the number of points is shown.']);
});

test('a feed in JSON is a feed', async () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Harbour news',
    items: [
      { id: 1, title: 'New wall', url: 'https://example.org/wall', content_html: '<p>It <b>stands</b>.</p>' },
    ],
  };
  const document = await dropped('feed.json', JSON.stringify(feed));
  assertInOrder(plainText(document), [
    'Harbour news',
    'New wall',
    'https://example.org/wall',
    'It **stands**.',
  ]);
});

test('UTF-16, windows-1252 and a mark at the start are no obstacle', async () => {
  const text = '[{"stadt":"München","fluß":"Isar"},{"stadt":"Köln","fluß":"Rhein"}]';
  for (const bytes of [
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    Buffer.from(text, 'latin1'),
    Buffer.from(`\uFEFF${text}`),
  ]) {
    assert.deepEqual(rowsIn(await dropped('a.json', bytes))[1], ['München', 'Isar']);
  }
});

test('a very long text is only laid out, and says so', async () => {
  const document = await dropped(
    'long.json',
    JSON.stringify([
      { a: 'x'.repeat(17 * 1024 * 1024), b: 1 },
      { a: '', b: 2 },
    ]),
  );
  assert.deepEqual(document.omissions, [
    'It was not taken apart as JSON: it is too long.',
    'Only its first 1,000,000 characters are shown.',
  ]);
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm(
    'a.json',
    '{"title":"Größe","list":[{"a":1,"b":[2,{"c":null}]},{"a":1.50,"b":[]}],"s":"\\u00e9\\n"}\n',
  );
});
