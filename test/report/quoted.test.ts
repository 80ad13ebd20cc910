import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import MarkdownIt from 'markdown-it';
import { quotedInline } from '../../src/report/quoted.ts';

describe('a quotation in a note', () => {
  it('is shown as it was written, signs and all', () => {
    for (const text of ['Functions: __init__, *args', '[^2]: see <b>', '1. First `x`', 'a_b and c_d']) {
      const shown = new MarkdownIt().renderInline(quotedInline(text));
      assert.equal(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>'), text);
    }
  });

  it('keeps its formulas, and takes no sums for one', () => {
    const formulas = 'Let $m=1$ and $x$, so that $A \\in \\mathbb{R}^{m}$.';
    assert.equal(quotedInline(formulas), formulas);
    assert.equal(quotedInline('It costs $5 = €4, then $6.'), 'It costs $5 = €4, then $6.');
    assert.equal(quotedInline('__a__ $b_1$'), '\\_\\_a\\_\\_ $b_1$');
    assert.equal(quotedInline('US$5=__b__ or A$6'), 'US$5=\\_\\_b\\_\\_ or A$6');
  });

  it('lets nothing through in a formula', () => {
    const text = 'See $x=\\href{javascript:alert(1)}{y}$ and $z=<img src=x>$.';
    assert.doesNotMatch(quotedInline(text), /(?<!\\)\\href|(?<!\\)<img/);
  });
});
