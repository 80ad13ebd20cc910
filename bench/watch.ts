/** How soon a dropped file is claimed, beside a bare `fs.watch` and one durable move. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, BenchOptions, Figures } from './bench-options.ts';
import { Child } from './child.ts';
import { median } from './figures.ts';
import { durableMove } from './floor.ts';
import { instantSettings } from './instant-model.ts';
import { type Random, randomOf } from './random.ts';
import { withScratchFolder, withScratchRoot } from './scratch.ts';
import { englishText, textBytes } from './texts.ts';

/** Rounds that do not count. */
const warmUp = 5;
/** Between two rounds, in milliseconds: at least so long, and up to twice. */
const pauseMs = 20;

interface News {
  readonly type: 'event' | 'claimed' | 'done';
  readonly path: string;
  /** Nanoseconds of the clock that all processes share. */
  readonly at: string;
}

/** Drops a file that is whole already, by a rename from beside; gives when, in nanoseconds. */
function drop(outside: string, folder: string, name: string, text: string): bigint {
  writeFileSync(join(outside, name), text);
  const finished = process.hrtime.bigint();
  renameSync(join(outside, name), join(folder, name));
  return finished;
}

const since = (began: bigint, { at }: News): number => Number(BigInt(at) - began) / 1e6;

/** Milliseconds of each round. */
interface Rounds {
  readonly claim: number[];
  readonly bare: number[];
  readonly move: number[];
}

async function measure(
  { engine, bare, now, folder }: { engine: Child; bare: Child; now: string; folder: string },
  count: number,
  random: Random,
): Promise<Rounds> {
  const [watched, outside, from, to] = ['watched', 'outside', 'from', 'to'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string, string, string];
  await bare.ask({ folder: watched });
  const rounds: Rounds = { claim: [], bare: [], move: [] };
  for (let round = -warmUp; round < count; round += 1) {
    const name = `drop ${round}.txt`;
    const texts = [0, 1, 2].map(() => englishText(random, textBytes)) as [string, string, string];

    const claimed = engine.news<News>(({ type, path }) => type === 'claimed' && path.endsWith(name));
    const done = engine.news<News>(({ type, path }) => type === 'done' && path.endsWith(name));
    const dropped = drop(outside, now, name, texts[0]);
    const claim = since(dropped, await claimed);
    await done;
    await delay(pauseMs * (1 + random()));

    const seen = bare.news<News>(({ path }) => path === name);
    const put = drop(outside, watched, name, texts[1]);
    const event = since(put, await seen);
    await delay(pauseMs * (1 + random()));

    writeFileSync(join(from, name), texts[2]);
    const began = performance.now();
    durableMove(from, to, name);
    const move = performance.now() - began;
    if (round < 0) continue;
    rounds.claim.push(claim);
    rounds.bare.push(event);
    rounds.move.push(move);
  }
  return rounds;
}

async function run({ files, seed, say }: BenchOptions): Promise<Figures> {
  const random = randomOf(seed);
  say(`${files} rounds, in each of them a drop for the engine, one for fs.watch and one durable move`);
  const rounds = await withScratchRoot({ ...instantSettings, stabilityMs: 0 }, (root) =>
    withScratchFolder(async (folder) => {
      const engine = new Child('engine-child.ts');
      const bare = new Child('watch-child.ts');
      try {
        const now = join(root.ingest, 'now');
        mkdirSync(now, { recursive: true });
        await engine.ask({ type: 'watch', root: root.path });
        return await measure({ engine, bare, now, folder }, files, random);
      } finally {
        await Promise.all([engine.close(), bare.close()]);
      }
    }),
  );
  const claim = median(rounds.claim);
  const bare = median(rounds.bare);
  const move = median(rounds.move);
  return { seed, files, claim_ms: claim, bare_ms: bare, move_ms: move, ratio: (claim - bare) / move };
}

/** `files` is the number of rounds. */
export const watch: Bench = {
  files: 200,
  run,
  table: (figures) => [
    ['from a finished write to the claim', `${figures.claim_ms} ms`, ''],
    ['bare fs.watch', `${figures.bare_ms} ms`, ''],
    ['one durable move', `${figures.move_ms} ms`, ''],
    ['(claim − bare) ÷ move', `${figures.ratio}`, '≤ 2'],
  ],
};
