import assert from 'node:assert/strict';
import { it } from 'node:test';
import { forgetCall, forgetLeft } from '../../src/cloud/forget-call.ts';
import { writeSentRecord } from '../../src/cloud/sent-record.ts';
import type { PaidCallName, PaidProvider } from '../../src/models/paid-contract.ts';
import { moneyRoot, reserved } from '../support/ledgers.ts';

const never = new AbortController().signal;
const shape = { task: 'describe', maxOutputTokens: 10, json: false } as const;

it('what has ended is deleted, once each, after a new start; what may still be asked for is not', async (t) => {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const sent = async (name: string): Promise<string> => {
    const { id } = await reserved(ledger, name, 1000);
    ledger.sending(id, writeSentRecord({ handle: { name }, shape }));
    return id;
  };
  const settled = await sent('settled');
  ledger.sent(settled, 'r1');
  ledger.result(settled, '{}', 1000);
  ledger.settle(settled);
  ledger.release(await sent('released'));
  const givenUp = await sent('given up');
  ledger.unknown(givenUp);
  ledger.giveUp(givenUp);
  ledger.unknown(await sent('unknown'));
  await sent('under way');
  await reserved(ledger, 'unsent', 1000);
  const asked: PaidCallName[] = [];
  const provider: Partial<PaidProvider> = {
    forget: async (call) => {
      asked.push(call);
      return { state: 'done' };
    },
  };
  const names = () => asked.map(({ handle }) => handle.name).toSorted();
  await forgetLeft({ ledger, provider: () => provider as PaidProvider }, never);
  assert.deepEqual(names(), ['given up', 'released', 'settled']);
  assert.equal(asked.find(({ handle }) => handle.name === 'settled')?.id, 'r1');
  ledger.close();
  const again = root.open();
  const tools = { ledger: again, provider: () => provider as PaidProvider };
  await forgetLeft(tools, never);
  const call = again.call(settled);
  assert.ok(call);
  await forgetCall(call, tools, never);
  assert.equal(asked.length, 3);
  assert.deepEqual([call.state, call.result, call.cost], ['settled', '{}', 1000]);
});

it('of a provider that cannot be reached one thing is asked, and all is left for the next start', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  for (let index = 0; index < 20; index += 1) {
    const { id } = await reserved(ledger, `file ${index}`, 1000);
    ledger.sending(id, writeSentRecord({ handle: {}, shape }));
    ledger.release(id);
  }
  let asked = 0;
  const error = { code: 'outage', reason: 'It is away.', hint: '', retryable: true, charged: 'no' } as const;
  const provider: Partial<PaidProvider> = {
    forget: async () => {
      asked += 1;
      return { state: 'unreachable', error };
    },
  };
  await forgetLeft({ ledger, provider: () => provider as PaidProvider }, never);
  assert.ok(asked <= 4, `${asked} at once`);
  assert.equal(ledger.unforgotten().length, 20);
  await forgetLeft({ ledger, provider: () => undefined }, never);
  assert.equal(ledger.unforgotten().length, 20);
});
