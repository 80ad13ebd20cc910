import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkedAnswer, numbersIn } from '../../../src/memory/ask/checked-answer.ts';
import type { Passage } from '../../../src/memory/ask/evidence.ts';

const passage = (text: string, more: Partial<Passage> = {}): Passage => ({
  ...{ chunk: 1, file: 1, path: 'done/a.pdf', note: 'done/a.pdf.md', title: 'Invoice', position: 'page 3' },
  ...{ place: { page: 3 }, private: false, text },
  ...more,
});
const passages = [
  passage('The boiler was serviced on 4 May 2026.\nThe service cost 1,380.50 EUR — “all in”.'),
  passage('Lund gets three offers for the pump by 20 June.', {
    chunk: 2,
    position: 'page 4',
    place: { page: 4 },
  }),
];
const question = 'What did the service of the boiler cost?';

const check = (...statements: readonly (readonly [statement: string, passage: number, quote: string])[]) =>
  checkedAnswer(
    {
      found: true,
      statements: statements.map(([statement, number, quote]) => ({
        statement,
        citations: [{ passage: number, quote }],
      })),
    },
    question,
    passages,
  );

describe('of a model’s answer', () => {
  test('a sentence is kept whose quote stands in the passage that it cites', () => {
    const { statements, citations, dropped } = check([
      'The service of the boiler cost 1380.50 EUR.',
      1,
      'the SERVICE  cost 1,380.50 EUR - "all in"',
    ]);
    assert.deepEqual(statements, [
      { text: 'The service of the boiler cost 1380.50 EUR.', quoted: false, citations: [1] },
    ]);
    assert.equal(citations[0]?.quote, 'The service cost 1,380.50 EUR — “all in”', 'as the passage writes it');
    assert.deepEqual([citations[0]?.path, citations[0]?.position], ['done/a.pdf', 'page 3']);
    assert.equal(dropped, 0);
  });

  for (const [why, statement, number, quote] of [
    ['a quote that stands nowhere', 'The service cost 1,380.50 EUR.', 1, 'The service was free of charge'],
    ['a quote of another passage', 'The service cost 1,380.50 EUR.', 2, 'The service cost 1,380.50 EUR'],
    ['a passage that was never shown', 'The service cost 1,380.50 EUR.', 3, 'The service cost'],
    ['passage 0', 'The service cost 1,380.50 EUR.', 0, 'The service cost'],
    ['an empty quote', 'The service cost 1,380.50 EUR.', 1, ' … '],
    ['half a number', 'The service cost 380.50 EUR.', 1, '380.50 EUR'],
    ['half a word', 'The service cost it.', 1, 'he boil'],
    ['a number that the passage has not', 'The service cost 1,480.50 EUR.', 1, 'The service cost'],
    [
      'a date that the passage has not',
      'The boiler was serviced on 5 May 2026.',
      1,
      'The boiler was serviced',
    ],
    ['a sum that was calculated', 'The service costs 2,761 EUR in two years.', 1, 'The service cost'],
    ['words that have nothing to do with it', 'Walruses eat fish near Greenland.', 1, 'The service cost'],
  ] as const) {
    test(`a sentence is dropped for ${why}`, () => {
      const { statements, citations, dropped } = check([statement, number, quote]);
      assert.deepEqual([statements, citations, dropped], [[], [], 1]);
    });
  }

  test('a citation is numbered once, however many sentences rest on it', () => {
    const quote = 'The boiler was serviced on 4 May 2026';
    const { statements, citations } = check(
      ['The boiler was serviced on 4 May.', 1, quote],
      ['The service was in 2026.', 1, quote],
      ['Lund gets three offers for the pump.', 2, 'three offers for the pump'],
      ['Lund gets three offers for the pump.', 2, 'three offers for the pump'],
    );
    assert.deepEqual(
      statements.map(({ citations: numbers }) => numbers),
      [[1], [1], [2]],
    );
    assert.equal(citations.length, 2);
  });

  test('numbers are one number however they are written', () => {
    assert.deepEqual([...numbersIn('1,380.50')], ['1380.5']);
    assert.deepEqual([...numbersIn('1.380,50')], ['1380.5']);
    assert.deepEqual([...numbersIn('1 380')], ['1380']);
    assert.deepEqual([...numbersIn('04.05.2026')], [...numbersIn('2026-05-04')].reverse());
    assert.deepEqual([...numbersIn('no number')], []);
  });
});
