/** One call to an OpenAI-like server: the official client, without its retries, its key and its console. */
import type { OpenAI } from 'openai';
import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import { leastTokens } from './chunks.ts';
import type { Answer, JsonSchema, PictureRequest, Usage } from './contract.ts';
import {
  type Callee,
  errorOfException,
  errorOfStatus,
  ModelFault,
  modelError,
  secondsSince,
} from './errors.ts';
import { type Patience, patientFetch } from './fetch.ts';

/** Whom a call goes to, and until when. */
export interface CompatibleCall {
  readonly callee: Callee;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** The client's own time-out must never be the one that strikes: the largest that a timer takes. */
const clientTimeoutMs = 2 ** 31 - 1;

/** Runs `work` with a client of its own; whatever it leaves open is closed when it ends. Never rejects. */
export async function callCompatible<T>(
  call: CompatibleCall,
  work: (client: OpenAI) => Promise<{ value: T; usage: Omit<Usage, 'seconds'> }>,
): Promise<Answer<T>> {
  const start = performance.now();
  const ended = new AbortController();
  const progress = { answering: false };
  try {
    call.signal.throwIfAborted();
    const { OpenAI, APIError, APIConnectionError, APIUserAbortError } = await import('openai');
    const signal = AbortSignal.any([call.signal, ended.signal]);
    const client = new OpenAI({
      baseURL: call.callee.url,
      apiKey: 'none',
      // Otherwise these come from the environment, and a local server has no business with them.
      organization: null,
      project: null,
      adminAPIKey: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: clientTimeoutMs,
      logLevel: 'off',
      fetch: checkedFetch({ ...call, signal }, progress),
    });
    const { value, usage } = await work(client).catch((exception: unknown) => {
      const saidInStream =
        exception instanceof APIError &&
        !(exception instanceof APIConnectionError) &&
        !(exception instanceof APIUserAbortError);
      throw saidInStream
        ? new ModelFault(errorOfStatus(call.callee, undefined, exception.message))
        : exception;
    });
    return { ok: true, value, usage: { ...usage, seconds: secondsSince(start) } };
  } catch (exception) {
    return { ok: false, error: errorOfException(call.callee, exception, call.signal, progress.answering) };
  } finally {
    ended.abort();
  }
}

function checkedFetch(call: CompatibleCall, progress: { answering: boolean }): typeof fetch {
  const inner = patientFetch(call.patience, call.signal);
  return async (input, init) => {
    const response = await inner(input, init);
    progress.answering = true;
    const message = response.ok ? '' : errorMessage(await response.text());
    if (!response.ok) throw new ModelFault(errorOfStatus(call.callee, response.status, message));
    const type = response.headers.get('content-type') ?? '';
    const expected = String(input).endsWith('/chat/completions') ? 'text/event-stream' : 'json';
    if (!type.includes(expected)) {
      const reason = `What answers at ${call.callee.url} is not an OpenAI-like server.`;
      throw new ModelFault(modelError('invalid-answer', reason, call.callee.start));
    }
    return response;
  };
}

const errorSchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

function errorMessage(body: string): string {
  try {
    const { error } = errorSchema.parse(JSON.parse(body));
    return typeof error === 'string' ? error : error.message;
  } catch {
    return body.replace(/<[^>]*>/g, ' ');
  }
}

/** What to ask in one turn. */
export interface Turn {
  readonly system?: string;
  readonly prompt: string;
  readonly picture?: PictureRequest;
  readonly schema?: JsonSchema;
  readonly maxOutputTokens: number;
}

function chatRequest(model: string, turn: Turn): ChatCompletionCreateParamsStreaming {
  const parts: ChatCompletionContentPart[] = [];
  if (turn.picture) {
    const data = Buffer.from(turn.picture.bytes).toString('base64');
    parts.push({ type: 'image_url', image_url: { url: `data:${turn.picture.mime};base64,${data}` } });
  }
  const content = turn.picture ? [...parts, { type: 'text' as const, text: turn.prompt }] : turn.prompt;
  const user = { role: 'user' as const, content };
  return {
    model,
    messages: turn.system === undefined ? [user] : [{ role: 'system', content: turn.system }, user],
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: turn.maxOutputTokens,
    temperature: 0,
    ...(turn.schema && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: { ...turn.schema } },
      },
    }),
  };
}

/** One turn with a model; the answer is whole or an error, and so is what the model read. */
export async function complete(call: CompatibleCall, turn: Turn): Promise<Answer<string>> {
  const { spec, model } = call.callee;
  return callCompatible(call, async (client) => {
    let text = '';
    let finish: string | undefined;
    let read: { prompt_tokens: number; completion_tokens: number } | undefined;
    for await (const event of await client.chat.completions.create(chatRequest(model, turn))) {
      const [choice] = event.choices ?? [];
      text += choice?.delta?.content ?? '';
      finish = choice?.finish_reason ?? finish;
      read = event.usage ?? read;
    }
    if (finish === undefined) throw new Error('the stream ended early');
    if (finish === 'length') {
      const reason = `The answer of ${spec} was longer than ${turn.maxOutputTokens} tokens and broke off.`;
      throw new ModelFault(modelError('cut', reason, 'Another model may be less wordy.'));
    }
    const least = leastTokens(`${turn.system ?? ''}\n${turn.prompt}`);
    if (read && read.prompt_tokens > 0 && read.prompt_tokens < least) {
      const reason = `${spec} read only ${read.prompt_tokens} tokens of a prompt that has more.`;
      throw new ModelFault(modelError('too-long', reason, 'Load the model with a larger context.'));
    }
    const usage = read && { inputTokens: read.prompt_tokens, outputTokens: read.completion_tokens };
    return { value: text, usage: usage ?? {} };
  });
}
