/** The cheapest way to relieve the free lane of enough work. Pure. */
import { cheapestCover } from './knapsack.ts';

/** A file that could be bought. Whole numbers. */
export interface Candidate {
  readonly id: string;
  readonly micros: number;
  /** Milliseconds of the free lane that buying it saves, loads left out. */
  readonly ms: number;
}

/** A model that need not be loaded at all if all of `users` are bought. */
export interface SparedLoad {
  readonly loadMs: number;
  readonly users: ReadonlySet<string>;
}

/** With more models than this, the ways to spare loads are too many to try all of them. */
const mostLoads = 8;

/**
 * The cheapest set of `candidates` that saves at least `targetMs`, loads that become needless included; undefined when
 * all of them together do not.
 */
export function cheapestRelief(
  candidates: readonly Candidate[],
  loads: readonly SparedLoad[],
  targetMs: number,
): readonly Candidate[] | undefined {
  const spared = loads.slice(0, mostLoads);
  let best: { readonly micros: number; readonly chosen: readonly Candidate[] } | undefined;
  // Each way to do without some of the models: their files are bought, and the rest of the time as cheaply as can be.
  for (let way = 0; way < 2 ** spared.length; way += 1) {
    const without = spared.filter((_, index) => (way >> index) & 1);
    const isForced = ({ id }: Candidate): boolean => without.some(({ users }) => users.has(id));
    const forced = candidates.filter(isForced);
    const price = sumOf(forced, 'micros');
    if (best && price >= best.micros) continue;
    const free = candidates.filter((candidate) => !isForced(candidate));
    const saved = sumOf(forced, 'ms') + without.reduce((sum, { loadMs }) => sum + loadMs, 0);
    const cover = cheapestCover(free, targetMs - saved);
    if (cover === undefined) continue;
    const chosen = [...forced, ...cover.flatMap((index) => free[index] ?? [])];
    const micros = sumOf(chosen, 'micros');
    if (!best || micros < best.micros) best = { micros, chosen };
  }
  return best?.chosen;
}

/** The sum of one of their numbers. */
export function sumOf(candidates: readonly Candidate[], key: 'micros' | 'ms'): number {
  return candidates.reduce((sum, candidate) => sum + candidate[key], 0);
}
