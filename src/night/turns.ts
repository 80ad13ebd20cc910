/**
 * Follows a plan: which file may be taken up next, and which model has its turn. A model's turn ends when all that was
 * begun in it has ended, so that no two models push each other out of memory.
 */
import { runsBeside } from '../models/beside.ts';
import type { Clock } from '../types/clock.ts';
import { isSent } from './night-work.ts';
import type { NightPlan } from './plan.ts';

/** One model's part of the plan. */
interface Turn {
  readonly spec: string;
  /** Files that were not begun in it yet, in order. */
  readonly left: Set<string>;
}

/** For so long a file that was put back is waited for before its turn is passed, in milliseconds. */
const patienceMs = 10_000;
/** A file that was put back so often is done in one go. */
const mostTimes = 6;

/** The turns of one plan after the other. */
export class Turns {
  readonly #clock: Clock;
  #plan: NightPlan | undefined;
  #turns: Turn[] = [];
  readonly #toBuy = new Set<string>();
  /** What is in work, with the large model that it may use; undefined while it has used none. */
  readonly #running = new Map<string, string | undefined>();
  /** Files that were put back for another model, with when. */
  readonly #aside = new Map<string, { readonly spec: string; readonly since: number }>();
  readonly #times = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Follows this plan from now on, or none. */
  follow(plan: NightPlan | undefined): void {
    this.#plan = plan;
    this.#turns = (plan?.order ?? []).map(({ spec, jobs }) => ({
      spec,
      left: new Set(jobs.flatMap(({ id }) => (isSent(id) ? [] : [id]))),
    }));
    this.#toBuy.clear();
    for (const id of plan?.buyNow ?? []) this.#toBuy.add(id);
    if (plan !== undefined) return;
    this.#times.clear();
    this.#aside.clear();
  }

  /** Whether the plan in force knows this file. */
  knows(id: string): boolean {
    return this.#toBuy.has(id) || this.#turns.some(({ left }) => left.has(id));
  }

  /** How many files are to be bought now and were not taken up yet. */
  get toBuy(): number {
    return this.#toBuy.size;
  }

  /** Whether the plan in force would buy it now. */
  buys(id: string): boolean {
    return this.#toBuy.has(id);
  }

  /**
   * The files that may be taken up, in order; `others` are all that can be, for when the plan has nothing more to say.
   * Some of them may not be there any more.
   */
  *next(others: Iterable<string>): Generator<string> {
    yield* this.#toBuy;
    for (const { spec, left } of this.#turns) {
      if (left.size === 0) continue;
      if (this.#isTakenByAnother(spec)) return;
      yield* left;
      if (this.#awaits(left)) return;
    }
    for (const id of others) {
      const waitsFor = this.#aside.get(id)?.spec;
      if (waitsFor === undefined || !this.#isTakenByAnother(waitsFor)) yield id;
    }
  }

  /** A file is taken up. */
  begin(id: string): void {
    this.#aside.delete(id);
    if (this.#toBuy.delete(id)) {
      this.#running.set(id, undefined);
      return;
    }
    const at = this.#turns.findIndex(({ left }) => left.has(id));
    const turn = this.#turns[at];
    this.#running.set(id, turn && !runsBeside(turn.spec) ? turn.spec : undefined);
    turn?.left.delete(id);
    // Whoever comes late to a turn that is over waits for the next plan, which comes soon.
    if (turn && !runsBeside(turn.spec)) this.#turns = this.#turns.slice(at);
  }

  /** It came to rest, wherever. */
  end(id: string): void {
    this.#running.delete(id);
    if (this.#aside.has(id)) return;
    this.#toBuy.delete(id);
    for (const { left } of this.#turns) left.delete(id);
  }

  /** It was put back until this model has its turn. */
  setAside(id: string, spec: string): void {
    this.#aside.set(id, { spec, since: this.#clock.now() });
    this.#times.set(id, (this.#times.get(id) ?? 0) + 1);
  }

  /** Whether a file in work may not use `spec` now, since that would take another model's place in memory. */
  mustWait(id: string, spec: string): boolean {
    if (this.#plan === undefined || runsBeside(spec)) return false;
    const own = this.#running.get(id);
    if (own === spec || (this.#times.get(id) ?? 0) >= mostTimes) return false;
    const [turn] = this.#turns;
    const another = turn !== undefined && turn.left.size > 0 && turn.spec !== spec && !runsBeside(turn.spec);
    if (own !== undefined || another || this.#isTakenByAnother(spec)) return true;
    if (this.#running.has(id)) this.#running.set(id, spec);
    return false;
  }

  #isTakenByAnother(spec: string): boolean {
    if (runsBeside(spec)) return false;
    return [...this.#running.values()].some((other) => other !== undefined && other !== spec);
  }

  /** Whether any of these is about to turn up. */
  #awaits(ids: ReadonlySet<string>): boolean {
    const now = this.#clock.now();
    for (const [id, { since }] of this.#aside) {
      if (ids.has(id) && now >= since && now - since <= patienceMs) return true;
    }
    return false;
  }
}
