/** The tasks of files at the models: how long they have run by their heartbeats, what stops one that never ends, and what a file has before it. */
import type { Timers } from '../ingest/waiting-options.ts';
import type { Answer } from '../models/contract.ts';
import { modelError, refused } from '../models/errors.ts';
import type { RoutedTask, Turn } from '../models/router.ts';
import type { Size } from '../models/work-units.ts';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import { leftOfFile } from './closing.ts';
import { beat, judgeRun, notYetRun, type RunningTime } from './stall-clock.ts';
import type { UsualTimes } from './usual-times.ts';

/** The usual time between two heartbeats, in milliseconds. */
const usualBeatMs = 10_000;
/** A short limit is looked at so many times before it is over. */
const leastBeats = 4;

/** What runs are watched with. */
export interface RunsOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly stall: () => Settings['stall'];
  readonly times: UsualTimes;
}

/** A task that a file wants, and how many times: one for each picture, say. */
export interface WantedTask {
  readonly task: RoutedTask;
  readonly size: Size;
  readonly times: number;
}

/** One run of a task by a model. */
interface Run {
  readonly task: RoutedTask;
  readonly spec: string;
  readonly size: Size;
  readonly turn: Readonly<Turn>;
  time: RunningTime;
}

/** The order in which a file has its tasks done. */
const order: readonly (readonly RoutedTask[])[] = [
  ['recognise', 'describe'],
  ['transcribe'],
  ['summarise'],
  ['extract'],
  ['embed'],
];

/** The runs of one file. */
export class FileRuns {
  readonly #options: RunsOptions;
  readonly #lastSpecs: Map<RoutedTask, string>;
  readonly #ahead = new Map<RoutedTask, WantedTask>();
  readonly #running = new Set<Run>();

  /** `lastSpecs` says who did each task last, of any file. */
  constructor(options: RunsOptions, lastSpecs: Map<RoutedTask, string>) {
    this.#options = options;
    this.#lastSpecs = lastSpecs;
  }

  /** What the file wants, now that it has been read. */
  expect(wanted: readonly WantedTask[]): void {
    for (const one of wanted) this.#ahead.set(one.task, one);
  }

  /** That a task was ended once, by whomever and however. */
  ended(task: RoutedTask): void {
    this.#leaveBehind(task);
    const one = this.#ahead.get(task);
    if (one) this.#ahead.set(task, { ...one, times: Math.max(0, one.times - 1) });
  }

  /** The milliseconds that the file has before it; undefined while no model works on it. */
  get leftMs(): number | undefined {
    if (this.#running.size === 0) return undefined;
    const { times } = this.#options;
    const ahead = [...this.#ahead.values()].flatMap((one) => {
      // What nobody has done yet is most often what nobody here can do.
      const spec = this.#lastSpecs.get(one.task);
      return spec === undefined ? [] : { ms: times.expectedMs(one.task, spec, one.size), times: one.times };
    });
    const running = [...this.#running].map(({ task, spec, size, time }) => {
      return { ms: times.expectedMs(task, spec, size), runMs: time.ms };
    });
    return leftOfFile(ahead, running);
  }

  /** Runs `work` of a model and breaks it off when it runs away: then the answer says for how long it ran. */
  async watch<T>(
    { task, spec, size, turn, signal }: Omit<Run, 'time'> & { readonly signal: AbortSignal },
    work: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const run: Run = { task, spec, size, turn, time: notYetRun(this.#options.clock.now()) };
    const broken = new AbortController();
    const end = this.#beat(run, () => broken.abort());
    this.#leaveBehind(task);
    this.#lastSpecs.set(task, spec);
    this.#running.add(run);
    try {
      const answer = await work(AbortSignal.any([signal, broken.signal]));
      return answer.ok || !broken.signal.aborted || signal.aborted ? answer : refused(ranAway(run));
    } finally {
      end();
      this.#running.delete(run);
    }
  }

  /** Whatever comes before `task` is behind the file. */
  #leaveBehind(task: RoutedTask): void {
    for (const earlier of order) {
      if (earlier.includes(task)) return;
      for (const each of earlier) this.#ahead.delete(each);
    }
  }

  /** Counts the heartbeats of `run` until the function that it gives is called; calls `tooLong` once when it is time. */
  #beat(run: Run, tooLong: () => void): () => void {
    const { clock, timers, stall, times } = this.#options;
    let timer: unknown;
    const plan = (): void => {
      const intervalMs = Math.min(usualBeatMs, (stall().minutes * 60_000) / leastBeats);
      timer = timers.setTimeout(() => {
        run.time = beat(run.time, clock.now(), { intervalMs, runs: run.turn.servedAt !== undefined });
        const facts = { task: run.task, runMs: run.time.ms, stall: stall() };
        // Most runs end before anybody need look up what is usual.
        const late = judgeRun({ ...facts, usualMs: undefined }) !== 'goes-on';
        const usualMs = late ? times.usualMs(run.task, run.spec, run.size) : undefined;
        if (judgeRun({ ...facts, usualMs }) === 'goes-on') plan();
        else tooLong();
      }, intervalMs);
    };
    plan();
    return () => timers.clearTimeout(timer);
  }
}

function ranAway({ spec, time }: Run) {
  const minutes = time.ms / 60_000;
  const long = minutes < 1.5 ? `${Math.round(time.ms / 1000)} seconds` : `${Math.round(minutes)} minutes`;
  return modelError(
    'ran-away',
    `${spec} was not done after ${long}, which is far longer than usual, and was stopped.`,
    'Use a smaller model, or raise "stall.minutes" in settings.json.',
  );
}

/** The runs of all files in work. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #lastSpecs = new Map<RoutedTask, string>();
  readonly #files = new Map<string, FileRuns>();

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Begins anew with the file at `place` below processing/. */
  of(place: string): FileRuns {
    const runs = this.unlisted();
    this.#files.set(place, runs);
    return runs;
  }

  /** Runs of a file that lies in cloud/, which has no end of the night. */
  unlisted(): FileRuns {
    return new FileRuns(this.#options, this.#lastSpecs);
  }

  /** As `FileRuns.leftMs`. */
  leftMs(place: string): number | undefined {
    return this.#files.get(place)?.leftMs;
  }

  /** The file at `place` has come to rest. */
  forget(place: string): void {
    this.#files.delete(place);
  }
}
