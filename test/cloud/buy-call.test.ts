import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { buyCall, type Purchasing } from '../../src/cloud/buy-call.ts';
import type { FollowTools } from '../../src/cloud/follow-call.ts';
import type { Ledger } from '../../src/cloud/ledger.ts';
import type { PaidCallName, PaidOrder, PaidProvider } from '../../src/models/paid-contract.ts';
import { shortPauses } from '../support/cloud-journey.ts';
import { pictureOrder } from '../support/departing.ts';
import { moneyRoot, request } from '../support/ledgers.ts';

/** Buys of a provider that uploads something first; `meanwhile` happens then. */
async function buy(t: TestContext, meanwhile: (stop: AbortController, ledger: Ledger) => void) {
  const root = await moneyRoot(t);
  const ledger = root.open();
  const stop = new AbortController();
  const forgotten: PaidCallName[] = [];
  const provider: Partial<PaidProvider> = {
    prepare: async () => {
      meanwhile(stop, ledger);
      return { state: 'ready', handle: { file: 'upload-1' } };
    },
    create: async () => assert.fail('nothing may be sent'),
    forget: async (call, signal) => {
      assert.equal(signal.aborted, false, 'there is time for that');
      forgotten.push(call);
      return { state: 'done' };
    },
  };
  const order = async (reference: string): Promise<PaidOrder> => ({ ...pictureOrder('describe'), reference });
  const purchasing: Purchasing = { ...request('a', 1000), provider: provider as PaidProvider, order };
  const tools: FollowTools = {
    ...{ ledger, pauses: shortPauses, clock: root.clock, costOf: () => 1, onOverrun: () => undefined },
    provider: () => provider as PaidProvider,
  };
  const end = await buyCall(purchasing, tools, stop.signal);
  return { end, forgotten, ledger };
}

it('what was uploaded for a call that is broken off before it is sent is deleted again, and nothing is held', async (t) => {
  const { end, forgotten, ledger } = await buy(t, (stop) => stop.abort());
  assert.equal(end.type, 'aborted');
  assert.deepEqual(forgotten, [{ handle: { file: 'upload-1' } }]);
  assert.deepEqual(ledger.inFlight(), []);
});

it('so is what was uploaded for one that the ledger does not let go', async (t) => {
  const { end, forgotten } = await buy(t, (_, ledger) => {
    const [call] = ledger.inFlight();
    assert.ok(call);
    ledger.release(call.id);
  });
  assert.equal(end.type, 'released');
  assert.equal(forgotten.length, 1);
});
