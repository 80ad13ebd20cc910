/** One call to an Ollama server: the official client, with a `fetch` that keeps our rules. */
import type { Ollama } from 'ollama';
import { z } from 'zod';
import type { Answer, Usage } from './contract.ts';
import {
  type Callee,
  errorOfException,
  errorOfStatus,
  ModelFault,
  modelError,
  secondsSince,
} from './errors.ts';
import { type Patience, patientFetch } from './fetch.ts';

/** How long a model stays in memory after a call, so that a short pause between files costs no reload. */
export const keepAlive = '10m';

/** Whom a call goes to, and until when. */
export interface OllamaCall {
  readonly callee: Callee;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** Runs `work` with a client of its own; whatever it leaves open is closed when it ends. Never rejects. */
export async function callOllama<T>(
  call: OllamaCall,
  work: (client: Ollama) => Promise<{ value: T; usage: Omit<Usage, 'seconds'> }>,
): Promise<Answer<T>> {
  const start = performance.now();
  const ended = new AbortController();
  const progress = { answering: false };
  try {
    call.signal.throwIfAborted();
    const { Ollama } = await import('ollama');
    const signal = AbortSignal.any([call.signal, ended.signal]);
    const fetch = checkedFetch({ ...call, signal }, progress);
    const { value, usage } = await work(new Ollama({ host: call.callee.url, fetch }));
    return { ok: true, value, usage: { ...usage, seconds: secondsSince(start) } };
  } catch (exception) {
    return { ok: false, error: errorOfException(call.callee, exception, call.signal, progress.answering) };
  } finally {
    ended.abort();
  }
}

/** The client logs unreadable answers to the console and skips them; here they are errors before it sees them. */
function checkedFetch(call: OllamaCall, progress: { answering: boolean }): typeof fetch {
  const inner = patientFetch(call.patience, call.signal);
  return async (input, init) => {
    progress.answering = false;
    const response = await inner(input, init);
    progress.answering = true;
    if (!response.ok) {
      const message = errorMessage(await response.text());
      throw new ModelFault(errorOfStatus(call.callee, response.status, message));
    }
    if (!response.body || !String(input).endsWith('/api/chat')) return response;
    return new Response(ReadableStream.from(checkedLines(call.callee, response.body)), response);
  };
}

const errorSchema = z.object({ error: z.string() });

/** docs/api/errors.mdx: `{"error": "…"}`; a proxy in between may answer in plain text. */
function errorMessage(body: string): string {
  try {
    return errorSchema.parse(JSON.parse(body)).error;
  } catch {
    return body.replace(/<[^>]*>/g, ' ');
  }
}

async function* checkedLines(callee: Callee, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((text) => text.trim() !== '')) {
      checkLine(callee, line);
      yield encoder.encode(`${line}\n`);
    }
  }
  if (rest.trim() !== '') {
    checkLine(callee, rest);
    yield encoder.encode(rest);
  }
}

/** docs/api/errors.mdx, "Errors that occur while streaming": an object with `error` under HTTP 200. */
function checkLine(callee: Callee, line: string): void {
  const message: unknown = parseOr(line);
  if (typeof message !== 'object' || message === null) {
    throw new ModelFault(
      modelError('invalid-answer', `What answers at ${callee.url} is not Ollama.`, callee.start),
    );
  }
  const { data } = errorSchema.safeParse(message);
  if (data) throw new ModelFault(errorOfStatus(callee, undefined, data.error));
}

function parseOr(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
