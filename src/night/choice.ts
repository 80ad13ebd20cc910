/**
 * Which files are bought, and which are kept back because they may have to be: what the night needs if it goes on as badly as it
 * may, as it should, and worse than can be expected. Pure.
 */
import { widestCover } from './knapsack.ts';
import { laneOf, leastOf, marginOf, sparedLoads } from './lane.ts';
import type { NightFacts } from './plan-facts.ts';
import { type Candidate, cheapestRelief, sumOf } from './relief.ts';

/** Why something is bought or nothing is. */
export type Verdict =
  /** This machine will be done in time. */
  | 'in-time'
  /** It will be with what is bought. */
  | 'buys'
  /** It would be with more money than the caps leave. */
  | 'over-cap'
  /** It would not, whatever was bought. */
  | 'too-long';

/** So many standard deviations are kept free, where it costs what it usually does, … */
export const caution = 2.4;
/** … and at least so many. */
const leastCaution = 1.5;
/** For so many, what would be the cheapest to buy is held back: that costs no more than loading a model once again. */
export const foresight = 3;

/** How much a night that is missed weighs beside what is paid, in micro-dollars: as much as a dollar. */
const missedMicros = 1_000_000;

/** When nothing is bought. */
export const nothing: ReadonlySet<string> = new Set();

/** What would be bought if the night went on as badly as it may, and as it should. */
export interface Choice {
  readonly verdict: Verdict;
  readonly buy: readonly Candidate[];
  /** What of it is bought unless the night goes better than it should. */
  readonly likely: ReadonlySet<string>;
  /** What would be bought if the night went on worse than can be expected. */
  readonly reserve: ReadonlySet<string>;
  /** How many standard deviations are kept free. */
  readonly cautious: number;
  /** False while only luck could make it suffice. */
  readonly worthwhile: boolean;
  readonly neededMicros?: number;
}

/** What is to be bought of `candidates` so that the night is long enough. Pure. */
export function chooseOf(facts: NightFacts, candidates: readonly Candidate[]): Choice {
  const { left } = facts.purse;
  const cover = (cautious: number) => sufficient(facts, candidates, cautious);
  const affordable = (chosen: readonly Candidate[] | undefined): chosen is readonly Candidate[] =>
    chosen !== undefined && sumOf(chosen, 'micros') <= left;
  const widest = (): readonly Candidate[] =>
    widestCover(candidates, left).flatMap((index) => candidates[index] ?? []);
  const expected = cover(0);
  const likely = idsOf(affordable(expected) ? expected : []);
  const usual = cover(caution);
  const worth = usual && expected ? worthOf(sumOf(usual, 'micros') - sumOf(expected, 'micros')) : caution;
  const other = worth === caution ? usual : cover(worth);
  const isWorthIt = worth < caution || (affordable(other) && usual && isCheapBeside(other, usual, worth));
  const [careful, cautious] = isWorthIt ? [other, worth] : [usual, caution];
  const far = cover(foresight);
  const reserve = idsOf(affordable(far) ? far : widest());
  const common = { likely, reserve, cautious, worthwhile: true };
  if (affordable(careful)) {
    const buy = leanest(careful, latenessOf(facts, cautious), facts.files.length);
    return { ...common, verdict: buy.length > 0 ? 'buys' : 'in-time', buy };
  }
  if (affordable(expected)) return { ...common, verdict: 'buys', buy: widest() };
  // Only luck would do: it is waited for, and what would then be bought is kept back.
  if (affordable(cover(-caution))) return { ...common, verdict: 'buys', buy: widest(), worthwhile: false };
  if (expected === undefined) return { ...common, verdict: 'too-long', buy: [] };
  return { ...common, verdict: 'over-cap', buy: [], neededMicros: sumOf(expected, 'micros') };
}

/**
 * How many standard deviations are worth keeping free when the usual ones cost so much. As in the newsvendor's problem (Arrow,
 * Harris and Marschak 1951), one more is worth its price as long as it makes the missed night less likely by more: until
 * the price is `missedMicros` by the density of the normal distribution.
 */
function worthOf(usualMicros: number): number {
  const price = usualMicros / caution;
  if (price <= 0) return foresight;
  const worth = Math.sqrt(2 * Math.max(0, Math.log(missedMicros / (price * Math.sqrt(2 * Math.PI)))));
  return Math.min(foresight, Math.max(leastCaution, worth));
}

/** Whether more caution than usual is worth what it really costs: the price of the last deviations is not that of the first. */
function isCheapBeside(more: readonly Candidate[], usual: readonly Candidate[], worth: number): boolean {
  const density = Math.exp(-(((caution + worth) / 2) ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return sumOf(more, 'micros') - sumOf(usual, 'micros') <= missedMicros * density * (worth - caution);
}

/** As a set, to be asked. */
export const idsOf = (candidates: readonly Candidate[]): ReadonlySet<string> =>
  new Set(candidates.map(({ id }) => id));

/** By how much the lane is late when a set is bought, with so many standard deviations to spare. */
function latenessOf(facts: NightFacts, cautious: number): (chosen: readonly Candidate[]) => number {
  return (chosen) => {
    const bought = idsOf(chosen);
    const { ms } = laneOf(facts, bought, { first: 'largest' });
    return facts.now + ms + marginOf(facts, cautious, bought) - facts.closesAt;
  };
}

/** How often the time that a set really saves is compared with what was asked of it. */
const mostTries = 8;

/** The cheapest set with which the lane is done in time with so many standard deviations to spare; undefined when none is. */
function sufficient(
  facts: NightFacts,
  candidates: readonly Candidate[],
  cautious: number,
): readonly Candidate[] | undefined {
  const room = facts.closesAt - facts.now;
  const all = idsOf(candidates);
  const loads = sparedLoads(facts, all);
  // The more is bought the surer is the rest: too little is asked at first, and then more.
  let target =
    leastOf(facts, nothing) +
    Math.min(marginOf(facts, cautious, all), marginOf(facts, cautious, nothing)) -
    room;
  const lateness = latenessOf(facts, cautious);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const chosen = cheapestRelief(candidates, loads, Math.ceil(target));
    if (chosen === undefined) break;
    const late = lateness(chosen);
    if (late <= 0) return chosen;
    // Slots are not filled to the end, and a model may have to be loaded again: a little more, then a little more still.
    target += late * (1 + tries);
  }
  return lateness(candidates) <= 0 ? candidates : undefined;
}

/** So often a file is tried to be left out again where few files wait; where many do, as much less often. */
const mostTrims = 20;
const filesOfMostTrims = 300;

/** `chosen` without what turns out not to be needed, since slots that fill well take less time; the dearest first. */
function leanest(
  chosen: readonly Candidate[],
  lateness: (chosen: readonly Candidate[]) => number,
  files: number,
): readonly Candidate[] {
  const tries = Math.ceil(mostTrims * Math.min(1, filesOfMostTrims / files));
  let kept = chosen;
  for (const one of chosen.toSorted((a, b) => b.micros - a.micros).slice(0, tries)) {
    const without = kept.filter((other) => other !== one);
    if (lateness(without) <= 0) kept = without;
  }
  return kept;
}
