/** Reservations a second beside the least that a budget can be kept with, and what is overspent when things go wrong. */
import { join } from 'node:path';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { median } from './figures.ts';
import type { LedgerRequest, LedgerTimes } from './ledger-child.ts';
import { overspend } from './ledger-overspend.ts';
import { makeMoneyRoot } from './ledger-root.ts';
import { randomOf } from './random.ts';
import { withScratchFolder } from './scratch.ts';

/** Rates a second of both, in every round that counts. */
interface Rates {
  readonly reserve: readonly number[];
  readonly floor: readonly number[];
}

/** Both in turns, who is first too, by so many processes at once; the first round does not count. */
async function compare(processes: number, { files, rounds }: BenchOptions): Promise<Rates> {
  const children = Array.from({ length: processes }, () => new Child('ledger-child.ts'));
  const rates = { reserve: [] as number[], floor: [] as number[] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const order = round % 2 === 0 ? (['floor', 'reserve'] as const) : (['reserve', 'floor'] as const);
      for (const type of order) {
        const rate = await withScratchFolder((folder) => rateOf(type, children, folder, files));
        if (round > 0) rates[type].push(rate);
      }
    }
    return rates;
  } finally {
    await Promise.all(children.map((child) => child.close()));
  }
}

/** A second, by all processes together, from the first beginning to the last end. */
async function rateOf(
  type: 'reserve' | 'floor',
  children: readonly Child[],
  folder: string,
  files: number,
): Promise<number> {
  makeMoneyRoot(join(folder, 'root'), 50);
  const calls = Math.max(1, Math.ceil(files / children.length));
  const ask = (what: LedgerRequest['type']) =>
    Promise.all(
      children.map((child, index) => {
        const request = { type: what, folder: join(folder, 'root'), calls, prefix: `p${index}`, micros: 1 };
        return child.ask<LedgerTimes>(request);
      }),
    );
  await ask('open');
  const times = await ask(type);
  const began = Math.min(...times.map((each) => each.began));
  const ended = Math.max(...times.map((each) => each.ended));
  return (calls * children.length * 1000) / (ended - began);
}

/** `files` is how many reservations are timed at a time. */
export const ledger: Bench = {
  files: 400,
  async run(options) {
    options.say('one process');
    const one = await compare(1, options);
    options.say('eight processes');
    const eight = await compare(8, options);
    options.say('overspend');
    const rows = await overspend(randomOf(options.seed));
    const figures = {
      reserve_per_s: median(one.reserve),
      floor_per_s: median(one.floor),
      reserve_per_s_8_processes: median(eight.reserve),
      floor_per_s_8_processes: median(eight.floor),
    };
    return {
      ...figures,
      ratio: figures.reserve_per_s / figures.floor_per_s,
      ratio_8_processes: figures.reserve_per_s_8_processes / figures.floor_per_s_8_processes,
      overspend_usd: Object.values(rows).reduce<number>((sum, each) => sum + Number(each), 0),
      overspend_rows_usd: rows,
    };
  },
  table({ overspend_rows_usd, ...figures }: Figures) {
    const shown = (key: string, unit: string, asked = '') => [key, `${figures[key]}${unit}`, asked] as const;
    const rows = typeof overspend_rows_usd === 'object' ? Object.entries(overspend_rows_usd) : [];
    return [
      shown('reserve_per_s', '/s'),
      shown('floor_per_s', '/s'),
      shown('ratio', '×', '≥ 0.5×'),
      shown('reserve_per_s_8_processes', '/s'),
      shown('floor_per_s_8_processes', '/s'),
      shown('ratio_8_processes', '×', '≥ 0.5×'),
      ...rows.map(
        ([name, usd]) => [`overspend: ${name}`, `$${Number(usd).toFixed(6)}`, '$0.000000'] as const,
      ),
    ];
  },
};
