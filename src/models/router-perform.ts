/** How a provider does a task: by its method of that name, or through `generate`. */
import type { TaskResults } from '../types/task.ts';
import type { Ability, Answer, PictureRequest, Provider, SoundRequest, TextRequest } from './contract.ts';
import { modelError, refused } from './errors.ts';
import { answerWith, type PromptRequest } from './understand-answer.ts';
import type { Memo } from './understand-ask.ts';
import { embedWith } from './understand-embed.ts';
import { extractWith } from './understand-extract.ts';
import { type RerankRequest, rerankWith } from './understand-rerank.ts';
import { summariseWith } from './understand-summarise.ts';

/** What each task is given. */
export interface TaskRequests {
  recognise: PictureRequest;
  describe: PictureRequest;
  transcribe: SoundRequest;
  summarise: TextRequest;
  extract: TextRequest;
  embed: TextRequest;
  rerank: RerankRequest;
  answer: PromptRequest;
}

type Task = keyof TaskRequests;

/** How the work is bounded and followed. */
export interface Manner {
  /** How many tokens a call may hold, where that is known. */
  readonly contextTokens: number | undefined;
  readonly signal: AbortSignal;
  /** Told before each part, from 1. */
  readonly onPart: (part: number, parts: number) => void;
  readonly memo: Memo | undefined;
}

/** What a model whose context nobody knows is trusted with: the smallest that today's servers start with. */
export const cautiousContext = 4096;

/**
 * The method that would do the task, or undefined when the provider has none.
 * @param abilities What its model can do, where the server says so.
 */
export function methodFor(
  task: Task,
  provider: Provider,
  abilities: readonly Ability[] | undefined,
): Ability | undefined {
  return waysOf[task].find((way) => provider[way] !== undefined && (abilities?.includes(way) ?? true));
}

/** The methods that do a task, the better one first. */
const waysOf: Readonly<Record<Task, readonly Ability[]>> = {
  recognise: ['recognise'],
  describe: ['describe'],
  transcribe: ['transcribe'],
  summarise: ['summarise', 'generate'],
  extract: ['extract', 'generate'],
  embed: ['embed'],
  rerank: ['generate'],
  answer: ['generate'],
};

type Performers = {
  readonly [T in Task]: (
    request: TaskRequests[T],
    provider: Provider,
    manner: Manner,
  ) => Promise<Answer<TaskResults[T]>> | undefined;
};

/** In one call: the only part of one. */
function whole<T>(manner: Manner, call: Promise<Answer<T>> | undefined): Promise<Answer<T>> | undefined {
  if (call) manner.onPart(1, 1);
  return call;
}

/** The provider as one that can generate, where it can. */
function writer(provider: Provider) {
  const generate = provider.generate?.bind(provider);
  return generate && { spec: provider.spec, generate };
}

const performers: Performers = {
  recognise: (request, provider, manner) => whole(manner, provider.recognise?.(request, manner.signal)),
  describe: (request, provider, manner) => whole(manner, provider.describe?.(request, manner.signal)),
  transcribe: (request, provider, manner) => whole(manner, provider.transcribe?.(request, manner.signal)),
  summarise(request, provider, manner) {
    if (provider.summarise) return whole(manner, provider.summarise(request, manner.signal));
    const asked = writer(provider);
    const { contextTokens = cautiousContext } = manner;
    return asked && summariseWith(request, { ...manner, contextTokens, provider: asked });
  },
  extract(request, provider, manner) {
    if (provider.extract) return whole(manner, provider.extract(request, manner.signal));
    const asked = writer(provider);
    const { contextTokens = cautiousContext } = manner;
    return asked && extractWith(request, { ...manner, contextTokens, provider: asked });
  },
  embed(request, provider, manner) {
    const embed = provider.embed?.bind(provider);
    const { contextTokens = cautiousContext } = manner;
    return (
      embed && embedWith(request, { ...manner, contextTokens, provider: { spec: provider.spec, embed } })
    );
  },
  rerank(request, provider, manner) {
    const asked = writer(provider);
    const { contextTokens = cautiousContext } = manner;
    return asked && rerankWith(request, { ...manner, contextTokens, provider: asked });
  },
  answer(request, provider, manner) {
    const asked = writer(provider);
    const { contextTokens = cautiousContext } = manner;
    if (asked) manner.onPart(1, 1);
    return asked && answerWith(request, { ...manner, contextTokens, provider: asked });
  },
};

/** Does the task; a provider that cannot is an error, as data. */
export async function perform<T extends Task>(
  task: T,
  request: TaskRequests[T],
  provider: Provider,
  manner: Manner,
): Promise<Answer<TaskResults[T]>> {
  const performer: Performers[T] = performers[task];
  const answer = await performer(request, provider, manner);
  const reason = `${provider.spec} has no way to do the task “${task}”.`;
  return answer ?? refused(modelError('provider', reason, 'Name another model in settings.json.'));
}
