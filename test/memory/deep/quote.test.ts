import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verbatim } from '../../../src/memory/deep/quote.ts';

const page = 'Dear Mr Hart,\nthe rent of  25 euros is due on 3 May.\nYours, A. Bell';

describe('a quote', () => {
  it('stands in its passage word for word; only runs of white space may differ', () => {
    assert.deepEqual(verbatim(['the rent of 25 euros is due'], page), ['the rent of 25 euros is due']);
    assert.deepEqual(verbatim(['Dear Mr Hart, the rent'], page), ['Dear Mr Hart, the rent']);
    for (const made of ['The rent of 25 euros', 'the rent of 26 euros', '', '   ', '.', 'the rent … is due'])
      assert.deepEqual(verbatim([made], page), [], made);
  });

  it('cuts no word and no number, which would be another one', () => {
    for (const cut of ['5 euros', 'rent of 2', 'he rent', 'A. Bel'])
      assert.deepEqual(verbatim([cut], page), [], cut);
    assert.deepEqual(verbatim(['料金'], '料金は高い'), ['料金'], 'scripts without spaces have no such ends');
  });

  it('is told once, in its longest form, and five times at most for one passage', () => {
    assert.deepEqual(verbatim(['25 euros', 'rent of 25 euros', '25 euros'], page), ['rent of 25 euros']);
    const many = Array.from({ length: 9 }, (_, at) => `line ${at}`);
    assert.equal(verbatim(many, many.join('\n')).length, 5);
  });
});
