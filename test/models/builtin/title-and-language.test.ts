import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { summarise } from '../../../src/models/builtin/summary.ts';

const prose = 'The harbour is being extended. The quay will be longer by two kilometres in three years.';
const titleOf = (text: string, name = 'scan_0042.txt'): string => summarise({ text, name }).title;

describe('the built-in title is what the text calls itself', () => {
  const cases: readonly [string, string, string][] = [
    ['the title of front matter', `---\ntitle: "Harbour plans"\n---\n# Other\n\n${prose}`, 'Harbour plans'],
    [
      'the subject of a mail',
      `From: a@b.example\nSubject: Re: Fwd: The northern quay\n\n${prose}`,
      'The northern quay',
    ],
    ['the first heading', `Some words before.\n\n# Harbour plans\n\n${prose}`, 'Harbour plans'],
    [
      'a heading without the badges beside it',
      `# Harbour plans [![build][b]][u] ![c](d)\n\n${prose}`,
      'Harbour plans',
    ],
    ['an underlined heading', `Harbour plans\n=============\n\n${prose}`, 'Harbour plans'],
    ['no place with a date', `Valencia, 8 de enero de 2026\n\n${prose}`, 'The harbour is being extended'],
    ['a first line with a capital', 'call the plumber about the tap', 'Call the plumber about the tap'],
    ['no heading that says nothing', `# Test\n\n# Mend a wall\n\n${prose}`, 'Mend a wall'],
    ['a short first line', `Harbour plans\n\n${prose}`, 'Harbour plans'],
    ['a heading without its number', `# 2.1 Methods\n\n${prose}`, 'Methods'],
    [
      'the kind of paper below a letterhead',
      `HARBOUR CLINIC\n12 Quay Street\n\nMedical report\n\n${prose}`,
      'Medical report',
    ],
    ['the letterhead when nothing else is there', `HARBOUR CLINIC\n\n${prose}`, 'HARBOUR CLINIC'],
    [
      'its first sentence, when it has none and its file name says nothing',
      prose,
      'The harbour is being extended',
    ],
    ['no greeting', `Dear all,\n\n${prose}`, 'The harbour is being extended'],
    ['no field', `Phone: 555 0100\n\n${prose}`, 'The harbour is being extended'],
    ['no row of a table', `Name | Place\nQuay | North\n\n${prose}`, 'The harbour is being extended'],
  ];
  for (const [what, text, title] of cases) it(`is ${what}`, () => assert.equal(titleOf(text), title));

  it('is cut at a word when it is long', () => {
    const title = titleOf(`# ${'harbour '.repeat(30)}\n\n${prose}`);
    assert.match(title, /^(harbour )+harbour…$/);
    assert.ok(title.length <= 100);
  });
});

describe('the built-in engine says the language first of all', () => {
  for (const [language, text] of [
    ['en', prose],
    [
      'de',
      'Der Hafen wird erweitert. Der neue Kai soll in drei Jahren um zwei Kilometer länger sein als heute.',
    ],
    [
      'fr',
      "Le port est en cours d'agrandissement. Dans trois ans, le quai sera plus long de deux kilomètres.",
    ],
    [
      'es',
      'El puerto se está ampliando. Dentro de tres años el muelle será dos kilómetros más largo que ahora.',
    ],
    ['ja', '港は拡張されています。三年後には埠頭が二キロメートル長くなる予定です。'],
  ] as const) {
    it(`knows ${language}`, () => assert.equal(summarise({ text, name: 'x.txt' }).language, language));
  }

  it('is not misled by a table, a path or an address before the words', () => {
    const table = '| A | B |\n|---|---|\n| 1 | 2 |\n\nhttps://pages.example/de/der/die/das\n\n';
    assert.equal(summarise({ text: table + prose, name: 'x.txt' }).language, 'en');
  });

  it('says "und" when the words are too few or none', () => {
    for (const text of ['4711', 'ok', '12.50\n13.75']) {
      assert.equal(summarise({ text, name: 'x.txt' }).language, 'und', text);
    }
  });

  it('believes the caller who knows it', () => {
    assert.equal(summarise({ text: prose, name: 'x.txt', language: 'nl' }).language, 'nl');
  });
});
