/** The night's work: its plan, which file comes next by it, which are bought, and which wait for the turn of a model. */
import type { Parts } from './assembly.ts';
import { readBudget } from './cloud/budget.ts';
import { budgetStamp } from './cloud/closed-month.ts';
import type { WaitingFile } from './ingest/waiting-file.ts';
import type { RoutedTask } from './models/router.ts';
import { purchaseReason } from './night/explain.ts';
import { doersNow, gatherFacts } from './night/gather.ts';
import { Glances } from './night/glances.ts';
import { NightWork, sentId } from './night/night-work.ts';
import type { NightPlan } from './night/plan.ts';
import type { NightFacts, Purse } from './night/plan-facts.ts';
import { PlanKeeper } from './night/plan-keeper.ts';
import { planLarge } from './night/plan-large.ts';
import { planReport } from './night/plan-report.ts';
import { Turns } from './night/turns.ts';
import type { WindowState } from './night/window.ts';
import type { ActiveContents } from './processing/active-contents.ts';
import type { Errand } from './processing/errand.ts';
import { handleFile } from './processing/handle-file.ts';
import { patienceFor, settledWithin } from './processing/run-all.ts';
import { isBuyable } from './processing/stall.ts';
import { loadFact } from './processing/task-run.ts';
import type { WorkTools } from './processing/work-tools.ts';
import type { Status } from './report/status.ts';
import { isoWithOffset } from './report/times.ts';
import { afterwards } from './types/afterwards.ts';

/** Changes are looked at so long after the first of them, in milliseconds. */
const changesMs = 1000;
/** Looking takes this part of the time at most. */
const looksRest = 50;

/** Files that are moved to cloud/ at once. */
const mostMoves = 2;

/** What the lane needs besides the parts. */
export interface NightLaneOptions {
  readonly window: () => WindowState;
  /** There is another plan, or none any more. */
  readonly onPlan: () => void;
}

/** Follows the plan while the window is open; without a plan files come as they came. */
export class NightLane {
  readonly #parts: Parts;
  readonly #work: NightWork;
  readonly #turns: Turns;
  readonly #glances: Glances;
  readonly #keeper: PlanKeeper;
  #ground: string | undefined;
  #changes: NodeJS.Timeout | undefined;
  #lookMs = 0;
  readonly #stopping = new AbortController();

  constructor(parts: Parts, { window, onPlan }: NightLaneOptions) {
    const { root, clock, timers, tools, watchers, onChange } = parts;
    this.#parts = parts;
    this.#work = new NightWork(clock);
    this.#turns = new Turns(clock);
    this.#keeper = new PlanKeeper({
      clock,
      timers,
      window,
      gather: ({ closesAt }) => this.#gather(closesAt),
      onPlan: (plan) => {
        this.#turns.follow(plan);
        onPlan();
      },
      onError: (error) => {
        const message = `The night could not be planned (${String(error)}); files are worked on as they came.`;
        tools.tell({ type: 'notice', level: 'warn', message });
      },
    });
    this.#glances = new Glances({
      folder: root.ingest,
      ready: () => ordinary(tools.waiting.ready()),
      readers: tools.readers,
      onKnown: () => this.#keeper.changed(),
    });
    watchers.add((event) => this.#work.watch(event));
    onChange.add(afterwards(() => this.#glances.wake()));
    onChange.add(afterwards(() => this.#lookForArrivals()));
  }

  /** Whether the window's work may begin: its plan is there. */
  get isReady(): boolean {
    return this.#keeper.isReady;
  }

  /** Files that may be in work besides those that models work on: what is bought is only moved. */
  get extraFiles(): number {
    return Math.min(mostMoves, this.#turns.toBuy);
  }

  /** The window has opened or closed. Resolves when there is a plan, or none. */
  async turn(open: boolean): Promise<void> {
    this.#work.forgive();
    if (!open) {
      this.#work.lapse();
      return this.#keeper.close();
    }
    await this.#keeper.open();
    this.#ground = await this.#groundNow();
  }

  /** What may be taken up, in order, `now/` first; some of it may be gone. */
  *order(): Generator<string> {
    const { waiting } = this.#parts.tools;
    for (const { path, place } of waiting.ready()) {
      if (!place.urgent) break;
      yield path;
    }
    yield* this.#turns.next(pathsOf(waiting.ready()));
  }

  /** Handles a file that was taken from ingest/, as the plan has it. */
  async handle(
    file: WaitingFile,
    active: ActiveContents,
    tools: WorkTools,
    signal: AbortSignal,
  ): Promise<void> {
    const { plan } = this.#keeper;
    const asItComes = () => handleFile(file, active, tools, signal);
    if (plan === undefined) return this.#glances.after(asItComes);
    if (file.place.urgent) return asItComes();
    const errand = this.#errandOf(file, plan);
    this.#work.begin(file, errand.purchase);
    this.#turns.begin(file.path);
    try {
      await handleFile(file, active, { ...tools, errand }, signal);
    } finally {
      this.#work.end(file.path);
      this.#turns.end(file.path);
    }
  }

  #errandOf(file: WaitingFile, plan: NightPlan): Errand {
    const { path } = file;
    const zone = this.#parts.settings.current.window.timeZone;
    return {
      purchase: this.#turns.buys(path) ? purchaseReason(plan, zone) : undefined,
      // What is to be bought by now is not begun here any more.
      mustWait: (task, spec) =>
        (isBuyable(task) && this.#turns.buys(path)) || this.#mustWait(path, task, spec),
      opened: ({ sha256, kind }) => {
        if (kind !== 'empty' && kind.supported) this.#work.opened(path, { sha256, nature: kind.kind });
      },
      read: (extent) => this.#glances.learn(file, extent),
      setAside: ({ task, spec }, source) => {
        this.#work.setAside(path, source, task);
        this.#turns.setAside(source, spec);
      },
      turnedBack: () => this.#work.turnedBack(path),
    };
  }

  /** Vectors, which are only welcome, are left to the memory, which makes what is missing when all else is done. */
  #mustWait(id: string, task: RoutedTask, spec: string): boolean {
    return (task === 'embed' && this.#keeper.plan !== undefined) || this.#turns.mustWait(id, spec);
  }

  /** The errand of a file in cloud/. */
  cloudErrand({ path }: WaitingFile): Errand {
    const work = this.#work;
    return {
      get purchase() {
        return work.reasonOf(path);
      },
      mustWait: (task, spec) => this.#mustWait(sentId(path), task, spec),
      opened: () => undefined,
      read: () => undefined,
      setAside: ({ task }, source) => work.cameHome(path, source, task),
      turnedBack: () => {
        work.turnedBack(path);
        this.#keeper.changed();
      },
    };
  }

  /** Plans anew when the budget, the settings or the models that are there have changed. */
  async look(): Promise<void> {
    if (!this.#keeper.isReady) return;
    const ground = await this.#groundNow();
    if (ground === this.#ground) return;
    this.#ground = ground;
    this.#work.forgive();
    this.#keeper.changed();
  }

  async #groundNow(): Promise<string> {
    const { root, settings, tools } = this.#parts;
    const { models, cloud, window } = settings.current;
    const doers = [await doersNow(tools.router, false), await doersNow(tools.router, true)];
    const able = doers.map((each) => [...each]);
    return JSON.stringify([budgetStamp(root.budgetFile), models, cloud, window, able]);
  }

  /** The plan in force. */
  report(): Status['plan'] {
    const { plan } = this.#keeper;
    return plan && planReport(plan, this.#parts.settings.current.window.timeZone);
  }

  /** How a window to come would go, with what waits now. Milliseconds since the epoch. */
  async forecast({ opensAt, closesAt }: Pick<WindowState, 'opensAt' | 'closesAt'>): Promise<Status['plan']> {
    const { timeZone } = this.#parts.settings.current.window;
    return planReport(planLarge(await this.#facts(opensAt, closesAt)), timeZone);
  }

  /** Plans nothing more. */
  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#changes);
    this.#glances.stop();
    this.#keeper.close();
  }

  /** A plan that does not know all that waits is made anew; looked at once for many changes. */
  #lookForArrivals(): void {
    if (this.#keeper.plan === undefined || this.#stopping.signal.aborted) return;
    this.#changes ??= setTimeout(
      () => {
        this.#changes = undefined;
        const began = performance.now();
        if (this.#hasArrivals()) this.#keeper.changed();
        this.#lookMs = performance.now() - began;
      },
      changesMs + looksRest * this.#lookMs,
    );
  }

  #hasArrivals(): boolean {
    for (const { path, place } of this.#parts.tools.waiting.ready()) {
      if (!place.urgent && !this.#turns.knows(path)) return true;
    }
    return false;
  }

  async #gather(closesAt: number): Promise<NightFacts> {
    const { clock, tools } = this.#parts;
    const { waiting } = tools;
    // What lay there when the program was started in the window has to be quiet at first.
    const patience = patienceFor(tools.settings().stabilityMs);
    if (!this.#keeper.isReady) {
      await settledWithin(waiting, patience, this.#stopping.signal);
      await this.#glances.settled();
    }
    const facts = await this.#facts(clock.now(), closesAt);
    this.#work.offered(facts.files);
    return facts;
  }

  #facts(now: number, closesAt: number): Promise<NightFacts> {
    const { cloud, tools } = this.#parts;
    const { journal, router, waiting } = tools;
    return gatherFacts({
      now,
      closesAt,
      work: this.#work.now(ordinary(waiting.ready()), (sha256) => journal.savedTasks(sha256), this.#glances),
      measurements: journal.measurements.all(),
      router,
      offer: (tasks) => cloud.shop.offers.of(tasks),
      purse: this.#purse(now),
      loaded: this.#work.loaded,
      loadMs: (spec) => {
        const seconds = journal.fact(loadFact(spec));
        return seconds === undefined ? undefined : Number(seconds) * 1000;
      },
    });
  }

  /** What may be spent at a moment, now or to come; nothing while budget.json cannot be obeyed. */
  #purse(at: number): Purse {
    const { root, clock, cloud, settings } = this.#parts;
    const { cloud: limits, window } = settings.current;
    const { concurrency } = limits;
    const parsed = readBudget(root.budgetFile);
    if (!parsed.ok) return { consent: false, left: 0, perFile: 0, concurrency };
    const { perDay, perMonth, perFile, cloud: consent } = parsed.budget;
    const { period, day, month } = cloud.ledger.totals();
    const isAnotherDay = at > clock.now() && isoWithOffset(at, window.timeZone).slice(0, 10) > period.day;
    const spentThatDay = isAnotherDay ? 0 : day.spent;
    const free = Math.min(perDay - spentThatDay - day.held, perMonth - month.spent - month.held);
    const toPay = this.#work.toPay((sha256) => cloud.shop.hasSent(sha256));
    return { consent, left: Math.max(0, free - toPay), perFile, concurrency };
  }
}

function* pathsOf(files: Iterable<WaitingFile>): Generator<string> {
  for (const { path } of files) yield path;
}

/** What lies in `now/` is done at once, whatever the plan. */
function* ordinary(files: Iterable<WaitingFile>): Generator<WaitingFile> {
  for (const file of files) if (!file.place.urgent && file.type === 'file') yield file;
}
