/** What STATUS.md says of money: nothing while there is nothing to say, and every number that a cap is compared with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moneyText } from '../../src/report/money-text.ts';
import type { BudgetReport } from '../../src/types/budget-report.ts';

const period = { date: '2026-11-27', spentUsd: 0, heldUsd: 0, capUsd: 0.5, leftUsd: 0.5 };
const report: BudgetReport = {
  cloud: 'on',
  day: period,
  month: { ...period, date: '2026-11', capUsd: 5, leftUsd: 5 },
  capPerFileUsd: 0.5,
  unknown: [],
  open: [],
  models: [],
  days: [],
};

test('where nothing may be bought, and nothing was, nothing is said', () => {
  assert.deepEqual(moneyText({ ...report, cloud: 'off' }), []);
});

test('what was spent stands beside its cap, to the micro-dollar', () => {
  const spent = { ...report, day: { ...period, spentUsd: 0.000123 } };
  assert.deepEqual(moneyText(spent), ['Spent today $0.000123 of $0.50, this month $0.00 of $5.00.']);
});

test('what is on its way, and what nobody knows, is counted and told what to do about', () => {
  const call = { id: 'a.1', path: 'a.png', heldUsd: 0.01 };
  const [text] = moneyText({ ...report, open: [call, call], unknown: [call] });
  assert.match(text ?? '', /2 calls on the way, held at \$0\.02 at most\./);
  assert.match(text ?? '', /1 call, \$0\.01 at most, nobody knows .* tick a box/);
});

test('what nobody knows of a question is asked beside its answer, and not in cloud/', () => {
  const of = (path: string) => ({ id: path, path, heldUsd: 0.01 });
  const [question] = moneyText({ ...report, unknown: [of('answers/rent.md')] });
  assert.match(question ?? '', /in the note beside each answer in answers\/\.$/);
  const [both] = moneyText({ ...report, unknown: [of('cloud/a.png'), of('answers/rent.md')] });
  assert.match(both ?? '', /beside each file in cloud\/ and each answer in answers\/\.$/);
});

test('with consent withdrawn, or a file that cannot be obeyed, what was spent is told all the same', () => {
  const month = { ...report.month, spentUsd: 1.5 };
  const [off] = moneyText({ ...report, cloud: 'off', month });
  assert.match(off ?? '', /this month \$1\.50 of \$5\.00\. Nothing more is bought/);
  const [wrong] = moneyText({ ...report, cloud: 'off', problem: 'budget.json line 1: …', month });
  assert.match(wrong ?? '', /this month \$1\.50\. Nothing more/);
});
