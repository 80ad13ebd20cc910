import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseFrontMatter } from '../../src/reading/front-matter.ts';

test('YAML between two rules is data, and the rest is the body', () => {
  assert.deepEqual(parseFrontMatter('---\ntitle: Harbour\ntags: [a, b]\n---\n# Body\n---\nmore'), {
    data: { title: 'Harbour', tags: ['a', 'b'] },
    body: '# Body\n---\nmore',
  });
});

test('Windows line ends and a byte order mark make no difference', () => {
  assert.deepEqual(parseFrontMatter('\ufeff---\r\ntitle: x\r\nlines: |\r\n  a\r\n  b\r\n---\r\nbody\r\n'), {
    data: { title: 'x', lines: 'a\nb\n' },
    body: 'body\r\n',
  });
});

test('what looks like a date, a time or a number with leading zeros stays the string that it is', () => {
  const { data } = parseFrontMatter(
    '---\ndate: 2024-01-02\nat: 12:30:45\nzip: 01234\nphone: +0491234\niban: 12345678901234567890\nn: 12\n---\n',
  );
  assert.deepEqual(data, {
    date: '2024-01-02',
    at: '12:30:45',
    zip: '01234',
    phone: '+0491234',
    iban: '12345678901234567890',
    n: 12,
  });
});

for (const language of ['js', 'javascript', 'JS', ' js', 'coffee', 'json', 'toml', 'yaml']) {
  test(`a document that begins with ---${language} is text and is not executed`, () => {
    const text = `---${language}\n(globalThis.executed = true)\n---\nbody`;
    assert.deepEqual(parseFrontMatter(text), { data: {}, body: text });
    assert.ok(!('executed' in globalThis));
  });
}

test('a document that merely begins with a rule is body', () => {
  for (const text of [
    '---\n\nFirst: a paragraph.\n\n---\nmore',
    '---\nJust some words.\n---\nmore',
    '---\n- a\n- b\n---\nmore',
    '---\ntitle: never closed\n',
    '----\ntitle: x\n----\n',
    '---',
    '--- \n',
    '',
  ]) {
    assert.deepEqual(parseFrontMatter(text), { data: {}, body: text }, JSON.stringify(text));
  }
});

test('a longer rule inside the block loses nothing', () => {
  const text = '---\na: 1\n----\nb: 2\n---\nbody';
  assert.deepEqual(parseFrontMatter(text), { data: {}, body: text });
});

test('empty front matter is no data', () => {
  assert.deepEqual(parseFrontMatter('---\n---\nbody'), { data: {}, body: 'body' });
});

test('broken YAML keeps the whole text and says so', () => {
  const text = '---\ntitle: [never closed\n---\nbody';
  const { data, body, problem } = parseFrontMatter(text);
  assert.deepEqual(data, {});
  assert.equal(body, text);
  assert.match(problem ?? '', /^Its front matter is no valid YAML \(.+\) and was kept as text\.$/);
  // gray-matter's cache would answer the second time with {} and no error.
  assert.deepEqual(parseFrontMatter(text), { data, body, problem });
});

test('an alias bomb is refused quickly', () => {
  const levels = 'abcdefghij'.split('').map((name, i, all) => {
    const item = i === 0 ? '"lol"' : `*${all[i - 1]}`;
    return `${name}: &${name} [${Array(9).fill(item).join(',')}]`;
  });
  const { data, problem } = parseFrontMatter(`---\n${levels.join('\n')}\n---\nbody`);
  assert.deepEqual(data, {});
  assert.match(problem ?? '', /alias/i);
});

test('data that contains itself is refused, and so is a block that would keep the parser busy', () => {
  assert.match(parseFrontMatter('---\na: &a [*a]\n---\n').problem ?? '', /circular/);
  assert.match(parseFrontMatter(`---\na: 1\n${'\n \n'.repeat(9000)}---\n`).problem ?? '', /too long/);
  assert.match(parseFrontMatter(`---\na: ${'x'.repeat(40_000)}\n---\n`).problem ?? '', /too long/);
});

test('a key named __proto__ is data and changes no prototype', () => {
  const { data } = parseFrontMatter('---\n__proto__: { admin: true }\n---\n');
  assert.ok(!('admin' in {}));
  assert.ok(!('admin' in data));
});

test('what the yaml package writes is read back as it was', () => {
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.array(fc.string()),
  );
  const mapping = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), value, { minKeys: 1 });
  fc.assert(
    fc.property(mapping, fc.string(), (data, body) => {
      fc.pre(!/\s{500}/.test(stringify(data)));
      const read = parseFrontMatter(`---\n${stringify(data)}---\n${body}`);
      assert.deepEqual({ ...read.data }, { ...data });
      assert.equal(read.body, body);
    }),
  );
});

test('any text at all gives an answer, and the body is how the text ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { data, body, problem } = parseFrontMatter(`---\n${text}`);
      assert.ok(`---\n${text}`.endsWith(body));
      assert.ok(problem === undefined || body === `---\n${text}`);
      assert.equal(typeof data, 'object');
    }),
  );
});
