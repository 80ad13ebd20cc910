import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { codeIn, dropped, rowsIn, staysCalm } from '../dropped.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xml = (content: string | Uint8Array) => dropped('a.xml', content);

const article = `${declaration}<!DOCTYPE article [<!ENTITY us "Harbour Museum">]>
<article xmlns:xlink="http://www.w3.org/1999/xlink">
  <title>The &us;</title>
  <para>It stands by the <emphasis>old</emphasis> wall &amp; waits for guests who come from far away.</para>
  <section><title>Hours</title>
    <itemizedlist><listitem><para>Monday</para></listitem><listitem><para>Friday</para></listitem></itemizedlist>
    <programlisting>open
  --now</programlisting>
    <table><title>Prices</title><tgroup><thead><row><entry>Who</entry><entry>Euro</entry></row></thead>
      <tbody><row><entry>Child</entry><entry>2</entry></row></tbody></tgroup></table>
    <para>Ask for us at the gate, whatever the weather: <link xlink:href="https://example.org/gate">we are there</link>.</para>
  </section>
</article>`;

test('an article is headings, paragraphs, lists, code and tables in their order', async () => {
  const document = await xml(article);
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'The Harbour Museum' },
    { type: 'paragraph', text: 'It stands by the old wall & waits for guests who come from far away.' },
    { type: 'heading', level: 2, text: 'Hours' },
    { type: 'list', ordered: false, items: ['Monday', 'Friday'] },
    { type: 'code', text: 'open\n  --now' },
    { type: 'paragraph', text: 'Prices' },
    {
      type: 'table',
      header: true,
      rows: [
        ['Who', 'Euro'],
        ['Child', '2'],
      ],
    },
    {
      type: 'paragraph',
      text: 'Ask for us at the gate, whatever the weather: we are there (https://example.org/gate).',
    },
  ]);
  assert.equal(document.facts.title, 'The Harbour Museum');
});

test('elements that repeat are the rows of a table, with what stands around them', async () => {
  const document = await xml(
    `${declaration}<catalog><owner>Ada</owner><books><book id="1"><name>Ulysses</name><price cur="EUR">12</price></book><book id="2"><name>Emma</name></book></books></catalog>`,
  );
  assert.equal(codeIn(document), 'owner: Ada');
  assert.deepEqual(rowsIn(document), [
    ['id', 'name', 'price', 'price cur'],
    ['1', 'Ulysses', '12', 'EUR'],
    ['2', 'Emma', '', ''],
  ]);
});

test('everything else is an outline of names, attributes and text', async () => {
  const document = await xml(
    `${declaration}<a:box xmlns:a="urn:x" id="7"><a:in>wood</a:in><out n="1">x</out></a:box>`,
  );
  assert.equal(codeIn(document), 'box (id: 7):\n  in: wood\n  out (n: 1): x');
  assert.equal(document.facts.other?.['Root element'], 'a:box');
});

test('entities are replaced once, and a bomb of them stays a name', async () => {
  const bomb = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const text = `${declaration}<!DOCTYPE a [<!ENTITY l0 "ha">${bomb}]><a><b>&l9;</b><c>&l0;</c></a>`;
  assert.equal(codeIn(await xml(text)), `a:\n  b: ${'&l8;'.repeat(10)}\n  c: ha`);
  const long = `${declaration}<!DOCTYPE a [<!ENTITY x "${'x'.repeat(1900)}">]><a><b>${'&x;'.repeat(1_000_000)}</b></a>`;
  assert.ok(plainText(await xml(long)).length < 60_000_000);
});

test('nothing outside the file is looked at', async () => {
  const text = `${declaration}<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a><b>&e;</b></a>`;
  assert.equal(codeIn(await xml(text)), 'a:\n  b: &e;');
});

test('tags, brackets and comments within a document type are no content', async () => {
  const text = `${declaration}<!-- <!DOCTYPE z> --><!DOCTYPE a [
    <!ENTITY x "<i>one</i><b>two</b>"><!ENTITY y 'a > "b"'><!-- <!ENTITY y "no"> ]> --><!ELEMENT a (b)>
  ]><a><b>&x; &y; &#228;&#xe4;</b></a>`;
  assert.equal(codeIn(await xml(text)), 'a:\n  b: <i>one</i><b>two</b> a > "b" ää');
  for (const broken of ['<!DOCTYPE a [<!ENTITY x "', '<!DOCTYPE a [<!-- ', "<!DOCTYPE a ['"]) {
    assert.equal(
      codeIn(await dropped('a.xml', `${declaration}${broken}><a><b>words</b></a>`)),
      'a:\n  b: words',
    );
  }
});

test('CDATA is text as it stands', async () => {
  const text = `${declaration}<!DOCTYPE a [<!ENTITY x "no">]><a><b><![CDATA[1 < 2 && &x; <i>]]></b></a>`;
  assert.equal(codeIn(await xml(text)), 'a:\n  b: 1 < 2 && &x; <i>');
});

test('a file that breaks off, or whose tags do not match, is read as far as it goes', async () => {
  assert.equal(codeIn(await xml(`${declaration}<a><b>one</b><c>tw`)), 'a:\n  b: one\n  c: tw');
  assert.equal(codeIn(await xml(`${declaration}<a></z><b>one</a>`)), 'a:\n  b: one');
});

test('of several roots the first is read, and that there are more is said', async () => {
  const document = await xml(`${declaration}<a><b>one</b></a><a><b>two</b></a>`);
  assert.equal(codeIn(document), 'a:\n  b: one');
  assert.deepEqual(document.omissions, [
    'Only its first element was read: in XML nothing may stand beside it.',
  ]);
});

test('every encoding reads as the same words', async () => {
  const text = '<?xml version="1.0" encoding="utf-16"?><a><b>größer als Übermut</b></a>';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  for (const bytes of [
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(text, 'latin1'),
    Buffer.from(`\uFEFF${text}`),
  ]) {
    assert.equal(codeIn(await xml(bytes)), 'a:\n  b: größer als Übermut');
  }
});

test('nesting without end, and elements without number, are bounded and said', async () => {
  const deep = await xml(`${declaration}${'<a>'.repeat(1e6)}x`);
  assert.deepEqual(deep.omissions, [
    'Its elements are nested more than 2000 levels deep; the rest was not read.',
    'Of elements more than 250 levels deep only the text was kept.',
  ]);
  const sunken = await xml(`${declaration}${'<a>'.repeat(1000)}word${'</a>'.repeat(1000)}`);
  assert.match(codeIn(sunken), /word$/);
  const many = await xml(`${declaration}<a>${'<b/>'.repeat(600_000)}</a>`);
  assert.match(many.omissions.join(' '), /Only the first 500,000 elements were read\./);
});

test('what holds no element is a failure that says so', async () => {
  await assert.rejects(dropped('a.xml', `${declaration}<!-- nothing -->`), {
    code: 'file-damaged',
    reason: 'a.xml is no XML: it has no element in it.',
  });
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.xml', article);
  for (const text of [
    '<'.repeat(1e5),
    '<a '.repeat(1e5),
    '<!--'.repeat(1e5),
    '<![CDATA['.repeat(1e5),
    '&a;'.repeat(1e5),
  ])
    await dropped('a.xml', `${declaration}<a>${text}`);
});
