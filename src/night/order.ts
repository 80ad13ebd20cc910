/** In which order the night's work is done: by model, so that each is loaded once. Pure. */
import type { Step } from './plan-facts.ts';

/** A file's steps, to be put in order. */
export interface Orderable {
  readonly id: string;
  readonly since: number;
  readonly steps: readonly Step[];
  /** 0 unless it may have to be bought; then it comes after all others, the likelier to be bought the later. */
  readonly held: number;
}

/** Steps of one file that follow each other on one model. */
export interface Job {
  readonly id: string;
  readonly tasks: readonly string[];
  readonly ms: number;
  /** As of a step. */
  readonly spread: number;
  /** As of the longest step. */
  readonly parts?: number;
}

/** Work that one model does while it is in memory. */
export interface Batch {
  readonly spec: string;
  /** It has to be loaded for this. */
  readonly loads: boolean;
  /** All of it was held back because it may have to be bought. */
  readonly held: boolean;
  readonly jobs: readonly Job[];
}

/** Which file of a model goes first. */
export type First = 'oldest' | 'smallest' | 'largest';

interface Open {
  readonly file: Orderable;
  next: number;
}

/**
 * The order of `files`: first all that is not held back, then what is, in the order of its `held`. Within each, model by
 * model: the loaded one first, then one that no unfinished file needs only later. Within a model as `first` says, the
 * oldest of those that are alike.
 */
export function orderOf(
  files: readonly Orderable[],
  loaded: string | undefined,
  first: First,
): readonly Batch[] {
  const batches: Batch[] = [];
  let current = loaded;
  const oldestFirst = files.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const ranks = [...new Set(files.map(({ held }) => held))].sort((a, b) => a - b);
  for (const rank of ranks) {
    let open: Open[] = oldestFirst
      .filter(({ held, steps }) => held === rank && steps.length > 0)
      .map((file) => ({ file, next: 0 }));
    while (open.length > 0) {
      const spec = nextModel(open, current);
      const jobs = takeJobs(open, spec, first);
      batches.push({ spec, loads: spec !== current, held: rank > 0, jobs });
      current = spec;
      open = open.filter(({ file, next }) => next < file.steps.length);
    }
  }
  return batches;
}

/** How long anything takes that is planned is counted many times over, so this goes through all files once. */
function nextModel(open: readonly Open[], current: string | undefined): string {
  const oldest = new Map<string, number>();
  const later = new Set<string>();
  for (const { file, next } of open) {
    const spec = file.steps[next]?.spec ?? '';
    if (spec === current) return spec;
    const since = oldest.get(spec);
    if (since === undefined || file.since < since) oldest.set(spec, file.since);
    for (let at = next + 1; at < file.steps.length; at += 1) {
      const other = file.steps[at]?.spec ?? '';
      if (other !== spec) later.add(other);
    }
  }
  const ready = [...oldest].sort(([a, sinceA], [b, sinceB]) => sinceA - sinceB || (a < b ? -1 : 1));
  // Where every model is needed again later, some model has to be loaded twice.
  const [first] = ready.find(([spec]) => !later.has(spec)) ?? ready[0] ?? [''];
  return first;
}

function takeJobs(open: readonly Open[], spec: string, first: First): readonly Job[] {
  const jobs: Job[] = [];
  for (const one of open) {
    const { id, steps } = one.file;
    const tasks: string[] = [];
    let ms = 0;
    let variance = 0;
    let longest: Step | undefined;
    for (let step = steps[one.next]; step?.spec === spec; step = steps[one.next]) {
      tasks.push(step.task);
      ms += step.ms;
      variance += (step.ms * step.spread) ** 2;
      if (step.ms > (longest?.ms ?? 0)) longest = step;
      one.next += 1;
    }
    const parts = longest?.parts;
    if (tasks.length === 0) continue;
    jobs.push({ id, tasks, ms, spread: Math.sqrt(variance) / ms, ...(parts === undefined ? {} : { parts }) });
  }
  if (first === 'oldest') return jobs;
  return jobs.sort((a, b) => (first === 'smallest' ? a.ms - b.ms : b.ms - a.ms));
}
