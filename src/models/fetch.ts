/**
 * A `fetch` for slow local servers. Node's own gives up after 300 s without a header (undici `headersTimeout`),
 * which a long prompt on a slow machine exceeds before its first token; this one has the time-outs that it is given.
 */
import { once } from 'node:events';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';

/** How long to wait. */
export interface Patience {
  /** Milliseconds from the request to the first byte of the answer; the model may have to be loaded meanwhile. */
  readonly firstByteMs: number;
  /** Milliseconds between two pieces of the answer. */
  readonly idleMs: number;
}

/** Thrown when the server takes longer than it may. */
export class PatienceError extends Error {
  constructor(waitedMs: number) {
    super(`no byte for ${Math.round(waitedMs / 1000)} s`);
    this.name = 'PatienceError';
  }
}

/**
 * Makes a `fetch` whose every request ends with `signal`.
 * It takes a URL, and text or a form as the body; a connection serves one request, so that none goes stale.
 * @param onConnect Told when a request's connection stands: before that, not one byte of the request has left.
 */
export function patientFetch(
  patience: Patience,
  signal: AbortSignal,
  onConnect: () => void = () => undefined,
): typeof fetch {
  return async (input, init = {}) => {
    const signals = init.signal ? [signal, init.signal] : [signal];
    const url = new URL(input instanceof Request ? input.url : input);
    const how = { signal: AbortSignal.any(signals), firstByteMs: patience.firstByteMs, onConnect };
    const response = await begin(url, init, how);
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers)) {
      if (value !== undefined) headers.set(name, String(value));
    }
    const status = response.statusCode ?? 502;
    const empty = status === 204 || status === 304;
    return new Response(empty ? null : ReadableStream.from(pieces(response, patience.idleMs)), {
      status,
      headers,
    });
  };
}

interface Beginning {
  readonly signal: AbortSignal;
  readonly firstByteMs: number;
  readonly onConnect: () => void;
}

async function begin(url: URL, init: RequestInit, how: Beginning): Promise<IncomingMessage> {
  const { signal, firstByteMs, onConnect } = how;
  const headers = Object.fromEntries(new Headers(init.headers));
  const body = await bodyOf(init.body, headers);
  if (body !== undefined) headers['content-length'] = String(body.byteLength);
  const secure = url.protocol === 'https:';
  const make = secure ? requestSecure : requestPlain;
  const request = make(url, { method: init.method ?? 'GET', headers, agent: false, signal });
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', onConnect));
  // A late error (the abort of a finished request, say) must not become an uncaught exception.
  request.on('error', () => undefined);
  const timer = setTimeout(() => request.destroy(new PatienceError(firstByteMs)), firstByteMs);
  try {
    request.end(body);
    const [response] = await once(request, 'response');
    response.on('error', () => undefined);
    return response;
  } finally {
    clearTimeout(timer);
  }
}

/** The bytes of a body; a form says its own content type. */
async function bodyOf(
  body: RequestInit['body'],
  headers: Record<string, string>,
): Promise<Uint8Array | undefined> {
  if (typeof body === 'string') return Buffer.from(body);
  if (!(body instanceof FormData)) return undefined;
  const form = new Response(body);
  headers['content-type'] = form.headers.get('content-type') ?? 'multipart/form-data';
  return new Uint8Array(await form.arrayBuffer());
}

async function* pieces(response: IncomingMessage, idleMs: number): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => response.destroy(new PatienceError(idleMs)), idleMs);
  // A reader may walk away without a word; the end of the request then ends the timer too.
  response.once('close', () => clearTimeout(timer));
  try {
    for await (const piece of response) {
      timer.refresh();
      yield piece;
    }
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}
