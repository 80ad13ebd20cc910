/** How other gateways overspend, each tried here. The numbers are those of LiteLLM's issues and pull requests. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actualCost } from '../../src/cloud/actual-cost.ts';
import type { Ledger } from '../../src/cloud/ledger.ts';
import { type Price, priceOf } from '../../src/cloud/price-list.ts';
import { quote, type WorstUse } from '../../src/cloud/quote.ts';
import { at, bought, moneyRoot, request, reserved } from '../support/ledgers.ts';

const known = (spec: string): Price => priceOf(spec, {}) ?? assert.fail(spec);
const luna = known('openai:gpt-6-luna');
const transcribe = known('openai:gpt-transcribe');

/** Quotes and, when there is a quote, reserves; gives what came of it. */
async function ask(ledger: Ledger, name: string, price: Price | undefined, use: WorstUse): Promise<string> {
  const worst = quote(price, use);
  if (!worst.ok) return worst.reason;
  const answer = await ledger.reserve(request(name, worst.micros));
  return answer.ok ? 'admitted' : answer.why;
}

it('checking first and adding up later (34732): of 20 at once, as many are admitted as fit', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ledger.reserve(request(`f${index}`, 150_000))),
  );
  assert.equal(answers.filter(({ ok }) => ok).length, 3);
  const { spent, held } = ledger.totals().day;
  assert.deepEqual([spent, held], [0, 450_000]);
});

it('a paid fall-back behind something free (41344): it needs its own reservation, and gets none beyond the cap', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  await bought(ledger, 'before', 400_000);
  const fallback = await ledger.reserve(request('a', 100_001, { spec: 'replicate:openai/whisper' }));
  assert.ok(!fallback.ok && fallback.why === 'cap');
  assert.equal(ledger.newest(request('a', 1).key), undefined);
  assert.equal(ledger.inFlight().length, 0);
});

it('input above 272K at the lower price (40002): it is reserved at its tier', async (t) => {
  const root = await moneyRoot(t);
  root.budget({ perDay: 0.06 });
  const ledger = root.open();
  const answer = await ask(ledger, 'a', luna, { inputTokens: 300_000, outputTokens: 1000 });
  assert.equal(answer, 'cap', '0.0375 dollars at the lower price, 0.07575 at its own');
  assert.equal(await ask(ledger, 'b', luna, { inputTokens: 272_000, outputTokens: 1000 }), 'admitted');
});

it('seconds of a recording that nobody reserves (37056): whole minutes are held, and no length is refused', async (t) => {
  const root = await moneyRoot(t);
  root.budget({ perDay: 0.05 });
  const ledger = root.open();
  assert.equal(await ask(ledger, 'a', transcribe, { audioSeconds: 541 }), 'admitted');
  assert.equal(ledger.totals().day.held, 45_000);
  assert.equal(await ask(ledger, 'b', transcribe, { audioSeconds: 61 }), 'cap');
  assert.match(await ask(ledger, 'c', transcribe, {}), /length of this recording is not known/);
});

it('a stream that says it cost nothing (37924): settled at the reservation', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  const { id } = await reserved(ledger, 'a', 200_000);
  ledger.sending(id);
  const { micros, from } = actualCost(luna, { inputTokens: 0, outputTokens: 0 }, 200_000);
  assert.equal(from, 'reservation');
  ledger.result(id, '{}', micros);
  ledger.settle(id);
  assert.equal(ledger.totals().day.spent, 200_000);
});

it('holds that leak and block for ever (30522): after a crash they are listed, released, and free again', async (t) => {
  const root = await moneyRoot(t);
  const crashed = root.open();
  await reserved(crashed, 'a', 500_000);
  crashed.close();
  const ledger = root.open();
  const blocked = await ledger.reserve(request('b', 1));
  assert.ok(!blocked.ok && blocked.why === 'cap' && !blocked.never);
  for (const { id, sentAt } of ledger.inFlight()) if (sentAt === undefined) ledger.release(id);
  assert.equal((await ledger.reserve(request('b', 500_000))).ok, true);
});

it('… and what nobody can say blocks its own month only', async (t) => {
  const root = await moneyRoot(t);
  root.budget({ perMonth: 0.5 });
  const ledger = root.open();
  const { id } = await reserved(ledger, 'a', 500_000);
  ledger.sending(id);
  ledger.unknown(id);
  root.clock.time = at('2026-12-01T09:00');
  assert.equal((await ledger.reserve(request('b', 500_000, { serverNow: root.clock.time }))).ok, true);
});

it('a reservation that is made smaller to fit: refused, and nothing is held', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  await bought(ledger, 'before', 400_001);
  const answer = await ledger.reserve(request('a', 100_000));
  assert.ok(!answer.ok && answer.why === 'cap');
  assert.deepEqual(
    [answer.cap, answer.needed, answer.left, answer.never],
    ['perDay', 100_000, 99_999, false],
  );
  assert.match(answer.reason, /up to \$0\.10, and only \$0\.099999 are left of this day/);
  assert.equal(ledger.totals().day.held, 0);
});

it('a price that is missing, zero or no number: refused before anything is reserved', async (t) => {
  const ledger = (await moneyRoot(t)).open();
  assert.match(await ask(ledger, 'a', priceOf('openai:unheard-of', {}), { outputs: 1 }), /No price is known/);
  const free: Price = { spec: 'x:y', source: '', unit: 'output', perOutput: 0 };
  assert.match(await ask(ledger, 'a', free, { outputs: 1 }), /missing, zero or no number/);
  for (const micros of [0, Number.NaN, -1, 0.5, Infinity]) {
    const answer = await ledger.reserve(request('a', micros));
    assert.ok(!answer.ok && answer.why === 'no-price', String(micros));
  }
});
