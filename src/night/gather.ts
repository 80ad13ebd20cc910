/** Gathers the facts that a plan rests on, from what is known of the files by now. */
import type { Measurement } from '../folders/measurements.ts';
import { Breath } from '../ingest/breath.ts';
import { runsBeside } from '../models/beside.ts';
import type { RoutedTask, Router } from '../models/router.ts';
import type { TaskName } from '../types/task.ts';
import { doubtOf, leftOf } from './forecast.ts';
import { History } from './history.ts';
import { cloudTasks, type Doer, type Doers, nightFile, sizeOf, type WaitingWork } from './night-files.ts';
import type { CloudOffer, LocalModel, NightFacts, NightFile, Purse, Running, Step } from './plan-facts.ts';

/** A file that waits, is in work, or was sent. */
export interface WorkNow extends WaitingWork {
  /** The task that a model of this machine is at, and for how long already, in milliseconds. */
  readonly running?: { readonly task: TaskName; readonly elapsedMs: number } | undefined;
  /** When the answers to what was sent should be there; milliseconds since the epoch. */
  readonly sentUntil?: number | undefined;
  /** The cloud turned it back a short while ago. */
  readonly refused?: boolean | undefined;
}

/** A task of a file to be bought, and how much of it there is. */
type CloudTask =
  | { readonly task: 'recognise' | 'describe'; readonly pictures: number }
  | { readonly task: 'transcribe'; readonly seconds: number };

/** Where the facts come from. */
export interface FactSources {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly closesAt: number;
  readonly work: Iterable<WorkNow>;
  readonly measurements: readonly Measurement[];
  readonly router: Pick<Router, 'availableFor'>;
  /** What the cloud would take for these; undefined when it could not take them all. */
  readonly offer: (tasks: readonly CloudTask[]) => Promise<CloudOffer | undefined>;
  readonly purse: Purse;
  readonly loaded: string | undefined;
  /** How long a model took to be loaded when that was seen last, in milliseconds. */
  readonly loadMs: (spec: string) => number | undefined;
}

const tasks = ['recognise', 'describe', 'transcribe', 'summarise', 'extract'] as const;

/** Before a load was seen: a guess at a few gigabytes from a disk. */
const usualLoadMs = 15_000;

/** Who would do each task now. What nobody can do, be it an outage, is left out: for that nothing is bought. */
export async function doersNow(router: FactSources['router'], isPrivate: boolean): Promise<Doers> {
  const doers = new Map<RoutedTask, Doer>();
  for (const task of tasks) {
    const found = await router.availableFor(task, { private: isPrivate });
    if (found.ok) doers.set(task, { spec: found.spec, slots: found.slots });
  }
  return doers;
}

/** The facts as they stand now. Rejects with what the sources reject with. */
export async function gatherFacts(sources: FactSources): Promise<NightFacts> {
  const { now, closesAt, measurements, router, purse, loaded } = sources;
  const history = new History(measurements);
  const [open, closed] = [await doersNow(router, false), await doersNow(router, true)];
  const offer = offersOnce(sources.offer);
  const files: NightFile[] = [];
  const running: Running[] = [];
  const breath = new Breath();
  for (const work of sources.work) {
    const doers = work.private ? closed : open;
    const { file, run } = begun(nightFile(work, doers, history), work);
    if (run?.spec === loaded && run) running.push(...runsOf(run, doers));
    const { sentUntil } = work;
    const wanted = work.private || work.refused || sentUntil !== undefined ? [] : asked(work, file, doers);
    const offered = wanted.length > 0 && purse.consent ? await offer(wanted) : undefined;
    files.push({
      ...file,
      ...(offered === undefined ? {} : { offer: offered }),
      ...(sentUntil === undefined ? {} : { sentUntil }),
    });
    if (breath.isDue) await breath.take();
  }
  const models = modelsOf([open, closed], history, sources.loadMs);
  return { now, closesAt, files, models, loaded, running, purse };
}

/** What is running is no step any more. */
function begun(file: NightFile, { running }: WorkNow) {
  const step = running && file.steps.find(({ task }) => task === running.task);
  if (!step || !running) return { file, run: undefined };
  const steps = file.steps.slice(file.steps.indexOf(step) + 1);
  return { file: { ...file, steps }, run: { ...step, elapsedMs: running.elapsedMs } };
}

/** What is left of a step that is running, in as many slots as it takes. */
function runsOf(run: Step & { readonly elapsedMs: number }, doers: Doers): readonly Running[] {
  const { ms, offMs } = leftOf(run, run.elapsedMs);
  const slots = [...doers.values()].find(({ spec }) => spec === run.spec)?.slots ?? 1;
  const pieces = Math.max(1, Math.min(run.parts ?? 1, slots));
  return Array.from({ length: pieces }, () => ({ ms: ms / pieces, offMs: offMs / pieces }));
}

function asked(work: WorkNow, { nature }: NightFile, doers: Doers): readonly CloudTask[] {
  const { minutes = 0 } = sizeOf(work, nature);
  return cloudTasks(work, nature, doers).map(({ task, parts }) =>
    task === 'transcribe' ? { task, seconds: Math.ceil(minutes) * 60 } : { task, pictures: parts },
  );
}

/** Most files ask for the same. */
function offersOnce(offer: FactSources['offer']): FactSources['offer'] {
  const known = new Map<string, CloudOffer | undefined>();
  return async (wanted) => {
    const key = JSON.stringify(wanted);
    if (!known.has(key)) known.set(key, await offer(wanted));
    return known.get(key);
  };
}

function modelsOf(
  all: readonly Doers[],
  history: History,
  loadMs: FactSources['loadMs'],
): ReadonlyMap<string, LocalModel> {
  const models = new Map<string, LocalModel>();
  for (const doers of all) {
    for (const { spec, slots } of doers.values()) {
      const does = tasks.filter((task) => all.some((each) => each.get(task)?.spec === spec));
      const load = runsBeside(spec) ? 0 : (loadMs(spec) ?? usualLoadMs);
      models.set(spec, { loadMs: load, slots, doubt: doubtOf(history, spec, does) });
    }
  }
  return models;
}
