/**
 * A night as it goes: one model in memory at a time, with slots and load times, a cloud beside it, and a clock that jumps
 * from event to event. Whoever decides is asked with facts only, as in the running program.
 */

import { leftOf } from '../../src/night/forecast.ts';
import type { Batch, Job } from '../../src/night/order.ts';
import { type NightPlan, planNight } from '../../src/night/plan.ts';
import type { NightFacts, NightFile } from '../../src/night/plan-facts.ts';
import type { Forecaster } from './forecasters.ts';
import { forCloud, type MadeFile, type MadeNight, type MadeStep } from './made-night.ts';

/** Says what to do next. */
export type Planner = (facts: NightFacts) => Pick<NightPlan, 'order' | 'buyNow' | 'reviewAt'>;

/** How a night went. Milliseconds from its beginning. */
export interface Gone {
  /** When the last file was done; undefined when it was not by the end. */
  readonly emptyAt: number | undefined;
  readonly micros: number;
  readonly loads: number;
  /** Loads for work that had been held back, at least in part, because it might have to be bought. */
  readonly forcedLoads: number;
  readonly idleMs: number;
  /** Texts and private files that were sent. */
  readonly wronglySent: number;
  /** Calls that would have gone over a cap; they were not sent. */
  readonly overCap: number;
}

interface Work {
  readonly made: MadeFile;
  steps: readonly MadeStep[];
  running: boolean;
  wasHeld: boolean;
  sentUntil: number | undefined;
}

interface Run {
  readonly work: Work;
  readonly end: number;
  readonly began: number;
  readonly expected: Pick<Job, 'ms' | 'spread'>;
  readonly done: readonly MadeStep[];
}

interface Begun {
  readonly work: Work;
  readonly tasks: readonly string[];
  readonly expected: Pick<Job, 'ms' | 'spread'>;
}

export const planned: Planner = planNight;

/** One night under `planner`, which sees the times that `forecaster` tells. It ends after `lastsMs`. */
export function goThrough(night: MadeNight, planner: Planner, forecaster: Forecaster, lastsMs: number): Gone {
  return new Night(night, planner, forecaster, lastsMs).run();
}

class Night {
  readonly #night: MadeNight;
  readonly #planner: Planner;
  readonly #forecaster: Forecaster;
  readonly #lastsMs: number;
  readonly #all: readonly Work[];
  readonly #byId: ReadonlyMap<string, Work>;
  #now = 0;
  #loaded: string | undefined;
  #loadedAt = 0;
  #runs: Run[] = [];
  #calls: { readonly work: Work; readonly end: number }[] = [];
  #queue: Work[] = [];
  #order: readonly Batch[] = [];
  #reviewAt = 0;
  #micros = 0;
  #loads = 0;
  #forcedLoads = 0;
  #idleMs = 0;
  #wronglySent = 0;
  #overCap = 0;

  constructor(night: MadeNight, planner: Planner, forecaster: Forecaster, lastsMs: number) {
    this.#night = night;
    this.#planner = planner;
    this.#forecaster = forecaster;
    this.#lastsMs = lastsMs;
    this.#all = night.files.map((made) => {
      return { made, steps: made.steps, running: false, wasHeld: false, sentUntil: undefined };
    });
    this.#byId = new Map(this.#all.map((work) => [work.made.id, work]));
  }

  run(): Gone {
    while (this.#now < this.#lastsMs && this.#isOpen()) {
      if (this.#now >= this.#reviewAt) this.#plan();
      if (!this.#dispatch() && this.#runs.length === 0) {
        // Nothing of the plan can be done: perhaps a new one knows more.
        this.#plan();
        this.#dispatch();
      }
      this.#wait();
    }
    return {
      emptyAt: this.#isOpen() ? undefined : this.#now,
      micros: this.#micros,
      loads: this.#loads,
      forcedLoads: this.#forcedLoads,
      idleMs: this.#idleMs,
      wronglySent: this.#wronglySent,
      overCap: this.#overCap,
    };
  }

  #isOpen(): boolean {
    return this.#runs.length > 0 || this.#all.some(({ steps }) => steps.length > 0);
  }

  #facts(): NightFacts {
    const { consent, left, perFile, slots } = this.#night;
    const files: NightFile[] = this.#all
      .filter(({ steps }) => steps.length > 0)
      .map(({ made, steps, sentUntil }) => ({
        id: made.id,
        since: made.since,
        nature: made.nature,
        private: made.private,
        steps: steps.map((step) => this.#forecaster.step(step)),
        ...(made.offer === undefined ? {} : { offer: { micros: made.offer.micros, ms: made.offer.ms } }),
        ...(sentUntil === undefined ? {} : { sentUntil: Math.max(this.#now, sentUntil) }),
      }));
    const loading = Math.max(0, this.#loadedAt - this.#now);
    return {
      now: this.#now,
      closesAt: this.#lastsMs,
      files,
      models: new Map(
        [...this.#night.loadSeconds].map(([spec, seconds]) => [
          spec,
          { loadMs: seconds * 1000, slots, doubt: this.#forecaster.doubt(spec) },
        ]),
      ),
      loaded: this.#loaded,
      running:
        loading > 0
          ? Array.from({ length: slots }, () => ({ ms: loading, offMs: 0 }))
          : this.#runs.map(({ began, expected }) => leftOf(expected, this.#now - began)),
      purse: { consent, left: left - this.#micros, perFile, concurrency },
    };
  }

  #plan(): void {
    const { order, buyNow, reviewAt } = this.#planner(this.#facts());
    this.#order = order;
    this.#reviewAt = reviewAt;
    const kept = order.filter(({ held }) => held).flatMap(({ jobs }) => jobs);
    for (const { id } of kept) this.#byId.get(id)!.wasHeld = true;
    for (const id of buyNow) this.#send(this.#byId.get(id)!);
  }

  #send(work: Work): void {
    const { nature, private: isPrivate, offer } = work.made;
    if (nature === 'text' || isPrivate || offer === undefined) this.#wronglySent += 1;
    const { micros = 0, ms = 0 } = offer ?? {};
    if (micros > this.#night.perFile || this.#micros + micros > this.#night.left) {
      this.#overCap += 1;
      return;
    }
    this.#micros += micros;
    work.sentUntil = this.#now + ms;
    this.#queue.push(work);
    this.#call();
  }

  /** So many calls at once as the lane of the cloud makes. */
  #call(): void {
    while (this.#calls.length < concurrency) {
      const work = this.#queue.shift();
      if (work === undefined) return;
      const { ms = 0, trueMs = 0 } = work.made.offer ?? {};
      work.sentUntil = this.#now + ms;
      this.#calls.push({ work, end: this.#now + trueMs });
    }
  }

  /** Begins what can be begun now; false when there is nothing. */
  #dispatch(): boolean {
    let begun = false;
    while (this.#runs.length < this.#night.slots) {
      const next = this.#next();
      if (next === undefined || (next.spec !== this.#loaded && this.#runs.length > 0)) return begun;
      if (next.spec !== this.#loaded) this.#load(next);
      this.#begin(next);
      begun = true;
    }
    return begun;
  }

  #next() {
    for (const { spec, jobs } of this.#order) {
      for (const { id, tasks, ms, spread } of jobs) {
        const work = this.#byId.get(id)!;
        const [step] = work.steps;
        if (!work.running && step?.spec === spec && step.task === tasks[0] && !this.#isAway(work)) {
          return { spec, jobs, work, tasks, expected: { ms, spread } };
        }
      }
    }
    return undefined;
  }

  #isAway({ sentUntil, steps }: Work): boolean {
    return sentUntil !== undefined && steps.some(forCloud);
  }

  #load({ spec, jobs }: Pick<Batch, 'spec' | 'jobs'>): void {
    this.#loaded = spec;
    this.#loadedAt = this.#now + this.#night.loadSeconds.get(spec)! * 1000;
    this.#loads += 1;
    if (jobs.some(({ id }) => this.#byId.get(id)!.wasHeld)) this.#forcedLoads += 1;
  }

  #begin({ work, tasks, expected }: Begun): void {
    const done = work.steps.slice(0, tasks.length);
    work.steps = work.steps.slice(tasks.length);
    work.running = true;
    const began = Math.max(this.#now, this.#loadedAt);
    const ms = done.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
    this.#runs.push({ work, began, end: began + ms, expected, done });
  }

  /** Until the next thing happens. */
  #wait(): void {
    const reviews = this.#reviewAt > this.#now ? [this.#reviewAt] : [];
    const ends = [...this.#runs, ...this.#calls].map(({ end }) => end);
    const next = Math.min(this.#lastsMs, ...ends, ...reviews);
    if (this.#runs.length === 0) this.#idleMs += next - this.#now;
    this.#now = next;
    for (const { work, done } of this.#runs.filter(({ end }) => end <= next)) {
      work.running = false;
      for (const step of done) this.#forecaster.learn(step);
    }
    this.#runs = this.#runs.filter(({ end }) => end > next);
    for (const { work } of this.#calls.filter(({ end }) => end <= next)) {
      work.steps = work.steps.filter((step) => !forCloud(step));
    }
    this.#calls = this.#calls.filter(({ end }) => end > next);
    this.#call();
  }
}

/** Calls of the cloud at once, as settings have it by default. */
const concurrency = 2;
