/**
 * The plan of a night: which work in which order, and what to buy so that all of it is done when the window closes.
 * Pure; made anew as facts change. What may have to be bought is held back and comes last, so that it is bought only when
 * the rest of the night shows that it must be, and yet early enough for its answers to be there before they are waited for.
 */
import { type Choice, caution, chooseOf, foresight, idsOf, nothing, type Verdict } from './choice.ts';
import { candidateOf, laneOf, leastOf, marginOf } from './lane.ts';
import type { Batch, First } from './order.ts';
import { type NightFacts, type NightFile, type Obstacle, obstacleTo } from './plan-facts.ts';
import { type Candidate, sumOf } from './relief.ts';

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

/** Calls may take longer than they should by this factor. */
const slowCalls = 1.25;
const minute = 60_000;
/** How soon and how late a plan is looked at again. */
const soonest = minute;
const latest = 15 * minute;

/**
 * The plan that `facts` lead to. Old files go first, but for two cases: where something may have to be bought the largest
 * do, since all will be done by the morning and what is uncertain is then known early; where nothing can be bought and it is
 * late, see `firstWhenLate`.
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
  const marginMs = marginOf(facts, caution, nothing);
  const safe = room - marginOf(facts, foresight, nothing);
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
    const late = laneOf(facts, nothing, { first: firstWhenLate(facts, free.ms - room, marginMs) });
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

/** Old files first if there is time for that; the largest first fills the slots best. */
function freeLane(facts: NightFacts, roomMs: number): ReturnType<typeof laneOf> {
  const oldest = laneOf(facts, nothing, {});
  if (oldest.ms <= roomMs) return oldest;
  const largest = laneOf(facts, nothing, { first: 'largest' });
  return largest.ms < oldest.ms ? largest : oldest;
}

/**
 * Which files go first when it is late by so much, or only just not. Where several are done at once, the largest fill the slots
 * best, and luck may do the rest; where not even luck would, the smallest are the most that can be done.
 */
function firstWhenLate({ models }: NightFacts, lateMs: number, marginMs: number): First {
  const slots = Math.max(1, ...[...models.values()].map((model) => model.slots));
  if (lateMs > (slots > 1 ? marginMs : 0)) return 'smallest';
  return slots > 1 ? 'largest' : 'oldest';
}

const bare = ({ batches, ms }: ReturnType<typeof laneOf>, now: number) =>
  ({ order: batches, buyNow: [], hold: [], micros: 0, endsAt: now + ms }) as const;

const reviewAfter = ({ now }: NightFacts, ms: number): number =>
  now + Math.round(Math.min(latest, Math.max(soonest, ms)));

function withPurchases(facts: NightFacts, choice: Choice) {
  const { verdict, buy, likely, reserve, cautious, worthwhile } = choice;
  const planned = idsOf(buy);
  const bought = laneOf(facts, planned, { first: 'largest' });
  // The likeliest first: what may turn out to be needless is decided on last.
  const order = buy.toSorted((a, b) => Number(likely.has(b.id)) - Number(likely.has(a.id)) || b.ms - a.ms);
  const parts = (count: number) => {
    const now = new Set(order.slice(0, count).map(({ id }) => id));
    const later = new Set(order.slice(count).map(({ id }) => id));
    return { now, later, spare: spareMs(facts, cautious, now, later) };
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
  const marginMs = marginOf(facts, cautious, planned);
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
function spareMs(
  facts: NightFacts,
  cautious: number,
  now: ReadonlySet<string>,
  later: ReadonlySet<string>,
): number {
  if (later.size === 0) return Number.POSITIVE_INFINITY;
  const rest = leastOf(facts, now, later) - marginOf(facts, cautious, now, later);
  return rest - fetchMs(facts, later) * slowCalls;
}

/** How long it takes until the answers for all of `ids` are there, if they are sent now. */
function fetchMs({ files, purse, now }: NightFacts, ids: ReadonlySet<string>): number {
  const calls = files.flatMap(({ id, offer }) => (ids.has(id) && offer ? [offer.ms] : []));
  const sum = calls.reduce((total, ms) => total + ms, 0);
  const before = Math.max(0, ...files.map(({ sentUntil = now }) => sentUntil - now));
  return before + sum / Math.max(1, purse.concurrency) + Math.max(0, ...calls);
}
