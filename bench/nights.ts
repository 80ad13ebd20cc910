/** Simulated nights: what the planner buys beside the least that would do; and a real one, in which it is seen whether the model waits. */
import { usualCount } from '../src/folders/measurements.ts';
import type { Bench, Figures } from './bench-options.ts';
import { type Gone, goThrough, planned } from './nights/engine.ts';
import { firstInFirstOut } from './nights/first-in.ts';
import { type Forecaster, knowing, learning } from './nights/forecasters.ts';
import { idleNight } from './nights/idle.ts';
import { forCloud, type MadeNight, makeNight } from './nights/made-night.ts';
import { optimumOf } from './nights/optimum.ts';
import { randomOf } from './random.ts';

/** Durations may be off by half. */
const noise = 0.5;
/** Measurements of each task before the noisy nights: as many as the program keeps, and as few as the first night may leave. */
const measured = usualCount;
const fewMeasured = 30;

/** A night beside the best that could have been done. */
interface Judged {
  readonly gone: Gone;
  readonly night: MadeNight;
  readonly optimum: number | undefined;
  /** The same for one who knew how long all would take together, and of single files what was forecast. */
  readonly foreseeable: number | undefined;
}

function judged(seed: number, nights: number, measurements: number | 'known'): readonly Judged[] {
  return Array.from({ length: nights }, (_, index) => {
    const random = randomOf(seed * 1_000_003 + index);
    const night = makeNight(random, noise);
    const known = measurements === 'known';
    const forecaster = known ? knowing : learning(night, random, noise, measurements);
    const truth = known ? { ...night, files: night.files.map((file) => certain(file)) } : night;
    const foreseeable = optimumOf(known ? truth : foreseen(truth, forecaster));
    const gone = goThrough(truth, planned, forecaster, night.seconds * 1000);
    return { gone, night: truth, optimum: optimumOf(truth), foreseeable };
  });
}

/** The night with the forecasts of what could be bought in place of its true times, their sum left as it is. */
function foreseen(night: MadeNight, forecaster: Forecaster): MadeNight {
  const buyable = night.files.flatMap(({ steps }) => steps.filter(forCloud));
  const expected = sum(buyable.map((step) => forecaster.step(step).ms / 1000));
  const scale = sum(buyable.map(({ seconds }) => seconds)) / expected;
  const files = night.files.map((file) => ({
    ...file,
    steps: file.steps.map((step) =>
      forCloud(step) ? { ...step, seconds: Math.round((scale * forecaster.step(step).ms) / 1000) } : step,
    ),
  }));
  return { ...night, files };
}

/** A queue of short files of all kinds. */
function briefNight(seed: number, index: number): MadeNight {
  return makeNight(randomOf(seed * 1_000_003 + 500_000 + index), noise, { brief: true });
}

/** The cloud is as fast as it says. */
function certain(file: MadeNight['files'][number]): MadeNight['files'][number] {
  return file.offer === undefined ? file : { ...file, offer: { ...file.offer, trueMs: file.offer.ms } };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Money of all nights that some plan could have ended in time ÷ the least for the same; and those that were not ended. */
function moneyOf(nights: readonly Judged[]) {
  const foreseeable = nights.filter((night) => night.foreseeable !== undefined);
  const possible = nights.filter(({ optimum }) => optimum !== undefined);
  const missed = possible.filter(({ gone }) => gone.emptyAt === undefined);
  return {
    ratio: sum(nights.map(({ gone }) => gone.micros)) / sum(possible.map(({ optimum }) => optimum ?? 0)),
    missed: missed.length,
    foreseeableRatio:
      sum(foreseeable.map(({ gone }) => gone.micros)) / sum(foreseeable.map((one) => one.foreseeable ?? 0)),
    foreseeableMissed:
      foreseeable.filter(({ gone }) => gone.emptyAt === undefined).length / foreseeable.length,
    possible: possible.length,
    foreseeable: possible.filter((night) => night.foreseeable !== undefined).length,
    buying: possible.filter(({ optimum = 0 }) => optimum > 0).length,
  };
}

const specsOf = ({ files }: MadeNight): ReadonlySet<string> =>
  new Set(files.flatMap(({ steps }) => steps.map(({ spec }) => spec)));

/** The same queues without an end of the night and without a cloud, in the order of the plan and as they came. */
function makespans(nights: readonly MadeNight[]) {
  const endless = 1e12;
  const longer: number[] = [];
  const first: number[] = [];
  for (const night of nights) {
    const alone = { ...night, consent: false };
    const ours = goThrough(alone, planned, knowing, endless).emptyAt ?? endless;
    const work = sum(night.files.flatMap(({ steps }) => steps.map(({ seconds }) => seconds))) / night.slots;
    const loads = sum([...specsOf(night)].map((spec) => night.loadSeconds.get(spec) ?? 0));
    longer.push(ours / 1000 / (work + loads));
    first.push(ours / (goThrough(alone, firstInFirstOut, knowing, endless).emptyAt ?? 0));
  }
  return { longest: Math.max(...longer), againstFirstIn: sum(first) / first.length };
}

const excess = ({ gone, night }: Judged): number =>
  gone.loads -
  gone.forcedLoads -
  new Set(night.files.flatMap(({ steps }) => steps.map(({ spec }) => spec))).size;

/** Files of the real night, when there are as many simulated ones as usual. */
const realFiles = 40;
const usualNights = 1000;

/** `files` is how many nights there are of each sort. */
export const nights: Bench = {
  files: usualNights,
  async run({ files, seed, say }) {
    say('durations known');
    const known = judged(seed, files, 'known');
    say('durations off by half');
    const noisy = judged(seed, files, measured);
    const fifth = Math.ceil(files / 5);
    const early = moneyOf(judged(seed, fifth, fewMeasured));
    say('makespans');
    const long = makespans(known.slice(0, fifth).map(({ night }) => night));
    const brief = makespans(Array.from({ length: fifth }, (_, index) => briefNight(seed, index)));
    const real = Math.max(2, Math.min(realFiles, Math.round((realFiles * files) / usualNights)));
    say(`${real} files through a real server whose model takes a second or two for each call`);
    const idle = await idleNight(real, seed);
    const all = [...known, ...noisy];
    const [exact, rough] = [moneyOf(known), moneyOf(noisy)];
    return {
      nights: files,
      cost_ratio_known: exact.ratio,
      cost_ratio_noisy: rough.ratio,
      missed_known: exact.missed,
      missed_noisy_share: rough.missed / rough.possible,
      text_in_cloud: sum(all.map(({ gone }) => gone.wronglySent)),
      over_cap: sum(all.map(({ gone }) => gone.overCap)),
      loads_excess: Math.max(...all.map(excess)),
      makespan_ratio: Math.max(long.longest, brief.longest),
      makespan_vs_fifo: brief.againstFirstIn,
      makespan_vs_fifo_long: long.againstFirstIn,
      idle_share: idle.idleMs / idle.spanMs,
      idle_requests: idle.requests,
      idle_longest_ms: idle.longestIdleMs,
      idle_share_simulated:
        sum(all.map(({ gone }) => gone.idleMs)) / sum(all.map(({ night }) => night.seconds * 1000)),
      cost_ratio_foreseeable: rough.foreseeableRatio,
      missed_foreseeable_share: rough.foreseeableMissed,
      unforeseeable_share: 1 - rough.foreseeable / rough.possible,
      cost_ratio_noisy_early: early.ratio,
      missed_noisy_early_share: early.missed / early.possible,
      possible_known: exact.possible,
      buying_known: exact.buying,
      possible_noisy: rough.possible,
      buying_noisy: rough.buying,
    };
  },
  table(figures: Figures) {
    const shown = (key: string, asked = '') => [key, String(figures[key]), asked] as const;
    return [
      shown('nights'),
      shown('cost_ratio_known', '1.00'),
      shown('cost_ratio_noisy', '≤ 1.15'),
      shown('missed_known', '0'),
      shown('missed_noisy_share', '≤ 0.02'),
      shown('text_in_cloud', '0'),
      shown('over_cap', '0'),
      shown('loads_excess', '≤ 0'),
      shown('makespan_ratio', '≤ 1.05'),
      shown('makespan_vs_fifo', '≤ 0.5'),
      shown('makespan_vs_fifo_long'),
      shown('idle_share', '≤ 0.01'),
      shown('idle_requests'),
      shown('idle_longest_ms'),
      shown('idle_share_simulated'),
      shown('cost_ratio_foreseeable'),
      shown('missed_foreseeable_share'),
      shown('unforeseeable_share'),
      shown('cost_ratio_noisy_early'),
      shown('missed_noisy_early_share'),
      shown('possible_known'),
      shown('buying_known'),
      shown('possible_noisy'),
      shown('buying_noisy'),
    ];
  },
};
