import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readBudget } from '../../src/cloud/budget.ts';
import { budgetReport } from '../../src/cloud/budget-report.ts';
import { recoverCalls } from '../../src/cloud/recover-calls.ts';
import type { JoinOrder, JoinPurchase } from '../../src/models/purchase.ts';
import { defaultSettings } from '../../src/settings.ts';
import { writeBudget } from '../support/cloud-journey.ts';
import { type DeskChanges, deskRoot, excerptIn, orderOf, saysAll } from '../support/join-desks.ts';
import { Crash } from '../torture/frail.ts';

const never = new AbortController().signal;

async function scene(t: TestContext) {
  const opened = await deskRoot(t);
  opened.openai.fate = { says: saysAll };
  const excerpts = [await excerptIn(opened.root, 1), await excerptIn(opened.root, 2)];
  const join = async (changes: Partial<JoinOrder> = {}, desk: DeskChanges = {}): Promise<JoinPurchase> =>
    opened.open(desk).desk.join(orderOf(excerpts, changes), never);
  return { ...opened, excerpts, join };
}

/** Asserts that nothing at all was sent. */
function nothingSent({ openai }: { readonly openai: { readonly requests: readonly unknown[] } }): void {
  assert.deepEqual(openai.requests, []);
}

function why(purchase: JoinPurchase): string {
  assert.equal(purchase.type, 'not-bought', JSON.stringify(purchase));
  return (purchase as Extract<JoinPurchase, { type: 'not-bought' }>).why;
}

describe('a join whose question is withdrawn', () => {
  it('sends nothing, however late that is', async (t) => {
    for (const looks of [0, 1, 2]) {
      const made = await scene(t);
      let looked = 0;
      const purchase = await made.join({ stands: () => looked++ < looks });
      assert.match(why(purchase), /changed or taken away meanwhile, so nothing is sent/);
      assert.equal(made.openai.count('create'), 0, `after ${looks} looks`);
      assert.equal(made.open().ledger.totals().day.held, 0);
    }
  });
});

describe('a join that everything allows', () => {
  it('is bought with one create, and tells what it cost and what it could have cost', async (t) => {
    const made = await scene(t);
    const bought = await made.join();
    assert.equal(bought.type, 'bought', JSON.stringify(bought));
    if (bought.type !== 'bought') return;
    assert.equal(bought.text, saysAll);
    assert.equal(bought.spec, 'openai:gpt-6-luna');
    assert.ok(bought.costUsd > 0 && bought.costUsd < bought.quoteUsd, JSON.stringify(bought));
    assert.equal(made.openai.count('create'), 1);
    const { ledger } = made.open();
    assert.equal(ledger.totals().day.spent, Math.round(bought.costUsd * 1e6));
    assert.equal(ledger.totals().day.held, 0);
  });

  it('holds the question and the words of the quotes, and neither names, paths, nor hashes', async (t) => {
    const made = await scene(t);
    await made.join();
    for (const told of ['What is the rent of all houses?', 'house 1 is 100 euros', 'house 2 is 200 euros'])
      assert.ok(made.openai.holds(told), told);
    for (const secret of ['letter', 'done/', 'note-1', '.md', 'ask/rent', 'answers/'])
      assert.equal(made.openai.holds(secret), false, secret);
  });

  it('goes out in a shape that OpenAI takes: strict, with every object closed', async (t) => {
    const made = await scene(t);
    await made.join();
    const [create] = made.openai.requests.filter(({ kind }) => kind === 'create');
    const { format } = create!.body.text as { format: { strict: boolean; schema: Record<string, never> } };
    assert.equal(format.strict, true);
    const objects = JSON.stringify(format.schema).match(/"type":"object"/g) ?? [];
    const closed = JSON.stringify(format.schema).match(/"additionalProperties":false/g) ?? [];
    assert.deepEqual([objects.length, closed.length], [2, 2], JSON.stringify(format.schema));
  });

  it('is deleted at the provider once the ledger has it', async (t) => {
    const made = await scene(t);
    await made.join();
    assert.deepEqual(made.openai.responses(), []);
    assert.equal(made.openai.items(), 0);
  });

  it('is had again without another create, by whatever process, and with nothing allowed any more', async (t) => {
    const made = await scene(t);
    const first = await made.join();
    await writeBudget(made.root, { cloud: 'off' });
    const again = await made.join({ answer: 'answers/rent (2).md', budgetUsd: 0.0001 }, { key: '' });
    assert.deepEqual(again, first);
    assert.equal(made.openai.count('create'), 1);
  });
});

describe('a join that something does not allow is not sent, and nothing else is', () => {
  const refusals: readonly (readonly [
    name: string,
    expected: RegExp,
    order: Partial<JoinOrder>,
    budget?: Readonly<Record<string, unknown>>,
    desk?: DeskChanges,
  ])[] = [
    ['a question without "cloud: allow"', /does not allow/, { allowed: false }],
    ['budget.json says "off"', /"cloud": "on"/, {}, { cloud: 'off' }],
    [
      'a budget of the question below the worst case',
      /budget of the question is \$0\.001\./,
      { budgetUsd: 0.001 },
    ],
    ['a budget that is no amount', /no amount/, { budgetUsd: Number.NaN }],
    ['a budget below nothing', /no amount/, { budgetUsd: -1 }],
    [
      'a cap of the day below the worst case',
      /"perDay" in budget\.json can never allow/,
      {},
      { perDay: 0.001 },
    ],
    ['a cap of the month below the worst case', /"perMonth"/, {}, { perMonth: 0.001 }],
    ['a cap for one thing below the worst case', /"perFile"/, {}, { perFile: 0.001 }],
    ['a budget.json that is wrong', /budget\.json/, {}, { perDay: 'much' }],
    ['a question in private/', /was in private/, { path: 'ask/Private/rent.md' }],
    ['no quotes', /must not leave/, { excerpts: [] }],
    ['no key', /no key for openai:gpt-6-luna/, {}, {}, { key: '' }],
    [
      'what is private is not known',
      /private could not be told/,
      {},
      {},
      { recallPrivate: () => Promise.reject(new Error('disk')) },
    ],
  ];
  for (const [name, expected, order, budget, desk] of refusals)
    it(name, async (t) => {
      const made = await scene(t);
      if (budget) await writeBudget(made.root, budget);
      assert.match(why(await made.join(order, desk)), expected);
      nothingSent(made);
      const { ledger } = made.open();
      assert.deepEqual([ledger.totals().day.spent, ledger.totals().day.held], [0, 0]);
    });

  it('no model in the list', async (t) => {
    const made = await scene(t);
    const models = { ...defaultSettings.models, join: { night: [], burst: [] } };
    const settings = { ...defaultSettings, models };
    assert.match(why(await made.join({}, { settings })), /models\.join\.burst/);
    nothingSent(made);
  });

  it('any quote that is private: by what is known of it, by its path, by its content', async (t) => {
    const made = await scene(t);
    const privates = new Set(['secret']);
    for (const changes of [
      { private: true },
      { note: 'done/private/letter.txt.md' },
      { path: 'done/a/PRIVATE/letter.txt' },
      { contents: ['secret'] },
    ]) {
      const third = await excerptIn(made.root, 3, changes);
      const excerpts = [...made.excerpts, third];
      assert.match(why(await made.join({ excerpts }, { privates })), /was in private/);
      assert.deepEqual(made.open({ privates }).desk.sendable(excerpts), made.excerpts);
    }
    nothingSent(made);
  });

  it('a document that is not where it was: it may be in private/ by now', async (t) => {
    const made = await scene(t);
    await rename(join(made.root.path, 'done/letter 2.txt.md'), join(made.root.path, 'moved.md'));
    assert.match(why(await made.join()), /not where it was/);
    nothingSent(made);
  });

  it('a document that becomes private while the free steps are taken: nothing is bought', async (t) => {
    const made = await scene(t);
    const privates = new Set<string>();
    // The last moment: the order that was quoted is made once more, to be sent.
    const risk = (): void => void privates.add('letter-2');
    const { ledger, desk } = made.open({ privates, recallPrivate: async () => undefined });
    const reserve = ledger.reserve.bind(ledger);
    ledger.reserve = async (request) => {
      const reserved = await reserve(request);
      risk();
      return reserved;
    };
    assert.match(why(await desk.join(orderOf(made.excerpts), never)), /was in private/);
    assert.equal(made.openai.count('create'), 0);
    assert.equal(ledger.totals().day.held, 0);
  });
});

describe('the budget of a question', () => {
  it('is for all purchases for it together, whatever the quotes', async (t) => {
    const made = await scene(t);
    const first = await made.join({ budgetUsd: 0.0083 });
    assert.equal(first.type, 'bought', JSON.stringify(first));
    const more = [...made.excerpts, await excerptIn(made.root, 3)];
    const second = await made.join({ budgetUsd: 0.0083, excerpts: more });
    assert.match(why(second), /of which \$0\.\d+ is spent or held/);
    assert.equal(made.openai.count('create'), 1);
    const other = await made.join({ budgetUsd: 0.0083, question: 'Which houses are there?' });
    assert.equal(other.type, 'bought', 'another question has its own');
  });

  it('holds when several are asked for at once', async (t) => {
    const made = await scene(t);
    const { desk } = made.open();
    const orders = made.excerpts.map((excerpt) => orderOf([excerpt], { budgetUsd: 0.0083 }));
    const ends = await Promise.all(
      [...orders, orderOf(made.excerpts, { budgetUsd: 0.0083 })].map((order) => desk.join(order, never)),
    );
    assert.deepEqual(ends.map(({ type }) => type).toSorted(), ['bought', 'not-bought', 'not-bought']);
    assert.equal(made.openai.count('create'), 1);
  });

  it('is held in full by a call of which nobody knows the end', async (t) => {
    const made = await scene(t);
    made.openai.strike('create', { kind: 'reset' });
    assert.match(why(await made.join({ budgetUsd: 0.0083 })), /nobody can say/);
    const more = [...made.excerpts, await excerptIn(made.root, 3)];
    assert.match(why(await made.join({ budgetUsd: 0.0083, excerpts: more })), /spent or held/);
    assert.equal(made.openai.count('create'), 1);
  });
});

describe('a join whose answer is lost', () => {
  it('is found by its conversation: one POST, settled at the reservation', async (t) => {
    const made = await scene(t);
    made.openai.strike('create', { kind: 'reset', booked: true });
    const bought = await made.join();
    assert.ok(bought.type === 'bought' && bought.costUsd === bought.quoteUsd, JSON.stringify(bought));
    assert.equal(made.openai.count('create'), 1);
  });

  it('is unknown where it cannot be found: counted, listed by budget, with a note beside the answer, never sent again by itself', async (t) => {
    const made = await scene(t);
    made.openai.strike('create', { kind: 'reset' });
    assert.match(why(await made.join()), /nobody can say/);
    assert.match(why(await made.join()), /nobody can say/);
    assert.equal(made.openai.count('create'), 1);
    const { ledger } = made.open();
    const budget = readBudget(made.root.budgetFile);
    const { unknown } = budgetReport(ledger, budget.ok ? budget.budget : undefined, undefined);
    assert.deepEqual(
      unknown.map(({ path }) => path),
      ['answers/rent.md'],
    );
    const note = await readFile(join(made.root.answers, 'rent.unknown.md'), 'utf8');
    assert.match(note, /- \[ \] Send again/);
  });

  for (const [box, creates] of [
    ['Send again', 2],
    ['Give up', 1],
  ] as const)
    it(`is decided by a person, who ticks "${box}" and asks again`, async (t) => {
      const made = await scene(t);
      made.openai.strike('create', { kind: 'reset' });
      await made.join();
      const path = join(made.root.answers, 'rent.unknown.md');
      await writeFile(path, (await readFile(path, 'utf8')).replace(`[ ] ${box}`, `[x] ${box}`));
      const end = await made.join();
      assert.equal(made.openai.count('create'), creates);
      assert.equal(end.type, box === 'Send again' ? 'bought' : 'not-bought', JSON.stringify(end));
      assert.equal(existsSync(path), false);
      assert.equal(made.open().ledger.unknowns().length, 0);
    });

  it('that is turned away without a charge holds nothing, and may be tried again', async (t) => {
    const made = await scene(t);
    made.openai.strike('create', { kind: 'status', status: 429 });
    assert.equal((await made.join()).type, 'not-bought');
    assert.equal(made.open().ledger.totals().day.held, 0);
    assert.equal((await made.join()).type, 'bought');
  });

  it('that was paid for and makes no sense is not bought again', async (t) => {
    const made = await scene(t);
    made.openai.fate = { says: 'Well, that depends.' };
    assert.match(why(await made.join()), /not bought again/);
    assert.match(why(await made.join()), /not bought again/);
    assert.equal(made.openai.count('create'), 1);
  });
});

describe('a program that dies while it buys a join', () => {
  it('at any step sends it once, and has its answer or leaves the question to a person', async (t) => {
    const ends: string[] = [];
    for (let step = 1; ; step += 1) {
      const made = await scene(t);
      let left = step;
      const risk = (): void => {
        if (left-- === 1) throw new Crash();
      };
      const died = await made.join({}, { risk }).then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      if (!died) break;
      const again = await made.join();
      const creates = made.openai.count('create');
      assert.ok(creates <= 1, `step ${step}: ${creates} creates`);
      assert.equal(made.openai.booked(), creates, `step ${step}`);
      if (again.type === 'not-bought') assert.match(again.why, /nobody can say/, `step ${step}`);
      else assert.equal(creates, 1, `step ${step}`);
      ends.push(again.type);
      assert.deepEqual(await made.join(), again, `step ${step}: and so it stays`);
      assert.equal(made.openai.count('create'), creates, `step ${step}`);
    }
    assert.ok(ends.length > 12, `${ends.length} steps`);
    assert.ok(ends.filter((end) => end === 'bought').length >= ends.length - 2, ends.join(' '));
  });

  it('is asked after at the next start like any other call', async (t) => {
    const made = await scene(t);
    let steps = 0;
    const { ledger, desk } = made.open();
    const sent = ledger.sent.bind(ledger);
    ledger.sent = (...call) => {
      steps += 1;
      sent(...call);
      throw new Crash();
    };
    await assert.rejects(desk.join(orderOf(made.excerpts), never), Crash);
    assert.equal(steps, 1);
    const next = made.open();
    assert.deepEqual(
      next.ledger.inFlight().map(({ state }) => state),
      ['sent'],
    );
    await recoverCalls(next.trade.follow, never);
    assert.deepEqual(next.ledger.inFlight(), []);
    assert.equal(next.ledger.totals().day.held, 0);
    assert.equal(made.openai.count('create'), 1);
  });
});
