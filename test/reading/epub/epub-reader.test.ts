import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { bytesOf } from '../../../src/kinds/bytes.ts';
import { kindOf } from '../../../src/kinds/kind.ts';
import { epubReader } from '../../../src/reading/epub/epub-reader.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { needsSamples, put, sample, scratchFolder } from '../files.ts';

type Scratch = Parameters<typeof scratchFolder>[0];

const mime = 'application/epub+zip';
const container =
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';
const chapter = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title><script src="x.js"/></head><body>${body}</body></html>`;

const facts = `<dc:title>The Wall &amp; the Sea</dc:title><dc:creator id="a">Marion Blackwood</dc:creator><dc:creator>Jörg Stein</dc:creator>
  <dc:language>en</dc:language><dc:publisher>Harbour Press</dc:publisher><dc:date>1999-05-01</dc:date>
  <dc:description>&lt;p&gt;A &lt;b&gt;short&lt;/b&gt; book.&lt;/p&gt;</dc:description>`;

/** A package document of these chapters, in this order. */
function packageOf(names: readonly string[], more = ''): string {
  const items = names.map(
    (name, i) => `<item id="c${i}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`,
  );
  const spine = names.map((_, i) => `<itemref idref="c${i}"/>`);
  return `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${facts}</metadata><manifest>${items.join('')}${more}</manifest><spine>${spine.join('')}</spine></package>`;
}

function book(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries({ 'META-INF/container.xml': container, ...files });
  return zipSync({
    mimetype: [Buffer.from(mime), { level: 0 }],
    ...Object.fromEntries(entries.map(([name, text]) => [name, Buffer.from(text)])),
  });
}

async function read(t: Scratch, bytes: Uint8Array) {
  const document = await epubReader.read(await put(await scratchFolder(t), 'wall.epub', bytes, mime));
  return {
    document,
    text: plainText(document).replace(/^# The Wall & the Sea\n\nMarion Blackwood, Jörg Stein(?:\n\n)?/, ''),
  };
}

async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof NightshiftError, String(error));
  return `${error.code}: ${error.reason}`;
}

const two = {
  'OEBPS/book.opf': packageOf(['text/two.xhtml', 'text/Anfang eins.xhtml']),
  'OEBPS/text/Anfang eins.xhtml': chapter(
    '<h1>One</h1><p>High <i>tide</i><a epub:type="noteref" href="#n">1</a></p><aside epub:type="footnote" id="n"><p>At noon.</p></aside>',
  ),
  'OEBPS/text/two.xhtml': chapter(
    '<h1>Two</h1><p>See <a href="Anfang%20eins.xhtml">one</a><a epub:type="noteref" href="#n">1</a></p><aside epub:type="footnote" id="n"><p>By night.</p></aside>',
  ),
};

test('a book is its chapters in reading order, with what it says of itself', async (t) => {
  const bytes = book(two);
  assert.deepEqual(await kindOf(bytesOf(bytes), 'wall.epub'), { supported: true, kind: 'text', mime });
  const { document, text } = await read(t, bytes);
  assert.deepEqual(document.facts, {
    title: 'The Wall & the Sea',
    author: 'Marion Blackwood, Jörg Stein',
    created: '1999-05-01',
    other: { Publisher: 'Harbour Press', Language: 'en', Description: 'A **short** book.' },
  });
  assert.equal(
    text,
    '# Two\n\nSee one[^1-1]\n\n[^1-1]: By night.\n\n# One\n\nHigh *tide*[^2-1]\n\n[^2-1]: At noon.',
  );
  assert.deepEqual(document.omissions, []);
});

describe('chapters without a heading', () => {
  const files = {
    'OEBPS/a.xhtml': chapter('<img src="one.png" alt=""/><p>First words</p>'),
    'OEBPS/b.xhtml': chapter('<h2>Own</h2><p>x</p>'),
  };
  const names = ['a.xhtml', 'b.xhtml'];

  test('have the name that the table of contents gives them (EPUB 3)', async (t) => {
    const nav = chapter(
      '<nav epub:type="toc"><ol><li><a href="a.xhtml">The <em>first</em> day</a></li><li><a href="a.xhtml#x">Later</a></li><li><a href="b.xhtml">Other</a></li></ol></nav>',
    ).replace('The <em>first</em> day', 'The first day');
    const opf = packageOf(
      names,
      '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
    ).replace('<spine>', '<spine><itemref idref="n"/>');
    const { text } = await read(t, book({ ...files, 'OEBPS/book.opf': opf, 'OEBPS/nav.xhtml': nav }));
    assert.equal(text, '## The first day\n\nFirst words\n\n## Own\n\nx');
  });

  test('have the name that the table of contents gives them (EPUB 2)', async (t) => {
    const ncx =
      '<ncx><navMap><navPoint><navLabel><text>Day &amp; night</text></navLabel><content src="a.xhtml#top"/></navPoint></navMap></ncx>';
    const opf = packageOf(names, '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>');
    const { text } = await read(t, book({ ...files, 'OEBPS/book.opf': opf, 'OEBPS/toc.ncx': ncx }));
    assert.match(text, /^## Day & night\n\nFirst words/);
  });
});

test('a book begins with its title and who wrote it', async (t) => {
  const { document } = await read(t, book(two));
  assert.deepEqual(document.blocks.slice(0, 2), [
    { type: 'markdown', text: '# The Wall & the Sea' },
    { type: 'paragraph', text: 'Marion Blackwood, Jörg Stein' },
  ]);
});

test('a book that its publisher has locked is a failure that says so; scrambled fonts lock nothing', async (t) => {
  const locked = (algorithm: string, uri: string) =>
    `<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`;
  const drm = {
    ...two,
    'META-INF/encryption.xml': locked('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OEBPS/text/two.xhtml'),
  };
  assert.match(
    await failure(read(t, book(drm))),
    /^file-encrypted: wall\.epub is a book with copy protection \(DRM\)/,
  );
  const fonts = {
    ...two,
    'META-INF/encryption.xml': locked('http://www.idpf.org/2008/embedding', 'OEBPS/font.otf'),
  };
  assert.match((await read(t, book(fonts))).text, /# Two/);
});

test('a book with a missing chapter, no list, or a list elsewhere is read as far as it goes', async (t) => {
  const missing = {
    ...two,
    'OEBPS/book.opf': packageOf(['text/gone.xhtml', 'text/two.xhtml', '../../../etc/passwd']),
  };
  assert.match((await read(t, book(missing))).text, /^# Two/);
  const elsewhere = {
    'book.opf': packageOf(['a.xhtml']),
    'a.xhtml': chapter('<p>words</p>'),
    'META-INF/container.xml': '<container/>',
  };
  assert.equal((await read(t, book(elsewhere))).text, 'words');
  const unlisted = {
    'OEBPS/book.opf': '<package><spine/></package>',
    'OEBPS/a.xhtml': chapter('<p>words</p>'),
  };
  assert.equal((await read(t, book(unlisted))).text, 'words');
});

test('what is no book, and a book of pictures, say so', async (t) => {
  assert.match(
    await failure(read(t, zipSync({ 'a.txt': Buffer.from('x') }))),
    /^file-damaged: wall\.epub holds no book/,
  );
  assert.match(await failure(read(t, book({ 'OEBPS/book.opf': '<package <<' }))), /^file-damaged/);
  const comic = { 'OEBPS/book.opf': packageOf(['a.xhtml']), 'OEBPS/a.xhtml': chapter('<img src="1.jpg"/>') };
  assert.deepEqual((await read(t, book(comic))).document.omissions, [
    'The book holds no text; it may be made of pictures.',
  ]);
});

test('bombs of entities and of nesting stay harmless', { timeout: 60_000 }, async (t) => {
  const entities = `<!DOCTYPE package [<!ENTITY a "aaaaaaaaaa">${'bcdefghi'
    .split('')
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefgh'.charAt(i)};`.repeat(10)}">`)
    .join('')}]>`;
  const opf = packageOf(['a.xhtml'])
    .replace('<package', `${entities}<package`)
    .replace('Harbour Press', '&i;');
  const files = { 'OEBPS/book.opf': opf, 'OEBPS/a.xhtml': chapter(`${'<div>'.repeat(50_000)}words`) };
  const { document, text } = await read(t, book(files));
  assert.equal(text, 'words');
  assert.ok(JSON.stringify(document.facts).length < 1000);
  const deep = `<package>${'<a>'.repeat(100_000)}`;
  assert.match(await failure(read(t, book({ ...files, 'OEBPS/book.opf': deep }))), /^file-damaged/);
  const others = { 'META-INF/container.xml': deep, 'META-INF/encryption.xml': deep };
  assert.equal((await read(t, book({ ...files, ...others }))).text, 'words');
});

test('any book cut or changed anywhere ends in a document or a failure', async (t) => {
  const folder = await scratchFolder(t);
  const whole = book(two);
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: whole.length }),
      async (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of changes) bytes[at] = value;
        const file = await put(folder, 'any.epub', bytes.subarray(0, length), mime);
        await epubReader
          .read(file)
          .catch((error: unknown) => assert.ok(error instanceof NightshiftError, String(error)));
      },
    ),
    { numRuns: 300 },
  );
});

test('a book that somebody made', needsSamples, async () => {
  const document = await epubReader.read(sample('test.epub', mime));
  assert.deepEqual(document.facts, {
    title: 'Test EPUB Document',
    author: 'Test Author',
    other: { Language: 'en', Description: 'A test EPUB document for MarkItDown testing' },
  });
  assert.equal(
    plainText(document),
    "# Test EPUB Document\n\nTest Author\n\n# Chapter 1: Test Content\n\nThis is a **test** paragraph with some formatting.\n\nIt includes:\n\n- A bullet point\n- Another point\n\n# Chapter 2: More Content\n\nHere's a second chapter with a *different* style.\n\n> This is a blockquote for testing.",
  );
});
