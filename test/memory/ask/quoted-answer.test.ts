import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evidenceFor } from '../../../src/memory/ask/evidence.ts';
import { type QuotedAnswer, quotedAnswer } from '../../../src/memory/ask/quoted-answer.ts';
import { oneLine } from '../../../src/report/safe-markdown.ts';
import { memoryOf } from '../../support/memories.ts';
import { answerable, plantedNotes, unanswerable } from '../../support/planted-notes.ts';

/** Notes that speak of everything a little: with them words are common that were rare. */
const chatter = Object.fromEntries(
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

for (const [among, notes] of [
  ['few', plantedNotes],
  ['many', { ...plantedNotes, ...chatter }],
] as const) {
  describe(`an answer without a model, among ${among} notes`, () => {
    test('holds what was asked for, nine times in ten', async (t) => {
      const ask = await asker(t, notes);
      const missed: string[] = [];
      for (const [question, words] of answerable) {
        const { statements } = await ask(question);
        if (!statements.some(({ text }) => text.includes(words))) missed.push(question);
      }
      assert.ok(missed.length <= answerable.length / 10, missed.join('\n'));
    });

    test('is none where the files say nothing of it, though they have most of its words', async (t) => {
      const ask = await asker(t, notes);
      for (const question of unanswerable) {
        const { statements } = await ask(question);
        assert.deepEqual(statements, [], question);
      }
    });

    test('is made of sentences that stand so in the file that is cited', async (t) => {
      const ask = await asker(t, notes);
      for (const [question] of answerable) {
        const { statements, citations } = await ask(question);
        for (const { text, quoted, citations: numbers } of statements) {
          const cited = numbers.map((number) => citations[number - 1]);
          assert.ok(quoted && cited.length === 1 && cited[0]?.quote === text);
          const file = oneLine(notes[cited[0].note.replace(/^done\//, '') as keyof typeof notes] ?? '');
          assert.ok(file.includes(text), `${question}: ${text}`);
        }
      }
    });
  });
}

describe('an answer without a model', () => {
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
