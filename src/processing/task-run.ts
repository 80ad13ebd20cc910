/** Runs the tasks of one file: what is saved is never asked for again, what is new is saved before the next task begins. */
import type { Journal } from '../folders/journal.ts';
import type { Routed, RoutedTask, Router } from '../models/router.ts';
import type { TaskRequests } from '../models/router-perform.ts';
import { type Size, unitsOf } from '../models/work-units.ts';
import type { Clock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import type { TaskName, TaskResults } from '../types/task.ts';
import type { Errand, SetAside } from './errand.ts';
import type { FileRuns, WantedTask } from './file-runs.ts';

/** The time that models were asked in vain is kept with the results, under a part that no file has. */
const inVain = ['recognise', 'in vain'] as const;

/** These say what is in a file, and those what to make of all of it: more of the first makes the second stale. */
const finding: ReadonlySet<TaskName> = new Set(['recognise', 'describe', 'transcribe']);
const understanding: readonly TaskName[] = ['summarise', 'extract', 'embed'];

/** Under which name the journal keeps how many seconds a model took to be loaded. */
export const loadFact = (spec: string): string => `load ${spec}`;
/** A model that is in memory already answers sooner than this, in seconds. */
const shortestLoad = 1;

/** Whose tasks are run. */
export interface TaskRunOptions {
  readonly router: Router;
  readonly journal: Pick<Journal, 'savedResult' | 'saveResult' | 'forgetResults' | 'setFact'>;
  readonly tell: Tell;
  readonly sha256: string;
  /** As dropped, for whoever watches. */
  readonly path: string;
  readonly private: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly errand?: Pick<Errand, 'mustWait'> | undefined;
  /** Of the file. */
  readonly bytes: number;
  /** Looks after whatever of it is at a model. */
  readonly runs: FileRuns;
}

/** What became of a task: it was routed, or it waits for the turn of its model. */
export type Ran<T> = Routed<T> | ({ readonly ok: false; readonly cause: 'set-aside' } & SetAside);

/** Which part of how many, from 1. */
export interface PartOf {
  readonly part: number;
  readonly parts: number;
}

/** The tasks of one file, with who did them and how long it took. */
export class TaskRun {
  readonly #options: TaskRunOptions;
  readonly #specs = new Map<TaskName, Set<string>>();
  #seconds = 0;

  constructor(options: TaskRunOptions) {
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** Model seconds so far: of results, saved ones included, and of all that was asked in vain, by earlier attempts too. */
  get seconds(): number {
    return this.#seconds + this.#vainSeconds();
  }

  /** Task → the spec that did it; several models are joined by a comma. */
  get models(): Partial<Record<TaskName, string>> {
    return Object.fromEntries([...this.#specs].map(([task, specs]) => [task, [...specs].join(', ')]));
  }

  /** What the file will be put to models for, now that it has been read. */
  expect(wanted: readonly WantedTask[]): void {
    this.#options.runs.expect(wanted);
  }

  /** Whether `run` would answer from what is saved. */
  isSaved(task: RoutedTask, part: string): boolean {
    return this.#options.journal.savedResult(this.#options.sha256, task, part) !== undefined;
  }

  /**
   * The result of `task` for `part` of the file ('' for the whole of it): the saved one, or the router's.
   * `request` is asked only when a model is needed, and may answer undefined when there is nothing to send.
   */
  async run<Task extends RoutedTask>(
    task: Task,
    part: string,
    request: () => Promise<TaskRequests[Task] | undefined>,
    of: PartOf = { part: 1, parts: 1 },
  ): Promise<Ran<TaskResults[Task]> | undefined> {
    try {
      return await this.#run(task, part, request, of);
    } finally {
      this.#options.runs.ended(task);
    }
  }

  async #run<Task extends RoutedTask>(
    task: Task,
    part: string,
    request: () => Promise<TaskRequests[Task] | undefined>,
    of: PartOf,
  ): Promise<Ran<TaskResults[Task]> | undefined> {
    const { runs, bytes } = this.#options;
    const { journal, sha256, router, tell, path, signal } = this.#options;
    const saved = journal.savedResult(sha256, task, part);
    if (saved) {
      this.#count(task, saved.spec, saved.seconds);
      const value = saved.value as TaskResults[Task];
      return { ok: true, value, spec: saved.spec, usage: { seconds: saved.seconds } };
    }
    const waits = await this.#waits(task);
    if (waits) return { ok: false, cause: 'set-aside', ...waits };
    const asked = await request();
    if (asked === undefined) return undefined;
    const size = sizeOf(asked, bytes);
    const routed = await router.route(task, asked, {
      private: this.#options.private,
      signal,
      watch: (spec, turn, work) => runs.watch({ task, spec, size, turn, signal }, work),
      onPart: (spec, chunk, chunks) =>
        tell({ type: 'task', path, task, spec, ...(of.parts > 1 ? of : { part: chunk, parts: chunks }) }),
      memo: {
        load: (key) => journal.savedResult(sha256, task, key)?.value,
        save: (key, value) => journal.saveResult(sha256, task, key, { spec: 'part', value, seconds: 0 }),
      },
    });
    const { vainSeconds = 0 } = routed;
    if (vainSeconds > 0 && !signal.aborted) await this.#countVain(vainSeconds);
    if (routed.ok) {
      const { value, spec, usage } = routed;
      if (finding.has(task)) journal.forgetResults(sha256, understanding);
      const { seconds, loadSeconds = 0 } = usage;
      // A recording of which nobody knows the length tells nothing of what a minute takes.
      const units = task === 'transcribe' && size.minutes === undefined ? undefined : unitsOf(task, size);
      const at = this.#options.clock.now();
      const measured = units && { task, spec, units, seconds: Math.max(0, seconds - loadSeconds), at };
      await journal.saveResult(sha256, task, part, { spec, value, seconds }, measured || undefined);
      if (loadSeconds > shortestLoad) journal.setFact(loadFact(spec), loadSeconds.toFixed(1));
      this.#count(task, spec, seconds);
    }
    return routed;
  }

  /** The task and its model, when the plan of the night has another one in memory. */
  async #waits(task: RoutedTask): Promise<SetAside | undefined> {
    const { errand, router, private: isPrivate } = this.#options;
    if (!errand) return undefined;
    const found = await router.availableFor(task, { private: isPrivate });
    return found.ok && errand.mustWait(task, found.spec) ? { task, spec: found.spec } : undefined;
  }

  #vainSeconds(): number {
    const { journal, sha256 } = this.#options;
    return journal.savedResult(sha256, ...inVain)?.seconds ?? 0;
  }

  async #countVain(seconds: number): Promise<void> {
    const { journal, sha256 } = this.#options;
    const result = { spec: 'none', value: null, seconds: this.#vainSeconds() + seconds };
    await journal.saveResult(sha256, ...inVain, result);
  }

  #count(task: TaskName, spec: string, seconds: number): void {
    this.#seconds += seconds;
    const specs = this.#specs.get(task) ?? new Set();
    this.#specs.set(task, specs.add(spec));
  }
}

/** How much there is to do for what is asked. `bytes` are those of the file. */
function sizeOf(asked: TaskRequests[RoutedTask], bytes: number): Size {
  if ('text' in asked) return { bytes, characters: asked.text.length };
  if (!('path' in asked)) return { bytes, pictures: 1 };
  const { durationSeconds } = asked;
  return { bytes, ...(durationSeconds === undefined ? {} : { minutes: durationSeconds / 60 }) };
}
