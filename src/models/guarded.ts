/**
 * What stands around every provider: a breaker that leaves a dead server alone, a limit to the time that this
 * process works on one call, and word of every call.
 */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type { Ability, Answer, Provider } from './contract.ts';
import { abortedError, modelError, refused } from './errors.ts';

/** What was learned from one call. */
export interface CallReport {
  readonly spec: string;
  readonly ability: Ability;
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** The code of its error; undefined when it succeeded. */
  readonly code: string | undefined;
}

/** Whom to tell. */
export interface Guard {
  readonly onCall: (report: CallReport) => void;
  /** The breaker has opened (true) or closed again. */
  readonly onBreaker: (spec: string, open: boolean) => void;
  /** Milliseconds for which a server that gave three outages running is left alone. */
  readonly restMs: number;
  /**
   * Milliseconds after which a call inside this process has failed: a thread that could not start, because a file
   * of the program is missing for instance, never answers. Servers have time-outs of their own, and speech takes
   * as long as it takes.
   */
  readonly longestMs: number;
}

const outagesBeforeRest = 3;

const isOutage = (answer: unknown): boolean => {
  const { ok, error } = answer as Answer<unknown> & { error?: { code: string } };
  return !ok && error?.code === 'outage';
};

/** The same provider, guarded; what it cannot do, the guarded one cannot do either. */
export function guarded(provider: Provider, guard: Guard): Provider {
  const { spec } = provider;
  const breaker = circuitBreaker(handleWhenResult(isOutage), {
    breaker: new ConsecutiveBreaker(outagesBeforeRest),
    halfOpenAfter: guard.restMs,
  });
  breaker.onBreak(() => guard.onBreaker(spec, true));
  breaker.onReset(() => guard.onBreaker(spec, false));
  const resting = <T>(): Answer<T> =>
    refused(
      modelError(
        'outage',
        `${spec} gave no answer ${outagesBeforeRest} times running and is left alone for a moment.`,
        'The work waits; see whether its server runs.',
      ),
    );

  async function run<T>(ability: Ability, call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    // While one call tries whether the server is back, the others need not wait for it.
    if (breaker.state === CircuitState.HalfOpen) return resting();
    const start = performance.now();
    let answer: Answer<T>;
    try {
      answer = await breaker.execute(call);
    } catch (exception) {
      if (breaker.state === CircuitState.Open) return resting();
      const reason = `${spec} failed: ${exception instanceof Error ? exception.message : 'unknown error'}.`;
      answer = refused(modelError('provider', reason, 'This is a mistake in the program; please report it.'));
    }
    const code = answer.ok ? undefined : answer.error.code;
    guard.onCall({ spec, ability, seconds: (performance.now() - start) / 1000, code });
    return answer;
  }

  type Method<R, T> = (request: R, signal: AbortSignal) => Promise<Answer<T>>;
  const around = <R, T>(ability: Ability, method: Method<R, T> | undefined): Method<R, T> | undefined => {
    if (!method) return undefined;
    const call = (request: R, signal: AbortSignal) => method.call(provider, request, signal);
    if (provider.place !== 'process' || ability === 'transcribe') {
      return (request, signal) => run(ability, () => call(request, signal));
    }
    const { longestMs } = guard;
    return (request, signal) =>
      run(ability, () => within({ spec, longestMs, signal }, (limited) => call(request, limited)));
  };
  const generate = around('generate', provider.generate);
  const summarise = around('summarise', provider.summarise);
  const extract = around('extract', provider.extract);
  const describe = around('describe', provider.describe);
  const recognise = around('recognise', provider.recognise);
  const transcribe = around('transcribe', provider.transcribe);
  const embed = around('embed', provider.embed);
  return {
    spec,
    place: provider.place,
    get slots() {
      return provider.slots;
    },
    get ahead() {
      return provider.ahead ?? 0;
    },
    check: (signal) => provider.check(signal),
    ...(generate && { generate }),
    ...(summarise && { summarise }),
    ...(extract && { extract }),
    ...(describe && { describe }),
    ...(recognise && { recognise }),
    ...(transcribe && { transcribe }),
    ...(embed && { embed }),
    ...(provider.close && { close: () => provider.close?.() ?? Promise.resolve() }),
  };
}

interface Limit {
  readonly spec: string;
  readonly longestMs: number;
  readonly signal: AbortSignal;
}

/** The answer, or an error as soon as the time is over or the caller has aborted, even where the call hears of neither. */
async function within<T>(
  { spec, longestMs, signal }: Limit,
  call: (signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), longestMs);
  const ended = AbortSignal.any([signal, late.signal]);
  const over = new Promise<undefined>((resolve) => {
    ended.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    const answer = ended.aborted ? undefined : await Promise.race([call(ended), over]);
    if (signal.aborted) return answer ?? refused(abortedError(spec));
    return late.signal.aborted ? refused(tooSlow(spec, longestMs)) : (answer ?? refused(abortedError(spec)));
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(spec: string, longestMs: number) {
  return modelError(
    'timeout',
    `${spec} gave no answer within ${Math.round(longestMs / 60_000)} minutes.`,
    'It is tried again; if that fails for every file, a part of Nightshift may be missing: install it anew.',
  );
}
