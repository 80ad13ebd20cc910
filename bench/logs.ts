/** How fast a long log below logs/ is read for the digests, and in how much memory; and what one more line costs. */
import { appendFileSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { type Random, randomOf } from './random.ts';
import { withScratchFolder } from './scratch.ts';

const megabyte = 1_000_000;
/** Lines that are written at once. */
const together = 10_000;

/** One line of a server that is asked 300 times a second; a few of a hundred went wrong. */
function lineAt(at: number, random: Random): string {
  const time = new Date(Date.UTC(2026, 0, 1) + Math.floor(at / 300) * 1000).toISOString();
  const chance = random();
  const id = Math.floor(random() * 1e9).toString(16);
  if (chance < 0.001) return `${time} ERROR worker could not write block ${id}: no space left on device\n`;
  if (chance < 0.02) return `${time} WARN slow query took ${Math.floor(chance * 1e6)} ms\n`;
  return `${time} INFO request id=${id} path=/api/v1/items/${at} status=200 took=${at % 97} ms\n`;
}

/** Writes a log of about so many bytes. */
function writeLog(path: string, bytes: number, random: Random): void {
  const file = openSync(path, 'w');
  try {
    let at = 0;
    for (let written = 0; written < bytes; ) {
      const lines = Array.from({ length: together }, () => lineAt(at++, random)).join('');
      written += writeSync(file, lines);
    }
  } finally {
    closeSync(file);
  }
}

interface Read {
  readonly seconds: number;
  readonly rss_mb: number;
}

async function run({ files, seed, say }: BenchOptions): Promise<Figures> {
  say(`a log of ${files} MB`);
  return withScratchFolder(async (folder) => {
    const log = join(folder, 'logs', 'server.log');
    mkdirSync(join(folder, 'logs'));
    writeLog(log, files * megabyte, randomOf(seed));
    const child = new Child('logs-child.ts');
    try {
      const whole = await child.ask<Read>({ folder });
      appendFileSync(log, '2026-01-01T00:00:00Z ERROR one more\n');
      const more = await child.ask<Read>({ folder });
      return {
        seconds: whole.seconds,
        mb_per_s: files / whole.seconds,
        rss_mb: whole.rss_mb,
        one_more_ms: more.seconds * 1000,
      };
    } finally {
      await child.close();
    }
  });
}

/** `files` is the size of the log in megabytes. */
export const logs: Bench = {
  files: 200,
  run,
  table: (figures) => [
    ['the whole log', `${figures.seconds} s`, ''],
    ['a second', `${figures.mb_per_s} MB`, ''],
    ['memory of the process at its highest', `${figures.rss_mb} MB`, ''],
    ['one more line', `${figures.one_more_ms} ms`, ''],
  ],
};
