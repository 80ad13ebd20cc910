import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract } from '../../../../src/models/builtin/names/entities.ts';

const of = (text: string) => extract({ text, name: 'x.txt' });

describe('people are found by what only people have', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    [
      'a verb of speech before',
      '«Non volevamo un museo», racconta Quirina Zambelli, che tiene i turni della cooperativa.',
      ['Quirina Zambelli'],
    ],
    [
      'a verb of speech behind',
      'Every drill is used for minutes, Zorbina Quell said on Monday.',
      ['Zorbina Quell'],
    ],
    [
      'German',
      '„Die Anwohner hören uns nicht“, sagt Zorbina Quell, die den Versuch in der Stadt leitet.',
      ['Zorbina Quell'],
    ],
    [
      'French',
      '« Elles trouvent des tilleuls », explique Zorbina Quell, qui suit les colonies de la région.',
      ['Zorbina Quell'],
    ],
    [
      'below the last words of a letter',
      'Dear all,\n\nthe quay is closed.\n\nMet vriendelijke groet,\n\nZorbina Quell',
      ['Zorbina Quell'],
    ],
    [
      'above a street and a town',
      'Zorbina Quell\nGerberweg 8\n23552 Lübeck\n\nbetreffend den Vertrag',
      ['Zorbina Quell'],
    ],
    ['under a form of address', 'Frau\nZorbina Quell\nEichenallee 30', ['Zorbina Quell']],
    ['a field', 'Klant: Zorbina Quell\nNotulist: Anna Visser', ['Zorbina Quell', 'Anna Visser']],
    ['a first name', 'The letter reached Wojciech Zielinski in March.', ['Wojciech Zielinski']],
    [
      'the authors of a paper',
      'Tides in harbours\n\nZorbina Quell, Quirin Zambel and Pavel Novak\nInstitute of Tides\n\nAbstract',
      ['Zorbina Quell', 'Quirin Zambel', 'Pavel Novak'],
    ],
    ['their age', 'It was Quirin Zambel, 86, who taught them.', ['Quirin Zambel']],
  ];
  for (const [what, text, people] of cases) it(what, () => assert.deepEqual(of(text).people, people));

  it('and not in words that look like names', () => {
    const text = `Terms and Conditions\nCustomer Service\nBest Regards\nIhre Stadtwerke\nIm Auftrag\nRua do Souto 14, 4700-326 Braga
The Total Amount Due is on Page Two. Open Source Software. Victoria Station. Mark As Read. Rosa Luxemburg Street.
Client: Larkspur Dental Group\nCliente: Asociación Cultural Xaloc\nFrom: Harbour Insurance Ltd\n`;
    assert.deepEqual(of(text).people, []);
  });

  it('a name in German ends where the institution begins', () => {
    assert.deepEqual(of('Mirko Stanzel von der Hochschule Zwickau rechnet damit.').people, ['Mirko Stanzel']);
  });
});

describe('organisations are found by their legal form or kind', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Der Auftrag der Talwerke Energie GmbH ist erteilt.', ['Talwerke Energie GmbH']],
    ['Facture de Menuiserie Carnot SARL pour les volets', ['Menuiserie Carnot SARL']],
    ['Serralharia Vale Verde Lda.\nRua Nova', ['Serralharia Vale Verde Lda.']],
    ['Ruderclub Seeblick e. V.', ['Ruderclub Seeblick e. V.']],
    ['Vereniging Buurttuin De Pluk', ['Vereniging Buurttuin De Pluk']],
    ['Agence Immobilière des Quais', ['Agence Immobilière des Quais']],
    ['He works at the University of Westmark in town.', ['University of Westmark']],
    ['Nordkapp University College', ['Nordkapp University College']],
    ['engineer at Gallow & Finch Consulting', ['Gallow & Finch Consulting']],
    ['The Bank opens at nine. Our Claims Department and the Committee will answer.', []],
    ['INCLUDING BUT NOT LIMITED TO THE WARRANTIES', []],
    ['株式会社カモメ電機の森永です。', ['株式会社カモメ電機']],
    ['ООО «Северный порт» сообщает', ['ООО «Северный порт»']],
  ];
  for (const [text, organisations] of cases)
    it(text.slice(0, 40), () => assert.deepEqual(of(text).organisations, organisations));
});

describe('places are found by name or by where they stand', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Truro TR1 2XN', ['Truro']],
    ['Wernfels, den 4. März 2026', ['Wernfels']],
    ['Almorós, 22 de junio de 2026', ['Almorós']],
    ['9712 AB Grouwdorp', ['Grouwdorp']],
    ['44000 Saint-Martin-sur-Mer', ['Saint-Martin-sur-Mer']],
    ['We met in Reading. Reading is fun. Das Essen war gut. A nice day in Nice.', ['Reading', 'Nice']],
    ['Dr. Zora Quell, MD signed it; Chicago, IL is far.', ['Chicago']],
    ['Paris Hilton said so, and Jordan Smith too.', []],
  ];
  for (const [text, places] of cases) it(text.slice(0, 40), () => assert.deepEqual(of(text).places, places));
});

describe('dates and sums are found as they are written', () => {
  it('in many languages', () => {
    const { dates } = of(
      'le 12 mars, am 3. Mai, 2 de abril de 2026, 14 июня, 6月3日, 2026年5月12日, 3 août 2026, 31 de maig; may 12, march on',
    );
    assert.deepEqual(dates, [
      '12 mars',
      '3. Mai',
      '2 de abril de 2026',
      '14 июня',
      '6月3日',
      '2026年5月12日',
      '3 août 2026',
    ]);
  });

  it('with their currency and scale', () => {
    const { amounts } = of(
      '1.234,56 € · € 1.500,00 · 2 318,40 € · CHF 1’200.50 · 2,6 Millionen Euro · 9.4 million pounds · 85万円 · 只要8元 · 3,4 млн рублей · ¥352,000 · Version 1.2.3 · $f^2$ and $x$',
    );
    assert.deepEqual(amounts, [
      '1.234,56 €',
      '€ 1.500,00',
      '2 318,40 €',
      'CHF 1’200.50',
      '2,6 Millionen Euro',
      '9.4 million pounds',
      '85万円',
      '8元',
      '3,4 млн рублей',
      '¥352,000',
    ]);
  });
});

describe('no entity is made up', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Anna ',
      'Smith',
      'Dr. ',
      'Frau\n',
      ' said ',
      'GmbH',
      'University',
      ' of ',
      ' & ',
      'Berlin',
      ', ',
      '. ',
      '\n',
      ' 12',
      ' März',
      '2026',
      '€',
      '$',
      '1,50',
      'Klant: ',
      '**',
      '_',
      "'s ",
      'LTD ',
      ' e. V.',
      '東京',
      '6月3日',
      'Mit freundlichen Grüßen\n',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );

  it('each stands in the text, letter by letter', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        (text) => {
          const plain = text.replace(/\r\n?/g, '\n').replace(/[*_]/g, '');
          for (const values of Object.values(of(text))) {
            for (const value of values)
              assert.ok(
                plain.includes(value.replace(/[*_]/g, '')),
                `${JSON.stringify(value)} in ${JSON.stringify(text)}`,
              );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
