/** The lane of the memory: when what was read is taken into the index, and when the jobs of the memory have their turn. */
import type { Parts } from './assembly.ts';
import { type AnswerDeeply, type DeskTools, QuestionDesk } from './memory/ask/desk.ts';
import { isDamaged } from './memory/cache-database.ts';
import { answerDeeply } from './memory/deep/answer-deeply.ts';
import type { MemoryIndex } from './memory/index.ts';
import type { MemoryJob, MemoryTools } from './memory/job.ts';
import { KeptIndex } from './memory/kept-index.ts';
import { SettledNotes } from './memory/settled-notes.ts';
import type { Work } from './processing/work.ts';
import { afterwards } from './types/afterwards.ts';
import type { NightshiftEvent } from './types/event.ts';

/** How soon the jobs are asked again when nothing seems to have changed: logs grow, and models come back. */
const restMs = 600_000;
/** The time between two listings of done/, and how many times longer it is than a listing takes. In milliseconds. */
const listing = { restMs: 60_000, restFactor: 50 } as const;
/** For how long the memory works on after a run by day, in milliseconds. */
const afterRunMs = 300_000;

/** What a lane asks the rest of the program. */
export interface MemoryLaneOptions {
  /** Whether it is night. */
  readonly isOpen: () => boolean;
  /** Whether a run is under way: the memory has its turn behind it. */
  readonly isRunning: () => boolean;
  readonly work: Pick<Work, 'running' | 'idle'>;
  /** Makes the jobs, in their order; the first brings the index up to date with a listing of done/. */
  readonly jobs: (tools: MemoryTools, desk: QuestionDesk) => readonly MemoryJob[];
  /** Other questions lie in ask/ than before. */
  readonly onQuestions: () => void;
}

interface Round {
  /** Whether it is all jobs, or a listing of done/ alone, which may be at any hour. */
  readonly kind: 'all' | 'listing';
  readonly interrupt: AbortController;
  readonly ended: Promise<void>;
}

/** Files go first: a round of jobs is broken off when one arrives, and begun again once it is done. */
export class MemoryLane {
  readonly #parts: Parts;
  readonly #options: MemoryLaneOptions;
  readonly #index: KeptIndex;
  readonly #tools: MemoryTools;
  readonly #desk: QuestionDesk;
  readonly #notes: SettledNotes;
  readonly #stopping = new AbortController();
  /** What went wrong with each job when it was told last. */
  readonly #told = new Map<string, string>();
  #made: { readonly index: MemoryIndex; readonly jobs: readonly MemoryJob[] } | undefined;
  #round: Round | undefined;
  #begun = false;
  #waitsForIdle = false;
  #damaged = false;
  /** When all jobs, and when a listing are due. Milliseconds since the epoch. */
  #dueAt = 0;
  #listAt: number;
  #afterRun: (PromiseWithResolvers<void> & { readonly timer: NodeJS.Timeout }) | undefined;

  constructor(parts: Parts, options: MemoryLaneOptions) {
    this.#parts = parts;
    this.#options = options;
    const { root, clock, watchers, onChange } = parts;
    this.#listAt = clock.now() + listing.restMs;
    this.#index = new KeptIndex(root.indexFile);
    this.#tools = toolsOf(parts, this.#index);
    this.#desk = new QuestionDesk(deskTools(parts, this.#index, options));
    this.#notes = new SettledNotes({
      tools: () => ({ root, index: this.#index.current, now: () => clock.now() }),
      onError: (error) => this.#trouble('the search index', error),
    });
    watchers.add((event) => this.#heard(event));
    onChange.add(afterwards(() => this.wake()));
  }

  /** Whether the jobs have their turn now. */
  get isWorking(): boolean {
    return this.#round?.kind === 'all';
  }

  /** It is known what waits in ingest/: from now on the memory may work, and ask/ is watched. */
  begin(): void {
    this.#begun = true;
    this.#desk.begin().catch((error: unknown) => this.#trouble('ask/', error));
    this.wake();
  }

  /** Something has turned: begins, goes on or breaks off, as files, hour and clock want it. */
  wake(): void {
    if (!this.#begun || this.#stopping.signal.aborted) return;
    const isBusy = this.#options.work.running > 0;
    if (isBusy) void this.#wakeWhenIdle();
    const kind = isBusy || this.#options.isRunning() ? undefined : this.#dueNow();
    if (!this.#round && kind) this.#begin(kind);
    else if (this.#round && (isBusy || (this.#round.kind === 'all' && !this.#mayWork()))) {
      this.#round.interrupt.abort();
    }
  }

  /** A run has ended: its results have their turn, whatever the hour, for a few minutes at most. */
  afterRun(): void {
    if (this.#stopping.signal.aborted) return;
    this.#dueAt = 0;
    clearTimeout(this.#afterRun?.timer);
    const timer = setTimeout(() => this.#endAfterRun(), afterRunMs);
    this.#afterRun = { ...(this.#afterRun ?? Promise.withResolvers<void>()), timer };
    this.begin();
  }

  /** Resolves when the turn after a run has ended; at once when there is none. */
  async settled(): Promise<void> {
    await this.#afterRun?.promise;
  }

  /** Breaks off what is in work (every finished step is kept) and closes the index. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#round?.interrupt.abort();
    await Promise.all([this.#desk.stop(), this.#round?.ended, this.#notes.stop()]);
    this.#endAfterRun();
    this.#index.close();
  }

  #heard(event: NightshiftEvent): void {
    if (event.type === 'done') {
      this.#dueAt = 0;
      this.#notes.add(event.note);
    }
    if (event.type === 'done' || event.type === 'failed' || event.type === 'waiting') this.wake();
  }

  async #wakeWhenIdle(): Promise<void> {
    if (this.#waitsForIdle) return;
    this.#waitsForIdle = true;
    await this.#options.work.idle();
    this.#waitsForIdle = false;
    this.wake();
  }

  #mayWork(): boolean {
    if (this.#options.work.running > 0 || this.#options.isRunning()) return false;
    return this.#afterRun !== undefined || (this.#options.isOpen() && this.#readyFiles() === 0);
  }

  #readyFiles(): number {
    return this.#parts.tools.waiting.counts().ready;
  }

  #dueNow(): Round['kind'] | undefined {
    const now = this.#parts.clock.now();
    if (now >= this.#dueAt && this.#mayWork()) return 'all';
    return now >= this.#listAt ? 'listing' : undefined;
  }

  #begin(kind: Round['kind']): void {
    const { clock } = this.#parts;
    const interrupt = new AbortController();
    this.#dueAt = kind === 'all' ? clock.now() + restMs : this.#dueAt;
    const ended = this.#work(kind, interrupt.signal).then(() => {
      this.#round = undefined;
      // Broken off: it is begun again as soon as may be.
      if (interrupt.signal.aborted && kind === 'all') this.#dueAt = 0;
      else if (kind === 'all') this.#endAfterRun();
      this.wake();
    });
    this.#round = { kind, interrupt, ended };
  }

  async #work(kind: Round['kind'], signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    for (const [at, job] of this.#jobs().entries()) {
      if (signal.aborted || (kind === 'listing' && at > 0)) return;
      const begun = clock.now();
      try {
        await job.run(signal);
        this.#told.delete(job.name);
      } catch (error) {
        if (!signal.aborted) this.#trouble(job.name, error);
      }
      const took = clock.now() - begun;
      if (at === 0) this.#listAt = clock.now() + Math.max(listing.restMs, took * listing.restFactor);
    }
  }

  /** The jobs, each made once for an index. */
  #jobs(): readonly MemoryJob[] {
    try {
      if (this.#damaged) this.#index.discard();
      this.#damaged = false;
      this.#index.renew();
      const index = this.#index.current;
      if (this.#made?.index !== index) {
        this.#made = { index, jobs: this.#options.jobs({ ...this.#tools, index }, this.#desk) };
      }
      return this.#made.jobs;
    } catch (error) {
      this.#listAt = this.#parts.clock.now() + listing.restMs;
      this.#trouble('the search index', error);
      return [];
    }
  }

  /** One job's trouble is told once, and never another's. */
  #trouble(name: string, error: unknown): void {
    // Thrown away when nobody uses it: another job may be in the middle of it.
    if (isDamaged(error)) this.#damaged = true;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#told.get(name) === reason) return;
    this.#told.set(name, reason);
    const message = `The memory could not work on ${name} (${reason}); it is tried again later.`;
    this.#parts.tools.tell({ type: 'notice', level: 'warn', message });
  }

  #endAfterRun(): void {
    clearTimeout(this.#afterRun?.timer);
    const ended = this.#afterRun;
    this.#afterRun = undefined;
    this.wake();
    void (this.#round?.ended ?? Promise.resolve()).then(() => ended?.resolve());
  }
}

/** `index` is always the current one. */
function toolsOf({ root, clock, settings, tools }: Parts, kept: KeptIndex): MemoryTools {
  const { router, tell, journal } = tools;
  return {
    ...{ root, clock, settings: () => settings.current, router, tell },
    get index() {
      return kept.current;
    },
    isPrivate: (sha256) => journal.content(sha256)?.private === true,
  };
}

function deskTools(parts: Parts, kept: KeptIndex, { onQuestions }: MemoryLaneOptions): DeskTools {
  const tools = toolsOf(parts, kept);
  return Object.assign(tools, {
    mover: parts.tools.mover,
    timers: parts.timers,
    onChange: onQuestions,
    // Made for each question, by the index of then.
    deep: (...asked: Parameters<AnswerDeeply>) => answerDeeply(tools, parts.cloud.joins)(...asked),
  });
}
