import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { Ledger } from '../../src/cloud/ledger.ts';
import type { ResultsFound } from '../../src/cloud/rebuild.ts';
import { Journal } from '../../src/folders/journal.ts';
import {
  at,
  bought,
  closeQuietly,
  keyOf,
  type MoneyRoot,
  moneyRoot,
  noResults,
  request,
  reserved,
} from '../support/ledgers.ts';

const today = '2026-11-27';
const results = (...days: readonly (readonly [day: string, micros: number])[]): ResultsFound => ({
  any: true,
  spentByDay: new Map(days),
});
/** What is left is an empty folder, as the program makes it at its start. */
function dropState(root: MoneyRoot): void {
  rmSync(root.machine, { recursive: true });
  mkdirSync(root.machine);
}
/** Spends 0.20 on `a`, leaves 0.10 of `b` on its way, and closes. */
async function spend(root: MoneyRoot): Promise<void> {
  const ledger = root.open();
  await bought(ledger, 'a', 200_000);
  const { id } = await reserved(ledger, 'b', 100_000);
  ledger.sending(id);
  ledger.close();
}

describe('when .nightshift is gone', () => {
  it('spending is rebuilt from spending.jsonl, and what was bought is not bought again', async (t) => {
    const root = await moneyRoot(t);
    await spend(root);
    dropState(root);
    const ledger = root.open(results([today, 200_000]));
    const { day, month } = ledger.totals();
    assert.deepEqual([day.spent, day.held, month.spent, month.held], [200_000, 100_000, 200_000, 100_000]);
    const again = await ledger.reserve(request('a', 1));
    assert.ok(!again.ok && again.why === 'bought');
  });

  it('what was on its way is unknown', async (t) => {
    const root = await moneyRoot(t);
    await spend(root);
    dropState(root);
    const ledger = root.open();
    assert.deepEqual(
      ledger.unknowns().map(({ source, counted }) => [source, counted]),
      [['b.png', 100_000]],
    );
  });

  it('results that cost more than the log knows count as they say, in their day and in their month', async (t) => {
    const root = await moneyRoot(t);
    await spend(root);
    dropState(root);
    const ledger = root.open(results([today, 350_000], ['2026-11-03', 1_000_000], ['2026-10-31', 4_000_000]));
    const { day, month } = ledger.totals();
    assert.equal(day.spent + day.held, 350_000);
    assert.equal(month.spent + month.held, 1_350_000);
  });

  it('a result that was written after midnight does not count twice in its month', async (t) => {
    const root = await moneyRoot(t);
    await spend(root);
    dropState(root);
    const { month } = root.open(results(['2026-11-28', 300_000])).totals();
    assert.equal(month.spent + month.held, 300_000);
  });

  it('nothing is admitted before the ledger is rebuilt, which happens once', async (t) => {
    const root = await moneyRoot(t);
    const ledger = new Ledger(root);
    t.after(() => closeQuietly(ledger));
    assert.equal(ledger.needsRebuild, true);
    const early = await ledger.reserve(request('a', 1));
    assert.ok(!early.ok && early.why === 'not-rebuilt');
    ledger.rebuild(noResults);
    assert.equal(ledger.needsRebuild, false);
    ledger.rebuild(results([today, 500_000]));
    assert.equal(ledger.totals().day.spent, 0);
  });
});

it('.nightshift deleted under a running program: that sends nothing more, so that a second program cannot buy the same beside it', async (t) => {
  const root = await moneyRoot(t);
  const old = root.open();
  const held = await reserved(old, 'a', 1000);
  const sent = await reserved(old, 'b', 2000);
  assert.equal(old.sending(sent.id).ok, true);
  dropState(root);
  const anew = root.open();
  const again = await reserved(anew, 'a', 1000);
  assert.equal(again.id, held.id);
  const step = old.sending(held.id);
  assert.ok(!step.ok && step.why === 'storage' && /taken away/.test(step.reason), JSON.stringify(step));
  const refused = await old.reserve(request('c', 1));
  assert.ok(!refused.ok && refused.why === 'storage', JSON.stringify(refused));
  assert.equal(anew.sending(again.id).ok, true);
  assert.equal(old.result(sent.id, '{}', 1500).ok, true, 'an answer is written down all the same');
  assert.equal(anew.call(sent.id)?.state, 'unknown');
});

it('a clock that has jumped is not believed because .nightshift was deleted', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  await bought(ledger, 'a', 500_000);
  ledger.close();
  dropState(root);
  for (const time of ['2026-10-01T12:00', '2026-12-27T12:00', '2036-11-27T12:00']) {
    root.clock.time = at(time);
    const again = root.open(results([today, 500_000]));
    assert.equal(again.period().day, today, time);
    const answer = await again.reserve(request('b', 1));
    assert.ok(!answer.ok && answer.why === 'cap', time);
    again.close();
    dropState(root);
  }
});

describe('when spending.jsonl is gone too while results exist', () => {
  /** Everything that knew of the spending is deleted. */
  async function closedRoot(t: Parameters<typeof moneyRoot>[0]): Promise<MoneyRoot> {
    const root = await moneyRoot(t);
    await spend(root);
    dropState(root);
    rmSync(root.spendingFile);
    return root;
  }
  const why = async (ledger: Ledger, micros: number) => {
    const answer = await ledger.reserve(request('c', micros));
    return answer.ok ? 'admitted' : answer.why;
  };

  it('the month is closed until the person says what was spent, and the caps count that', async (t) => {
    const root = await closedRoot(t);
    const ledger = root.open(results());
    const refused = await ledger.reserve(request('c', 1));
    assert.ok(!refused.ok && refused.why === 'month-closed' && /"spentThisMonth"/.test(refused.reason));
    root.budget({ spentThisMonth: 4.9, perDay: 5 });
    assert.equal(await why(ledger, 100_001), 'cap');
    assert.equal(await why(ledger, 100_000), 'admitted');
    assert.deepEqual(ledger.totals().month, { spent: 4_900_000, held: 100_000, unknown: 0 });
  });

  it('the day counts it as well, since it may all have been spent today; the next day does not', async (t) => {
    const root = await closedRoot(t);
    const ledger = root.open(results());
    root.budget({ spentThisMonth: 0.3 });
    assert.equal(await why(ledger, 200_001), 'cap');
    root.clock.time = at('2026-11-28T09:00');
    assert.equal(await why(ledger, 500_000), 'admitted');
  });

  it('a spentThisMonth that stood there before says nothing, until the file is saved again', async (t) => {
    const root = await closedRoot(t);
    root.budget({ spentThisMonth: 0.1 });
    const ledger = root.open(results());
    assert.equal(await why(ledger, 1), 'month-closed');
    root.budget({ spentThisMonth: 0.1 });
    assert.equal(await why(ledger, 1), 'admitted');
  });

  it('what results show counts when the person says less', async (t) => {
    const root = await closedRoot(t);
    const ledger = root.open(results([today, 450_000]));
    root.budget({ spentThisMonth: 0 });
    assert.equal(await why(ledger, 50_001), 'cap');
    assert.equal(await why(ledger, 50_000), 'admitted');
  });

  it('the month is closed again when the person takes the number out', async (t) => {
    const root = await closedRoot(t);
    const ledger = root.open(results());
    root.budget({ spentThisMonth: 0 });
    await reserved(ledger, 'c', 1000);
    root.budget();
    const answer = await ledger.reserve(request('d', 1));
    assert.ok(!answer.ok && answer.why === 'month-closed');
  });

  it('stays closed when .nightshift is deleted once more, and what was said then stands', async (t) => {
    const root = await closedRoot(t);
    root.open(results()).close();
    dropState(root);
    const closed = root.open(results());
    assert.equal(await why(closed, 1), 'month-closed');
    root.budget({ spentThisMonth: 0.2 });
    await bought(closed, 'd', 100_000);
    closed.close();
    dropState(root);
    const again = root.open(results([today, 100_000]));
    assert.equal(again.totals().month.spent, 300_000);
    assert.equal(await why(again, 200_001), 'cap');
  });

  it('an emptied spending.jsonl is as good as none', async (t) => {
    const root = await closedRoot(t);
    writeFileSync(root.spendingFile, '');
    assert.equal(await why(root.open(results()), 1), 'month-closed');
  });

  it('one that a purchase began anew, after it was deleted under a running program, is not whole', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'a', 200_000);
    rmSync(root.spendingFile);
    await bought(ledger, 'b', 100_000);
    ledger.close();
    dropState(root);
    const again = root.open(results());
    assert.equal(await why(again, 1), 'month-closed');
    assert.equal(again.totals().day.spent, 100_000, 'what is known counts all the same');
  });

  it('the next month is open', async (t) => {
    const root = await closedRoot(t);
    const ledger = root.open(results());
    root.clock.time = at('2026-12-01T09:00');
    const answer = await ledger.reserve(request('c', 500_000, { serverNow: root.clock.time }));
    assert.equal(answer.ok, true);
  });
});

describe('a month is not closed', () => {
  it('in a fresh root, and in one without any result', async (t) => {
    const root = await moneyRoot(t);
    assert.equal((await root.open(noResults).reserve(request('a', 1))).ok, true);
  });

  it('when only spending.jsonl is gone: it is written again', async (t) => {
    const root = await moneyRoot(t);
    await spend(root);
    rmSync(root.spendingFile);
    const ledger = root.open(results());
    assert.equal(ledger.totals().day.spent, 200_000);
    ledger.close();
    dropState(root);
    assert.equal(root.open(results()).totals().day.spent, 200_000);
  });

  it('in a root of a version that could buy nothing yet', async (t) => {
    const root = await moneyRoot(t);
    const journal = new Journal(root.stateFile);
    journal.know({ sha256: 'aa', bytes: 1, mime: 'text/plain', private: false });
    journal.close();
    const database = new DatabaseSync(root.stateFile);
    const later = ['call', 'carried', 'tally', 'stall', 'measurement', 'settled']
      .map((table) => `DROP TABLE ${table};`)
      .join(' ');
    database.exec(`${later} ALTER TABLE claim DROP COLUMN origin; DELETE FROM fact; PRAGMA user_version = 2`);
    database.close();
    const ledger = root.open(results());
    assert.equal((await ledger.reserve(request('a', 1))).ok, true);
  });
});

it('after any mishap the keys that a person must decide on are still there', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const { id } = await reserved(ledger, 'a', 1000);
  ledger.sending(id);
  ledger.unknown(id);
  ledger.reopen(id);
  const second = await reserved(ledger, 'a', 1000);
  ledger.sending(second.id);
  ledger.close();
  dropState(root);
  const again = root.open();
  assert.deepEqual([again.call(id)?.state, again.newest(keyOf('a'))?.state], ['reopened', 'unknown']);
  assert.equal(again.totals().day.spent + again.totals().day.held, 2000);
});
