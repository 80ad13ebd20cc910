import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readBudget } from '../../src/cloud/budget.ts';
import { budgetReport } from '../../src/cloud/budget-report.ts';
import { renderBudgetText } from '../../src/cloud/budget-text.ts';
import type { Ledger } from '../../src/cloud/ledger.ts';
import type { BudgetReport } from '../../src/types/budget-report.ts';
import { at, bought, type MoneyRoot, moneyRoot, noResults, reserved } from '../support/ledgers.ts';

const transcribe = 'openai:gpt-transcribe';

function reportOf(root: MoneyRoot, ledger: Ledger): BudgetReport {
  const parsed = readBudget(root.budgetFile);
  return parsed.ok
    ? budgetReport(ledger, parsed.budget, undefined)
    : budgetReport(ledger, undefined, parsed.problem);
}

/** A month with everything in it: what was bought on two days, given up, unknown, on its way, released. */
async function busyMonth(t: TestContext): Promise<{ root: MoneyRoot; ledger: Ledger }> {
  const root = await moneyRoot(t);
  root.clock.time = at('2026-10-31T12:00');
  const ledger = root.open();
  await bought(ledger, 'october', 5000);
  root.clock.time = at('2026-11-01T12:00');
  await bought(ledger, 'first', 30_000, 20_000);
  // A clock that is far ahead is believed when a server agrees.
  root.clock.time = at('2026-11-27T12:00');
  ledger.period(root.clock.time);
  await bought(ledger, 'second', 100_000);
  const heard = await reserved(ledger, 'third', 50_000, { spec: transcribe });
  for (const step of [
    ledger.sending(heard.id),
    ledger.sent(heard.id, 'x'),
    ledger.result(heard.id, '{}', 45_000),
  ])
    assert.ok(step.ok);
  assert.ok(ledger.settle(heard.id).ok);
  for (const name of ['lost', 'dropped']) {
    const { id } = await reserved(ledger, name, name === 'lost' ? 7000 : 3000);
    assert.ok(ledger.sending(id).ok && ledger.unknown(id).ok);
    if (name === 'dropped') assert.ok(ledger.giveUp(id).ok);
  }
  const { id } = await reserved(ledger, 'running', 11_000);
  assert.ok(ledger.sending(id).ok);
  await reserved(ledger, 'waiting', 13_000);
  assert.ok(ledger.release((await reserved(ledger, 'refused', 17_000)).id).ok);
  return { root, ledger };
}

describe('the report of the budget', () => {
  it('calls no day today that may be over: after some days without a run a server has to be asked first', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'friday', 100_000);
    assert.match(renderBudgetText(reportOf(root, ledger)), /^Today +/m);
    root.clock.time = at('2026-11-30T09:00');
    const report = reportOf(root, ledger);
    assert.equal(report.day.date, '2026-11-27');
    const text = renderBudgetText(report);
    assert.doesNotMatch(text, /^(Today|This month) /m);
    assert.match(text, /^2026-11-27 +\$0\.10/m);
    assert.match(text, /the next purchase asks a server/);
  });

  it('of a root in which nothing was bought is all noughts under the caps that stand there', async (t) => {
    const root = await moneyRoot(t);
    assert.deepEqual(reportOf(root, root.open()), {
      cloud: 'on',
      day: { date: '2026-11-27', spentUsd: 0, heldUsd: 0, capUsd: 0.5, leftUsd: 0.5 },
      month: { date: '2026-11', spentUsd: 0, heldUsd: 0, capUsd: 5, leftUsd: 5 },
      capPerFileUsd: 0.5,
      ...{ unknown: [], open: [], models: [], days: [] },
    });
  });

  it('counts what was spent, and apart from it what is held, in the day and in the month', async (t) => {
    const { root, ledger } = await busyMonth(t);
    const { day, month, unknown, open } = reportOf(root, ledger);
    const heldUsd = 0.031;
    assert.deepEqual(day, { date: '2026-11-27', spentUsd: 0.148, heldUsd, capUsd: 0.5, leftUsd: 0.321 });
    assert.deepEqual(month, { date: '2026-11', spentUsd: 0.168, heldUsd, capUsd: 5, leftUsd: 4.801 });
    assert.deepEqual(
      unknown.map(({ path, heldUsd }) => [path, heldUsd]),
      [['lost.png', 0.007]],
    );
    assert.deepEqual(open.map(({ path, heldUsd }) => [path, heldUsd]).sort(), [
      ['running.png', 0.011],
      ['waiting.png', 0.013],
    ]);
    assert.equal(ledger.call(unknown[0]?.id ?? '')?.state, 'unknown');
  });

  it('says by model and by day what was spent, which makes up the month', async (t) => {
    const { root, ledger } = await busyMonth(t);
    const { models, days, month } = reportOf(root, ledger);
    assert.deepEqual(models, [
      { spec: 'openai:gpt-6-luna', calls: 3, spentUsd: 0.123 },
      { spec: transcribe, calls: 1, spentUsd: 0.045 },
    ]);
    assert.deepEqual(days, [
      { date: '2026-11-01', spentUsd: 0.02 },
      { date: '2026-11-27', spentUsd: 0.148 },
    ]);
    const sum = days.reduce((total, { spentUsd }) => total + spentUsd, 0);
    assert.ok(Math.abs(sum - month.spentUsd) < 1e-9);
  });

  it('has nothing left, and never less, when the caps were lowered', async (t) => {
    const { root, ledger } = await busyMonth(t);
    root.budget({ perDay: 0.01, perMonth: 0, cloud: 'off' });
    const { cloud, day, month } = reportOf(root, ledger);
    assert.deepEqual([cloud, day.leftUsd, month.leftUsd, month.capUsd], ['off', 0, 0, 0]);
  });

  it('says what is wrong with the file, and what was spent all the same', async (t) => {
    const { root, ledger } = await busyMonth(t);
    root.budget({ perDay: -1 });
    const { cloud, problem, day, capPerFileUsd } = reportOf(root, ledger);
    assert.equal(cloud, 'off');
    assert.match(problem ?? '', /^budget\.json line 1: "perDay" is -1; /);
    assert.deepEqual([day.spentUsd, day.capUsd, day.leftUsd, capPerFileUsd], [0.148, 0, 0, 0]);
  });
});

describe('the report as text', () => {
  it('shows the same in lines', async (t) => {
    const { root, ledger } = await busyMonth(t);
    const bar = (length: number) => '█'.repeat(length).padEnd(30);
    assert.deepEqual(renderBudgetText(reportOf(root, ledger)).split('\n'), [
      'Pictures and recordings that stall may be bought, and the joining of questions that allow it.',
      '',
      '             spent    held    left    cap',
      'Today       $0.148  $0.031  $0.321  $0.50',
      'This month  $0.168  $0.031  $4.801  $5.00',
      'One file may cost up to $0.50.',
      '',
      'By model:',
      '  openai:gpt-6-luna  $0.123  3 calls',
      '  openai:gpt-transcribe  $0.045  1 call',
      '',
      'By day:',
      `  2026-11-01  ${bar(4)}  $0.02`,
      `  2026-11-27  ${bar(30)}  $0.148`,
      '',
      'On the way:',
      '  running.png  up to $0.011',
      '  waiting.png  up to $0.013',
      '',
      'Nobody knows whether these were charged:',
      '  lost.png  up to $0.007: open the note beside it and tick a box',
    ]);
  });

  it('leaves out what there is none of, and says when nothing is bought', async (t) => {
    const root = await moneyRoot(t);
    root.budget({ cloud: 'off' });
    const text = renderBudgetText(reportOf(root, root.open(noResults)));
    assert.match(text, /^Nothing is bought: budget\.json says "cloud": "off"\.\n/);
    assert.doesNotMatch(text, /By model|By day|On the way|Nobody knows/);
    root.budget({ currency: 'EUR' });
    assert.match(renderBudgetText(reportOf(root, root.open())), /^budget\.json line 1: "currency" is "EUR"/);
  });

  it('lets no name of a file write on the terminal', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await reserved(ledger, 'evil', 1, { source: 'cloud/\u001b[2Jevil\n.png' });
    const text = renderBudgetText(reportOf(root, ledger));
    assert.match(text, /cloud\/\\u\{1b\}\[2Jevil\\n\.png/);
  });
});
