/** Processes with limits from outside: whatever a file does to the one that reads it, only that file fails. */
import pLimit from 'p-limit';
import type { Failure } from '../types/failure.ts';
import type { FileToRead } from './contract.ts';
import { aborted, crashed, notStarted, outOfMemory, timedOut } from './failures.ts';
import { type FileLimits, restingMegabytes } from './limits.ts';
import { NoAnswer, ReadingProcess } from './reading-process.ts';

/** What one job may use. */
export type JobLimits = Pick<FileLimits, 'seconds' | 'memory'>;

/** Why a job gave no result. */
export interface JobFailure {
  readonly ok: false;
  readonly failure: Failure;
  readonly retryable: boolean;
}

/** Milliseconds after which a process without work ends; starting one takes a tenth of a second. */
const longestRest = 30_000;

/** Milliseconds that starting one may take on a machine that is busy with other things. */
const longestStart = 60_000;

/** What a pool is made with. */
export interface PoolOptions {
  /** The module that does the jobs; its default export takes a job and never throws. */
  readonly worker: URL;
  /** Jobs at once. */
  readonly processes: number;
  readonly limits: (file: FileToRead) => JobLimits;
  /** Mebibytes of JavaScript heap of each process; the usual ones when it is left out. */
  readonly heap?: number;
}

/** Runs jobs that concern one file each, every one in a process that it has to itself. */
export class ReadingPool {
  readonly #options: PoolOptions;
  readonly #queue: ReturnType<typeof pLimit>;
  readonly #closing = new AbortController();
  readonly #all = new Set<ReadingProcess>();
  readonly #resting = new Map<ReadingProcess, NodeJS.Timeout>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = pLimit(options.processes);
  }

  /** The job's result, or the failure that stopped its process; at once when `signal` fires. Never rejects. */
  async run<Result>(
    job: { readonly file: FileToRead },
    signal: AbortSignal,
    limits = this.#options.limits(job.file),
  ): Promise<Result | JobFailure> {
    const stopped = AbortSignal.any([signal, this.#closing.signal]);
    const failure: JobFailure = { ok: false, failure: aborted(job.file), retryable: true };
    if (stopped.aborted) return failure;
    const { promise, resolve } = Promise.withResolvers<JobFailure>();
    const stop = (): void => resolve(failure);
    stopped.addEventListener('abort', stop);
    const result = this.#queue(() =>
      stopped.aborted ? failure : this.#runNow<Result>(job, limits, stopped),
    );
    return Promise.race([result, promise]).finally(() => stopped.removeEventListener('abort', stop));
  }

  /** Stops all processes; jobs under way or to come fail as aborted. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#resting.clear();
    await Promise.all([...this.#all].map((one) => this.#end(one)));
  }

  async #runNow<Result>(
    job: { readonly file: FileToRead },
    limits: JobLimits,
    stopped: AbortSignal,
  ): Promise<Result | JobFailure> {
    try {
      return await this.#runIn<Result>(this.#rested() ?? this.#start(), job, limits, stopped);
    } catch (error) {
      return failureOfEnd(job.file, error);
    }
  }

  async #runIn<Result>(
    one: ReadingProcess,
    job: { readonly file: FileToRead },
    { seconds, memory }: JobLimits,
    stopped: AbortSignal,
  ): Promise<Result | JobFailure> {
    const { file } = job;
    one.hold(true);
    const stop = (): void => one.kill();
    stopped.addEventListener('abort', stop);
    // One that hangs while it starts is no fault of the file.
    let timer = setTimeout(() => one.kill(), longestStart);
    let isLate = false;
    try {
      await one.ready;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isLate = true;
        one.kill();
      }, seconds * 1000);
      const answer = (await one.run({ job, memory })) as Result;
      this.#rest(one);
      return answer;
    } catch (error) {
      void this.#end(one);
      if (isLate) return { ok: false, failure: timedOut(file, seconds), retryable: true };
      throw error;
    } finally {
      clearTimeout(timer);
      stopped.removeEventListener('abort', stop);
    }
  }

  #start(): ReadingProcess {
    const one = new ReadingProcess(this.#options.worker, this.#options.heap);
    this.#all.add(one);
    void one.ended.then(() => {
      this.#all.delete(one);
      clearTimeout(this.#resting.get(one));
      this.#resting.delete(one);
    });
    return one;
  }

  /** The process that has rested for the shortest time: the others may come to their end. */
  #rested(): ReadingProcess | undefined {
    // One that has just died is not to be blamed on the next file.
    const one = [...this.#resting.keys()].findLast(({ isAlive }) => isAlive);
    if (one === undefined) return undefined;
    clearTimeout(this.#resting.get(one));
    this.#resting.delete(one);
    return one;
  }

  #rest(one: ReadingProcess): void {
    if (one.resident > restingMegabytes || this.#closing.signal.aborted) return void this.#end(one);
    one.hold(false);
    const timer = setTimeout(() => void this.#end(one), longestRest);
    this.#resting.set(one, timer.unref());
  }

  #end(one: ReadingProcess): Promise<void> {
    this.#resting.delete(one);
    one.hold(true);
    one.kill();
    return one.ended;
  }
}

function failureOfEnd(file: FileToRead, error: unknown): JobFailure {
  const why = error instanceof NoAnswer ? error.why : 'crashed';
  if (why === 'memory') return { ok: false, failure: outOfMemory(file), retryable: false };
  const failure = why === 'not-started' ? notStarted(file, error) : crashed(file, error);
  return { ok: false, failure, retryable: true };
}
