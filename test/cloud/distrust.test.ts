import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Distrust } from '../../src/cloud/distrust.ts';
import type { Call } from '../../src/cloud/ledger-records.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';

const call = { spec: 'openai:a', source: 'cloud/beach.jpg', reserved: 10_000, cost: 25_000 } as Call;

describe('a model that cost more than it could', () => {
  it('is left alone for that day, alone of all, and the person is told once for each call', () => {
    let day = '2026-11-27';
    const events: NightshiftEvent[] = [];
    const distrust = new Distrust(
      () => day,
      (event) => events.push(event),
    );
    assert.equal(distrust.of('openai:a'), undefined);
    distrust.overrun(call);
    assert.match(distrust.of('openai:a') ?? '', /^openai:a cost more than it said it could/);
    assert.equal(distrust.of('openai:b'), undefined);
    const message =
      'openai:a charged $0.025 for "cloud/beach.jpg", where $0.01 was the most that it could be; nothing more is bought of it today.';
    assert.deepEqual(events, [{ type: 'notice', level: 'error', message }]);
    day = '2026-11-28';
    assert.equal(distrust.of('openai:a'), undefined);
    distrust.overrun(call);
    assert.notEqual(distrust.of('openai:a'), undefined);
    assert.equal(events.length, 2);
  });
});
