/** What is known about one model of an Ollama server, and whether it can be used now. */
import type { Availability, ModelError } from './contract.ts';
import { type Callee, modelError } from './errors.ts';
import { callOllama, type OllamaCall } from './ollama-call.ts';
import {
  isCloudName,
  type OllamaModel,
  psSchema,
  readModel,
  sameModel,
  showSchema,
  type Tag,
  tagsSchema,
} from './ollama-model.ts';

/** Learns about the model when first needed, and again when its digest has changed (a new pull). */
export function rememberModel(callee: Callee) {
  let memory: { readonly digest: string | undefined; readonly model: OllamaModel } | undefined;

  async function learn(call: OllamaCall, digest: string | undefined): Promise<OllamaModel | ModelError> {
    const answer = await callOllama(call, async (client) => {
      const show = showSchema.parse(await client.show({ model: callee.model }));
      const running = psSchema.safeParse(await client.ps());
      return { value: readModel(callee.model, show, running.data ?? { models: [] }), usage: {} };
    });
    if (!answer.ok) return answer.error;
    memory = { digest, model: answer.value };
    return answer.value;
  }

  return {
    /** What is known, asking the server only when nothing is. */
    async of(call: OllamaCall): Promise<OllamaModel | ModelError> {
      if (isCloudName(callee.model) || isCloudHost(callee.url)) return notLocal(callee);
      return memory?.model ?? (await learn(call, undefined));
    },
    async check(call: OllamaCall): Promise<Availability> {
      if (isCloudName(callee.model) || isCloudHost(callee.url)) return unavailable(notLocal(callee));
      const tags = await callOllama(call, async (client) => ({
        value: tagsSchema.parse(await client.list()).models,
        usage: {},
      }));
      if (!tags.ok) return unavailable(tags.error);
      const tag: Tag | undefined = tags.value.find(({ name }) => sameModel(name, callee.model));
      if (!tag) {
        return unavailable(modelError('model-missing', `${callee.spec} is not installed.`, callee.install));
      }
      if (tag.remote_host || tag.remote_model) return unavailable(notLocal(callee));
      const known = memory && memory.digest === tag.digest ? memory.model : await learn(call, tag.digest);
      if ('code' in known) return unavailable(known);
      if (known.remote) return unavailable(notLocal(callee));
      return {
        available: true,
        contextTokens: known.contextTokens,
        ...(known.abilities && { abilities: known.abilities }),
      };
    },
  };
}

function unavailable({ code, reason, hint }: ModelError): Availability {
  return { available: false, outage: code !== 'model-missing' && code !== 'bad-input', reason, hint };
}

function isCloudHost(url: string): boolean {
  return URL.canParse(url) && /(^|\.)ollama\.com$/i.test(new URL(url).hostname);
}

/** The error of a model that does not run here. */
export function notLocal({ spec }: Callee): ModelError {
  return modelError(
    'model-missing',
    `${spec} runs on Ollama's own machines, not on yours.`,
    'Name a model that runs here, without "-cloud", in settings.json.',
  );
}
