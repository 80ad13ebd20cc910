import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../../src/reading/xml/lenient-tree.ts';
import { innerHtml } from '../../../src/reading/xml/xml-source.ts';
import { textOf } from '../../../src/reading/xml/xml-tree.ts';

test('an element knows its name and its prefix, and text keeps its blanks', () => {
  const { root } = parseXml('<w:a w:x="1"> <b/> c </w:a>');
  assert.deepEqual(root, {
    name: 'a',
    prefix: 'w:',
    attributes: { 'w:x': '1' },
    children: [' ', { name: 'b', prefix: '', attributes: {}, children: [] }, ' c '],
  });
});

test('a tree that is written out again is HTML with every end tag and nothing that runs on', () => {
  const { root } = parseXml('<x><h:p id="a&quot;b">1 &lt; 2<h:br/></h:p><we!rd>in</we!rd></x>');
  assert.ok(root);
  assert.equal(innerHtml(root), '<p id="a&quot;b">1 &lt; 2<br></p>in');
});

test('any text is a tree, and every word of a sound one is in it', () => {
  const unit = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    ':',
    '"',
    "'",
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
    fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
      const { elements, omissions } = parseXml(`<!DOCTYPE a [${text}`);
      assert.ok(elements >= 0 && omissions.length >= 0);
      parseXml(text);
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z ]{0,20}$/)), (words) => {
      const { root } = parseXml(`<a>${words.map((word) => `<b>${word}</b>`).join('')}</a>`);
      assert.equal(textOf(root), words.join(''));
    }),
  );
});
