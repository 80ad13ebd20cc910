import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mostTerms, questionTerms } from '../../src/memory/words.ts';

describe('the words of a question', () => {
  it('are without the small ones of its language, however short it is', () => {
    for (const [question, terms] of [
      ['What is the cost of heating?', ['cost', 'heating']],
      ['Was kostet die Heizung?', ['kostet', 'heizung']],
      ['où est la facture de la maison', ['facture', 'maison']],
    ] as const) {
      assert.deepEqual(questionTerms(question), terms);
    }
  });

  it('are small ones where it has no others', () => {
    assert.deepEqual(questionTerms('to be or to have'), ['to', 'be', 'or', 'have']);
  });

  it('are each meant once, and not too many', () => {
    assert.deepEqual(questionTerms('Boats, boats, BOATS'), ['boats']);
    const many = Array.from({ length: 9999 }, (_, at) => `w${at}`).join(' ');
    assert.equal(questionTerms(many).length, mostTerms);
    assert.equal(questionTerms('x'.repeat(1_000_000)).length, 1);
  });
});
