/** `npm run bench -- NAME [--json] [--files N] [--rounds N] [--seed N]`: measures, prints a table and one line of JSON. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ask } from './ask.ts';
import type { Bench } from './bench-options.ts';
import { allRounded } from './figures.ts';
import { formats } from './formats.ts';
import { graph } from './graph.ts';
import { ledger } from './ledger.ts';
import { logs } from './logs.ts';
import { nights } from './nights.ts';
import { pipeline } from './pipeline.ts';
import { quality } from './quality.ts';
import { scratchFileSystem } from './scratch.ts';
import { search } from './search.ts';
import { watch } from './watch.ts';

const benches: ReadonlyMap<string, Bench> = new Map([
  ['ask', ask],
  ['formats', formats],
  ['graph', graph],
  ['ledger', ledger],
  ['logs', logs],
  ['nights', nights],
  ['pipeline', pipeline],
  ['quality', quality],
  ['search', search],
  ['watch', watch],
]);
const usage = `npm run bench -- ${[...benches.keys()].join('|')} [--json] [--files N] [--rounds N] [--seed N]`;

/** Throws when `text` is no whole number of at least `least`. */
function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`--${name} must be a whole number of at least ${least}, not "${text}".`);
}

function printTable(rows: ReturnType<Bench['table']>): void {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [name, value, asked] of rows) {
    const cells = [name.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), asked && `(asked: ${asked})`];
    console.log(cells.join('  ').trimEnd());
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      files: { type: 'string' },
      rounds: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const bench = benches.get(positionals[0] ?? '');
  if (!bench || positionals.length > 1) throw new Error(`There is no such benchmark. ${usage}`);
  const json = values.json === true;
  const files = wholeNumber('files', values.files ?? String(bench.files), 1);
  const rounds = wholeNumber('rounds', values.rounds ?? '9', 1);
  const seed = wholeNumber('seed', values.seed ?? '1', 0);
  const say = (line: string): void => {
    if (!json) console.log(line);
  };
  say(
    `seed ${seed}; ${availableParallelism()} processors; ${process.platform}; ${await scratchFileSystem()}`,
  );
  const measured = await bench.run({ files, rounds, seed, say });
  const figures = { ...allRounded(measured), seed, files };
  if (!json) printTable(bench.table(figures));
  console.log(JSON.stringify(bench.json?.(figures) ?? figures));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
