/** Contracts, recipes, curricula vitae, papers with an abstract, articles in sections, forms of fields. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const of = (text: string, name = 'scan_0001.pdf') => summarise({ text, name });

describe('a contract', () => {
  const text = `STUDIO LEASE AGREEMENT\n\nThis agreement is made on 20 July 2026 between Garrick Properties Ltd (the "Landlord") and Selma Vance (the "Tenant").\n\n1. Premises\nThe Landlord lets to the Tenant the ground floor.\n\n2. Term\nThe lease begins on 1 September 2026.\n\n3. Rent\nThe rent is €950 a month.\n\n4. Notice\nEither party may end the lease with three months' notice in writing.`;

  it('is summarised by who made it with whom, then by dates, sums and ways out', () => {
    const { title, summary, keyPoints, tags } = of(text);
    assert.equal(title, 'Studio lease agreement');
    assert.match(summary, /^This agreement is made on 20 July 2026 between Garrick Properties Ltd/);
    assert.deepEqual(keyPoints, [
      'The lease begins on 1 September 2026.',
      'The rent is €950 a month.',
      "Either party may end the lease with three months' notice in writing.",
    ]);
    assert.equal(tags[0], 'contract');
  });
});

describe('a recipe', () => {
  it('is told by its times and what one needs', () => {
    const text =
      '# Leek soup\n\nServes 4 · Cooking 45 minutes\n\nA soup for a cold evening.\n\n## Ingredients\n\n- 3 leeks\n- 600 g potatoes\n\n## Method\n\n1. Wash the leeks.\n2. Boil them.';
    const { title, summary, keyPoints, tags } = of(text);
    assert.equal(title, 'Leek soup');
    assert.match(summary, /A soup for a cold evening\..*Serves 4 · Cooking 45 minutes/);
    assert.equal(keyPoints[0], 'Ingredients: 3 leeks, 600 g potatoes');
    assert.equal(tags[0], 'recipe');
  });
});

describe('a curriculum vitae', () => {
  it('has the name of its owner in the title, in the language of the paper', () => {
    const text =
      'Lebenslauf\n\nMathilda Brandhorst\nGeboren am 8. Mai 1991 in Wolfsburg\n\nBerufserfahrung\n\nseit März 2019 | Vermesserin, Geodatenbüro Küster GmbH\nLeitung der Befliegung und Auswertung der Daten.\n\nAusbildung\n\n2013 bis 2015 | Master Geodäsie, Universität Hannover';
    const { title, summary, keyPoints } = of(text);
    assert.equal(title, 'Lebenslauf von Mathilda Brandhorst');
    assert.match(summary, /Mathilda Brandhorst.*Vermesserin/);
    assert.ok(keyPoints.some((point) => point.includes('Master Geodäsie')));
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
