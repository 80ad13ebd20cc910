/** What the fake paid services share: every request counted by its kind, and faults to order at any point of it. */
import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { answerJson, pause, type RecordedRequest, startFakeHttp } from './fake-http.ts';

/** A misbehaviour of one request. `booked`: the work (and the money for it) was taken on before it struck. */
export type PaidFault =
  /** The connection breaks. */
  | { readonly kind: 'reset'; readonly booked?: boolean }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly booked?: boolean }
  /** The answer comes late, and is right. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** HTTP 200, and no sense. */
  | { readonly kind: 'garbage'; readonly booked?: boolean }
  /** HTTP 200, and an empty object. */
  | { readonly kind: 'hollow'; readonly booked?: boolean }
  /** HTTP 200, and half of the answer. */
  | { readonly kind: 'cut'; readonly booked?: boolean }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly booked?: boolean;
      readonly retryAfter?: string;
      readonly message?: string;
    };

/** What a request is for, e.g. `create`. */
export type PaidRequest = RecordedRequest & { readonly kind: string };

/** An answer before any fault. */
export interface Reply {
  readonly status: number;
  /** No body when it is missing. */
  readonly body?: unknown;
}

/** What makes a service. */
export interface PaidService {
  /** The one key that is valid. */
  readonly key: string;
  /** E.g. `create`, from method and path (without its query). */
  readonly kindOf: (method: string, path: string) => string;
  /** Does what is asked, and books what costs money. */
  readonly serve: (request: PaidRequest) => Reply | Promise<Reply>;
  /** An error in the service's own form. */
  readonly errorBody: (status: number, message: string) => unknown;
}

/** A running fake. */
export interface PaidServer {
  /** The base URL, with `/v1`. */
  readonly baseUrl: string;
  readonly key: string;
  /** Every request that arrived whole, whatever became of it. */
  readonly requests: readonly PaidRequest[];
  /** How many requests of this kind arrived. */
  count(kind: string): number;
  /** How many calls the service took on: what the bill would say. */
  booked(): number;
  /** Resolves with the `count`-th request of this kind, from 1. */
  requested(kind: string, count?: number): Promise<PaidRequest>;
  /** Makes the next requests of this kind misbehave, one fault each; `times` may be infinite. */
  strike(kind: string, fault: PaidFault, times?: number): void;
  /** From now on requests behave. */
  heal(): void;
  /** The media bytes that arrived in any request, decoded. */
  readonly media: readonly Buffer[];
  /** Does anything that arrived, headers and decoded media included, hold this text? */
  holds(text: string): boolean;
  /** What its HTTP `Date` says, in milliseconds since 1970; undefined is the true time. */
  clock: number | undefined;
  /** How many requests are being answered now. */
  open(): number;
  /** Refuses connections, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** What the parts of a fake share with their server. */
export interface PaidState {
  readonly media: Buffer[];
  booked: number;
}

/** Starts a fake of `service`; `state` is what it books and keeps. */
export async function startPaidServer(service: PaidService, state: PaidState): Promise<PaidServer> {
  const requests: PaidRequest[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  let strikes: { kind: string; fault: PaidFault; times: number }[] = [];
  const nextFault = (kind: string): PaidFault | undefined => {
    const strike = strikes.find((entry) => entry.kind === kind && entry.times > 0);
    if (strike) strike.times -= 1;
    return strike?.fault;
  };
  const http = await startFakeHttp(async (recorded, response, gone) => {
    const [path = '/'] = recorded.path.split('?');
    const request = { ...recorded, kind: service.kindOf(recorded.method, path) };
    requests.push(request);
    arrivals.emit('request');
    if (server.clock !== undefined) response.setHeader('date', new Date(server.clock).toUTCString());
    const fault = nextFault(request.kind);
    const early = fault && 'booked' in fault && fault.booked ? undefined : fault;
    if (early && early.kind !== 'delay') return misbehave(service, early, response, gone);
    const reply =
      request.headers.authorization === `Bearer ${service.key}`
        ? await service.serve(request)
        : { status: 401, body: service.errorBody(401, `Wrong key: ${request.headers.authorization}`) };
    if (fault?.kind === 'delay') await pause(fault.milliseconds, gone);
    else if (fault) return misbehave(service, fault, response, gone, reply);
    send(response, reply);
  });
  const server: PaidServer = {
    baseUrl: `${http.url}/v1`,
    key: service.key,
    requests,
    count: (kind) => requests.filter((request) => request.kind === kind).length,
    booked: () => state.booked,
    async requested(kind, count = 1) {
      for (;;) {
        const found = requests.filter((request) => request.kind === kind)[count - 1];
        if (found) return found;
        await once(arrivals, 'request');
      }
    },
    strike: (kind, fault, times = 1) => strikes.push({ kind, fault, times }),
    heal() {
      strikes = [];
    },
    media: state.media,
    holds: (text) =>
      state.media.some((bytes) => bytes.includes(text)) ||
      requests.some(({ headers, path, bytes }) => `${path}${JSON.stringify(headers)}${bytes}`.includes(text)),
    clock: undefined,
    open: http.open,
    down: http.down,
    up: http.up,
    close: http.close,
  };
  return server;
}

function send(response: ServerResponse, { status, body }: Reply): void {
  if (body === undefined) response.writeHead(status).end();
  else answerJson(response, status, body);
}

async function misbehave(
  service: PaidService,
  fault: Exclude<PaidFault, { kind: 'delay' }>,
  response: ServerResponse,
  gone: AbortSignal,
  reply: Reply = { status: 200, body: { id: 'an-answer-that-breaks-off', object: 'response' } },
): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      response.destroy();
      return;
    case 'hang':
      return pause(Number.POSITIVE_INFINITY, gone);
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Welcome to the hotel network</html>');
      return;
    case 'hollow':
      return answerJson(response, 200, {});
    case 'cut': {
      const whole = Buffer.from(JSON.stringify(reply.body ?? {}));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length });
      response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
      return;
    }
    case 'status': {
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
      return answerJson(
        response,
        fault.status,
        service.errorBody(fault.status, fault.message ?? 'So it is.'),
      );
    }
  }
}
