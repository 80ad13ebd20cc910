/** A process with a fake Ollama server whose model takes its time; it knows when no request was outstanding. */
import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type OllamaServer, startOllamaServer } from '../../test/support/ollama-server.ts';
import { answer } from '../child.ts';
import { randomOf } from '../random.ts';

/** What may be asked for. */
export type IdleRequest =
  | { readonly type: 'serve'; readonly seed: number; readonly leastMs: number; readonly mostMs: number }
  | { readonly type: 'figures' };

/** From the first request to the last answer; only those to the model count. */
export interface IdleFigures {
  readonly requests: number;
  readonly spanMs: number;
  /** In which no request was outstanding. */
  readonly idleMs: number;
  readonly longestIdleMs: number;
}

/** More calls than a night of this bench has. */
const mostCalls = 10_000;

/** One model that does everything, so that all calls wait for one another. */
const model = {
  name: 'one:latest',
  capabilities: ['completion', 'vision'],
  contextTokens: 32_768,
};

const modelPaths: ReadonlySet<string> = new Set(['/api/chat', '/api/embed']);
let server: OllamaServer | undefined;
let outstanding = 0;
let requests = 0;
let [firstAt, lastAt]: (number | undefined)[] = [];
let [idleMs, longestIdleMs] = [0, 0];

function begun(): void {
  const now = performance.now();
  firstAt ??= now;
  if (outstanding === 0 && lastAt !== undefined) {
    idleMs += now - lastAt;
    longestIdleMs = Math.max(longestIdleMs, now - lastAt);
  }
  outstanding += 1;
  requests += 1;
}

function ended(): void {
  outstanding -= 1;
  lastAt = performance.now();
}

// From the request's head to the end of its answer, as Node.js itself tells it.
channel('http.server.request.start').subscribe((message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  if (!modelPaths.has(request.url ?? '')) return;
  begun();
  response.once('close', ended);
});

async function serve(seed: number, leastMs: number, mostMs: number): Promise<string> {
  const random = randomOf(seed);
  server = await startOllamaServer({ models: [model], slots: 1 });
  for (let call = 0; call < mostCalls; call += 1) {
    const milliseconds = Math.round(leastMs + random() * (mostMs - leastMs));
    server.fault({ kind: 'loading', milliseconds, times: 1 });
  }
  return server.url;
}

answer<IdleRequest>(
  async (request) => {
    if (request.type === 'serve') return serve(request.seed, request.leastMs, request.mostMs);
    const spanMs = (lastAt ?? 0) - (firstAt ?? 0);
    return { requests, spanMs, idleMs, longestIdleMs } satisfies IdleFigures;
  },
  async () => server?.close(),
);
