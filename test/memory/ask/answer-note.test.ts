import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerName, renderAnswerNote, renderUnansweredNote } from '../../../src/memory/ask/answer-note.ts';
import type { Answered, Citation } from '../../../src/memory/ask/answered.ts';
import { partsOf } from '../../support/processing-notes.ts';

const citation = (more: Partial<Citation>): Citation => ({
  ...{
    path: 'done/a b.pdf',
    note: 'done/a b.pdf.md',
    title: 'Minutes',
    position: '',
    place: {},
    private: false,
  },
  quote: 'It was so.',
  ...more,
});

const answer = (more: Partial<Answered>): Answered => ({
  ...{ found: true, statements: [], citations: [], closest: [], remarks: [], models: {} },
  ...{ private: false, costUsd: 0 },
  ...more,
});

const facts = {
  question: 'Was it so?',
  note: 'answers/sub/q.md',
  original: 'answers/sub/q (question).txt',
  sha256: 'f'.repeat(64),
  answered: '2026-11-03T02:00:00+01:00',
};

describe('an answer note', () => {
  test('links each citation to the page or the time in its file', () => {
    const { body } = partsOf(
      renderAnswerNote(
        answer({
          statements: [{ text: 'It was so.', quoted: false, citations: [1, 2, 3] }],
          citations: [
            citation({ position: 'page 3', place: { page: 3 } }),
            citation({ path: 'done/talk.mp3', position: 'at 01:05', place: { fromSeconds: 65.4 } }),
            citation({ path: 'done/slides.pptx', position: 'slide 2', place: { slide: 2 } }),
          ],
        }),
        facts,
      ),
    );
    assert.ok(
      body.includes(
        'It was so. [\\[1\\]](<../../done/a b.pdf#page=3>) [\\[2\\]](<../../done/talk.mp3#t=65>) ' +
          '[\\[3\\]](<../../done/slides.pptx>)',
      ),
      body,
    );
    assert.ok(body.includes('1. [Minutes](<../../done/a b.pdf#page=3>), page 3: “It was so.”'));
    assert.ok(body.includes('2. [Minutes](<../../done/talk.mp3#t=65>), at 01:05'));
    assert.ok(body.includes('Asked in [q (question).txt](<q (question).txt>).'));
  });

  test('has its facts in front, for other programs', () => {
    const { data } = partsOf(renderAnswerNote(answer({ citations: [citation({}), citation({})] }), facts));
    assert.deepEqual(data, {
      title: 'Was it so?',
      question: 'Was it so?',
      answered: '2026-11-03T02:00:00+01:00',
      original: 'answers/sub/q (question).txt',
      question_sha256: 'f'.repeat(64),
      found: true,
      sources: ['done/a b.pdf'],
      private: false,
      cost_usd: 0,
    });
  });

  test('quotes a long question whole, and nothing in it or in the files becomes Markdown', () => {
    const evil =
      '# Heading\n\n<script>alert(1)</script> ![x](http://example.com/x.png) [[link]] `code` --- \n> quote';
    const note = renderAnswerNote(
      answer({
        statements: [{ text: evil, quoted: true, citations: [1] }],
        citations: [citation({ quote: evil, title: evil, path: 'done/](x) <b>\n.md' })],
        remarks: [evil],
      }),
      { ...facts, question: `${'word '.repeat(40)}\n\n${evil}` },
    );
    const { body } = partsOf(note);
    assert.match(body, /^> word word/m);
    assert.doesNotMatch(body, /(?<!\\)<script|(?<!\\)!\[|(?<!\\)\[\[|^#+ Heading/m);
    assert.equal(body.match(/^# /gm)?.length, 1);
  });

  test('of what is no question says why and what to do', () => {
    const failure = { code: 'question-empty', reason: 'Nothing is asked.', hint: 'Write it down.' };
    const { data, body } = partsOf(renderUnansweredNote(failure, { ...facts, question: '' }));
    assert.deepEqual((data as Record<string, unknown>).error, 'question-empty');
    assert.match(body, /^# A question\n[\s\S]*Nothing is asked\.\n\n\*\*What to do:\*\* Write it down\.\n$/);
  });
});

describe('the name of an answer to a question without a file', () => {
  for (const [question, name] of [
    ['What is the rent?', 'What is the rent.md'],
    ['../../x', 'x.md'],
    ['...', 'question.md'],
    ['a/b\\c:d*e"f<g>h|i', 'a b c d e f g h i.md'],
    ['line\none\u202egnp.exe', 'line one gnp.exe.md'],
    ['予算は？', '予算は？.md'],
  ] as const) {
    test(`${JSON.stringify(question)} → ${name}`, () => assert.equal(answerName(question), name));
  }

  test('is short, and whole characters', () => {
    const name = answerName('👩‍🚀'.repeat(100));
    assert.ok(Array.from(name).length < 90 && name.isWellFormed());
  });
});
