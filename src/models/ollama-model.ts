/** What Ollama says about a model, and how large a context to ask of it. Pure. */
import { z } from 'zod';
import type { Ability } from './contract.ts';

/** `GET /api/tags` (docs/api.md, "List Local Models"; `remote_host` from `api/types.go`). */
export const tagsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      size: z.number().optional(),
      digest: z.string().optional(),
      remote_host: z.string().optional(),
      remote_model: z.string().optional(),
    }),
  ),
});

/** `POST /api/show` (docs/api.md, "Show Model Information"). */
export const showSchema = z.object({
  model_info: z.record(z.string(), z.unknown()).optional(),
  capabilities: z.array(z.string()).optional(),
  remote_host: z.string().optional(),
});

/** `GET /api/ps` (docs/api.md, "List Running Models"; `context_length` from `api/types.go`). */
export const psSchema = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().optional() })),
});

/** One entry of `/api/tags`. */
export type Tag = z.infer<typeof tagsSchema>['models'][number];

/** The names under which a model of this name may be listed: Ollama adds `:latest`, and takes `:local` as a source. */
function fullName(name: string): string {
  const local = name.replace(/:local$/i, '').toLowerCase();
  return /:[^/]*$/.test(local) ? local : `${local}:latest`;
}

/** Do two names mean one model? */
export function sameModel(one: string, other: string): boolean {
  return fullName(one) === fullName(other);
}

/** Does this name stand for a model on Ollama's own machines? The rules of `internal/modelref/modelref.go`. */
export function isCloudName(name: string): boolean {
  return /:cloud$/i.test(name) || /:[^/:]*-cloud$/i.test(name) || /^[^:]*-cloud$/i.test(name);
}

/** What our calls need to know about a model. */
export interface OllamaModel {
  /** `options.num_ctx` of every call: one number for a model, because another one would load it anew. */
  readonly contextTokens: number;
  /** What it can do; undefined when the server is too old to say. */
  readonly abilities: readonly Ability[] | undefined;
  /** It runs on someone else's machine. */
  readonly remote: boolean;
}

const abilitiesOf: Readonly<Record<string, readonly Ability[]>> = {
  completion: ['generate'],
  vision: ['describe', 'recognise'],
  embedding: ['embed'],
};

/** Ollama's own default below 24 GiB of GPU memory; small enough for any model that does not tell its size. */
const cautiousContext = 4096;
/** Below this, dividing a document costs more than the memory is worth. */
const usefulContext = 8192;
/** Above this a chunk takes longer to read than the division of a document saves. */
const ampleContext = 32_768;
/** Bytes that the attention cache may take beside the weights. */
export const cacheBytes = 2 * 1024 ** 3;

const positive = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;

function lookUp(info: Readonly<Record<string, unknown>>, suffix: string): number | undefined {
  const key = Object.keys(info).find((name) => name.endsWith(suffix));
  return key === undefined ? undefined : positive(info[key]);
}

/**
 * Bytes of attention cache for one token: 2 (keys and values) × layers × key-value heads × head width × 2 bytes
 * (16-bit floats, llama.cpp's default cache type).
 */
function cacheBytesPerToken(info: Readonly<Record<string, unknown>>): number | undefined {
  const layers = lookUp(info, '.block_count');
  const heads = lookUp(info, '.attention.head_count');
  const cachedHeads = lookUp(info, '.attention.head_count_kv') ?? heads;
  const embedding = lookUp(info, '.embedding_length');
  const width = lookUp(info, '.attention.key_length') ?? (heads && embedding ? embedding / heads : undefined);
  if (layers === undefined || cachedHeads === undefined || width === undefined) return undefined;
  return 2 * layers * cachedHeads * width * 2;
}

/**
 * How many tokens of context to ask for: what memory allows, never more than the model was made for.
 * @param info `model_info` of `/api/show`.
 * @param loadedTokens The context with which the model is in memory now (`/api/ps`): using that avoids a reload.
 */
function planContext(info: Readonly<Record<string, unknown>>, loadedTokens: number | undefined): number {
  const real = lookUp(info, '.context_length');
  const perToken = cacheBytesPerToken(info);
  const affordable = perToken === undefined ? usefulContext : Math.floor(cacheBytes / perToken / 1024) * 1024;
  const wanted = Math.min(Math.max(affordable, usefulContext), ampleContext);
  const planned = real === undefined ? cautiousContext : Math.min(real, wanted);
  return loadedTokens !== undefined && loadedTokens >= Math.min(planned, usefulContext)
    ? loadedTokens
    : planned;
}

/** Puts together what `/api/show` and `/api/ps` say about the model `name`. */
export function readModel(
  name: string,
  show: z.infer<typeof showSchema>,
  running: z.infer<typeof psSchema>,
): OllamaModel {
  const loaded = running.models.find((model) => sameModel(model.name, name))?.context_length;
  return {
    contextTokens: planContext(show.model_info ?? {}, positive(loaded)),
    abilities: show.capabilities?.flatMap((capability) => abilitiesOf[capability] ?? []),
    remote: show.remote_host !== undefined && show.remote_host !== '',
  };
}

/** What a call says about the prompt that was read. */
export interface PromptReading {
  /** `prompt_eval_count` of the answer, where it was given. */
  readonly counted: number | undefined;
  /** At least how many tokens were sent. */
  readonly least: number;
  readonly contextTokens: number;
}

/** Did the server leave out a part of the prompt without saying so? */
export function silentlyCut({ counted, least, contextTokens }: PromptReading): boolean {
  if (counted === undefined || counted === 0) return false;
  return counted < least || counted >= contextTokens;
}
