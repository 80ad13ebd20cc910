/** Which paid models could take a task now, in the order of the settings, and why the others cannot. */
import { ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';
import type { PaidError, PaidProvider, PaidTask } from '../models/paid-contract.ts';
import type { PaidRegistry } from '../models/paid-registry.ts';
import { type ModelGroup, paidProviders, type Settings } from '../settings.ts';
import type { CallEnd } from './call-end.ts';
import type { SoldTask } from './order-terms.ts';

/** What choosing needs. */
export interface CandidateOptions {
  readonly settings: () => Settings;
  readonly registry: PaidRegistry;
  /** Whether anything is known of what a model costs. */
  readonly hasPrice: (spec: string) => boolean;
  /** Why a model is left alone today, if it is: it cost more than it could. */
  readonly distrusted: (spec: string) => string | undefined;
  /** A provider's breaker has opened (true) or closed again. */
  readonly onBreaker: (spec: string, open: boolean) => void;
}

/** Who could, in order, and why nobody else can. */
export interface Candidates {
  readonly providers: readonly PaidProvider[];
  /** One for each model that cannot. */
  readonly obstacles: readonly { readonly why: string; readonly hint: string }[];
}

const groupOf: Readonly<Record<SoldTask, ModelGroup>> = {
  recognise: 'image',
  describe: 'image',
  transcribe: 'audio',
  join: 'join',
};

/** What a provider calls it. */
const asSold = (task: SoldTask): PaidTask => (task === 'join' ? 'generate' : task);

/** So many failures running, and a provider is left alone for so long, in milliseconds. */
const failuresBeforeRest = 3;
export const restMs = 5 * 60_000;

/** Every provider that could was left alone in the meantime. */
export const resting: PaidError = {
  code: 'outage',
  reason: 'The paid models that could do this have failed too often just now.',
  hint: 'It is tried again later.',
  retryable: true,
  charged: 'no',
};

/** The provider did not do its part; an answer that nobody likes is none of these. */
function isFailing(end: unknown): boolean {
  const ended = end as CallEnd;
  switch (ended.type) {
    case 'open':
    case 'unknown':
      return ended.earlier !== true;
    case 'released':
      // What was broken off here, or may not leave after all, says nothing of the provider.
      return ended.error.retryable && ended.error.code !== 'aborted';
    default:
      return false;
  }
}

/** Chooses among the `burst` lists, and keeps a breaker for each model. */
export class CandidateList {
  readonly #options: CandidateOptions;
  /** Milliseconds since the epoch. */
  readonly #restsUntil = new Map<string, number>();
  readonly #breakers = new Map<string, ReturnType<typeof circuitBreaker>>();

  constructor(options: CandidateOptions) {
    this.#options = options;
  }

  /** Who could take a task now. With `rested` those that are left alone for a while, or for today, count as well. */
  async for(task: SoldTask, rested = false): Promise<Candidates> {
    const group = groupOf[task];
    const providers: PaidProvider[] = [];
    const obstacles: { why: string; hint: string }[] = [];
    const specs = this.#options.settings().models[group].burst;
    for (const spec of specs.filter((one) => paidProviders.some((name) => one.startsWith(`${name}:`)))) {
      const found = await this.#usable(spec, task, rested);
      if ('why' in found) obstacles.push(found);
      else providers.push(found);
    }
    if (providers.length === 0 && obstacles.length === 0) {
      const why = `No paid model is named for this under "models.${group}.burst" in settings.json.`;
      obstacles.push({
        why,
        hint: `Name one there, such as "openai:gpt-6-luna"${task === 'join' ? '' : ', or take the file back to ingest/'}.`,
      });
    }
    return { providers, obstacles };
  }

  /** Does `buy` under the breaker of `spec`; undefined when that leaves it alone. */
  async guard(spec: string, buy: () => Promise<CallEnd>): Promise<CallEnd | undefined> {
    try {
      return await this.#breaker(spec).execute(buy);
    } catch (error) {
      if (isBrokenCircuitError(error)) return undefined;
      throw error;
    }
  }

  async #usable(
    spec: string,
    task: SoldTask,
    rested: boolean,
  ): Promise<PaidProvider | { why: string; hint: string }> {
    const { registry, hasPrice } = this.#options;
    const provider = registry.get(spec);
    if (!('check' in provider)) return { why: provider.reason, hint: provider.hint };
    if (!provider.tasks.includes(asSold(task))) {
      return { why: `${spec} cannot do this task.`, hint: 'Name another model in settings.json.' };
    }
    if (!hasPrice(spec)) {
      const why = `The price of ${spec} is not known, so it may not be bought.`;
      const hint = `Say what it costs under "cloud": {"prices": {"${spec}": {"perSecond": …}}} in settings.json.`;
      return { why, hint };
    }
    const rest = rested ? undefined : this.#rest(spec);
    if (rest !== undefined) return { why: rest, hint: '' };
    const available = await provider.check(AbortSignal.timeout(1000));
    return available.available ? provider : { why: available.reason, hint: available.hint };
  }

  /** Why a model is left alone that could do the task. */
  #rest(spec: string): string | undefined {
    const doubt = this.#options.distrusted(spec);
    if (doubt !== undefined) return doubt;
    // The state of the breaker does not tell: an open one lets one call try again after its rest, and closes by that.
    const left = (this.#restsUntil.get(spec) ?? 0) - Date.now();
    if (left <= 0) return undefined;
    if (left > restMs) {
      // The clock was put back, and the breaker, which goes by it, would rest until it has caught up.
      this.#restsUntil.delete(spec);
      this.#breakers.delete(spec);
      return undefined;
    }
    return `${spec} failed ${failuresBeforeRest} times running and is left alone for a while.`;
  }

  #breaker(spec: string) {
    const known = this.#breakers.get(spec);
    if (known) return known;
    const breaker = circuitBreaker(handleWhenResult(isFailing), {
      breaker: new ConsecutiveBreaker(failuresBeforeRest),
      halfOpenAfter: restMs,
    });
    breaker.onBreak(() => {
      this.#restsUntil.set(spec, Date.now() + restMs);
      this.#options.onBreaker(spec, true);
    });
    breaker.onReset(() => {
      this.#restsUntil.delete(spec);
      this.#options.onBreaker(spec, false);
    });
    this.#breakers.set(spec, breaker);
    return breaker;
  }
}
