/**
 * Exact knapsacks for what is bought. Whole numbers only (milliseconds, micro-dollars), so that no sum drifts.
 *
 * Solved from the core outwards, as MINKNAP does (Pisinger, "A minimal algorithm for the 0-1 knapsack problem",
 * Operations Research 45, 1997): beginning with the greedy solution, one item after the other is put in or taken out in
 * the order of its distance from where greed stopped. States that another one betters, or that cannot better the best
 * one known, are dropped; so all is exact, and a few items decide.
 */

/** Something that could be bought. Whole numbers, not negative. */
export interface Offer {
  /** The time of the free lane that it would save. */
  readonly ms: number;
  readonly micros: number;
}

/**
 * The cheapest of all sets of `offers` that together save at least `targetMs`: their indices, ascending. Undefined when
 * all of them together do not save so much. How long it may take: see `mostStates`.
 */
export function cheapestCover(offers: readonly Offer[], targetMs: number): readonly number[] | undefined {
  if (targetMs <= 0) return [];
  const spare = offers.reduce((sum, { ms }) => sum + ms, 0) - targetMs;
  if (!(spare >= 0)) return undefined;
  // What is not bought has to fit into the time that is left, and the dearest of it that fits is worth the most.
  const kept = new Set(
    dearestFit(
      offers.map(({ ms, micros }) => ({ weight: ms, value: micros })),
      spare,
    ),
  );
  return offers.flatMap(({ ms }, index) => (kept.has(index) || ms === 0 ? [] : [index]));
}

/** The set of `offers` that saves the most time for at most `budgetMicros`: their indices, ascending. */
export function widestCover(offers: readonly Offer[], budgetMicros: number): readonly number[] {
  const packed = dearestFit(
    offers.map(({ ms, micros }) => ({ weight: micros, value: ms })),
    budgetMicros,
  );
  return packed.filter((index) => (offers[index]?.ms ?? 0) > 0);
}

/** Something that could be packed. */
interface Item {
  readonly weight: number;
  readonly value: number;
}

interface Sorted extends Item {
  readonly index: number;
}

/** States by ascending weight and value; `node` says how a state came about. */
interface States {
  readonly weight: number[];
  readonly value: number[];
  readonly node: number[];
}

const empty = (): States => ({ weight: [], value: [], node: [] });

/** Indices, ascending, of the set of greatest value whose weight is at most `capacity`. */
function dearestFit(items: readonly Item[], capacity: number): readonly number[] {
  if (!(capacity >= 0)) return [];
  const fitting = items
    .map((item, index) => ({ ...item, index }))
    .filter(({ weight }) => weight > 0 && weight <= capacity);
  // In the largest common unit bounds are tighter: what is paid by the minute has few different sums.
  const weightUnit = commonUnit(fitting.map(({ weight }) => weight));
  const valueUnit = commonUnit(fitting.map(({ value }) => value));
  const weighing: Sorted[] = fitting
    .map(({ weight, value, index }) => ({ weight: weight / weightUnit, value: value / valueUnit, index }))
    .sort((a, b) => b.value * a.weight - a.value * b.weight || b.weight - a.weight);
  const weightless = items.flatMap(({ weight }, index) => (weight === 0 ? [index] : []));
  const packed = new Core(weighing, Math.floor(capacity / weightUnit)).solve().map(({ index }) => index);
  return [...weightless, ...packed].sort((a, b) => a - b);
}

/** The greatest whole number that divides all of them; 1 when there is none. */
function commonUnit(numbers: readonly number[]): number {
  let unit = 0;
  for (let number of numbers) {
    while (number > 0) [unit, number] = [number, unit % number];
    if (unit === 1) break;
  }
  return unit || 1;
}

/** With fewer states than this their bounds cost less than to look for completions. */
const manyStates = 1000;

/**
 * So many states are looked at, a fraction of a second's worth, before the proof that nothing is better is given up.
 * No offers of the price list come near it; made-up ones do, whose price is a fixed fee and a constant rate.
 */
const mostStates = 1_000_000;

/**
 * Items from `from` up to `to`, by weight: the dearest that weighs at most so much (`sign` 1, to put it in), or the
 * cheapest that weighs at least so much (`sign` -1, to take it out).
 */
function byWeight(items: readonly Sorted[], from: number, to: number, sign: 1 | -1) {
  const order: number[] = [];
  for (let at = from; at < to; at += 1) order.push(at);
  order.sort((a, b) => sign * ((items[a]?.weight ?? 0) - (items[b]?.weight ?? 0)));
  const weights = order.map((at) => sign * (items[at]?.weight ?? 0));
  const best: number[] = [];
  for (const at of order) {
    const last = best.at(-1);
    const better = last === undefined || sign * ((items[at]?.value ?? 0) - (items[last]?.value ?? 0)) > 0;
    best.push(better ? at : last);
  }
  const within = (limit: number): number | undefined => {
    let low = 0;
    let high = weights.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((weights[middle] ?? 0) <= limit) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : best[low - 1];
  };
  return { atMost: within, atLeast: (weight: number) => within(-weight) };
}

/** One search. */
class Core {
  readonly #items: readonly Sorted[];
  readonly #capacity: number;
  /** So many of the first items greed packs; the core grows from here to both sides. */
  readonly #break: number;
  #states: States = empty();
  #looked = 0;
  #best: { value: number; node: number } = { value: -1, node: 0 };
  /** How states came about: node 0 is the greedy solution, every other one turns an item over. */
  readonly #parents: number[] = [-1];
  readonly #turned: number[] = [-1];

  constructor(items: readonly Sorted[], capacity: number) {
    this.#items = items;
    this.#capacity = capacity;
    let weight = 0;
    let value = 0;
    let first = 0;
    for (const item of items) {
      if (weight + item.weight > capacity) break;
      weight += item.weight;
      value += item.value;
      first += 1;
    }
    this.#break = first;
    this.#states = { weight: [weight], value: [value], node: [0] };
    this.#best = { value, node: 0 };
  }

  solve(): readonly Sorted[] {
    let below = this.#break - 1;
    let above = this.#break;
    while (this.#states.weight.length > 0 && (below >= 0 || above < this.#items.length)) {
      if (this.#looked > mostStates) break;
      if (above < this.#items.length) {
        this.#turn(above, 1);
        above += 1;
        this.#prune(below, above);
      }
      if (below >= 0) {
        this.#turn(below, -1);
        below -= 1;
        this.#prune(below, above);
      }
    }
    return this.#packed();
  }

  /** Each state with and without turning over one item; of two states that weigh alike or less the dearer stays. */
  #turn(at: number, sign: 1 | -1): void {
    const { weight: addWeight = 0, value: addValue = 0 } = this.#items[at] ?? {};
    const old = this.#states;
    const next = empty();
    const count = old.weight.length;
    this.#looked += 2 * count;
    let plain = 0;
    let turned = 0;
    let highest = Number.NEGATIVE_INFINITY;
    while (plain < count || turned < count) {
      const plainWeight = plain < count ? (old.weight[plain] ?? 0) : Number.POSITIVE_INFINITY;
      const turnedWeight =
        turned < count ? (old.weight[turned] ?? 0) + sign * addWeight : Number.POSITIVE_INFINITY;
      const plainValue = old.value[plain] ?? 0;
      const turnedValue = (old.value[turned] ?? 0) + sign * addValue;
      const takesPlain =
        plainWeight < turnedWeight || (plainWeight === turnedWeight && plainValue >= turnedValue);
      const value = takesPlain ? plainValue : turnedValue;
      if (value > highest) {
        highest = value;
        next.weight.push(takesPlain ? plainWeight : turnedWeight);
        next.value.push(value);
        next.node.push(takesPlain ? (old.node[plain] ?? 0) : this.#node(old.node[turned] ?? 0, at));
      }
      if (takesPlain) plain += 1;
      else turned += 1;
    }
    this.#states = next;
  }

  #node(parent: number, turned: number): number {
    this.#parents.push(parent);
    return this.#turned.push(turned) - 1;
  }

  /** Notes the best state that fits, and drops those that cannot become better than it. */
  #prune(below: number, above: number): void {
    const { weight, value, node } = this.#states;
    for (let at = weight.length - 1; at >= 0; at -= 1) {
      if ((weight[at] ?? 0) > this.#capacity) continue;
      // Value ascends with weight, so the heaviest that fits is the dearest.
      if ((value[at] ?? 0) > this.#best.value) this.#best = { value: value[at] ?? 0, node: node[at] ?? 0 };
      break;
    }
    if (weight.length > manyStates) this.#complete(below, above);
    const put = this.#items[above];
    const take = this.#items[below];
    const kept = empty();
    for (let at = 0; at < weight.length; at += 1) {
      const left = this.#capacity - (weight[at] ?? 0);
      // Products are below 2^53 for a day in milliseconds and the highest cap in micro-dollars, so bounds are exact.
      const gain =
        left >= 0
          ? put === undefined
            ? 0
            : Math.floor((left * put.value) / put.weight)
          : take === undefined
            ? Number.NEGATIVE_INFINITY
            : -Math.ceil((-left * take.value) / take.weight);
      if ((value[at] ?? 0) + gain <= this.#best.value) continue;
      kept.weight.push(weight[at] ?? 0);
      kept.value.push(value[at] ?? 0);
      kept.node.push(node[at] ?? 0);
    }
    this.#states = kept;
  }

  /**
   * Where time and price go together no bound tells states apart and their number would grow and grow. So each is
   * tried with the one further item that brings it nearest to the capacity; a filling that meets the bound ends it all.
   */
  #complete(below: number, above: number): void {
    const { weight, value, node } = this.#states;
    const put = byWeight(this.#items, above, this.#items.length, 1);
    const take = byWeight(this.#items, 0, below + 1, -1);
    for (let at = 0; at < weight.length; at += 1) {
      const left = this.#capacity - (weight[at] ?? 0);
      const one = left >= 0 ? put.atMost(left) : take.atLeast(-left);
      if (one === undefined) continue;
      const sign = left >= 0 ? 1 : -1;
      const full = (value[at] ?? 0) + sign * (this.#items[one]?.value ?? 0);
      if (full > this.#best.value) this.#best = { value: full, node: this.#node(node[at] ?? 0, one) };
    }
  }

  #packed(): readonly Sorted[] {
    const turned = new Set<number>();
    for (let node = this.#best.node; node > 0; node = this.#parents[node] ?? 0)
      turned.add(this.#turned[node] ?? -1);
    return this.#items.filter((_, at) => at < this.#break !== turned.has(at));
  }
}
