/**
 * The plan of a night: which work in which order, and what to buy so that all of it is done when the window closes.
 * Pure; made anew as facts change. What may have to be bought is held back and comes last, so that it is bought only when
 * the rest of the night shows that it must be, and yet early enough for its answers to be there before they are waited for.
 */
import { widestCover } from './knapsack.ts';
import { candidateOf, deviationOf, laneOf, leastOf, sparedLoads } from './lane.ts';
import type { Batch } from './order.ts';
import { type NightFacts, type NightFile, type Obstacle, obstacleTo } from './plan-facts.ts';
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

/** The plan, and why it is so. Times are milliseconds since the epoch. */
export interface NightPlan {
  readonly madeAt: number;
  readonly closesAt: number;
  readonly verdict: Verdict;
  /** What this machine is to do, in this order. What is held back comes last. */
  readonly order: readonly Batch[];
  /** To be sent now. */
  readonly buyNow: readonly string[];
  /** What may have to be bought later. */
  readonly hold: readonly Candidate[];
  /** The planned purchases, `buyNow` or `hold`, together. */
  readonly micros: number;
  /** For `over-cap`: what the cheapest purchases that suffice would cost. */
  readonly neededMicros?: number;
  /** When all should be done: with the purchases, and without any. */
  readonly endsAt: number;
  readonly endsAtFree: number;
  /** The time that was kept free because forecasts may be off. */
  readonly marginMs: number;
  /** Files that wait, and how many of them may not be bought for which reason. */
  readonly files: number;
  readonly obstacles: Readonly<Partial<Record<Obstacle, number>>>;
  /** Files that nobody has looked into; they count as what their names say. */
  readonly unsure: number;
  /** When to plan again at the latest, even if no fact is new. */
  readonly reviewAt: number;
}

/** So many standard deviations are kept free when something is bought. */
const caution = 2;
/** For so many, what would be the cheapest to buy is held back: that costs no more than loading a model once again. */
const foresight = 3;
/** Calls may take longer than they should by this factor. */
const slowCalls = 1.25;
const minute = 60_000;
/** How soon and how late a plan is looked at again. */
const soonest = 2 * minute;
const latest = 15 * minute;

/**
 * The plan that `facts` lead to. Old files go first, but for two cases: where something may have to be bought the largest
 * do, since all will be done by the morning and what is uncertain is then known early; where the night ends too early in
 * any case the smallest do, so that as many as possible are done.
 */
export function planNight(given: NightFacts): NightPlan {
  // Once for all: many orders are made below, and a list that is in order already is sorted quickly.
  const facts = { ...given, files: given.files.toSorted((a, b) => a.since - b.since) };
  const obstacles: Partial<Record<Obstacle, number>> = {};
  const candidates: Candidate[] = [];
  for (const file of facts.files) {
    const obstacle = obstacleTo(file, facts.purse);
    if (obstacle === undefined) candidates.push(candidateOf(facts, file));
    else obstacles[obstacle] = (obstacles[obstacle] ?? 0) + 1;
  }
  const room = facts.closesAt - facts.now;
  const deviation = deviationOf(facts, nothing);
  const marginMs = caution * deviation;
  const safe = room - foresight * deviation;
  const free = freeLane(facts, safe);
  const common = {
    madeAt: facts.now,
    closesAt: facts.closesAt,
    endsAtFree: facts.now + free.ms,
    files: facts.files.length,
    obstacles,
    unsure: unsureOf(facts.files),
  };
  if (free.ms <= safe) {
    const reviewAt = reviewAfter(facts, candidates.length > 0 ? (room - free.ms) / 2 : latest);
    return { ...common, ...bare(free, facts.now), marginMs, verdict: 'in-time', reviewAt };
  }
  const choice = chooseOf(facts, candidates);
  if (choice.buy.length === 0 && choice.verdict !== 'in-time') {
    const late = laneOf(facts, nothing, { first: free.ms > room ? 'smallest' : 'oldest' });
    // Only luck would do, and there is nothing to help it.
    const verdict = choice.verdict === 'buys' ? 'too-long' : choice.verdict;
    const needed = choice.neededMicros === undefined ? {} : { neededMicros: choice.neededMicros };
    const reviewAt = reviewAfter(facts, latest);
    return { ...common, ...bare(late, facts.now), ...needed, marginMs, verdict, reviewAt };
  }
  return { ...common, ...withPurchases(facts, choice) };
}

/** How many of them nobody has looked into. */
export const unsureOf = (files: readonly NightFile[]): number =>
  files.reduce((count, { unsure }) => count + (unsure ? 1 : 0), 0);

const nothing: ReadonlySet<string> = new Set();

/** Old files first if there is time for that; the largest first fills the slots best. */
function freeLane(facts: NightFacts, roomMs: number): ReturnType<typeof laneOf> {
  const oldest = laneOf(facts, nothing, {});
  if (oldest.ms <= roomMs) return oldest;
  const largest = laneOf(facts, nothing, { first: 'largest' });
  return largest.ms < oldest.ms ? largest : oldest;
}

const bare = ({ batches, ms }: ReturnType<typeof laneOf>, now: number) =>
  ({ order: batches, buyNow: [], hold: [], micros: 0, endsAt: now + ms }) as const;

const reviewAfter = ({ now }: NightFacts, ms: number): number =>
  now + Math.round(Math.min(latest, Math.max(soonest, ms)));

/** What would be bought if the night went on as badly as it may, and as it should. */
interface Choice {
  readonly verdict: Verdict;
  readonly buy: readonly Candidate[];
  /** What of it is bought unless the night goes better than it should. */
  readonly likely: ReadonlySet<string>;
  /** What would be bought if the night went on worse than can be expected. */
  readonly reserve: ReadonlySet<string>;
  /** False while only luck could make it suffice. */
  readonly worthwhile: boolean;
  readonly neededMicros?: number;
}

function chooseOf(facts: NightFacts, candidates: readonly Candidate[]): Choice {
  const { left } = facts.purse;
  const cover = (cautious: number) => sufficient(facts, candidates, cautious);
  const affordable = (chosen: readonly Candidate[] | undefined): chosen is readonly Candidate[] =>
    chosen !== undefined && sumOf(chosen, 'micros') <= left;
  const widest = (): readonly Candidate[] =>
    widestCover(candidates, left).flatMap((index) => candidates[index] ?? []);
  const expected = cover(0);
  const likely = idsOf(affordable(expected) ? expected : []);
  const careful = cover(caution);
  const far = cover(foresight);
  const reserve = idsOf(affordable(far) ? far : widest());
  const common = { likely, reserve, worthwhile: true };
  if (affordable(careful)) {
    return { ...common, verdict: careful.length > 0 ? 'buys' : 'in-time', buy: careful };
  }
  if (affordable(expected)) return { ...common, verdict: 'buys', buy: widest() };
  if (affordable(cover(-caution)))
    return { ...common, verdict: 'buys', buy: widest(), worthwhile: affordable(cover(-1)) };
  if (expected === undefined) return { ...common, verdict: 'too-long', buy: [] };
  return { ...common, verdict: 'over-cap', buy: [], neededMicros: sumOf(expected, 'micros') };
}

const idsOf = (candidates: readonly Candidate[]): ReadonlySet<string> =>
  new Set(candidates.map(({ id }) => id));

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
    Math.min(cautious * deviationOf(facts, all), cautious * deviationOf(facts, nothing)) -
    room;
  const lateness = (chosen: readonly Candidate[]): number => {
    const bought = idsOf(chosen);
    return laneOf(facts, bought, { first: 'largest' }).ms + cautious * deviationOf(facts, bought) - room;
  };
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

function withPurchases(facts: NightFacts, { verdict, buy, likely, reserve, worthwhile }: Choice) {
  const planned = idsOf(buy);
  const bought = laneOf(facts, planned, { first: 'largest' });
  // The likeliest first: what may turn out to be needless is decided on last.
  const order = buy.toSorted((a, b) => Number(likely.has(b.id)) - Number(likely.has(a.id)) || b.ms - a.ms);
  const parts = (count: number) => {
    const now = new Set(order.slice(0, count).map(({ id }) => id));
    const later = new Set(order.slice(count).map(({ id }) => id));
    return { now, later, spare: spareMs(facts, now, later) };
  };
  // As few as will do: each one that is bought now gives the lane work, and the others time.
  let few = 0;
  let many = worthwhile ? order.length : 0;
  while (few < many) {
    const middle = (few + many) >> 1;
    if (parts(middle).spare > soonest) many = middle;
    else few = middle + 1;
  }
  const { now, later, spare } = parts(few);
  const marginMs = caution * deviationOf(facts, planned);
  const spared = new Map([...reserve].filter((id) => !planned.has(id)).map((id) => [id, 1]));
  // What is held back makes models be loaded once more: only while there is time for that.
  const roomy =
    laneOf(facts, planned, { held: spared, first: 'largest' }).ms + marginMs <= facts.closesAt - facts.now;
  const held = new Map(roomy ? spared : []);
  for (const id of later) held.set(id, likely.has(id) ? 3 : 2);
  return {
    verdict,
    order: laneOf(facts, now, { held, first: 'largest' }).batches,
    buyNow: [...now],
    hold: buy.filter(({ id }) => later.has(id)),
    micros: sumOf(buy, 'micros'),
    endsAt: facts.now + bought.ms,
    marginMs,
    reviewAt: reviewAfter(facts, spare / 2),
  };
}

/**
 * How long the purchase of `later` can wait so that its answers are there before the lane, with the answers for `now`, has
 * nothing else to do.
 */
function spareMs(facts: NightFacts, now: ReadonlySet<string>, later: ReadonlySet<string>): number {
  if (later.size === 0) return Number.POSITIVE_INFINITY;
  const rest = leastOf(facts, now, later) - caution * deviationOf(facts, now, later);
  return rest - fetchMs(facts, later) * slowCalls;
}

/** How long it takes until the answers for all of `ids` are there, if they are sent now. */
function fetchMs({ files, purse, now }: NightFacts, ids: ReadonlySet<string>): number {
  const calls = files.flatMap(({ id, offer }) => (ids.has(id) && offer ? [offer.ms] : []));
  const sum = calls.reduce((total, ms) => total + ms, 0);
  const before = Math.max(0, ...files.map(({ sentUntil = now }) => sentUntil - now));
  return before + sum / Math.max(1, purse.concurrency) + Math.max(0, ...calls);
}
