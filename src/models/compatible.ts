/** `compatible:NAME`: an OpenAI-like server on this machine (LM Studio, llama.cpp, vLLM). */
import type { OpenAI } from 'openai';
import { z } from 'zod';
import { type CompatibleCall, callCompatible, complete, type Turn } from './compatible-call.ts';
import type { Answer, Availability, GenerateRequest, PictureRequest, Provider } from './contract.ts';
import { type Callee, modelError, refused } from './errors.ts';
import type { Patience } from './fetch.ts';
import { isLoopbackUrl } from './ollama-host.ts';
import { seeingInstructions, toDescription, toRecognition } from './seeing.ts';

/** What settings say about the server. */
export interface CompatibleOptions {
  /** E.g. `http://127.0.0.1:1234/v1`. */
  readonly url: string;
  /** The model's name there. */
  readonly model: string;
  /** Its context, where the server does not tell. */
  readonly contextTokens?: number | undefined;
  readonly patience?: Patience;
}

/** Loading a model and reading a long prompt without a GPU both take minutes. */
const callPatience: Patience = { firstByteMs: 20 * 60_000, idleMs: 5 * 60_000 };
const checkPatience: Patience = { firstByteMs: 5_000, idleMs: 5_000 };

const recogniseTokens = 4096;
const describeTokens = 1024;

/** A provider for one server; sends nothing until it is asked. */
export function createCompatible(name: string, options: CompatibleOptions): Provider {
  const callee: Callee = {
    spec: `compatible:${name}`,
    model: options.model,
    url: options.url,
    install: `Load the model "${options.model}" in the server at ${options.url}.`,
    start: `Start the server at ${options.url}, or correct "compatible.${name}.url" in settings.json.`,
  };
  const patience = options.patience ?? callPatience;
  const local = isLoopbackUrl(options.url);
  const call = (signal: AbortSignal): CompatibleCall => ({ callee, patience, signal });

  async function turn(request: Turn, signal: AbortSignal): Promise<Answer<string>> {
    return local ? complete(call(signal), request) : refused(notLocal(callee));
  }
  const look = (prompt: string, maxOutputTokens: number) => (request: PictureRequest, signal: AbortSignal) =>
    turn({ prompt, picture: request, maxOutputTokens }, signal);
  const recognise = look(seeingInstructions.recognise, recogniseTokens);
  const describe = look(seeingInstructions.describe, describeTokens);

  return {
    spec: callee.spec,
    place: local ? 'loopback' : 'network',
    slots: 1,
    check: (signal) => check({ callee, patience: checkPatience, signal }, options, local),
    generate: (request: GenerateRequest, signal) => turn(request, signal),
    async recognise(request, signal) {
      const answer = await recognise(request, signal);
      if (!answer.ok) return answer;
      return { ...answer, value: toRecognition(answer.value) };
    },
    async describe(request, signal) {
      const answer = await describe(request, signal);
      if (!answer.ok) return answer;
      const value = toDescription(answer.value);
      if (value) return { ...answer, value };
      return refused(modelError('invalid-answer', `${callee.spec} answered nothing.`, 'Try another model.'));
    },
    async embed(texts, signal) {
      return local ? embed(call(signal), texts) : refused(notLocal(callee));
    },
  };
}

function notLocal({ spec, url }: Callee) {
  return modelError(
    'model-missing',
    `${spec} is not on this machine: ${url}.`,
    'Name a server on 127.0.0.1 in settings.json.',
  );
}

/** vLLM tells a model's context as `max_model_len`, llama.cpp as `meta.n_ctx`; LM Studio does not tell. */
const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: z.number().optional(),
      meta: z.object({ n_ctx: z.number().optional() }).nullish(),
    }),
  ),
});

async function check(
  call: CompatibleCall,
  options: CompatibleOptions,
  local: boolean,
): Promise<Availability> {
  const { callee } = call;
  if (!local) return { ...notLocal(callee), available: false, outage: false };
  const answer = await callCompatible(call, async (client: OpenAI) => {
    const page = await client.models.list();
    return { value: modelsSchema.parse({ data: page.data }).data, usage: {} };
  });
  if (!answer.ok) {
    const { reason, hint } = answer.error;
    return { available: false, outage: true, reason, hint };
  }
  const model = answer.value.find(({ id }) => id === options.model);
  if (!model) {
    const reason = `${callee.spec} does not offer the model "${options.model}".`;
    return { available: false, outage: false, reason, hint: callee.install };
  }
  const contextTokens = options.contextTokens ?? model.max_model_len ?? model.meta?.n_ctx;
  return { available: true, ...(contextTokens !== undefined && { contextTokens }) };
}

async function embed(
  call: CompatibleCall,
  texts: readonly string[],
): Promise<Answer<readonly Float32Array[]>> {
  return callCompatible(call, async (client) => {
    const answer = await client.embeddings.create({
      model: call.callee.model,
      input: [...texts],
      encoding_format: 'float',
    });
    const vectors = embeddingsSchema.parse(answer.data);
    const ordered = vectors.toSorted((one, other) => one.index - other.index);
    if (ordered.length !== texts.length) throw new SyntaxError('a vector is missing');
    const inputTokens = answer.usage?.prompt_tokens;
    return {
      value: ordered.map(({ embedding }) => Float32Array.from(embedding)),
      usage: inputTokens === undefined ? {} : { inputTokens },
    };
  });
}

const embeddingsSchema = z.array(z.object({ index: z.number(), embedding: z.array(z.number()).min(1) }));
