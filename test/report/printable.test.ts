import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { printable } from '../../src/report/printable.ts';

it('a name cannot move the cursor, forge a line or turn the reading direction', () => {
  assert.equal(printable('a\n\u001b[2Jb\u202egpj.exe'), 'a\\n\\u{1b}[2Jb\\u{202e}gpj.exe');
  assert.equal(printable('Überweisung 😀 日本.pdf'), 'Überweisung 😀 日本.pdf');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(printable(text), /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      assert.ok(printable(text).isWellFormed());
    }),
  );
});
