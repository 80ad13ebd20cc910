/** Contracts, recipes, curricula vitae, papers with an abstract, articles in sections, forms of fields. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const of = (text: string, name = 'scan_0001.pdf') => summarise({ text, name });

describe('a contract', () => {
  const text = `STORAGE LEASE AGREEMENT\n\nThis agreement is made on 3 May 2026 between Quayside Lofts Ltd (the "Landlord") and Nora Finch (the "Tenant").\n\n1. Premises\nThe Landlord lets to the Tenant the ground floor.\n\n2. Term\nThe lease begins on 1 June 2026.\n\n3. Rent\nThe rent is €410 a month.\n\n4. Notice\nEither party may end the lease with six weeks' notice in writing.`;

  it('is summarised by who made it with whom, then by dates, sums and ways out', () => {
    const { title, summary, keyPoints, tags } = of(text);
    assert.equal(title, 'Storage lease agreement');
    assert.match(summary, /^This agreement is made on 3 May 2026 between Quayside Lofts Ltd/);
    assert.deepEqual(keyPoints, [
      'The lease begins on 1 June 2026.',
      'The rent is €410 a month.',
      "Either party may end the lease with six weeks' notice in writing.",
    ]);
    assert.equal(tags[0], 'contract');
  });
});

describe('a recipe', () => {
  it('is told by its times and what one needs', () => {
    const text =
      '# Plum cake\n\nServes 6 · Baking 30 minutes\n\nA cake for a long Sunday.\n\n## Ingredients\n\n- 9 plums\n- 300 g flour\n\n## Method\n\n1. Halve the plums.\n2. Bake them.';
    const { title, summary, keyPoints, tags } = of(text);
    assert.equal(title, 'Plum cake');
    assert.match(summary, /A cake for a long Sunday\..*Serves 6 · Baking 30 minutes/);
    assert.equal(keyPoints[0], 'Ingredients: 9 plums · 300 g flour');
    assert.equal(tags[0], 'recipe');
  });
});

describe('a curriculum vitae', () => {
  it('has the name of its owner in the title, in the language of the paper', () => {
    const text =
      'Lebenslauf\n\nOttilie Kranz\nGeboren am 2. Juni 1990 in Jena\n\nBerufserfahrung\n\nseit April 2018 | Optikerin, Linsenwerk Saale GmbH\nLeitung der Werkstatt und Ausbildung der Lehrlinge.\n\nAusbildung\n\n2009 bis 2012 | Lehre, Berufsschule Jena';
    const { title, summary, keyPoints } = of(text);
    assert.equal(title, 'Lebenslauf von Ottilie Kranz');
    assert.match(summary, /Ottilie Kranz.*Optikerin/);
    assert.ok(keyPoints.some((point) => point.includes('Lehre')));
  });
});

describe('what its writer thought of it', () => {
  const sentences = (topic: string) =>
    Array.from(
      { length: 9 },
      (_, n) => `The ${topic} of harbour number ${n} was measured again in the spring of the year.`,
    ).join(' ');

  it('is the summary of a paper: its abstract', () => {
    const text = `Tides in narrow harbours: measurements over ten years\n\nAnna Smith and Ben Carter\n\nAbstract\n\nNarrow harbours silt up faster than wide ones. We measured eleven of them. Dredging twice a year costs less than once.\n\n1 Introduction\n\n${sentences('depth')}\n\n2 Results\n\n${sentences('width')}`;
    const { title, summary } = of(text);
    assert.equal(title, 'Tides in narrow harbours: measurements over ten years');
    for (const sentence of summary.split(/(?<=\.) /))
      assert.ok(/silt up|eleven|Dredging/.test(sentence), sentence);
  });

  it('is the beginning of an article in sections, with its first sentence', () => {
    const text = `# Rotterdam\n\nRotterdam is a port in the south of Holland. It is the largest in Europe. Ships of all nations call there.\n\n## History\n\n${sentences('age')}\n\n## Trade\n\n${sentences('trade')}`;
    const { summary } = of(text);
    assert.match(summary, /^Rotterdam is a port in the south of Holland\./);
    assert.ok(!/harbour number/.test(summary));
  });
});

describe('a title', () => {
  const prose = 'The harbour is being extended. The quay will be longer by two kilometres in three years.';

  it('is the file’s own where the text has none, and no program’s', () => {
    const title = (own: string) => summarise({ text: prose, name: 'scan_0001.pdf', title: own }).title;
    assert.equal(title('Harbour plans'), 'Harbour plans');
    for (const own of ['Microsoft Word - Document1', 'untitled', 'scan_0042', 'layout.indd', '']) {
      assert.equal(title(own), 'The harbour is being extended', own);
    }
  });

  it('is the file’s own where the first heading is only that of a part', () => {
    const text = `${prose} ${prose}\n\n## History\n\n${prose}`;
    assert.equal(summarise({ text, name: 'x.html', title: 'Harbour plans' }).title, 'Harbour plans');
  });

  it('is no heading that every paper has', () => {
    assert.equal(of(`1 Introduction\n\n${prose}`).title, 'The harbour is being extended');
  });
});
