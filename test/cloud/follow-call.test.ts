import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type FollowTools, follow } from '../../src/cloud/follow-call.ts';
import type { Ledger } from '../../src/cloud/ledger.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import { termsOf } from '../../src/cloud/order-terms.ts';
import { writeSentRecord } from '../../src/cloud/sent-record.ts';
import type { PaidProvider, PaidResult, Retrieved } from '../../src/models/paid-contract.ts';
import { moneyRoot, reserved } from '../support/ledgers.ts';

const never = new AbortController().signal;
const shape = { task: 'describe', maxOutputTokens: 10, json: false } as const;
const pauses = { first: 1, longest: 1, grace: 60_000, patience: 1000, farewell: 0 };
const completed: PaidResult = {
  state: 'completed',
  answer: { task: 'describe', value: { text: 'A beach.', tags: [] } } as never,
  usage: {},
  charged: 'yes',
};
const deadline = termsOf('describe').deadlineSeconds * 1000;

interface Followed {
  readonly ledger: Ledger;
  readonly call: Call;
  readonly tools: FollowTools;
  /** How often it was asked to stop. */
  cancelled(): number;
  /** What is held. */
  held(): number;
}

/** A call that the provider has; `answer` is what it says to each question, by its number from 1. */
async function sent(t: TestContext, answer: (question: number) => Retrieved): Promise<Followed> {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const { id } = await reserved(ledger, 'a', 1000);
  ledger.sending(id, writeSentRecord({ handle: {}, shape }));
  const step = ledger.sent(id, 'r1');
  assert.ok(step.ok);
  let questions = 0;
  let cancels = 0;
  const provider: Partial<PaidProvider> = {
    retrieve: async () => {
      questions += 1;
      return answer(questions);
    },
    cancel: async () => {
      cancels += 1;
      return { state: 'done' };
    },
  };
  const tools: FollowTools = {
    ...{ ledger, pauses, clock: root.clock, costOf: () => 700, onOverrun: () => assert.fail('overrun') },
    provider: () => provider as PaidProvider,
  };
  const held = (): number => ledger.totals().day.held;
  return { ledger, call: step.call, tools, cancelled: () => cancels, held };
}

describe('a call that runs past its deadline', () => {
  it('is cancelled once, stays held, and is settled once when it completes at the provider all the same', async (t) => {
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const held: number[] = [];
    const opened = await sent(t, (question) => {
      held.push(opened.held());
      // The deadline passes; what was cancelled goes on for a while.
      now = deadline + question;
      return question < 5 ? { state: 'running' } : { state: 'ended', result: completed };
    });
    const { ledger, call, tools } = opened;
    const end = await follow(call, tools, never);
    assert.equal(end.type, 'answered');
    assert.equal(opened.cancelled(), 1);
    assert.deepEqual(held, [1000, 1000, 1000, 1000, 1000]);
    assert.deepEqual([ledger.totals().day.spent, opened.held()], [700, 0]);
    const again = await follow(ledger.call(call.id) ?? call, tools, never);
    assert.equal(again.type, 'answered');
    assert.deepEqual([ledger.totals().day.spent, held.length], [700, 5]);
  });

  it('and past all grace is left for later, held in full', async (t) => {
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const opened = await sent(t, () => {
      now += 50_000;
      return { state: 'running' };
    });
    const end = await follow(opened.call, opened.tools, never);
    assert.equal(end.type, 'open');
    assert.equal(opened.cancelled(), 1);
    assert.equal(opened.held(), 1000);
  });

  it('is free only where the provider says that it was stopped before it ran', async (t) => {
    const aborted: PaidResult = { state: 'aborted', usage: {}, charged: 'no' };
    const opened = await sent(t, () => ({ state: 'ended', result: aborted }));
    assert.equal((await follow(opened.call, opened.tools, never)).type, 'released');
    assert.deepEqual([opened.ledger.totals().day.spent, opened.held()], [0, 0]);
  });
});

describe('a call that the provider knows no more', () => {
  it('is unknown, and counts in full', async (t) => {
    const opened = await sent(t, () => ({ state: 'gone' }));
    assert.equal((await follow(opened.call, opened.tools, never)).type, 'unknown');
    assert.equal(opened.held(), 1000);
  });
});
