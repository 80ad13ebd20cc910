/** Which model does a task: the first of the task's list that can do it now, else the next. */
import type { ModelGroup, Settings } from '../settings.ts';
import type { Failure } from '../types/failure.ts';
import type { TaskName, TaskResults } from '../types/task.ts';
import type { AvailabilityCache } from './availability.ts';
import type { Answer, Availability, ModelError, Provider, Usage } from './contract.ts';
import { abortedError, modelError, secondsSince } from './errors.ts';
import { cautiousContext, methodFor, perform, type TaskRequests } from './router-perform.ts';
import type { Memo } from './understand-ask.ts';

/** Whose list of models serves which task. */
const groupOf: Readonly<Record<TaskName, ModelGroup>> = {
  recognise: 'image',
  describe: 'image',
  transcribe: 'audio',
  summarise: 'text',
  extract: 'text',
  embed: 'embed',
  rerank: 'rerank',
  answer: 'text',
};

/** The tasks that go through the router. */
export type RoutedTask = keyof TaskRequests;

/** What a task is given. */
export type RequestOf<T extends RoutedTask> = TaskRequests[T];

/**
 * Runs `work` of the model `spec`, from when it is sent to its end (`turn` says since when it has a slot), and may break it off by the signal that it gives
 * it. Never rejects unless `work` does.
 */
export type Watch = <T>(
  spec: string,
  turn: Readonly<Turn>,
  work: (signal: AbortSignal) => Promise<Answer<T>>,
) => Promise<Answer<T>>;

/** The place of a call in the lane of its model. */
export interface Turn {
  /**
   * Since when it has a slot, as `performance.now()` tells it; undefined while it waits at the server behind calls that
   * have one.
   */
  servedAt: number | undefined;
}

/** The terms of one request. */
export interface Routing {
  /** The content must not leave this machine. */
  readonly private: boolean;
  readonly signal: AbortSignal;
  /** Told before each part of a long task, from 1. */
  readonly onPart?: (spec: string, part: number, parts: number) => void;
  /** Keeps the finished parts of a long task. */
  readonly memo?: Memo;
  /** Looks after each model that is asked; nobody does when it is missing. */
  readonly watch?: Watch;
}

/** A model of the list that cannot do the task now, and why. */
export interface Missing {
  readonly spec: string;
  readonly reason: string;
  readonly hint: string;
  /** It could do it, and probably will again: its server is down or busy. */
  readonly outage: boolean;
}

/** Nobody in the list can do the task now. */
export interface Unavailable {
  /** Waiting may help: one that could do it is only down or busy. */
  readonly outage: boolean;
  readonly reason: string;
  readonly hint: string;
  readonly missing: readonly Missing[];
}

/** Time that went into models that were asked and gave no result. */
interface InVain {
  /** Wall-clock seconds, without the wait for a free slot; missing when nobody was asked in vain. */
  readonly vainSeconds?: number;
}

/** What became of a task. */
export type Routed<T> = InVain & RoutedEnd<T>;

type RoutedEnd<T> =
  | { readonly ok: true; readonly value: T; readonly spec: string; readonly usage: Usage }
  /** Nobody can do it now; no model worked on it. */
  | ({ readonly ok: false; readonly cause: 'unavailable' } & Unavailable)
  /** The last error of those who tried. */
  | { readonly ok: false; readonly cause: 'failed'; readonly error: ModelError; readonly spec: string };

/** Who would do a task now. */
export interface Able {
  readonly ok: true;
  readonly spec: string;
  /** How many calls it serves at once. */
  readonly slots: number;
  /** How many tokens a call may hold, prompt and answer together; a careful guess where nobody says it. */
  readonly contextTokens: number;
}

/** Sends tasks to models. Never rejects. */
export interface Router {
  route<T extends RoutedTask>(
    task: T,
    request: RequestOf<T>,
    routing: Routing,
  ): Promise<Routed<TaskResults[T]>>;
  /** Who would do the task now, without doing it. */
  availableFor(
    task: RoutedTask,
    routing: { readonly private: boolean },
  ): Promise<Able | ({ readonly ok: false } & Unavailable)>;
}

/** What the router needs. */
export interface RouterOptions {
  readonly provider: (spec: string) => Provider | Failure;
  /** The lists in force now. */
  readonly lists: () => Settings['models'];
  readonly availability: AvailabilityCache;
  /** Runs `work` when the lane of `spec` has room for it: as many calls as there are slots, and some ahead. */
  readonly limit: <T>(
    spec: string,
    room: { readonly slots: number; readonly ahead: number },
    work: (turn: Readonly<Turn>) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>;
}

/** Errors after which no other model would do better, or none may be asked. */
const final: ReadonlySet<string> = new Set(['bad-input', 'aborted']);

type Attempt<T> = { readonly answer: Answer<T>; readonly seconds: number };

type Candidate = { provider: Provider; availability: Availability & { available: true } } | Missing;

/** A router over the `night` lists. */
export function createRouter(options: RouterOptions): Router {
  /** At once where it is remembered: it is asked before every claim. */
  function candidate(spec: string, task: RoutedTask, isPrivate: boolean): Candidate | Promise<Candidate> {
    const provider = options.provider(spec);
    if (!('check' in provider)) return { spec, reason: provider.reason, hint: provider.hint, outage: false };
    if (!methodFor(task, provider, undefined)) return unable(spec, task);
    if (isPrivate && provider.place === 'network') {
      return {
        spec,
        reason: `${spec} is on another machine, and private files never leave this one.`,
        hint: 'Name a model of this machine too.',
        outage: false,
      };
    }
    const known = options.availability.known(provider);
    if (known) return weighed(provider, task, known);
    return options.availability.of(provider).then((answer) => weighed(provider, task, answer));
  }

  function weighed(provider: Provider, task: RoutedTask, availability: Availability): Candidate {
    if (!availability.available) {
      const { reason, hint, outage } = availability;
      return { spec: provider.spec, reason, hint, outage };
    }
    if (!methodFor(task, provider, availability.abilities)) return unable(provider.spec, task);
    return { provider, availability };
  }

  return {
    async route(task, request, routing) {
      const missing: Missing[] = [];
      let last: { spec: string; error: ModelError } | undefined;
      let vain: InVain = {};
      for (const spec of options.lists()[groupOf[task]].night) {
        if (routing.signal.aborted) {
          return { ok: false, cause: 'failed', spec, error: abortedError(spec), ...vain };
        }
        const found = await candidate(spec, task, routing.private);
        if ('spec' in found) {
          missing.push(found);
          continue;
        }
        const { answer, seconds } = await attempt(task, request, {
          ...routing,
          ...found,
          limit: options.limit,
        });
        if (answer.ok) return { ok: true, value: answer.value, spec, usage: answer.usage, ...vain };
        vain = { vainSeconds: (vain.vainSeconds ?? 0) + seconds };
        const { error } = answer;
        if (final.has(error.code)) return { ok: false, cause: 'failed', spec, error, ...vain };
        if (error.code === 'outage' || error.code === 'model-missing') {
          const { reason, hint } = error;
          const outage = error.code === 'outage';
          options.availability.note(found.provider, { available: false, outage, reason, hint });
          missing.push({ spec, reason, hint, outage });
        } else if (last?.error.code !== 'ran-away') {
          // That one ran away says more than how the next one failed.
          last = { spec, error };
        }
      }
      if (last) return { ok: false, cause: 'failed', ...last, ...vain };
      return { ok: false, cause: 'unavailable', ...unavailable(task, missing), ...vain };
    },

    async availableFor(task, routing) {
      const missing: Missing[] = [];
      for (const spec of options.lists()[groupOf[task]].night) {
        const asked = candidate(spec, task, routing.private);
        const found = asked instanceof Promise ? await asked : asked;
        if (!('spec' in found)) {
          const { provider, availability } = found;
          const { contextTokens = cautiousContext } = availability;
          return { ok: true, spec, slots: provider.slots, contextTokens };
        }
        missing.push(found);
      }
      return { ok: false, ...unavailable(task, missing) };
    },
  };
}

type Terms = Routing & Exclude<Candidate, Missing> & Pick<RouterOptions, 'limit'>;

/** Asks one model, when one of its slots is free. */
async function attempt<T extends RoutedTask>(
  task: T,
  request: RequestOf<T>,
  { provider, availability, signal, memo, onPart, limit, watch }: Terms,
): Promise<Attempt<TaskResults[T]>> {
  const { spec, slots, ahead = 0 } = provider;
  const manner = {
    contextTokens: availability.contextTokens,
    onPart: (part: number, parts: number) => onPart?.(spec, part, parts),
    memo,
  };
  let begun = performance.now();
  let waited = (): number => 0;
  const work = (turn: Readonly<Turn>): Promise<Answer<TaskResults[T]>> => {
    begun = performance.now();
    waited = () => Math.max(0, (turn.servedAt ?? begun) - begun) / 1000;
    const run = (watched: AbortSignal) => perform(task, request, provider, { ...manner, signal: watched });
    return watch ? watch(spec, turn, run) : run(signal);
  };
  try {
    const answer = await limit(spec, { slots, ahead }, work, signal);
    return { answer: withoutWait(answer, waited()), seconds: secondsSince(begun) - waited() };
  } catch (exception) {
    const message = exception instanceof Error ? exception.message : String(exception);
    const error = modelError('provider', `${spec} failed: ${message}.`, 'Please report this.');
    const answer = { ok: false, error: signal.aborted ? abortedError(spec) : error } as const;
    return { answer, seconds: secondsSince(begun) - waited() };
  }
}

/** A provider counts from when it was asked; the time at the server behind other calls is none of this one's. */
function withoutWait<T>(answer: Answer<T>, waited: number): Answer<T> {
  if (!answer.ok || waited === 0) return answer;
  return { ...answer, usage: { ...answer.usage, seconds: Math.max(0, answer.usage.seconds - waited) } };
}

function unable(spec: string, task: RoutedTask): Missing {
  return {
    spec,
    reason: `${spec} cannot ${verbs[task]}.`,
    hint: `Name a model that can under "models.${groupOf[task]}.night" in settings.json.`,
    outage: false,
  };
}

const verbs: Readonly<Record<RoutedTask, string>> = {
  recognise: 'read the words in pictures',
  describe: 'describe pictures',
  transcribe: 'write down speech',
  summarise: 'summarise',
  extract: 'list names and numbers',
  embed: 'make embeddings',
  rerank: 'judge passages',
  answer: 'answer questions',
};

function unavailable(task: RoutedTask, missing: readonly Missing[]): Unavailable {
  const key = `"models.${groupOf[task]}.night"`;
  const [first] = missing;
  if (!first) {
    const reason = `No model is named that could ${verbs[task]}.`;
    return { outage: false, reason, hint: `Name one under ${key} in settings.json.`, missing };
  }
  const outage = missing.find((one) => one.outage);
  // Several models of one server that is down have one reason.
  const reasons = [...new Set(missing.map(({ reason }) => reason.replace(/\.$/, '')))].join('; ');
  return {
    outage: outage !== undefined,
    reason: `No model can ${verbs[task]} now: ${reasons}.`,
    hint: (outage ?? first).hint,
    missing,
  };
}
