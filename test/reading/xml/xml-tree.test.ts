import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../../src/reading/xml/package-xml.ts';
import { attribute, child, descendants, prefixed, textOf } from '../../../src/reading/xml/xml-tree.ts';
import { NightshiftError } from '../../../src/types/failure.ts';
import { inMemory } from '../office-files.ts';

const file = inMemory('a.docx', 'b', new Uint8Array(1));
const tree = (xml: string) => parseXml(file, new TextEncoder().encode(xml));

test('elements are known by their names without prefixes, attributes with and without', () => {
  const root = tree(
    '<?xml version="1.0"?><!-- c --><w:a w:val="1" id="2" r:id="3"><b>x &amp; <![CDATA[<y>]]></b></w:a>',
  );
  assert.equal(root.name, 'a');
  assert.deepEqual([attribute(root, 'val'), attribute(root, 'id'), prefixed(root, 'id')], ['1', '2', '3']);
  assert.equal(textOf(child(root, 'b')), 'x & <y>');
  assert.equal(descendants(root, 'b').length, 1);
});

test('UTF-16 with a mark is XML too', () => {
  assert.equal(textOf(parseXml(file, Buffer.from('\uFEFF<a>größer</a>', 'utf16le'))), 'größer');
});

test('entities that a file declares for itself stay what they are, and nothing is fetched', () => {
  const laughs = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );
  const root = tree(
    `<!DOCTYPE a [<!ENTITY l0 "ha"><!ENTITY out SYSTEM "file:///etc/passwd">${laughs}]><a>&l20;&out;&lt;</a>`,
  );
  assert.equal(textOf(root), '&l20;&out;<');
});

test('elements that nest without end, and bytes that are no XML, are damage', () => {
  assert.throws(() => tree('<a>'.repeat(100_000)), { code: 'file-damaged' });
  assert.throws(() => tree('no XML at all'), { code: 'file-damaged' });
});

test('any text is a tree or damage', () => {
  const unit = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    ':',
    '"',
    '=',
    ' ',
    '&',
    ';',
    '!',
    '[',
    ']',
    '-',
    '?',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      try {
        tree(text);
      } catch (error) {
        assert.ok(error instanceof NightshiftError);
      }
    }),
    { numRuns: 2000 },
  );
});
