/**
 * `builtin:extractive`: key sentences, key phrases and names, found by counting and by rules. It needs no server,
 * no key and no network, and never pretends: what it gives stands in the text, or is counted there.
 */
import type { Entities, Summary } from '../../types/task.ts';
import type { Answer, Provider, TextRequest } from '../contract.ts';
import { abortedError, modelError, refused, secondsSince } from '../errors.ts';
import type { ExtractiveJob } from './extractive-thread.ts';

const spec = 'builtin:extractive';
/** Milliseconds after which a thread without work ends. */
const idleTimeout = 10_000;

const threadUrl = new URL(
  import.meta.url.endsWith('.ts') ? './extractive-thread.ts' : './extractive-thread.js',
  import.meta.url,
);

/**
 * Makes the provider, with the abilities `summarise` and `extract`.
 * @param threads How many texts are worked on at once; threads start with the first text.
 */
export function createExtractive({
  threads,
  thread = threadUrl,
}: {
  readonly threads: number;
  /** The module that does the work; another one where a test lets it fail. */
  readonly thread?: URL;
}): Provider {
  let pool: Promise<Threads> | undefined;
  const start = (): Promise<Threads> => {
    const started = startThreads(threads, thread, () => {
      // Threads that fail by themselves are of no further use; the next text finds new ones.
      if (pool === started) pool = undefined;
      void started.then((failed) => failed.close());
    });
    return started;
  };
  const work = async <Result>(job: ExtractiveJob, signal: AbortSignal): Promise<Answer<Result>> => {
    const begun = performance.now();
    if (signal.aborted) return refused(abortedError(spec));
    try {
      pool ??= start();
      const value: Result = await (await pool).run(job, signal);
      return { ok: true, value, usage: { seconds: secondsSince(begun) } };
    } catch (error) {
      if (signal.aborted) return refused(abortedError(spec));
      const message = (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
      return refused(modelError('provider', `${spec} failed: ${message}.`, 'Please report this text.'));
    }
  };
  return {
    spec,
    place: 'process',
    slots: threads,
    check: async () => ({ available: true }),
    summarise: (request: TextRequest, signal) => work<Summary>({ task: 'summarise', request }, signal),
    extract: (request: TextRequest, signal) => work<Entities>({ task: 'extract', request }, signal),
    close: async () => {
      const open = pool;
      pool = undefined;
      if (open) await (await open).close();
    },
  };
}

interface Threads {
  run<Result>(job: ExtractiveJob, signal: AbortSignal): Promise<Result>;
  close(): Promise<void>;
}

/** @param onFailure Called when a thread fails without a job: it cannot load, or something in it goes on and throws. */
async function startThreads(threads: number, thread: URL, onFailure: () => void): Promise<Threads> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<ExtractiveJob>({
    filename: thread.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout,
    // Blocking waits save microseconds for each task, and would keep idle threads deaf to the end.
    atomics: 'disabled',
  });
  // One promise for all jobs, raced with each, would keep their results for as long as it is open.
  const waiting = new Set<(error: unknown) => void>();
  // Without a listener this would end the program. Jobs that wait for a thread would wait for ever.
  pool.on('error', (error) => {
    for (const fail of waiting) fail(error);
    onFailure();
  });
  return {
    run: (job, signal) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        pool
          .run(job, { signal })
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    close: () => pool.destroy(),
  };
}
