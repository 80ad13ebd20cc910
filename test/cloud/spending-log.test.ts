import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CallState } from '../../src/cloud/call-life.ts';
import { owedLine } from '../../src/cloud/ledger-upkeep.ts';
import { appendSpending, type CallLine, readSpendingLog } from '../../src/cloud/spending-log.ts';
import { bought, moneyRoot, reserved } from '../support/ledgers.ts';
import { scratchFolder } from '../support/scratch-root.ts';

const line = (call: string, what: CallLine['what'] = 'sending'): CallLine => ({
  at: '2026-11-27T12:00:00.000+01:00',
  what,
  call,
  day: '2026-11-27',
  usd: 0.1,
  spec: 'openai:gpt-6-luna',
  source: 'Straße "1".png',
  task: 'describe',
  sha256: 'aa',
  parameters: 'p',
  generation: 1,
});

describe('spending.jsonl', () => {
  it('gives back what was written, in order', async (t) => {
    const path = join(await scratchFolder(t), 'spending.jsonl');
    assert.deepEqual(readSpendingLog(path), []);
    const lines = [{ at: 'x', what: 'opened' } as const, line('a.1'), line('a.1', 'settled')];
    appendSpending(path, lines.slice(0, 1));
    appendSpending(path, lines.slice(1));
    assert.deepEqual(readSpendingLog(path), lines);
  });

  it('torn at any byte of its last line loses that line only, and is written on after it', async (t) => {
    const path = join(await scratchFolder(t), 'spending.jsonl');
    appendSpending(path, [line('a.1')]);
    const whole = readFileSync(path).length;
    appendSpending(path, [line('b.1')]);
    const torn = readFileSync(path);
    for (let length = whole; length < torn.length - 1; length += 1) {
      writeFileSync(path, torn.subarray(0, length));
      appendSpending(path, [line('c.1')]);
      const lines = readSpendingLog(path);
      assert.deepEqual(
        lines.map((each) => 'call' in each && each.call),
        ['a.1', 'c.1'],
        `at ${length}`,
      );
      assert.ok(
        readFileSync(path).subarray(0, length).equals(torn.subarray(0, length)),
        'nothing is rewritten',
      );
    }
  });

  it('is read past lines that mean nothing', async (t) => {
    const path = join(await scratchFolder(t), 'spending.jsonl');
    const odd = [
      '',
      'my note',
      '{}',
      'null',
      '{"what":"settled","usd":"free"}',
      JSON.stringify({ ...line('x'), usd: -1 }),
    ];
    writeFileSync(path, `${odd.join('\n')}\n`);
    appendSpending(path, [line('a.1')]);
    assert.deepEqual(readSpendingLog(path), [line('a.1')]);
  });

  it('has its line before SENDING is answered, and one for the end', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 123_456);
    const shown = () =>
      readSpendingLog(root.spendingFile).flatMap((each) => ('call' in each ? [[each.what, each.usd]] : []));
    assert.deepEqual(shown(), []);
    ledger.sending(id);
    assert.deepEqual(shown(), [['sending', 0.123456]]);
    ledger.result(id, '{}', 100_000);
    ledger.settle(id);
    assert.deepEqual(shown(), [
      ['sending', 0.123456],
      ['settled', 0.1],
    ]);
    const last = readSpendingLog(root.spendingFile).at(-1);
    assert.deepEqual([last?.at, last?.what], ['2026-11-27T12:00:00.000+01:00', 'settled']);
  });
});

describe('when the ledger is opened', () => {
  it('lines that a crash or a person took away are written again', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'a', 1000);
    const { id } = await reserved(ledger, 'b', 2000);
    ledger.sending(id);
    ledger.close();
    const whole = readSpendingLog(root.spendingFile);
    truncateSync(root.spendingFile, 0);
    root.open().close();
    const settledAndSending = readSpendingLog(root.spendingFile);
    assert.deepEqual(
      settledAndSending.map(({ what }) => what),
      ['opened', 'settled', 'sending'],
    );
    root.open().close();
    assert.deepEqual(readSpendingLog(root.spendingFile), settledAndSending, 'once is enough');
    assert.equal(whole.length, 4);
  });

  it('of every call in every state the log is told what it does not know, and nothing else', () => {
    const owed = (state: CallState, last: CallLine['what'] | undefined, sentAt?: number, micros = 1000) =>
      owedLine({ state, sentAt, counted: 1000 }, last && { what: last, usd: micros / 1e6 });
    assert.equal(owed('result', 'sending', 1, 999), 'sending', 'it counts for more by now');
    assert.equal(owed('result', 'unknown', 1, 999), 'sending');
    assert.equal(owed('settled', 'settled', 1, 999), 'settled');
    type What = CallLine['what'] | undefined;
    const table: readonly (readonly [
      state: CallState,
      last: What,
      sentAt: number | undefined,
      owed: What,
    ])[] = [
      ['reserved', undefined, undefined, undefined],
      ['reserved', 'sending', undefined, 'released'],
      ['released', undefined, undefined, undefined],
      ['released', undefined, 1, 'released'],
      ['released', 'sending', 1, 'released'],
      ['released', 'released', 1, undefined],
      ['sending', undefined, 1, 'sending'],
      ['sending', 'released', 1, 'sending'],
      ['sent', 'sending', 1, undefined],
      ['sent', 'unknown', 1, undefined],
      ['result', 'settled', 1, undefined],
      ['settled', 'sending', 1, 'settled'],
      ['settled', 'settled', 1, undefined],
      ['unknown', 'sending', 1, 'unknown'],
      ['given-up', 'unknown', 1, 'given-up'],
      ['reopened', undefined, 1, 'reopened'],
    ];
    for (const [state, last, sentAt, expected] of table)
      assert.equal(owed(state, last, sentAt), expected, `${state} after ${last}`);
  });

  it('a line whose step was not committed is taken back: nothing was sent', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id, generation, day } = await reserved(ledger, 'a', 1000);
    ledger.close();
    const { sha256, task, parameters, source, spec } = ledgerLine();
    appendSpending(root.spendingFile, [
      { ...line(id), sha256, task, parameters, source, spec, generation, day, usd: 0.001 },
    ]);
    const again = root.open();
    assert.equal(again.call(id)?.state, 'reserved');
    assert.equal(readSpendingLog(root.spendingFile).at(-1)?.what, 'released');
    assert.equal(again.sending(id).ok, true);
    assert.equal(readSpendingLog(root.spendingFile).at(-1)?.what, 'sending');
  });

  it('calls that only the log knows, since an older state.db was put back, count again', async (t) => {
    const root = await moneyRoot(t);
    root.open().close();
    const old = readFileSync(root.stateFile);
    const ledger = root.open();
    await bought(ledger, 'a', 400_000);
    ledger.close();
    writeFileSync(root.stateFile, old);
    const again = root.open();
    assert.equal(again.totals().day.spent, 400_000);
    assert.equal(again.newest({ sha256: 'a', task: 'describe', parameters: 'p' })?.state, 'settled');
  });
});

const ledgerLine = () => ({ ...line('x'), sha256: 'a', source: 'a.png' });

it('a torn line in the middle of a run does not stop the next one', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  appendFileSync(root.spendingFile, '{"at":"2026-11');
  await bought(ledger, 'a', 1000);
  assert.deepEqual(
    readSpendingLog(root.spendingFile).map(({ what }) => what),
    ['opened', 'sending', 'settled'],
  );
});
