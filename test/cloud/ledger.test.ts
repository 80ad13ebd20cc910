import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { Ledger } from '../../src/cloud/ledger.ts';
import { parametersHash } from '../../src/cloud/ledger-records.ts';
import { readSpendingLog } from '../../src/cloud/spending-log.ts';
import { at, bought, keyOf, type MoneyRoot, moneyRoot, request, reserved } from '../support/ledgers.ts';

const whyNot = async (ledger: Ledger, name: string, micros: number): Promise<string> => {
  const reservation = await ledger.reserve(request(name, micros));
  return reservation.ok ? 'admitted' : reservation.why;
};
const dayOf = (ledger: Ledger) => {
  const { spent, held } = ledger.totals().day;
  return { spent, held };
};
const linesOf = (root: MoneyRoot) => readSpendingLog(root.spendingFile).map(({ what }) => what);

describe('a paid call', () => {
  it('is held at its worst case, and settled at what it cost', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 200_000);
    for (const step of [
      () => ledger.sending(id, '{"batch":"b1"}'),
      () => ledger.sent(id, 'r1'),
      () => ledger.result(id, '{"text":"a cat"}', 150_000),
    ]) {
      assert.deepEqual(dayOf(ledger), { spent: 0, held: 200_000 });
      assert.equal(step().ok, true);
    }
    assert.deepEqual(dayOf(ledger), { spent: 0, held: 200_000 });
    assert.equal(ledger.settle(id).ok, true);
    assert.deepEqual(dayOf(ledger), { spent: 150_000, held: 0 });
    assert.deepEqual(ledger.file('a'), { spent: 150_000, held: 0 });
    const call = ledger.newest(keyOf('a'));
    assert.deepEqual(
      [call?.state, call?.result, call?.cost, call?.providerId, call?.handle, call?.spec, call?.sentAt],
      ['settled', '{"text":"a cat"}', 150_000, 'r1', '{"batch":"b1"}', 'openai:gpt-6-luna', root.clock.time],
    );
  });

  it('is settled at the reservation when its cost is missing, zero or no number', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    for (const [name, cost] of [
      ['missing', undefined],
      ['zero', 0],
      ['nan', Number.NaN],
      ['negative', -5],
    ] as const) {
      const { id } = await reserved(ledger, name, 100_000);
      ledger.sending(id);
      ledger.result(id, '{}', cost);
      const step = ledger.settle(id);
      assert.ok(step.ok && step.call.counted === 100_000, name);
    }
    assert.deepEqual(dayOf(ledger), { spent: 400_000, held: 0 });
  });

  it('that cost more than its reservation counts in full, from the moment that this is known', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 100_000);
    ledger.sending(id);
    ledger.result(id, '{}', 450_000);
    assert.deepEqual(dayOf(ledger), { spent: 0, held: 450_000 });
    const step = ledger.settle(id);
    assert.ok(step.ok && (step.call.cost ?? 0) > step.call.reserved);
    assert.deepEqual(dayOf(ledger), { spent: 450_000, held: 0 });
    assert.equal(await whyNot(ledger, 'b', 50_001), 'cap');
  });

  it('taken through any step twice changes nothing the second time', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 100_000);
    ledger.sending(id);
    const steps = [
      () => ledger.sent(id, 'r1'),
      () => ledger.result(id, '{"first":1}', 70_000),
      () => ledger.settle(id),
    ];
    for (const step of steps) {
      assert.deepEqual(
        [step(), step()].map((each) => each.ok && each.changed),
        [true, false],
      );
    }
    assert.equal(ledger.result(id, '{"second":2}', 1).ok, false);
    assert.equal(ledger.call(id)?.result, '{"first":1}');
    assert.deepEqual(dayOf(ledger), { spent: 70_000, held: 0 });
    assert.deepEqual(linesOf(root), ['opened', 'sending', 'settled']);
  });

  it('is sent once: nobody is told twice that it may be sent', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    const { id } = await reserved(ledger, 'a', 100_000);
    assert.equal(ledger.sending(id).ok, true);
    const again = ledger.sending(id);
    assert.ok(!again.ok && again.why === 'not-from-here');
  });

  it('is refused a step out of order, an unknown id and a second id at the provider, and stays as it is', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    const { id } = await reserved(ledger, 'a', 100_000);
    const early = [
      ledger.sent(id, 'r'),
      ledger.result(id, '{}', 1),
      ledger.settle(id),
      ledger.unknown(id),
      ledger.giveUp(id),
      ledger.reopen(id),
    ];
    for (const step of early) assert.ok(!step.ok && step.why === 'not-from-here');
    assert.equal(ledger.call(id)?.state, 'reserved');
    const nobody = ledger.settle('nobody.1');
    assert.ok(!nobody.ok && nobody.why === 'no-such-call');
    ledger.sending(id);
    ledger.sent(id, 'r1');
    assert.equal(ledger.sent(id, 'r2').ok, false);
    assert.equal(ledger.call(id)?.providerId, 'r1');
  });
});

describe('one key', () => {
  it('is bought once, whoever would do it', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    await bought(ledger, 'a', 1000);
    const other = await ledger.reserve(
      request('a', 1000, { spec: 'replicate:owner/name', source: 'copy.png' }),
    );
    assert.ok(!other.ok && other.why === 'bought' && other.call.result === '{"text":"bought"}');
    assert.equal((await ledger.reserve(request('a', 1000, { key: keyOf('a', 'recognise') }))).ok, true);
  });

  it('is the same whatever the order of its parameters, and another for another part', () => {
    const hash = parametersHash({ page: 1, detail: 'high' });
    assert.equal(parametersHash({ detail: 'high', page: 1 }), hash);
    assert.notEqual(parametersHash({ detail: 'high', page: 2 }), hash);
    assert.notEqual(parametersHash({ detail: 'high', page: '1' }), hash);
  });

  it('has one call open at a time', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    const answers = await Promise.all([1, 2, 3].map(() => ledger.reserve(request('a', 1000))));
    assert.deepEqual(answers.map((answer) => (answer.ok ? 'admitted' : answer.why)).toSorted(), [
      'admitted',
      'open',
      'open',
    ]);
    const { id } = ledger.newest(keyOf('a')) ?? assert.fail();
    ledger.sending(id);
    assert.equal(await whyNot(ledger, 'a', 1000), 'open');
    ledger.result(id, '{}', 1);
    assert.equal(await whyNot(ledger, 'a', 1000), 'open');
  });

  it('that was released is free again, as its next generation', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    const first = await reserved(ledger, 'a', 300_000);
    ledger.sending(first.id);
    ledger.release(first.id);
    assert.deepEqual(dayOf(ledger), { spent: 0, held: 0 });
    const second = await reserved(ledger, 'a', 300_000);
    assert.deepEqual([first.generation, second.generation], [1, 2]);
    assert.equal(ledger.sending(first.id).ok, false);
    assert.equal(ledger.sending(second.id).ok, true);
  });

  it('that is unknown counts in full and waits for a person, who may give it up or have it sent again', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 200_000);
    ledger.sending(id);
    ledger.unknown(id);
    assert.deepEqual(dayOf(ledger), { spent: 0, held: 200_000 });
    assert.deepEqual(
      ledger.unknowns().map((call) => call.source),
      ['a.png'],
    );
    assert.equal(await whyNot(ledger, 'a', 1000), 'unknown');
    ledger.giveUp(id);
    assert.equal(await whyNot(ledger, 'a', 1000), 'given-up');
    assert.deepEqual(dayOf(ledger), { spent: 200_000, held: 0 });
    ledger.reopen(id);
    const again = await reserved(ledger, 'a', 200_000);
    assert.equal(again.generation, 2);
    assert.deepEqual(dayOf(ledger), { spent: 200_000, held: 200_000 });
    assert.deepEqual(linesOf(root), ['opened', 'sending', 'unknown', 'given-up', 'reopened']);
  });

  it('that is unknown and then found at the provider is settled once, at what it cost', async (t) => {
    const ledger = (await moneyRoot(t)).open();
    const { id } = await reserved(ledger, 'a', 200_000);
    ledger.sending(id);
    ledger.unknown(id);
    assert.equal(ledger.sent(id, 'found').ok, true);
    assert.equal(ledger.result(id, '{}', 120_000).ok, true);
    assert.equal(ledger.settle(id).ok, true);
    assert.deepEqual(dayOf(ledger), { spent: 120_000, held: 0 });
    assert.equal(await whyNot(ledger, 'a', 1), 'bought');
  });
});

describe('budget.json', () => {
  it('is obeyed as it stands at each reservation', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'a', 300_000);
    root.budget({ perDay: 0.3 });
    assert.equal(await whyNot(ledger, 'b', 1), 'cap');
    root.budget({ perDay: 0.4 });
    assert.equal(await whyNot(ledger, 'c', 100_000), 'admitted');
  });

  it('refuses while it is wrong, with spending intact, and obeys again once it is right', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'a', 300_000);
    const good = readFileSync(root.budgetFile, 'utf8');
    const wrong = ['', good.slice(0, 40), good.replace('0.5', '-0.5'), good.replace('5,', '1e9,')];
    for (const text of [...wrong, good.replace('0.5', '"0.5"'), good.replace('USD', 'EUR'), 'null']) {
      writeFileSync(root.budgetFile, text);
      const refused = await ledger.reserve(request('b', 1000));
      assert.ok(!refused.ok && refused.why === 'budget', text);
      assert.match(refused.reason, /^budget\.json line \d+: /);
      assert.equal(ledger.totals().day.spent, 300_000);
    }
    rmSync(root.budgetFile);
    assert.equal(await whyNot(ledger, 'b', 1000), 'budget');
    writeFileSync(`${root.budgetFile}.new`, good);
    assert.equal(await whyNot(ledger, 'b', 1000), 'budget');
    renameSync(`${root.budgetFile}.new`, root.budgetFile);
    assert.equal(await whyNot(ledger, 'b', 200_001), 'cap');
    assert.equal(await whyNot(ledger, 'b', 200_000), 'admitted');
  });

  it('without consent allows nothing', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    root.budget({ cloud: 'off' });
    assert.equal(await whyNot(ledger, 'a', 1), 'cloud-off');
  });

  it('that another program keeps locked is waited for', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const lockFolder = `${root.budgetFile}.lock`;
    mkdirSync(lockFolder);
    const waiting = ledger.reserve(request('a', 1000));
    assert.equal(await Promise.race([waiting, new Promise((done) => setImmediate(done, 'waits'))]), 'waits');
    rmdirSync(lockFolder);
    assert.equal((await waiting).ok, true);
  });
});

describe('a lock', () => {
  it('that a dead process left behind is taken over', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const lockFolder = `${root.budgetFile}.lock`;
    mkdirSync(lockFolder);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lockFolder, longAgo, longAgo);
    assert.equal(await whyNot(ledger, 'a', 1000), 'admitted');
    assert.equal(existsSync(lockFolder), false);
  });

  it('that was lost before it was used is asked for again, and given up after three times', async (t) => {
    const root = await moneyRoot(t);
    let asked = 0;
    const release = async (): Promise<void> => undefined;
    const lostTwice = root.open(undefined, {
      lock: async () => ({ isHeld: () => ++asked === 3, release }),
    });
    assert.equal(await whyNot(lostTwice, 'a', 1000), 'admitted');
    const lost = root.open(undefined, { lock: async () => ({ isHeld: () => false, release }) });
    assert.equal(await whyNot(lost, 'b', 1000), 'locked');
    const neverHad = root.open(undefined, { lock: async () => undefined });
    assert.equal(await whyNot(neverHad, 'b', 1000), 'locked');
  });
});

describe('the clock', () => {
  it('at midnight and at the end of a month gives a fresh budget, less what is in flight', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    root.clock.time = at('2026-11-30T23:50');
    // Asked often enough on the way, as a running program does.
    for (const hours of [30, 60]) {
      root.clock.time = at('2026-11-27T12:00') + hours * 3_600_000;
      ledger.period();
    }
    root.clock.time = at('2026-11-30T23:50');
    await bought(ledger, 'a', 200_000);
    const { id } = await reserved(ledger, 'b', 300_000);
    ledger.sending(id);
    assert.equal(await whyNot(ledger, 'c', 1), 'cap');
    root.clock.time = at('2026-12-01T00:05');
    const { period, day, month } = ledger.totals();
    assert.deepEqual([period.month, day.spent, day.held, month.held], ['2026-12', 0, 300_000, 300_000]);
    assert.equal(await whyNot(ledger, 'c', 200_001), 'cap');
    await reserved(ledger, 'c', 200_000);
    // Settled in the day in which it was sent.
    ledger.result(id, '{}', 300_000);
    ledger.settle(id);
    assert.deepEqual(dayOf(ledger), { spent: 0, held: 200_000 });
  });

  it('counts a call in the day in which it was sent, though it was reserved before', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 100_000);
    root.clock.time = at('2026-11-28T00:01');
    ledger.sending(id);
    ledger.result(id, '{}', 100_000);
    ledger.settle(id);
    assert.deepEqual(dayOf(ledger), { spent: 100_000, held: 0 });
  });

  it('set back, or ahead by a month or ten years, earns nothing until a server agrees', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    await bought(ledger, 'a', 500_000);
    for (const time of ['2026-10-27T12:00', '2026-12-27T12:00', '2036-11-27T12:00', '2026-11-29T00:01']) {
      root.clock.time = at(time);
      assert.equal(await whyNot(ledger, 'b', 1), 'cap', time);
    }
    assert.equal(ledger.period().doubted, true);
    const again = await ledger.reserve(request('b', 500_000, { serverNow: at('2026-11-29T00:02') }));
    assert.equal(again.ok && again.call.day, '2026-11-29');
  });

  it('that was ten years ahead when it was believed is put right by a server, and what was spent then counts now', async (t) => {
    const root = await moneyRoot(t);
    root.clock.time = at('2036-11-27T12:00');
    const ledger = root.open();
    await bought(ledger, 'a', 400_000);
    root.clock.time = at('2026-11-27T12:00');
    assert.equal(ledger.period().day, '2036-11-27');
    assert.equal(ledger.period(root.clock.time).day, '2026-11-27');
    assert.deepEqual(dayOf(ledger), { spent: 400_000, held: 0 });
    assert.equal(await whyNot(ledger, 'b', 100_001), 'cap');
    // And the days go on.
    root.clock.time = at('2026-11-28T12:00');
    assert.equal(ledger.period().day, '2026-11-28');
  });

  it('leaves what is unknown in the month in which it was sent, so that it does not block for ever', async (t) => {
    const root = await moneyRoot(t);
    root.budget({ perMonth: 0.5 });
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 500_000);
    ledger.sending(id);
    ledger.unknown(id);
    assert.equal(await whyNot(ledger, 'b', 1), 'cap');
    root.clock.time = at('2026-12-01T09:00');
    const answer = await ledger.reserve(request('b', 500_000, { serverNow: root.clock.time }));
    assert.equal(answer.ok, true);
  });
});

describe('when the disk fails', () => {
  it('at the line of spending.jsonl, the step is not taken and nothing may be sent', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 100_000);
    rmSync(root.spendingFile);
    mkdirSync(root.spendingFile);
    const step = ledger.sending(id);
    assert.ok(!step.ok && step.why === 'storage' && /EISDIR/.test(step.reason));
    assert.equal(ledger.call(id)?.state, 'reserved');
    rmdirSync(root.spendingFile);
    assert.equal(ledger.sending(id).ok, true);
  });

  it('at the database, the reservation is refused', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    ledger.close();
    assert.equal(await whyNot(ledger, 'a', 1000), 'storage');
  });
});

it('the database itself allows no second call that is alive, and no call twice', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  await bought(ledger, 'a', 1000);
  ledger.close();
  const database = new DatabaseSync(root.stateFile);
  t.after(() => database.close());
  const copy = (id: string, generation: number): void => {
    const columns = 'sha256, task, parameters, state, spec, source, reserved, counted, day, reserved_at';
    database.exec(
      `INSERT INTO call (id, generation, ${columns}) SELECT '${id}', ${generation}, ${columns} FROM call`,
    );
  };
  assert.throws(() => copy('x.2', 2), /UNIQUE/);
  assert.throws(() => copy('x.1', 1), /UNIQUE/);
});
