import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Expectation, loadDocuments } from '../../bench/quality/documents.ts';
import {
  f1,
  summaryScore,
  tagScore,
  tallyEntities,
  tallyFields,
  titleScore,
} from '../../bench/quality/scores.ts';

const expected: Expectation = {
  file: 'scan.pdf',
  kind: 'invoice',
  language: ['en'],
  titles: ['Invoice 7 from Harbour Ltd', 'Harbour invoice'],
  facts: [['£12.00', '12 pounds'], ['due 4 May']],
  tags: [['invoice'], ['harbour', 'port']],
  alsoTags: ['crane'],
  entities: { people: [['Anna Smith']], dates: [['4 May']] },
  alsoEntities: { places: [['Hull']] },
  fields: { number: ['7'], total: ['£12.00'] },
};
const nothing = { people: [], organisations: [], places: [], dates: [], amounts: [] };
const summary = (said: string, keyPoints: readonly string[] = []) => ({
  title: '',
  summary: said,
  keyPoints,
  tags: [],
  language: 'en',
});
const tally = () => ({ right: 0, wrong: 0, missing: 0 });

describe('scores of the quality benchmark', () => {
  it('a title scores by its words against the likest', () => {
    assert.equal(titleScore('HARBOUR invoice', expected), 1);
    assert.equal(titleScore('scan', expected), 0);
    assert.ok(titleScore('Invoice from Harbour', expected) < 1);
  });

  it('a summary scores by its facts, as far as one reads', () => {
    assert.equal(summaryScore(summary('Twelve.', ['It costs £12.00, due 4\u00a0May.']), expected), 1);
    assert.equal(summaryScore(summary('12 pounds.'), expected), 0.5);
    assert.equal(summaryScore(summary(`${'x '.repeat(500)} £12.00 due 4 May`), expected), 0);
  });

  it('tags score by what is acceptable and by the topics that they name', () => {
    assert.equal(tagScore(['invoice', 'ports'], expected), 1);
    assert.equal(tagScore(['crane'], expected), 0);
    assert.equal(tagScore([], expected), 0);
    assert.ok(tagScore(['invoice', 'harbour', 'noise'], expected) < 1);
    assert.equal(tagScore([], { ...expected, tags: [] }), 1);
  });

  it('names count where kind and whole name are right', () => {
    const counts = tally();
    tallyEntities(
      counts,
      { ...nothing, people: ['Mrs Anna Smith', 'Ben'], places: ['Hull', '4 May'] },
      expected,
    );
    assert.deepEqual(counts, { right: 1, wrong: 2, missing: 1 });
  });

  it('fields count where label and value are right, in any of the languages', () => {
    const counts = tally();
    tallyFields(
      counts,
      ['Rechnungsnummer: 7', 'Total: £13.00', 'Kunde: Anna', 'Crane hire £12.00'],
      expected,
    );
    assert.deepEqual(counts, { right: 1, wrong: 2, missing: 1 });
    assert.equal(f1(counts), 2 / 5);
  });

  it('nothing asked and nothing said is right', () => assert.equal(f1(tally()), 1));
});

describe('the documents of the quality benchmark', () => {
  const documents = { development: loadDocuments('development'), 'held-out': loadDocuments('held-out') };

  it('are many, of many kinds and languages, in both sets', () => {
    for (const set of Object.values(documents)) {
      assert.ok(set.length >= 25);
      assert.ok(new Set(set.map(({ expected: { kind } }) => kind)).size >= 9);
      assert.ok(new Set(set.flatMap(({ expected: { language } }) => language)).size >= 8);
    }
  });

  it('hold every name, date, sum and field that is expected of them', () => {
    for (const { id, text, expected: known } of Object.values(documents).flat()) {
      const wanted = [...Object.values(known.entities).flat(), ...Object.values(known.fields)];
      for (const forms of wanted.filter((one) => one !== undefined)) {
        assert.ok(
          forms.some((form) => text.toLowerCase().includes(form.toLowerCase())),
          `${id}: ${forms.join('|')}`,
        );
      }
    }
  });
});
