import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { longestQuestion, parseQuestion, type Question } from '../../../src/memory/ask/question.ts';

function read(written: string): Question {
  const parsed = parseQuestion(written);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.question;
}

function codeOf(written: string): string {
  const parsed = parseQuestion(written);
  assert.ok(!parsed.ok);
  assert.match(parsed.failure.hint, /\.$/);
  return parsed.failure.code;
}

describe('a question file', () => {
  test('is its text, and nothing may be bought unless it says so', () => {
    assert.deepEqual(read('# What does the heating cost?\n\nAll of 2026, please.\n'), {
      text: 'What does the heating cost?\n\nAll of 2026, please.',
      deep: false,
      cloud: false,
      budgetUsd: undefined,
      filters: { kind: undefined, folder: undefined, tag: undefined, from: undefined, to: undefined },
      problems: [],
    });
  });

  test('may say which files are asked, how deeply, and what it may cost', () => {
    const question = read(
      '---\ndeep: true\ncloud: allow\nbudget: $0.20\nkind: text\nfolder: invoices\ntag: heating\nfrom: 2026\nto: 2026-11\n---\nWhat?',
    );
    assert.deepEqual(question, {
      text: 'What?',
      deep: true,
      cloud: true,
      budgetUsd: 0.2,
      filters: { kind: 'text', folder: 'invoices', tag: 'heating', from: '2026', to: '2026-11' },
      problems: [],
    });
  });

  for (const cloud of ['true', 'yes', 'on', '"allowed"', '[allow]', '1']) {
    test(`"cloud: ${cloud}" is no consent, and that is said`, () => {
      const question = read(`---\ncloud: ${cloud}\n---\nWhat?`);
      assert.equal(question.cloud, false);
      assert.match(question.problems.join(), /"cloud: .*write "cloud: allow"/);
    });
  }

  for (const budget of ['-1', '.inf', 'plenty', '"1e3"', '{ day: 1 }']) {
    test(`"budget: ${budget}" is no sum, and that is said`, () => {
      const question = read(`---\nbudget: ${budget}\n---\nWhat?`);
      assert.equal(question.budgetUsd, undefined);
      assert.match(question.problems.join(), /"budget: /);
    });
  }

  test('a filter that is none is told, not obeyed by half', () => {
    const question = read('---\nkind: film\nfrom: yesterday\nfolder: [a, b]\n---\nWhat?');
    assert.deepEqual(Object.values(question.filters).filter(Boolean), []);
    assert.equal(question.problems.length, 3);
  });

  test('front matter that is no YAML is told, and stays in the question', () => {
    const question = read('---\na: [\n---\nWhat?');
    assert.match(question.text, /What\?/);
    assert.equal(question.problems.length, 1);
  });

  test('without a word, or with too many, there is no question', () => {
    for (const written of ['', ' \n', '---\ndeep: true\n---\n', '???', '# ']) {
      assert.equal(codeOf(written), 'question-empty', JSON.stringify(written));
    }
    assert.equal(codeOf('word '.repeat(longestQuestion)), 'question-too-long');
  });
});
