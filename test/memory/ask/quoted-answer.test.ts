import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evidenceFor } from '../../../src/memory/ask/evidence.ts';
import { type QuotedAnswer, quotedAnswer } from '../../../src/memory/ask/quoted-answer.ts';
import { oneLine } from '../../../src/report/safe-markdown.ts';
import { memoryOf } from '../../support/memories.ts';
import {
  answerable,
  otherAnswerable,
  otherNotes,
  otherUnanswerable,
  plantedNotes,
  unanswerable,
} from '../../support/planted-notes.ts';

/** Notes that speak of everything a little: with them words are common that were rare. */
const chatter: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 200 }, (_, at) => [
    `chatter/${at}.md`,
    `# Report ${at}\n\nThe ${['north', 'south', 'west'][at % 3]} station reported ${at * 7} visitors. The ` +
      `${['blue', 'red'][at % 2]} team was in charge and the cost of the service was ${at} EUR. The monthly report was ` +
      'old, the study was booked, the machine was painted and the birthday was in the flat.',
  ]),
);

type Ask = (question: string) => Promise<QuotedAnswer>;

async function asker(
  t: Parameters<typeof memoryOf>[0],
  notes: Readonly<Record<string, string>>,
): Promise<Ask> {
  const { root, index } = await memoryOf(t, notes);
  return async (text) => {
    const none = { kind: undefined, folder: undefined, tag: undefined, from: undefined, to: undefined };
    const passages = await evidenceFor({ text, filters: none }, { root, index, isPrivate: () => false });
    return quotedAnswer(text, passages, index);
  };
}

const sets = [
  { name: 'one household', own: plantedNotes, yes: answerable, no: unanswerable, mistaken: 0 },
  // Of those who are taken for an answer, the files name the thing, but not what is asked of it.
  { name: 'another one', own: otherNotes, yes: otherAnswerable, no: otherUnanswerable, mistaken: 3 },
];

for (const { among, name, notes, yes, no, mistaken } of sets.flatMap(({ own, ...set }) => [
  { ...set, among: 'alone', notes: own },
  { ...set, among: 'among many', notes: { ...own, ...chatter } },
])) {
  describe(`an answer without a model, from the notes of ${name} ${among}`, () => {
    test('holds what was asked for, nine times in ten', async (t) => {
      const ask = await asker(t, notes);
      const missed: string[] = [];
      for (const [question, words] of yes) {
        const { statements } = await ask(question);
        if (!statements.some(({ text }) => text.includes(words))) missed.push(question);
      }
      assert.ok(missed.length <= yes.length / 10, missed.join('\n'));
    });

    test('is none where the files say nothing of it, though they have most of its words', async (t) => {
      const ask = await asker(t, notes);
      const answered: string[] = [];
      for (const question of no) {
        if ((await ask(question)).statements.length > 0) answered.push(question);
      }
      assert.ok(answered.length <= mistaken, answered.join('\n'));
    });

    test('is made of sentences that stand so in the file that is cited', async (t) => {
      const ask = await asker(t, notes);
      for (const [question] of yes) {
        const { statements, citations } = await ask(question);
        for (const { text, quoted, citations: numbers } of statements) {
          const cited = numbers.map((number) => citations[number - 1]);
          assert.ok(quoted && cited.length === 1 && cited[0]?.quote === text);
          const file = oneLine(notes[cited[0].note.replace(/^done\//, '')] ?? '');
          assert.ok(file.includes(text), `${question}: ${text}`);
        }
      }
    });
  });
}

describe('an answer without a model', () => {
  test('is found in other languages and scripts, and so is that there is none', async (t) => {
    const ask = await asker(t, {
      'ja.md': '# 会議の記録\n\n来週の会議で予算を決めます。参加者は田中さんと鈴木さんです。',
      'zh.md': '# 图书馆\n\n我们明天去北京大学参观图书馆。门票二十元。',
      'fr.md': '# Bail\n\nLe loyer mensuel est de 750 euros. Le propriétaire est M. Durand.',
      'es.md': '# Factura\n\nLa reparación de la lavadora costó 120 euros. El técnico vino el 3 de marzo.',
    });
    for (const [question, words] of [
      ['来週の会議で何を決めますか？', '来週の会議で予算を決めます。'],
      ['参加者は誰ですか？', '田中さん'],
      ['门票多少钱？', '门票二十元。'],
      ['Quel est le loyer mensuel ?', '750 euros'],
      ['¿Cuánto costó la reparación de la lavadora?', '120 euros'],
      ['¿Cuándo vino el técnico?', '3 de marzo'],
    ] as const) {
      const { statements } = await ask(question);
      assert.ok(statements[0]?.text.includes(words), `${question}: ${statements[0]?.text}`);
    }
    for (const question of [
      '猫の名前は何ですか？',
      '电脑密码是什么？',
      'Quel est le prix du vélo ?',
      '¿Quién pintó la cocina?',
    ]) {
      assert.deepEqual((await ask(question)).statements, [], question);
    }
  });

  test('names the words that no passage has', async (t) => {
    const ask = await asker(t, plantedNotes);
    assert.deepEqual((await ask('When was the piano tuned?')).missing, ['piano', 'tuned']);
  });

  test('does not say a thing twice that stands in two files', async (t) => {
    const rent = 'The monthly rent is 890 EUR.';
    const ask = await asker(t, { 'a.md': rent, 'b.md': rent });
    assert.equal((await ask('What is the monthly rent?')).statements.length, 1);
  });

  test('takes a line that was broken to fit a page for one sentence', async (t) => {
    const ask = await asker(t, { 'a.md': 'The monthly rent of the flat\nis 890 EUR without heating.' });
    const { statements } = await ask('What is the monthly rent?');
    assert.equal(statements[0]?.text, 'The monthly rent of the flat is 890 EUR without heating.');
  });

  test('needs the names and the numbers of the question, whatever else fits', async (t) => {
    const ask = await asker(t, {
      'a.md': 'The electricity bill of 2024 was 640 EUR for the flat of Ada Lund.',
    });
    assert.equal((await ask('How much was the electricity bill of 2024 for Ada Lund?')).statements.length, 1);
    for (const question of [
      'How much was the electricity bill of 2023 for the flat?',
      'How much was the electricity bill of the flat of Ada Brandt?',
    ]) {
      assert.deepEqual((await ask(question)).statements, [], question);
    }
  });

  test('goes by the sentences that ask, not by what is told around them', async (t) => {
    const ask = await asker(t, plantedNotes);
    const question = 'I moved from Lisbon to Tromsø in 2011 with my aunt. What is the monthly rent?';
    assert.equal((await ask(question)).statements[0]?.text, 'The monthly rent is 890 EUR without heating.');
  });
});

test('an item of a list is quoted without the mark before it', async (t) => {
  const ask = await asker(t, {
    'lamp.md': '# Rooms\n\n- The brass lamp hangs in the attic.\n- The desk is below.\n',
  });
  const { citations } = await ask('Where does the brass lamp hang?');
  assert.equal(citations[0]?.quote, 'The brass lamp hangs in the attic.');
});
