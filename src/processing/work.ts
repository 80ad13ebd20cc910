/** The work itself: takes waiting files in their order, a bounded number at once, for as long as it may. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import { afterwards } from '../types/afterwards.ts';
import { type Failure, NightshiftError, systemCode } from '../types/failure.ts';
import type { ClosingTime, FileInWork } from './closing-time.ts';
import { recoverClaim } from './recover.ts';
import { Unfinished } from './unfinished.ts';
import type { WorkTools } from './work-tools.ts';

/** Which files may be taken up now: every one, only what lies in `now/`, or none. */
export type Admission = 'all' | 'urgent' | 'none';

/** How long the work rests after the root itself failed (a full disk, a lost share). */
const restMs = 30_000;

/** How soon a file that cannot be moved where it lies is tried again. */
const ownRestMs = 60_000;

/** How often a claim is tried to be put right before it is left to the next start. */
const mostTries = 3;

/** Files beyond those that the processors read: two have a call at a model, two are read and wait for theirs, and two are on their way to the disk. */
const readAhead = 6;

/** Files to have in work at once, so that a model never waits for one to be read. All of them are in memory. */
export function filesInWork(processors: number): number {
  return processors + readAhead;
}

/** What the loop needs besides the tools. */
export interface WorkOptions {
  /** Files in work at once. The folder is the buffer for all others. */
  readonly filesAtOnce: () => number;
  /** Asked before every claim. */
  readonly admission: () => Admission;
  /** Which files may be taken up, in order, when all may; some may be gone. As they came when it is left out. */
  readonly order?: () => Iterable<string>;
  /** What is done with each file. Throws only what is wrong with the root itself. */
  readonly handle: (file: WaitingFile, tools: WorkTools, signal: AbortSignal) => Promise<void>;
  /** Asked whenever something has changed; it breaks off what must not go on. Work at any hour has none. */
  readonly closing?: ClosingTime;
}

/** Works until it is stopped. */
export class Work {
  readonly #tools: WorkTools;
  readonly #options: WorkOptions;
  readonly #inFlight = new Map<Promise<void>, FileInWork>();
  readonly #stopping = new AbortController();
  readonly #wakeAgain = afterwards(() => this.wake());
  #idleWaiters: (() => void)[] = [];
  #resting = false;
  #troubles = 0;
  #taken = 0;

  constructor(tools: WorkTools, options: WorkOptions) {
    this.#tools = tools;
    this.#options = options;
  }

  /** Files in work now. */
  get running(): number {
    return this.#inFlight.size;
  }

  /** How often the root itself has failed so far. */
  get troubles(): number {
    return this.#troubles;
  }

  /** How many files were taken up so far; one that was put back counts each time. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Something may be there to do: takes up a file, and as many more as may be once that one has come as far as it can
   * without waiting, which is to its claim.
   */
  wake(): void {
    const file = this.#mayTake() ? this.#next() : undefined;
    if (file) {
      this.#takeUp(file);
      this.#wakeAgain();
      return;
    }
    this.#options.closing?.look(() => this.#inFlight.values());
    if (this.#inFlight.size === 0) {
      for (const tell of this.#idleWaiters.splice(0)) tell();
    }
  }

  /** Resolves when nothing is in work and nothing that may be taken up is ready. */
  idle(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idleWaiters.push(resolve);
    this.wake();
    return promise;
  }

  /** Takes up nothing more, breaks off what is in work (saved results stay) and waits until all of it is put back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { stop } of this.#inFlight.values()) stop.abort();
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight.keys());
    this.wake();
  }

  #mayTake(): boolean {
    const filesAtOnce = this.#options.filesAtOnce();
    return !this.#stopping.signal.aborted && !this.#resting && this.#inFlight.size < filesAtOnce;
  }

  #next(): WaitingFile | undefined {
    const admission = this.#options.admission();
    if (admission === 'none') return undefined;
    const { waiting } = this.#tools;
    const { order } = this.#options;
    if (admission === 'all' && order) {
      for (const path of order()) {
        const file = waiting.take(path);
        if (file) return file;
      }
      return undefined;
    }
    return waiting.takeFirst(admission);
  }

  #takeUp(file: WaitingFile): void {
    this.#taken += 1;
    const stop = new AbortController();
    const { signal } = stop;
    const handled = this.#options
      .handle(file, this.#tools, signal)
      .catch((error: unknown) => this.#trouble(file, error, signal))
      .finally(() => {
        this.#inFlight.delete(handled);
        this.wake();
      });
    this.#inFlight.set(handled, { file, stop });
  }

  /** The root itself failed: nothing is lost, the work rests a while, and the person is told. */
  async #trouble(file: WaitingFile, error: unknown, signal: AbortSignal): Promise<void> {
    // Broken off before anything was claimed, because the work or the night ends.
    if (signal.aborted && !(error instanceof Unfinished)) return this.#tools.waiting.putBack(file.path);
    const cause = error instanceof Unfinished ? error.cause : error;
    const failure = ownFailure(file.path, cause);
    if (failure) return this.#putRight(file, error, failure);
    this.#troubles += 1;
    const message = `${troubleText(cause)} while "${file.path}" was worked on; it is kept and tried again in half a minute.`;
    this.#tools.tell({ type: 'notice', level: 'error', message });
    this.#resting = true;
    await this.#rest();
    this.#resting = false;
    // What is wrong with this one file must not keep the others waiting.
    this.wake();
    await this.#putRight(file, error);
  }

  async #rest(): Promise<void> {
    const { signal } = this.#stopping;
    await delay(restMs, undefined, { signal, ref: false }).catch(() => undefined);
  }

  /** Puts the claim right as a start would, or, where that cannot be done, leaves it to the next start. */
  async #putRight(file: WaitingFile, error: unknown, failure?: OwnFailure): Promise<void> {
    const { waiting, journal, held, clock } = this.#tools;
    for (let tries = 1; ; tries += 1) {
      try {
        const place = error instanceof Unfinished ? error.place : undefined;
        const claim = journal.claims().find((one) => one.place === place);
        if (claim) await recoverClaim(claim, this.#tools);
        if (!failure) return waiting.putBack(file.path);
        const until = clock.now() + ownRestMs;
        held.hold(file.path, { why: failure.reason, hint: failure.hint, until });
        return waiting.postpone(file.path, until);
      } catch {
        if (this.#stopping.signal.aborted || tries === mostTries) return waiting.claimed(file.path);
      }
      await this.#rest();
    }
  }
}

type OwnFailure = Pick<Failure, 'reason' | 'hint'>;

/** What is wrong with this file's own place, where the error says nothing about the root. */
function ownFailure(path: string, cause: unknown): OwnFailure | undefined {
  const code = systemCode(cause);
  if (cause instanceof NightshiftError && code === 'not-permitted') return cause;
  if (code !== 'ENOTDIR' && code !== 'EEXIST') return undefined;
  return {
    reason: `A file has the name of a folder that "${path}" needs in processing/, done/ or failed/.`,
    hint: 'Rename that file or this folder; it is then picked up by itself.',
  };
}

function troubleText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const full =
    systemCode(error) === 'ENOSPC' || systemCode(error) === 'disk-full' || /disk is full/i.test(text);
  return full ? 'The disk is full' : `Something went wrong (${text})`;
}
