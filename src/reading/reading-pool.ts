/** Worker threads with limits from outside: whatever a file does to its thread, only that file fails. */
import pLimit from 'p-limit';
import type { Piscina } from 'piscina';
import type { Failure } from '../types/failure.ts';
import { systemCode } from '../types/failure.ts';
import type { FileToRead } from './contract.ts';
import { aborted, crashed, outOfMemory, timedOut } from './failures.ts';

/** What one job may use. */
export interface JobLimits {
  /** Wall-clock time from the moment at which a thread takes the job. */
  readonly seconds: number;
  /** JavaScript heap of one thread. Pixels and file bytes lie outside; readers bound those themselves. */
  readonly heapMegabytes: number;
}

/** Why a job gave no result. */
export interface JobFailure {
  readonly ok: false;
  readonly failure: Failure;
  readonly retryable: boolean;
}

/** Runs jobs that concern one file each. The worker module's default export takes a job and never throws. */
export class ReadingPool {
  readonly #worker: URL;
  readonly #threads: number;
  readonly #limits: JobLimits;
  readonly #queue: ReturnType<typeof pLimit>;
  readonly #closing = new AbortController();
  #pool: Promise<Piscina> | undefined;

  constructor(options: { readonly worker: URL; readonly threads: number; readonly limits: JobLimits }) {
    this.#worker = options.worker;
    this.#threads = options.threads;
    this.#limits = options.limits;
    // Jobs wait here and not inside piscina, so that the time limit starts with the work.
    this.#queue = pLimit(options.threads);
  }

  /** The job's result, or the failure that stopped its thread; at once when `signal` fires. Never rejects. */
  async run<Result>(job: { readonly file: FileToRead }, signal: AbortSignal): Promise<Result | JobFailure> {
    const stopped = AbortSignal.any([signal, this.#closing.signal]);
    const failure: JobFailure = { ok: false, failure: aborted(job.file), retryable: true };
    if (stopped.aborted) return failure;
    const { promise, resolve } = Promise.withResolvers<JobFailure>();
    const stop = (): void => resolve(failure);
    stopped.addEventListener('abort', stop);
    const result = this.#queue(() => (stopped.aborted ? failure : this.#runNow<Result>(job, stopped)));
    return Promise.race([result, promise]).finally(() => stopped.removeEventListener('abort', stop));
  }

  /** Stops all threads; jobs under way or to come fail as aborted. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#pool?.then((pool) => pool.destroy()).catch(() => undefined);
  }

  async #runNow<Result>(
    job: { readonly file: FileToRead },
    stopped: AbortSignal,
  ): Promise<Result | JobFailure> {
    const { file } = job;
    const deadline = AbortSignal.timeout(this.#limits.seconds * 1000);
    try {
      this.#pool ??= this.#open();
      const pool = await this.#pool;
      // Aborting a running job terminates its thread.
      return (await pool.run(job, { signal: AbortSignal.any([stopped, deadline]) })) as Result;
    } catch (error) {
      if (deadline.aborted) {
        return { ok: false, failure: timedOut(file, this.#limits.seconds), retryable: true };
      }
      if (systemCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
        return { ok: false, failure: outOfMemory(file), retryable: false };
      }
      return { ok: false, failure: crashed(file, error), retryable: true };
    }
  }

  async #open(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina({
      filename: this.#worker.href,
      minThreads: 0,
      maxThreads: this.#threads,
      idleTimeout: 30_000,
      // With Atomics a waiting thread stops its own event loop, and the timers of the libraries with it.
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytes },
    });
    // A thread that dies between jobs concerns no file; without a listener it would end the program.
    pool.on('error', () => undefined);
    return pool;
  }
}
