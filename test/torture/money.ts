/**
 * `npm run torture:money`: the program dies 10,000 times (or as often as `--crashes` says) at the steps of buying.
 * Prints what came of it as JSON; fails where anything was sent twice, paid for twice or spent above the caps.
 */
import { parseArgs } from 'node:util';
import { randomOf } from '../../bench/random.ts';
import { type LifeReport, MoneyLife } from './money-life.ts';

/** The log of a root grows with its calls, and every start reads it: several short lives are faster than one. */
const crashesPerLife = 250;

/** Lives one life after the other until so many crashes have come. Rejects where a promise was broken. */
export async function torture(crashes: number, seed: number): Promise<LifeReport> {
  let sum: LifeReport = {
    ...{ crashes: 0, creates: 0, sold: 0, asked: 0 },
    ...{ billMicros: 0, overspendMicros: 0 },
  };
  for (let life = 0; sum.crashes < crashes; life += 1) {
    const left = Math.min(crashesPerLife, crashes - sum.crashes);
    const one = await new MoneyLife(randomOf(seed + life)).live(left);
    sum = {
      crashes: sum.crashes + one.crashes,
      creates: sum.creates + one.creates,
      sold: sum.sold + one.sold,
      asked: sum.asked + one.asked,
      billMicros: sum.billMicros + one.billMicros,
      overspendMicros: Math.max(sum.overspendMicros, one.overspendMicros),
    };
  }
  return sum;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { crashes: { type: 'string' }, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
  process.stderr.write(`seed ${seed}\n`);
  const report = await torture(Number(values.crashes ?? 10_000), seed);
  process.stdout.write(`${JSON.stringify({ ...report, seed })}\n`);
  if (report.overspendMicros > 0) process.exitCode = 1;
}
