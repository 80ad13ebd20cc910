/** How long each family of formats takes to read, and how much memory: `npm run bench -- formats`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesOf } from '../src/kinds/bytes.ts';
import { kindOf } from '../src/kinds/kind.ts';
import type { FileToRead } from '../src/reading/contract.ts';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { median } from './figures.ts';
import { familyOf } from './formats/families.ts';
import { makeFiles } from './formats/own-files.ts';
import type { ReadingFigures, ReadingRequest } from './formats/reading-child.ts';
import { withScratchFolder } from './scratch.ts';

/** Real files of other people, where they lie beside the checkout. */
const samples = fileURLToPath(new URL('../../shared/samples/files', import.meta.url));

/** The files in `folder` that are of a kind that is read, by family. */
async function familiesIn(folder: string): Promise<ReadonlyMap<string, readonly FileToRead[]>> {
  const families = new Map<string, FileToRead[]>();
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    const kind = await kindOf(bytesOf(bytes), name);
    if (!kind.supported) continue;
    const family = familyOf(kind.mime);
    const files = families.get(family) ?? [];
    files.push({ path, name, mime: kind.mime, bytes: bytes.length });
    families.set(family, files);
  }
  return families;
}

/** The first round loads the reader's libraries and does not count. */
async function measure(files: readonly FileToRead[], rounds: number): Promise<Figures> {
  const child = new Child('formats/reading-child.ts');
  try {
    const request: ReadingRequest = { files };
    const first = await child.ask<ReadingFigures>(request);
    let last = first;
    const times: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      last = await child.ask<ReadingFigures>(request);
      times.push(...last.reads.map(({ ms }) => ms));
      floors.push(...last.reads.map(({ floorMs }) => floorMs));
    }
    const msOfFiles = times.reduce((sum, ms) => sum + ms, 0);
    return {
      files: files.length,
      ok: last.reads.filter(({ ok }) => ok).length,
      ms_median: median(times),
      ms_first: first.reads[0]?.ms ?? 0,
      floor_ms: median(floors),
      files_per_s: (times.length * 1000) / msOfFiles,
      rss_mb: last.rssMb,
    };
  } finally {
    await child.close();
  }
}

async function measureAll(folder: string, { rounds, say }: BenchOptions): Promise<Figures> {
  const figures: Record<string, Figures> = {};
  for (const [family, files] of await familiesIn(folder)) {
    say(`${family}: ${files.map(({ name }) => name).join(', ')}`);
    figures[family] = await measure(files, rounds);
  }
  return figures;
}

/** `rounds` is how often each file is read. */
export const formats: Bench = {
  files: 1,
  async run(options) {
    const there = await readdir(samples).then(
      (names) => names.length > 0,
      () => false,
    );
    if (there) return measureAll(samples, options);
    options.say('The shared samples are not beside this checkout: a few files of our own are read instead.');
    return withScratchFolder(async (folder) => {
      await makeFiles(folder, options.seed);
      return measureAll(folder, options);
    });
  },
  table: (figures) =>
    Object.entries(figures).flatMap(([family, figure]) => {
      if (typeof figure === 'number') return [];
      const { files, ok, ms_median, ms_first, floor_ms, files_per_s, rss_mb } = figure;
      const text = `${ms_median} ms (first ${ms_first}, floor ${floor_ms}), ${files_per_s} files/s, ${rss_mb} MB`;
      return [[`${family} (${ok} of ${files})`, text, ''] as const];
    }),
};
