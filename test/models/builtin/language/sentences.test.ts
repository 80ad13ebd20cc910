import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageOf } from '../../../../src/models/builtin/language/detect.ts';
import { sentencesOf } from '../../../../src/models/builtin/language/sentences.ts';
import { stopWordsOf } from '../../../../src/models/builtin/language/stop-words.ts';

describe('sentences end where a reader would say so', () => {
  const cases: readonly [string, readonly string[]][] = [
    [
      'en',
      [
        'Dr. J. Smith of Acme Inc. paid $4.50 at 5 p.m. on Monday.',
        'No. 5 is free.',
        'He said no.',
        'Then he left.',
      ],
    ],
    ['en', ['This agreement is made with Harrow Lift Care Ltd.', 'The Client pays.']],
    [
      'de',
      ['Am 3. März kommt z. B. Hr. Weber mit ca. 20 Gästen.', 'Das sind viele.', 'Siehe S. 5 und Abs. 2.'],
    ],
    ['fr', ['M. Dupont arrive à huit heures.', '« Très bien ! »', 'Il repart.']],
    ['es', ['La Sra. Ruiz vive en el núm. 5.', '¿Viene?', 'No lo sé.']],
    ['it', ['Il dott. Rossi cita pag. 3.', 'Poi tace.']],
    ['nl', ['Dhr. Visser betaalt bijv. € 5.', 'Dat is alles.']],
    ['pt', ['O Sr. Silva mora no n. 5.', 'Chega hoje.']],
  ];
  for (const [language, sentences] of cases) {
    it(language, () => assert.deepEqual(sentencesOf(sentences.join(' '), language), sentences));
  }

  it('in scripts without spaces or capitals', () => {
    assert.deepEqual(sentencesOf('港は広い。船が来る！いつですか？', 'ja'), [
      '港は広い。',
      '船が来る！',
      'いつですか？',
    ]);
    assert.deepEqual(sentencesOf('港口很大。船来了！', 'zh'), ['港口很大。', '船来了！']);
    assert.deepEqual(sentencesOf('وصلت السفينة. متى ترحل؟ لا نعرف.', 'ar'), [
      'وصلت السفينة.',
      'متى ترحل؟',
      'لا نعرف.',
    ]);
    assert.deepEqual(sentencesOf('האונייה הגיעה. מתי תצא? לא ידוע.', 'he'), [
      'האונייה הגיעה.',
      'מתי תצא?',
      'לא ידוע.',
    ]);
    assert.deepEqual(sentencesOf('Корабль пришёл в 5 ч. утра. Он уйдёт.', 'ru'), [
      'Корабль пришёл в 5 ч. утра.',
      'Он уйдёт.',
    ]);
  });
});

describe('the language is told where it can be', () => {
  const lines = [
    'Breakfast is served on the ground floor every morning.',
    'Das Frühstück wird jeden Morgen im Erdgeschoss serviert.',
    'Le petit déjeuner est servi chaque matin au rez-de-chaussée.',
    'El desayuno se sirve cada mañana en la planta baja.',
  ];

  it('and not where several are mixed', () => {
    assert.equal(languageOf(lines.join('\n')), 'und');
    assert.equal(languageOf(lines.join(' ')), 'und');
  });

  it('a quotation does not change it', () => {
    const german = `${lines[1]} Danach fahren die Gäste mit dem Schiff zur Insel. Am Abend kommen sie zurück und essen Fisch.`;
    assert.equal(languageOf(`${german} ${lines[0]}`), 'de');
  });

  it('names, numbers and addresses tell nothing', () => {
    assert.equal(languageOf('4711 · 0172 / 55 31\nA4 – B7\nhttps://pages.example/die/der/das'), 'und');
  });
});

describe('stop words', () => {
  it('are there for every language, its own first', () => {
    for (const [language, word] of [
      ['en', 'because'],
      ['de', 'geehrte'],
      ['sv', 'eller'],
      ['ru', 'которые'],
      ['ja', 'こと'],
      ['xx', 'because'],
    ] as const) {
      assert.ok(stopWordsOf(language).has(word), `${word} in ${language}`);
    }
  });
});
