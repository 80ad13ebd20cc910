/** Keeps the plan of the night current: made when the window opens, and again when it is due or facts have changed. */
import type { Timers } from '../ingest/waiting-options.ts';
import type { Clock } from '../types/clock.ts';
import type { NightPlan } from './plan.ts';
import type { NightFacts } from './plan-facts.ts';
import { planLarge } from './plan-large.ts';
import type { WindowState } from './window.ts';

/** What a plan is made with. */
export interface PlanKeeperOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly window: () => WindowState;
  /** The facts as they stand now; rejects when they cannot be had. */
  readonly gather: (window: WindowState) => Promise<NightFacts>;
  /** There is another plan, or none any more. */
  readonly onPlan: (plan: NightPlan | undefined) => void;
  readonly onError: (error: unknown) => void;
}

/** Plans are so far apart at least, in milliseconds, and so many times as far as it takes to make one. */
const pauseMs = 5000;
const restFactor = 20;
/** After a mistake it is tried again, in milliseconds. */
const afterErrorMs = 60_000;

/** One plan at a time. */
export class PlanKeeper {
  readonly #options: PlanKeeperOptions;
  #plan: NightPlan | undefined;
  /** Counts the windows, so that a plan that comes too late is dropped. */
  #night = 0;
  #isOpen = false;
  #isReady = false;
  #making: Promise<void> | undefined;
  #again = false;
  #notBefore = 0;
  #timer: unknown;

  constructor(options: PlanKeeperOptions) {
    this.#options = options;
  }

  /** The plan in force; there is none outside of the window. */
  get plan(): NightPlan | undefined {
    return this.#plan;
  }

  /** Whether the window is open and its first plan is there, or could not be made. */
  get isReady(): boolean {
    return this.#isOpen && this.#isReady;
  }

  /** The window has opened, or another one follows. Resolves when there is a plan, or none could be made. */
  open(): Promise<void> {
    this.#night += 1;
    if (!this.#isOpen) this.#isReady = false;
    this.#isOpen = true;
    this.#notBefore = 0;
    return this.#make();
  }

  /** The window has closed. */
  close(): void {
    this.#night += 1;
    this.#isOpen = false;
    this.#options.timers.clearTimeout(this.#timer);
    this.#set(undefined);
  }

  /** Something that the plan rests on may be different: it is made anew soon, once for many such changes. */
  changed(): void {
    if (!this.#isOpen) return;
    if (this.#making) this.#again = true;
    else this.#planAt(this.#notBefore);
  }

  #planAt(at: number): void {
    const { clock, timers } = this.#options;
    timers.clearTimeout(this.#timer);
    this.#timer = timers.setTimeout(() => void this.#make(), Math.max(0, at - clock.now()));
  }

  #make(): Promise<void> {
    if (!this.#isOpen) return Promise.resolve();
    this.#again = this.#making !== undefined;
    this.#making ??= this.#makeNow().finally(() => {
      this.#making = undefined;
      if (this.#isOpen && this.#again) this.#planAt(this.#notBefore);
    });
    return this.#making;
  }

  async #makeNow(): Promise<void> {
    const { clock, window, gather, onError } = this.#options;
    const night = this.#night;
    const began = performance.now();
    let next = clock.now() + afterErrorMs;
    try {
      const facts = await gather(window());
      if (night !== this.#night) return this.#makeForThisNight();
      const plan = planLarge(facts);
      next = plan.reviewAt;
      this.#isReady = true;
      this.#set(plan);
    } catch (error) {
      if (night !== this.#night) return this.#makeForThisNight();
      this.#isReady = true;
      this.#set(undefined);
      onError(error);
    }
    this.#notBefore = clock.now() + Math.max(pauseMs, restFactor * (performance.now() - began));
    this.#planAt(Math.max(next, this.#notBefore));
  }

  /** Another window has opened meanwhile, or none is open any more. */
  async #makeForThisNight(): Promise<void> {
    if (this.#isOpen) await this.#makeNow();
  }

  #set(plan: NightPlan | undefined): void {
    if (plan === undefined && this.#plan === undefined) return;
    this.#plan = plan;
    this.#options.onPlan(plan);
  }
}
