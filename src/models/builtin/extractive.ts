/**
 * `builtin:extractive`: key sentences, key phrases and names, found by counting and by rules. It needs no server,
 * no key and no network, and never pretends: what it gives stands in the text, or is counted there.
 */
import type { Piscina } from 'piscina';
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
export function createExtractive({ threads }: { readonly threads: number }): Provider {
  let pool: Promise<Piscina<ExtractiveJob>> | undefined;
  const work = async <Result>(job: ExtractiveJob, signal: AbortSignal): Promise<Answer<Result>> => {
    const start = performance.now();
    if (signal.aborted) return refused(abortedError(spec));
    try {
      pool ??= startPool(threads);
      const value: Result = await (await pool).run(job, { signal });
      return { ok: true, value, usage: { seconds: secondsSince(start) } };
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
      if (open) await (await open).destroy();
    },
  };
}

async function startPool(threads: number): Promise<Piscina<ExtractiveJob>> {
  const { Piscina } = await import('piscina');
  return new Piscina<ExtractiveJob>({
    filename: threadUrl.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout,
    // Blocking waits save microseconds for each task, and would keep idle threads deaf to the end.
    atomics: 'disabled',
  });
}
