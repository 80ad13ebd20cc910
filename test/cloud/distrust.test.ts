import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conclude } from '../../src/cloud/conclude-call.ts';
import { Distrust } from '../../src/cloud/distrust.ts';
import { follow } from '../../src/cloud/follow-call.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import type { PaidResult } from '../../src/models/paid-contract.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { shortPauses } from '../support/cloud-journey.ts';
import { at, moneyRoot, reserved } from '../support/ledgers.ts';

const call = { spec: 'openai:a', source: 'cloud/beach.jpg', reserved: 10_000, cost: 25_000 } as Call;
const silent = (): void => undefined;

describe('a model that cost more than it could', () => {
  it('is left alone for that day, alone of all, and the person is told once for each call', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const events: NightshiftEvent[] = [];
    const distrust = new Distrust(ledger, (event) => events.push(event));
    assert.equal(distrust.of('openai:a'), undefined);
    distrust.overrun(call);
    assert.match(distrust.of('openai:a') ?? '', /^openai:a cost more than it said it could/);
    assert.equal(distrust.of('openai:b'), undefined);
    const message =
      'openai:a charged $0.025 for "cloud/beach.jpg", where $0.01 was the most that it could be; nothing more is bought of it today.';
    assert.deepEqual(events, [{ type: 'notice', level: 'error', message }]);
    root.clock.time = at('2026-11-28T00:00');
    assert.equal(distrust.of('openai:a'), undefined);
    distrust.overrun(call);
    assert.notEqual(distrust.of('openai:a'), undefined);
    assert.equal(events.length, 2);
  });

  it('is left alone by the next process too, for that day', async (t) => {
    const root = await moneyRoot(t);
    const first = root.open();
    new Distrust(first, silent).overrun(call);
    new Distrust(first, silent).overrun({ ...call, spec: 'replicate:x/y' });
    first.close();
    const again = new Distrust(root.open(), silent);
    for (const spec of ['openai:a', 'replicate:x/y']) assert.notEqual(again.of(spec), undefined, spec);
    for (const spec of ['openai:b', 'toString']) assert.equal(again.of(spec), undefined, spec);
    root.clock.time = at('2026-11-28T00:00');
    assert.equal(again.of('openai:a'), undefined);
  });

  it('is known before its call is settled, so that no crash in between loses it', async (t) => {
    const root = await moneyRoot(t);
    const ledger = root.open();
    const { id } = await reserved(ledger, 'a', 1000);
    const sending = ledger.sending(id);
    assert.ok(sending.ok);
    const told: (string | undefined)[] = [];
    const tools = {
      ...{ ledger, clock: root.clock, pauses: shortPauses, costOf: () => 2000, provider: () => undefined },
      onOverrun: () => {
        told.push(ledger.call(id)?.state);
        // The program dies here, the first time.
        if (told.length === 1) throw new Error('died');
      },
    };
    const result: PaidResult = { state: 'completed', usage: {}, charged: 'yes' };
    assert.throws(() => conclude(sending.call, result, tools), /died/);
    const left = ledger.call(id);
    assert.ok(left);
    await follow(left, tools, new AbortController().signal);
    await follow(ledger.call(id) ?? left, tools, new AbortController().signal);
    assert.deepEqual(told, ['result', 'result']);
    assert.equal(ledger.call(id)?.state, 'settled');
  });
});
