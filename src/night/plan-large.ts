/** Plans any number of files: of very many those that are alike are planned as one, so that the loop is not kept. Pure. */
import type { Batch, Job } from './order.ts';
import { type NightPlan, planNight, unsureOf } from './plan.ts';
import type { NightFacts, NightFile, Step } from './plan-facts.ts';

/** With no more files than this each is planned by itself; of more, so many that could be bought are. */
const mostSingle = 2000;
/** The others become about so many. */
const mostLumps = 1000;

/** As `planNight`; the files of a lump are done one after the other, and never bought. */
export function planLarge(facts: NightFacts): NightPlan {
  if (facts.files.length <= mostSingle + mostLumps) return planNight(facts);
  const { single, rest } = parted(facts.files);
  const lumps = lumpsOf(rest);
  const files = [...single, ...lumps.map(lumpFile)];
  const plan = planNight({ ...facts, files });
  const members = new Map(lumps.map((lump) => [lumpId(lump), lump]));
  const order = plan.order.map((batch) => expanded(batch, members));
  return { ...plan, order, files: facts.files.length, unsure: unsureOf(facts.files) };
}

/** What could be bought, the oldest of it, and what was sent stays single. */
function parted(files: readonly NightFile[]): { single: NightFile[]; rest: NightFile[] } {
  const single: NightFile[] = [];
  const rest: NightFile[] = [];
  for (const file of files.toSorted((a, b) => a.since - b.since)) {
    const buyable = file.offer !== undefined && single.length < mostSingle;
    (buyable || file.sentUntil !== undefined ? single : rest).push(file);
  }
  return { single, rest };
}

type Lump = readonly [NightFile, ...NightFile[]];

const alike = ({ steps }: NightFile): string => steps.map(({ task, spec }) => `${task} ${spec}`).join();

/** Files that take the same steps and are about the same age. */
function lumpsOf(files: readonly NightFile[]): readonly Lump[] {
  const size = Math.ceil(files.length / mostLumps);
  const lumps: Lump[] = [];
  for (const group of Map.groupBy(files, alike).values()) {
    for (let from = 0; from < group.length; from += size) {
      const [first, ...others] = group.slice(from, from + size);
      if (first) lumps.push([first, ...others]);
    }
  }
  return lumps;
}

/** No path has such a beginning. */
const lumpId = ([first]: Lump): string => `\0\0${first.id}`;

function lumpFile(lump: Lump): NightFile {
  const [first] = lump;
  const steps = first.steps.map((step, at): Step => {
    const each = lump.map(({ steps: own }) => own[at] ?? step);
    const ms = each.reduce((sum, one) => sum + one.ms, 0);
    const variance = each.reduce((sum, one) => sum + (one.ms * one.spread) ** 2, 0);
    return { ...step, ms, spread: Math.sqrt(variance) / ms };
  });
  // Text is what nobody asks why it is not bought.
  return { id: lumpId(lump), since: first.since, nature: 'text', private: false, steps };
}

function expanded(batch: Batch, members: ReadonlyMap<string, Lump>): Batch {
  const jobs = batch.jobs.flatMap((job): readonly Job[] => {
    const lump = members.get(job.id);
    return lump ? lump.map(({ id }) => ({ ...job, id, ms: job.ms / lump.length })) : [job];
  });
  return { ...batch, jobs };
}
