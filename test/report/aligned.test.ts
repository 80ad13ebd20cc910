import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAligned } from '../../src/report/aligned.ts';

test('a table made of spaces or tabs is told from prose', () => {
  assert.ok(isAligned('Sourdough loaf        3.80\nMature cheddar 300g   4.65'));
  assert.ok(isAligned('Name\tPlot\nOsei\tA4\n\nLund\tB2'));
  assert.ok(!isAligned('One sentence.  And another one.\nThe next line goes on.  So it does.'));
  assert.ok(!isAligned('Only one line        3.80'));
  assert.ok(!isAligned('    Indented only\n    on both lines'));
  assert.ok(!isAligned('a   b\nplain\nplain\nplain'));
});
