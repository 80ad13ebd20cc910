/** What stands around every provider: a breaker that leaves a dead server alone, and word of every call. */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type { Ability, Answer, Provider } from './contract.ts';
import { modelError, refused } from './errors.ts';

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
  const around = <R, T>(ability: Ability, method: Method<R, T> | undefined): Method<R, T> | undefined =>
    method && ((request, signal) => run(ability, () => method.call(provider, request, signal)));
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
    slots: provider.slots,
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
