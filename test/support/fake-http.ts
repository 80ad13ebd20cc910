/** A server on loopback that records what it is asked, counts what is open, and can go down and come back. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** The JSON body, `{}` when there was none or it was a form. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly bytes: Buffer;
}

/** Answers one request. `gone` aborts when the asker hangs up. */
export type Handle = (request: RecordedRequest, response: ServerResponse, gone: AbortSignal) => Promise<void>;

/** A running server. */
export interface FakeHttp {
  /** E.g. `http://127.0.0.1:40123`; the same after `down` and `up`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** How many requests are being answered now. */
  open(): number;
  /** Resolves with the `count`-th request (from 1) to `path` since the server started, at once when it was already there. */
  requested(path: string, count?: number): Promise<RecordedRequest>;
  /** Closes every connection; from now on they are refused. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that answers with `handle`. */
export async function startFakeHttp(handle: Handle): Promise<FakeHttp> {
  const requests: RecordedRequest[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  let open = 0;
  const server = createServer((message, response) => {
    open += 1;
    const gone = new AbortController();
    response.on('close', () => {
      open -= 1;
      gone.abort();
    });
    void record(message)
      .then((request) => {
        requests.push(request);
        arrivals.emit('request');
        return handle(request, response, gone.signal);
      })
      .catch(() => response.destroy());
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const down = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    open: () => open,
    async requested(path, count = 1) {
      for (;;) {
        const found = requests.filter((request) => request.path === path)[count - 1];
        if (found) return found;
        await once(arrivals, 'request');
      }
    },
    down,
    up: () => listen(port),
    close: down,
  };
}

async function record(message: IncomingMessage): Promise<RecordedRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  const isForm = headers['content-type']?.startsWith('multipart/') ?? false;
  return {
    method: message.method ?? 'GET',
    path: message.url ?? '/',
    body: bytes.length === 0 || isForm ? {} : JSON.parse(bytes.toString('utf8')),
    headers,
    bytes,
  };
}

/** Waits, but not longer than the asker does. */
export async function pause(milliseconds: number, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = milliseconds === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, milliseconds);
  gone.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}

/** Answers with a JSON object. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
