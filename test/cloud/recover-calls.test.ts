import assert from 'node:assert/strict';
import { it } from 'node:test';
import { recoverCalls } from '../../src/cloud/recover-calls.ts';
import { writeSentRecord } from '../../src/cloud/sent-record.ts';
import type { PaidProvider } from '../../src/models/paid-contract.ts';
import { shortPauses } from '../support/cloud-journey.ts';
import { at, moneyRoot, request, reserved } from '../support/ledgers.ts';

it('what a dead process left open is asked after once each, at Replicate first, since answers are soonest gone there', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const shape = { task: 'describe', maxOutputTokens: 10, json: false } as const;
  for (const [name, spec] of [
    ['a', 'openai:gpt-6-luna'],
    ['b', 'openai:gpt-6-luna'],
    ['c', 'replicate:owner/sees'],
  ] as const) {
    const answer = await ledger.reserve({ ...request(name, 1000), spec });
    assert.ok(answer.ok);
    ledger.sending(answer.call.id, writeSentRecord({ handle: { name }, shape }));
  }
  const unsent = await reserved(ledger, 'd', 1000);
  const asked: string[] = [];
  const provider: Partial<PaidProvider> = {
    find: async ({ name = '' }) => {
      asked.push(name);
      return { state: 'unknowable', lookAgain: false };
    },
  };
  const tools = {
    ...{ ledger, pauses: shortPauses, clock: root.clock, costOf: () => 1, onOverrun: () => undefined },
    provider: () => provider as PaidProvider,
  };
  await recoverCalls(tools, new AbortController().signal);
  assert.deepEqual(asked, ['c', 'a', 'b']);
  assert.equal(ledger.unknowns().length, 3);
  assert.equal(ledger.call(unsent.id)?.state, 'released', 'what was not sent is free again');
  assert.deepEqual(ledger.inFlight(), []);
});

it('what nobody can be asked after is held for a day, then unknown: in its own day only, for a person to decide', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const { id } = await reserved(ledger, 'a', 1000);
  const shape = { task: 'describe', maxOutputTokens: 10, json: false } as const;
  ledger.sending(id, writeSentRecord({ handle: {}, shape }));
  ledger.sent(id, 'r1');
  const recover = () =>
    recoverCalls(
      {
        ...{ ledger, pauses: shortPauses, clock: root.clock, costOf: () => 1, onOverrun: () => undefined },
        provider: () => undefined,
      },
      new AbortController().signal,
    );
  root.clock.time = at('2026-11-28T12:00');
  await recover();
  assert.equal(ledger.call(id)?.state, 'sent');
  assert.equal(ledger.totals().day.held, 1000);
  root.clock.time += 1;
  await recover();
  assert.equal(ledger.call(id)?.state, 'unknown');
  const { day, month } = ledger.totals();
  assert.deepEqual([day.held, month.held, month.unknown], [0, 1000, 1000]);
  assert.equal((await ledger.reserve(request('a', 1000))).ok, false, 'it is sent again by nobody');
});
