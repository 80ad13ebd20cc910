/** What the free lane has before it when some files are bought: how long it takes, and how sure that is. Pure. */
import { type Batch, type First, type Orderable, orderOf } from './order.ts';
import { homeSteps, isForCloud, type NightFacts, type NightFile, type Running } from './plan-facts.ts';
import type { Candidate, SparedLoad } from './relief.ts';
import { lengthOf } from './timetable.ts';

/** How likely it is that a file is bought: 0 not at all, else it is held back. */
export type Held = ReadonlyMap<string, number>;

interface LaneOptions {
  readonly held?: Held;
  readonly first?: First;
}

const leftMs = ({ ms }: Running): number => ms;

/** The work of this machine, when `bought` are bought. */
export function laneOf(
  facts: NightFacts,
  bought: ReadonlySet<string>,
  { held = new Map(), first = 'oldest' }: LaneOptions,
): { readonly batches: readonly Batch[]; readonly ms: number } {
  const files: Orderable[] = [];
  for (const file of facts.files) {
    const steps = homeSteps(file, bought.has(file.id));
    if (steps.length > 0) files.push({ id: file.id, since: file.since, steps, held: held.get(file.id) ?? 0 });
  }
  const batches = orderOf(files, facts.loaded, first);
  return { batches, ms: lengthOf(batches, facts.models, facts.running.map(leftMs)) };
}

/** The least that the lane can take: no slot empty to the end, and each model loaded once. */
export function leastOf(
  facts: NightFacts,
  bought: ReadonlySet<string>,
  without?: ReadonlySet<string>,
): number {
  const specs = new Set<string>();
  let ms = 0;
  for (const file of facts.files) {
    if (without?.has(file.id)) continue;
    for (const step of homeSteps(file, bought.has(file.id))) {
      ms += step.ms / slotsOf(facts, step.spec);
      if (step.spec !== facts.loaded) specs.add(step.spec);
    }
  }
  for (const spec of specs) ms += facts.models.get(spec)?.loadMs ?? 0;
  const running = facts.running.reduce((sum, { ms: left }) => sum + left, 0);
  return ms + running / slotsOf(facts, facts.loaded ?? '');
}

/** So much of a step is kept free where several are done at once: which slot is the last to be free is chance. */
const gapShare = 0.3;

/**
 * The time to be kept free, in milliseconds, since the lane may take longer than it should: `cautious` standard deviations,
 * less than nothing where luck is hoped for. Single steps are off by themselves, all steps of a model are off together as
 * long as little is known of it.
 */
export function marginOf(
  facts: NightFacts,
  cautious: number,
  bought: ReadonlySet<string>,
  without?: ReadonlySet<string>,
): number {
  const together = new Map<string, { ms: number; variance: number; steps: number }>();
  for (const file of facts.files) {
    if (without?.has(file.id)) continue;
    for (const { spec, ms, spread } of homeSteps(file, bought.has(file.id))) {
      const sums = together.get(spec);
      if (sums === undefined) together.set(spec, { ms, variance: (ms * spread) ** 2, steps: 1 });
      else {
        sums.ms += ms;
        sums.steps += 1;
        sums.variance += (ms * spread) ** 2;
      }
    }
  }
  let gap = 0;
  let variance = facts.running.reduce((sum, { offMs }) => sum + offMs ** 2, 0);
  for (const [spec, sums] of together) {
    const doubt = facts.models.get(spec)?.doubt ?? 0;
    const slots = slotsOf(facts, spec);
    variance += (sums.variance + (sums.ms * doubt) ** 2) / slots ** 2;
    gap += (((1 - 1 / slots) * sums.ms) / sums.steps) ** 2;
  }
  const off = cautious * Math.sqrt(variance);
  return Math.sign(cautious) * Math.hypot(off, gapShare * Math.sqrt(gap));
}

/** What buying `file` saves the lane. */
export function candidateOf(facts: NightFacts, file: NightFile): Candidate {
  const saved = file.steps
    .filter(isForCloud)
    .reduce((sum, { spec, ms }) => sum + ms / slotsOf(facts, spec), 0);
  return { id: file.id, micros: file.offer?.micros ?? 0, ms: Math.floor(saved) };
}

/** The models that are not in memory and would not be needed if some of the candidates were bought. */
export function sparedLoads(facts: NightFacts, candidates: ReadonlySet<string>): readonly SparedLoad[] {
  const users = new Map<string, Set<string>>();
  const needed = new Set<string>(facts.loaded === undefined ? [] : [facts.loaded]);
  for (const file of facts.files) {
    const bought = candidates.has(file.id);
    for (const { spec } of homeSteps(file, bought)) needed.add(spec);
    if (!bought) continue;
    for (const { spec } of file.steps.filter(isForCloud))
      users.set(spec, (users.get(spec) ?? new Set()).add(file.id));
  }
  return [...users]
    .filter(([spec]) => !needed.has(spec))
    .map(([spec, ids]) => ({ loadMs: facts.models.get(spec)?.loadMs ?? 0, users: ids }));
}

function slotsOf(facts: NightFacts, spec: string): number {
  return Math.max(1, facts.models.get(spec)?.slots ?? 1);
}
