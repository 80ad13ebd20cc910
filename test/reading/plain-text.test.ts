import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../src/reading/plain-text.ts';
import type { Document } from '../../src/types/document.ts';

test('all blocks in reading order, parted by empty lines, tables a row a line, code among them fenced', () => {
  const document: Document = {
    kind: 'text',
    mime: 'application/pdf',
    facts: {},
    blocks: [
      { type: 'heading', level: 1, text: 'Harbour' },
      { type: 'paragraph', text: 'one\ntwo' },
      { type: 'list', ordered: false, items: ['a', 'b'] },
      { type: 'list', ordered: true, items: ['c', 'd'] },
      {
        type: 'table',
        header: true,
        rows: [
          ['x', 'y\nz'],
          ['1', ''],
        ],
      },
      { type: 'code', text: 'f()', language: 'js' },
      { type: 'paragraph', text: '' },
      { type: 'markdown', text: '## *M*' },
    ],
    pictures: [],
    speech: false,
    omissions: [],
  };
  assert.equal(
    plainText(document),
    'Harbour\n\none\ntwo\n\n- a\n- b\n\n1. c\n2. d\n\nx | y z\n1 | \n\n```js\nf()\n```\n\n## *M*',
  );
});
