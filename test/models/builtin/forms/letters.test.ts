import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../../src/models/builtin/summary.ts';

const of = (text: string, name = 'scan_0001.pdf') => summarise({ text, name });

const body = `We have looked at the roof of your house and found that eleven tiles are broken.

The repair costs £420.00 and takes one day. Please tell us by 21 March 2026 whether we may begin, because the scaffold is free in that week only.

Water has already reached the attic, where the beams are damp and dark.`;

describe('a letter is what stands between greeting and last words', () => {
  it('whose subject below the greeting is its title', () => {
    const { title } = of(
      `Roof & Sons\n\nDear Mr Pym,\n\nBroken tiles on your roof\n\n${body}\n\nYours sincerely,\nGrace Holloway`,
    );
    assert.equal(title, 'Broken tiles on your roof');
  });

  for (const [language, text, subject] of [
    [
      'German',
      'Stadtwerke Elmstadt\nMarktplatz 1\n36999 Elmstadt\n\nFrau\nAnna Keller\nEichenallee 30\n36999 Elmstadt\n\n12. März 2026\n\nBescheid über die Hundesteuer 2026\nKassenzeichen: 5.0311\n\nSehr geehrte Frau Keller,\n\nfür Ihren Hund wird die Steuer auf 96,00 € festgesetzt. Der Betrag ist am 15. Mai 2026 fällig. Bitte überweisen Sie ihn rechtzeitig.\n\nMit freundlichen Grüßen\n\nKarl Weber',
      'Bescheid über die Hundesteuer 2026',
    ],
    [
      'French',
      "Jean Morel\n6 quai Neuf\n44000 Nantes\n\nNantes, le 30 juin 2026\n\nObjet : Remise des clés\n\nMadame,\n\nJe quitterai mon appartement le 30 septembre 2026. Je vous prie de me proposer un rendez-vous pour l'état des lieux.\n\nVeuillez agréer, Madame, l'expression de mes salutations distinguées.\n\nJean Morel",
      'Remise des clés',
    ],
    [
      'Portuguese',
      'Fundação Maré\n\nFaro, 20 de agosto de 2026\n\nAssunto: Bolsa de estudo\n\nCara Ana Silva,\n\nO júri decidiu atribuir-lhe uma bolsa de 2.400 euros. Deverá enviar-nos os documentos até 30 de setembro de 2026.\n\nCom os melhores cumprimentos,\nRui Costa',
      'Bolsa de estudo',
    ],
  ] as const) {
    it(`with its subject in ${language}`, () => assert.equal(of(text).title, subject));
  }

  it('quotes neither greeting nor closing, neither address nor name', () => {
    const text = `Roof & Sons\n12 Quay Street, Bristol\n\n2 March 2026\n\nDear Mr Pym,\n\n${body}\n\nYours sincerely,\n\nGrace Holloway\nManager`;
    const { summary, keyPoints } = of(text);
    for (const quote of [summary, ...keyPoints]) assert.ok(!/Dear|sincerely|Grace|Quay/.test(quote), quote);
  });

  it('says what is asked and by when', () => {
    const { summary } = of(`Dear Mr Pym,\n\n${body}\n\nYours sincerely,\nGrace Holloway`);
    assert.match(summary, /by 21 March 2026/);
  });

  it('without a subject is a letter from its sender', () => {
    const text = `Wessex Mutual Insurance Ltd\n4 Mews Lane\n\nDear Mr Pym,\n\n${body}\n\nYours sincerely,\nGrace Holloway`;
    assert.equal(of(text).title, 'Letter from Wessex Mutual Insurance Ltd');
  });
});

describe('a mail', () => {
  const head =
    'From: Anna Smith <anna@pages.example>\nTo: Ben Carter <ben@pages.example>\nDate: Fri, 10 Jul 2026\nSubject: RE: Fwd: The northern quay\n\n';

  it('has its subject for a title, without what programs put before it', () => {
    assert.equal(of(`${head}Hi Ben,\n\n${body}\n\nBest regards,\nAnna`).title, 'The northern quay');
  });

  it('is summarised without headers, signature and what was answered to', () => {
    const text = `${head}Hi Ben,\n\n${body}\n\nBest regards,\nAnna\n\n--\nAnna Smith · Harbour Office, the best in all the town\n\nOn Thu, 9 Jul 2026, Ben Carter wrote:\n> The budget of the harbour has been cut by a third this year.`;
    const { summary, keyPoints } = of(text);
    for (const quote of [summary, ...keyPoints])
      assert.ok(!/@|best in all|budget of the harbour|Fwd/.test(quote), quote);
  });

  it('is known by headers as Markdown and in other languages', () => {
    const german = `**Von:** Anna Schmidt <anna@pages.example>  \n**An:** ben@pages.example  \n**Betreff:** AW: Der nördliche Kai\n\nHallo Ben,\n\nder Kai wird bis zum 3. Mai 2026 gesperrt. Bitte sag den Fischern Bescheid, damit niemand vergeblich kommt.\n\nViele Grüße\nAnna`;
    const { title, summary, language } = of(german);
    assert.equal(title, 'Der nördliche Kai');
    assert.match(summary, /gesperrt/);
    assert.equal(language, 'de');
  });
});
