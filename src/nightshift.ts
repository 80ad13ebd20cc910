/** The composition root: opens a root as its owner, starts and stops its parts in order. */
import { availableParallelism } from 'node:os';
import { assemble, closeAll, type NightshiftOptions, type Parts } from './assembly.ts';
import { CloudLane } from './cloud-lane.ts';
import { checkOneFileSystem } from './folders/file-system.ts';
import { initRoot } from './folders/init.ts';
import { acquireOwner, type Ownership } from './folders/owner.ts';
import { serveOwner } from './folders/owner-socket.ts';
import { pruneFolders } from './folders/prune.ts';
import { memoryJobs } from './memory/jobs.ts';
import { MemoryLane } from './memory-lane.ts';
import { MorningReport } from './morning/morning-report.ts';
import { every } from './night/every.ts';
import { openSchedule } from './night/night-hours.ts';
import type { Schedule } from './night/schedule.ts';
import { NightLane } from './night-lane.ts';
import { obey } from './obey.ts';
import type { ActiveContents } from './processing/active-contents.ts';
import { ClosingTime } from './processing/closing-time.ts';
import { forgetTaken, releaseNeedy, releaseServed } from './processing/needs.ts';
import { retry } from './processing/retry.ts';
import { RunCount, runBoth } from './processing/run-all.ts';
import { type Admission, filesInWork, Work } from './processing/work.ts';
import { countFolders, LateCounts } from './report/counts.ts';
import type { Status } from './report/status.ts';
import { StatusKeeper } from './report/status-keeper.ts';
import { WorkingFiles } from './report/working-files.ts';
import { letHeapGrow } from './small-heap.ts';
import { statusOf } from './status-of.ts';
import { afterwards } from './types/afterwards.ts';
import type { Tell } from './types/event.ts';
import type { RunReport } from './types/run-report.ts';

/** How often settings are looked at, in milliseconds. */
const settingsMs = 2000;

/**
 * Opens a root: makes what is missing, becomes its owner, puts right what a dead owner left. Undefined when
 * another process owns it. Throws `NightshiftError` when the root cannot be used.
 */
export async function openNightshift(options: NightshiftOptions): Promise<Nightshift | undefined> {
  const { root } = options;
  await initRoot(root);
  await checkOneFileSystem(root);
  const owner = acquireOwner(root);
  if (!owner) return undefined;
  const closers: Parts['closers'] = [() => owner.release()];
  try {
    const nightshift = new Nightshift(await assemble(options, closers), owner);
    await nightshift.listen();
    return nightshift;
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** A root that this process owns. */
export class Nightshift {
  readonly #parts: Parts;
  readonly #owner: Pick<Ownership, 'isHeld'>;
  readonly #ended = Promise.withResolvers<void>();
  readonly #work: Work;
  readonly #lane: CloudLane;
  readonly #night: NightLane;
  readonly #memory: MemoryLane;
  readonly #morning: MorningReport;
  readonly #schedule: Schedule;
  readonly #working: WorkingFiles;
  readonly #counts: LateCounts;
  readonly #status: StatusKeeper;
  readonly #stopping = new AbortController();
  /** Runs that were asked for and last: while there is one, the hour does not matter. */
  readonly #runs = new Set<Promise<RunReport>>();
  #begun: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(parts: Parts, owner: Pick<Ownership, 'isHeld'>) {
    this.#owner = owner;
    const { root, clock, tools, watchers, onChange } = parts;
    this.#parts = parts;
    // At once, since a file that came waits for its claim; all others hear of it afterwards.
    onChange.add(() => this.#work.wake());
    onChange.add(afterwards(() => this.#status.changed()));
    this.#schedule = openSchedule(tools, {
      onTurn: (open) => {
        void this.#night.turn(open).then(() => this.#work.wake());
        this.#morning.turn(this.#schedule.state());
        this.#memory.wake();
      },
      running: () => this.#work.running,
    });
    const active: ActiveContents = new Map();
    this.#night = new NightLane(parts, {
      window: () => this.#schedule.state(),
      onPlan: () => {
        this.#work.wake();
        this.#status.changed();
      },
    });
    const filesAtOnce = filesInWork(availableParallelism());
    this.#work = new Work(tools, {
      filesAtOnce: () => filesAtOnce + this.#night.extraFiles,
      admission: () => this.#admission(),
      order: () => this.#night.order(),
      handle: (file, ownTools, signal) => this.#night.handle(file, active, ownTools, signal),
      closing: new ClosingTime({
        ...parts,
        isOpen: () => this.#isOpen(),
        opensAt: () => this.#schedule.state().opensAt,
      }),
    });
    this.#lane = new CloudLane(parts, active, (file) => this.#night.cloudErrand(file));
    this.#memory = new MemoryLane(parts, {
      isOpen: () => this.#schedule.state().open,
      isRunning: () => this.#runs.size > 0,
      work: this.#work,
      jobs: memoryJobs,
      onQuestions: () => this.#counts.changed(),
    });
    this.#morning = new MorningReport(parts, {
      listed: () => this.#begin(),
      status: () => this.status(),
      night: this.#night,
      work: this.#work,
    });
    this.#working = new WorkingFiles(() => clock.now());
    this.#counts = new LateCounts(root, clock, () => this.#status.changed());
    this.#status = new StatusKeeper(
      root,
      () => this.#statusToKeep(),
      (error) => {
        const message = `STATUS.md could not be written: ${String(error)}`;
        tools.tell({ type: 'notice', level: 'warn', message });
      },
    );
    watchers.add((event) => {
      this.#working.tell(event);
      if (event.type !== 'notice') this.#counts.changed();
    });
  }

  /** The zone in which every time is told: `local` or an IANA name. */
  get timeZone(): string {
    return this.#parts.settings.current.window.timeZone;
  }

  /** Answers other processes that would like something done here. */
  async listen(): Promise<void> {
    const { root, watchers, closers } = this.#parts;
    const served = await serveOwner(root, (request, tell) => obey(request, this, { watchers, tell, root }));
    closers.push(() => served.close());
  }

  /** Watches, works in the window and at once on `now/`, until `stop`. Resolves when it is under way. */
  async start(): Promise<void> {
    this.#schedule.start();
    await this.#begin();
    void this.#lane.begin();
    if (this.#stopped) return;
    this.#schedule.mayCatchUp();
    this.#memory.begin();
    this.#every(settingsMs, async () => {
      if (!this.#owner.isHeld()) return this.#lose();
      // As long as the night's work goes on, or the memory's behind it.
      this.#parts.awake.want(this.#isOpen() && (this.#work.running > 0 || this.#memory.isWorking));
      if (!this.#parts.settings.refresh()) return;
      const problem = this.#parts.settings.problem;
      const message = problem ?? 'settings.json has been read anew and is obeyed.';
      this.#parts.tools.tell({ type: 'notice', level: problem ? 'warn' : 'info', message });
      this.#schedule.look();
      releaseNeedy(this.#parts.tools);
      this.#work.wake();
      this.#status.changed();
      await this.#night.look();
    });
    this.#every(this.#parts.lookMs, async () => {
      await forgetTaken(this.#parts.tools);
      await releaseServed(this.#parts.tools);
      for (const lane of [this.#lane, this.#night]) await lane.look();
      this.#work.wake();
      this.#memory.wake();
    });
    this.#work.wake();
    await this.#status.write();
  }

  /** Resolves once it has stopped, or begun to. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Who takes `.nightshift/` away takes the lock away, and another process may have one of its own. */
  #lose(): void {
    const message =
      '.nightshift/ was taken away while this program ran, so it stops; start it again, and it makes a new one.';
    this.#parts.tools.tell({ type: 'notice', level: 'error', message });
    void this.stop();
  }

  /** Does all that waits now, whatever the hour; resolves when nothing more can be done now. See `remembered`. */
  run(): Promise<RunReport> {
    const running = this.#runOnce().finally(() => {
      this.#runs.delete(running);
      if (this.#runs.size === 0) this.#memory.afterRun();
    });
    this.#runs.add(running);
    return running;
  }

  /** Resolves when what a run left is in the memory, or when the minutes for that are over. */
  remembered(): Promise<void> {
    return this.#memory.settled();
  }

  async #runOnce(): Promise<RunReport> {
    const { tools, laneTools, availability, watchers } = this.#parts;
    await this.#begin();
    // What was sent before is asked after meanwhile: free work does not wait for a provider that is away.
    const laneBegun = this.#lane.begin();
    availability.forget();
    const { taken } = this.#lane.work;
    tools.waiting.release();
    laneTools.waiting.release();
    const count = new RunCount();
    const watcher: Tell = (event) => count.count(event);
    watchers.add(watcher);
    try {
      const options = { quietMs: () => tools.settings().stabilityMs, signal: this.#stopping.signal };
      const here = { waiting: tools.waiting, work: this.#work };
      const there = { waiting: laneTools.waiting, work: this.#lane.work };
      return await runBoth(here, { ...there, begun: laneBegun, taken }, count, options);
    } finally {
      watchers.delete(watcher);
    }
  }

  /** Moves what is named (all when nothing is) from failed/ back to ingest/; gives where it is now, below the root. */
  retry(paths: readonly string[], workingFolder: string): Promise<readonly string[]> {
    return retry(paths, workingFolder, this.#parts.tools);
  }

  /** What is written down is written again once the folders can be counted again, when they have changed since. */
  async #statusToKeep(): Promise<Status> {
    const status = await this.status();
    const { staleFor } = this.#counts;
    if (staleFor !== undefined && !this.#stopping.signal.aborted) this.#status.changed(staleFor);
    return status;
  }

  /** What is where, what is waited for, and what is in work. */
  async status(): Promise<Status> {
    const stopping = this.#stopping.signal.aborted;
    return statusOf(this.#parts, {
      window: this.#schedule.state(),
      missed: this.#schedule.missed,
      counts: await (stopping ? countFolders(this.#parts.root) : this.#counts.get()),
      working: this.#working.list(),
      owner: stopping ? undefined : process.pid,
      plan: this.#night.report(),
    });
  }

  /** Breaks off what is in work (nothing that is saved is lost), puts it back, and gives the root free. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    this.#ended.resolve();
    this.#schedule.stop();
    this.#night.stop();
    await Promise.all([this.#work.stop(), this.#lane.stop(), this.#memory.stop(), this.#morning.stop()]);
    await Promise.allSettled(this.#runs);
    await pruneFolders(this.#parts.root.processing);
    this.#working.clear();
    await this.#status.close();
    await closeAll(this.#parts.closers);
  }

  #begin(): Promise<void> {
    const { waiting } = this.#parts.tools;
    this.#begun ??= waiting.start().then(() => letHeapGrow(waiting.counts().waiting));
    return this.#begun;
  }

  #isOpen(): boolean {
    return this.#runs.size > 0 || this.#schedule.state().open;
  }

  #admission(): Admission {
    return this.#isOpen() && (this.#runs.size > 0 || this.#night.isReady) ? 'all' : 'urgent';
  }

  #every = (ms: number, act: () => unknown) => every(ms, act, this.#stopping.signal, this.#parts.tools.tell);
}
