/**
 * A server that speaks Ollama's protocol (docs/api.md, docs/api/errors.mdx and `server/routes.go` of Ollama 0.33),
 * with faults to order: `const server = await startOllamaServer(); server.fault({ kind: 'busy', times: 1 })`.
 */
import type { ServerResponse } from 'node:http';
import pLimit from 'p-limit';
import { answerForSchema, answerInWords, countTokens, vectorFor } from './fake-answers.ts';
import { answerJson, type FakeHttp, pause, type RecordedRequest, startFakeHttp } from './fake-http.ts';
import { breakOff, type Fault, interfere, notFound } from './ollama-faults.ts';

/** A model that the server has. */
export interface FakeModel {
  /** With its tag, e.g. `llama3.3:latest`. */
  readonly name: string;
  readonly capabilities: readonly string[];
  readonly contextTokens: number;
  /** Length of its vectors. */
  readonly dimension?: number;
  /** Set for a model that runs on someone else's machine. */
  readonly remoteHost?: string;
}

/** What is installed unless a test says otherwise: the models that the default settings name. */
export const defaultModels: readonly FakeModel[] = [
  { name: 'llama3.3:latest', capabilities: ['completion', 'tools'], contextTokens: 131_072 },
  { name: 'mistral:latest', capabilities: ['completion'], contextTokens: 32_768 },
  { name: 'qwen3-vl:latest', capabilities: ['completion', 'vision'], contextTokens: 262_144 },
  { name: 'nomic-embed-text:latest', capabilities: ['embedding'], contextTokens: 2048, dimension: 64 },
];

/** The running server. */
export interface OllamaServer extends FakeHttp {
  /** What is installed; may be changed while it runs. */
  models: FakeModel[];
  /** Orders a fault; faults strike in the order in which they were given. */
  fault(fault: Fault): void;
  /** Takes back all faults. */
  heal(): void;
}

/**
 * Starts a server with `models` (see `defaultModels`). With `slots` it works on so many calls at once, as
 * `OLLAMA_NUM_PARALLEL` has it, and lets the others wait; without, on all of them.
 */
export async function startOllamaServer(
  options: { readonly models?: readonly FakeModel[]; readonly slots?: number } = {},
): Promise<OllamaServer> {
  const inTurn = pLimit(options.slots ?? Number.POSITIVE_INFINITY);
  const models = [...(options.models ?? defaultModels)];
  const faults: { fault: Fault; left: number }[] = [];
  const loaded = new Map<string, number>();

  const strike = (name: unknown): Fault | undefined => {
    const found = faults.find(
      ({ fault, left }) => left > 0 && (fault.model === undefined || sameName(fault.model, name)),
    );
    if (found) found.left -= 1;
    return found?.fault;
  };
  const http = await startFakeHttp(async (request, response, gone) => {
    const model = server.models.find(({ name }) => sameName(name, request.body.model));
    switch (`${request.method} ${request.path}`) {
      case 'GET /api/version':
        answerJson(response, 200, { version: '0.33.0' });
        return;
      case 'GET /api/tags':
        answerJson(response, 200, { models: server.models.map(tag) });
        return;
      case 'GET /api/ps': {
        const entries = [...loaded].map(([name, context_length]) => ({ name, model: name, context_length }));
        answerJson(response, 200, { models: entries });
        return;
      }
      case 'POST /api/show':
        if (model) answerJson(response, 200, show(model));
        else notFound(response, request);
        return;
      case 'POST /api/chat':
      case 'POST /api/embed':
        return inTurn(async () => {
          const fault = strike(request.body.model);
          if (fault && (await interfere(fault, request, response, gone))) return;
          if (!model) return notFound(response, request);
          loaded.set(model.name, numCtx(request, model));
          if (request.path === '/api/chat') await chat(model, request, response, gone, fault);
          else embed(model, request, response, fault);
        });
      default:
        answerJson(response, 404, { error: '404 page not found' });
    }
  });
  const server: OllamaServer = {
    ...http,
    models,
    fault: (fault) => faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    heal: () => faults.splice(0),
  };
  return server;
}

function sameName(one: string, other: unknown): boolean {
  const full = (name: string) => (name.includes(':') ? name : `${name}:latest`);
  return typeof other === 'string' && full(one) === full(other);
}

function tag({ name, remoteHost }: FakeModel) {
  return {
    name,
    model: name,
    modified_at: '2026-10-01T08:00:00Z',
    size: 1_000_000,
    digest: `digest-of-${name}`,
    details: { parent_model: '', format: 'gguf', family: 'fake', families: ['fake'] },
    ...(remoteHost && { remote_host: remoteHost, remote_model: name }),
  };
}

function show({ capabilities, contextTokens, remoteHost }: FakeModel) {
  return {
    modelfile: '',
    template: '{{ .Prompt }}',
    details: { format: 'gguf', family: 'fake' },
    model_info: {
      'general.architecture': 'fake',
      'fake.context_length': contextTokens,
      'fake.block_count': 32,
      'fake.attention.head_count': 32,
      'fake.attention.head_count_kv': 8,
      'fake.embedding_length': 4096,
    },
    capabilities,
    ...(remoteHost && { remote_host: remoteHost }),
  };
}

function numCtx(request: RecordedRequest, model: FakeModel): number {
  const asked = (request.body.options as { num_ctx?: number } | undefined)?.num_ctx ?? 4096;
  return Math.min(asked, model.contextTokens);
}

interface ChatMessage {
  readonly role: string;
  readonly content: string;
  readonly images?: readonly string[];
}

async function chat(
  model: FakeModel,
  request: RecordedRequest,
  response: ServerResponse,
  gone: AbortSignal,
  fault: Fault | undefined,
): Promise<void> {
  const messages = (request.body.messages ?? []) as readonly ChatMessage[];
  const sent = countTokens(messages.map(({ content }) => content).join('\n'));
  const context = numCtx(request, model);
  if (sent > context && request.body.truncate === false) {
    answerJson(response, 400, { error: 'the input length exceeds the context length' });
    return;
  }
  const read = fault?.kind === 'silent-cut' ? Math.min(sent, fault.tokens) : Math.min(sent, context);
  const text = fault?.kind === 'says' ? fault.text : say(messages, request.body.format);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const send = (message: unknown) => response.write(`${JSON.stringify(message)}\n`);
  const words = text.match(/\s*\S+/g) ?? [];
  for (const [index, content] of words.entries()) {
    if (index === Math.min(2, words.length - 1)) {
      if (fault && breakOff(fault, response)) return;
      if (fault?.kind === 'stall') return pause(Number.POSITIVE_INFINITY, gone);
    }
    if (fault?.kind === 'slow') await pause(fault.milliseconds, gone);
    if (gone.aborted) return;
    send({ model: model.name, created_at: stamp, message: { role: 'assistant', content }, done: false });
  }
  send({
    model: model.name,
    created_at: stamp,
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: fault?.kind === 'wordy' ? 'length' : 'stop',
    // Every token takes as long as every other, and no call waits.
    total_duration: 2_000_000 + words.length * 100_000,
    load_duration: 1_000_000,
    prompt_eval_count: read,
    prompt_eval_duration: 1_000_000,
    eval_count: words.length,
    eval_duration: words.length * 100_000,
  });
  response.end();
}

const stamp = '2026-10-01T08:00:00Z';

function say(messages: readonly ChatMessage[], format: unknown): string {
  const last = messages.at(-1);
  const prompt = last?.content ?? '';
  if (typeof format === 'object' && format !== null) {
    return JSON.stringify(answerForSchema(prompt, format as Record<string, unknown>));
  }
  const image = last?.images?.[0];
  return answerInWords(prompt, image === undefined ? undefined : Buffer.from(image, 'base64').length);
}

function embed(
  model: FakeModel,
  request: RecordedRequest,
  response: ServerResponse,
  fault: Fault | undefined,
): void {
  if (!model.capabilities.includes('embedding')) {
    answerJson(response, 400, { error: 'this model does not support embeddings' });
    return;
  }
  const input = [request.body.input].flat() as readonly string[];
  if (request.body.truncate === false && input.some((text) => countTokens(text) > model.contextTokens)) {
    answerJson(response, 400, { error: 'the input length exceeds the context length' });
    return;
  }
  const texts = fault?.kind === 'short-embed' ? input.slice(1) : input;
  answerJson(response, 200, {
    model: model.name,
    embeddings: texts.map((text) => vectorFor(text, model.dimension ?? 64)),
    total_duration: 2_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: input.reduce((sum, text) => sum + countTokens(text), 0),
  });
}
