/** How long the engine takes for a text, beside the floor; with few and with very many files waiting. */
import { join } from 'node:path';
import { rootAt } from '../src/folders/root.ts';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { filesAtOnce } from './engine.ts';
import type { EngineRequest, WorkFigures } from './engine-child.ts';
import { median } from './figures.ts';
import { Floor, floorFsyncs } from './floor.ts';
import { instantSettings } from './instant-model.ts';
import { writePictures } from './pictures.ts';
import { type Random, randomOf } from './random.ts';
import { withScratchFolder, withScratchRoot } from './scratch.ts';
import { writeTexts } from './texts.ts';

/** Files of a slice, … */
const largestSlice = 100;
/** … texts for the built-in model, those of them while its threads start and warm up, and pages to be recognised. */
const mostTexts = 2000;
const mostEarly = 600;
const mostPictures = 8;

/** How much is measured. */
interface Plan {
  /** In the long queue. */
  readonly files: number;
  readonly slice: number;
  /** Slices that count; one more goes before them, to warm up. */
  readonly rounds: number;
}

/** Microseconds a file in each slice that counts. */
interface Compared {
  readonly floor: readonly number[];
  readonly engine: readonly number[];
}

/** What is known of a long queue besides. */
interface LongQueue extends Compared {
  readonly readySeconds: number;
  /** The most so far, once all are ready and nothing is worked on. */
  readonly readyRssMb: number;
  /** The most, with the slices. */
  readonly rssMb: number;
}

const engineAsk = <Value>(child: Child, request: EngineRequest): Promise<Value> => child.ask<Value>(request);

async function withEngine<Result>(use: (child: Child) => Promise<Result>): Promise<Result> {
  const child = new Child('engine-child.ts');
  try {
    return await use(child);
  } finally {
    await child.close();
  }
}

/** Lends a floor with `count` texts waiting. */
function withFloor<Result>(
  count: number,
  random: Random,
  use: (slice: (files: number) => number) => Promise<Result>,
): Promise<Result> {
  return withScratchFolder(async (folder) => {
    const floor = new Floor(join(folder, 'floor'));
    try {
      const names = writeTexts(floor.ingest, count, random);
      return await use((files) => floor.work(names, files));
    } finally {
      floor.close();
    }
  });
}

/** Runs both once a round, in turns who is first; the first round does not count. */
async function interleave(
  rounds: number,
  floor: (round: number) => Promise<number>,
  engine: (round: number) => Promise<number>,
): Promise<Compared> {
  const compared = { floor: [] as number[], engine: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const floorFirst = round % 2 === 0;
    const before = floorFirst ? await floor(round) : undefined;
    const ours = await engine(round);
    const theirs = before ?? (await floor(round));
    if (round === 0) continue;
    compared.floor.push(theirs);
    compared.engine.push(ours);
  }
  return compared;
}

/** A short queue, made anew for every slice. Those that are in work when the slice ends wait beside it. */
function shortQueue({ slice, rounds }: Plan, random: Random): Promise<Compared> {
  return withEngine((child) =>
    interleave(
      rounds,
      () => withFloor(slice, random, async (work) => work(slice)),
      () =>
        withScratchRoot(instantSettings, async (root) => {
          writeTexts(root.ingest, slice + filesAtOnce, random);
          await engineAsk(child, { type: 'open', root: root.path });
          const microseconds = await engineAsk<number>(child, { type: 'slice', files: slice });
          await engineAsk(child, { type: 'close' });
          return microseconds;
        }),
    ),
  );
}

/** Slices of one long queue, of which most is never worked on. */
function longQueue(
  { files, slice, rounds }: Plan,
  random: Random,
  say: (line: string) => void,
): Promise<LongQueue> {
  return withScratchRoot(instantSettings, (root) =>
    withFloor(files, random, (work) =>
      withEngine(async (child) => {
        writeTexts(root.ingest, files, random);
        say('… the engine opens the root with all of them in ingest/');
        const readySeconds = await engineAsk<number>(child, { type: 'open', root: root.path });
        const readyRssMb = await engineAsk<number>(child, { type: 'rss' });
        say('… slices');
        const compared = await interleave(
          rounds,
          async () => work(slice),
          () => engineAsk<number>(child, { type: 'slice', files: slice }),
        );
        const rssMb = await engineAsk<number>(child, { type: 'rss' });
        return { ...compared, readySeconds, readyRssMb, rssMb };
      }),
    ),
  );
}

/** All that waits in a fresh root, by models that every installation has. */
function workedOff(fill: (folder: string) => void, files: number, early = files): Promise<WorkFigures> {
  const models = {
    text: { night: ['builtin:extractive'] },
    image: { night: ['tesseract:eng'] },
    embed: { night: [] },
  };
  return withScratchRoot({ models }, async (root) => {
    fill(rootAt(root.path).ingest);
    return withEngine((child) =>
      engineAsk<WorkFigures>(child, { type: 'work', root: root.path, files, early }),
    );
  });
}

/** Each slice of the long queue also uses up what is past the gate when it ends. */
function sliceOf(files: number, rounds: number): number {
  const slice = Math.floor((files - filesAtOnce) / (rounds + 1)) - filesAtOnce;
  if (slice < 1)
    throw new Error(`--files must be at least ${(rounds + 1) * (filesAtOnce + 1) + filesAtOnce}.`);
  return Math.min(largestSlice, slice);
}

async function run({ files, rounds, seed, say }: BenchOptions): Promise<Figures> {
  const random = randomOf(seed);
  const slice = sliceOf(files, rounds);
  const plan = { files, slice, rounds };
  const texts = Math.min(mostTexts, files);
  const pictures = Math.min(mostPictures, Math.max(2, Math.floor(files / 50)));

  say(`${rounds + 1} slices of ${slice} files, from queues of ${slice}: the floor and the engine in turns`);
  const short = await shortQueue(plan, random);
  say(`${rounds + 1} slices of ${slice} files, from a queue of ${files}; the rest of it is not worked on`);
  const long = await longQueue(plan, random, say);
  say(`${texts} texts by builtin:extractive`);
  const early = Math.min(mostEarly, texts);
  const builtin = await workedOff((folder) => writeTexts(folder, texts, random), texts, early);
  say(`${pictures} pictures by tesseract:eng`);
  const ocr = await workedOff((folder) => writePictures(folder, pictures, random), pictures);

  const floor = median(short.floor);
  const engine = median(short.engine);
  const floorLong = median(long.floor);
  const engineLong = median(long.engine);
  return {
    seed,
    files,
    slice,
    rounds,
    floor_fsyncs: floorFsyncs,
    floor_us: floor,
    engine_us: engine,
    ratio: engine / floor,
    floor_us_100k: floorLong,
    engine_us_100k: engineLong,
    growth: engineLong / engine / (floorLong / floor),
    rss_mb_100k: long.rssMb,
    rss_ready_mb_100k: long.readyRssMb,
    ready_s_100k: long.readySeconds,
    builtin_files_per_s: texts / builtin.seconds,
    builtin_early_files_per_s: early / builtin.earlySeconds,
    loop_delay_p99_ms: Math.max(builtin.p99Ms, ocr.p99Ms),
    builtin_cores: builtin.cores,
    builtin_loop_delay_p99_ms: builtin.p99Ms,
    builtin_loop_delay_max_ms: builtin.maxMs,
    ocr_loop_delay_p99_ms: ocr.p99Ms,
    ocr_loop_delay_max_ms: ocr.maxMs,
    ocr_cores: ocr.cores,
    ocr_pictures_per_s: pictures / ocr.seconds,
  };
}

/** `files` is the length of the long queue. */
export const pipeline: Bench = {
  files: 100_000,
  run,
  table: (figures) => [
    ['floor, a file', `${figures.floor_us} µs`, ''],
    ['engine, a file', `${figures.engine_us} µs`, ''],
    ['engine ÷ floor', `${figures.ratio}`, '≤ 3'],
    [`growth from ${figures.slice} to ${figures.files} waiting`, `${figures.growth}`, '≤ 1.25'],
    [`ready, ${figures.files} waiting`, `${figures.ready_s_100k} s`, 'seconds'],
    [`memory, ${figures.files} waiting`, `${figures.rss_mb_100k} MB`, '< 300'],
    ['builtin:extractive', `${figures.builtin_files_per_s} files/s`, '≥ 100'],
    ['event-loop delay p99', `${figures.loop_delay_p99_ms} ms`, '< 50'],
    ['processors busy in OCR', `${figures.ocr_cores}`, 'all'],
  ],
};
