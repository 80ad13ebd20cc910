import assert from 'node:assert/strict';
import { it } from 'node:test';
import { torture } from './money.ts';

it('a program that dies at any step of buying sends nothing twice, pays nothing twice, and stays within the caps', async (t) => {
  const seed = Number(process.env.NIGHTSHIFT_SEED ?? Math.floor(Math.random() * 2 ** 32));
  t.diagnostic(`NIGHTSHIFT_SEED=${seed}`);
  const report = await torture(300, seed);
  t.diagnostic(JSON.stringify(report));
  assert.equal(report.crashes >= 300, true);
  assert.equal(report.overspendMicros, 0);
  assert.ok(report.sold > 50 && report.asked > 0, 'something was bought, and something was lost');
});
