/**
 * How a second process on a root asks the owner to act: one request a connection, over a Unix-domain
 * socket. Lines of JSON: the client sends its request, the owner any number of `{"tell": …}` and then one
 * `{"answer": …}` or `{"failure": {code, reason, hint}}`.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Line, longestLine, onLines, toLine } from './json-lines.ts';
import { findAddress, prepareAddress, protectAddress, removeAddress } from './owner-address.ts';
import {
  asError,
  asFailure,
  asRecord,
  noConnection,
  notSendable,
  notUnderstood,
  ownerGone,
} from './owner-failures.ts';
import type { Root } from './root.ts';

/** How many bytes may wait for a slow client before messages on the way are left out; answers never are. */
const patience = longestLine;
/** How long closing waits for a client that does not read its answer. */
const lingerMilliseconds = 2000;

/**
 * Does what a client asks. `tell` sends a message on the way and never throws. `signal` is aborted when
 * the client is gone. What it throws is the client's failure.
 */
export type OwnerHandler = (
  request: Readonly<Record<string, unknown>>,
  tell: (message: unknown) => void,
  signal: AbortSignal,
) => Promise<unknown>;

/** Answers until it is closed. */
export interface OwnerServer {
  /** Takes no more requests, lets the answers in flight end, and removes the socket. */
  close(): Promise<void>;
}

/**
 * Listens for clients of this root. The caller holds the owner's lock; a socket that a dead owner left is removed.
 * @throws the system's own error when the socket cannot be made.
 */
export async function serveOwner(root: Root, handle: OwnerHandler): Promise<OwnerServer> {
  const idle = new Set<Socket>();
  const answering = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    idle.add(socket);
    const gone = new AbortController();
    // A client that vanishes shows as an error or not; `close` follows either way.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      idle.delete(socket);
      gone.abort();
    });
    onLines(socket, (line) => {
      if (!idle.delete(socket)) return;
      const answered = answer(socket, line, handle, gone.signal).finally(() => answering.delete(socket));
      answering.set(socket, answered);
    });
  });
  const address = await prepareAddress(root);
  await listen(server, address);
  await protectAddress(address);
  return {
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of idle) socket.destroy();
      await Promise.all(answering.values());
      await closed;
      await removeAddress(root);
    },
  };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      // Accepting may fail later, when files are short for instance; the client tries again.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

async function answer(socket: Socket, line: Line, handle: OwnerHandler, signal: AbortSignal): Promise<void> {
  const request = line.ok ? asRecord(line.value) : undefined;
  const tell = (message: unknown): void => {
    const told = toLine({ tell: message });
    if (told !== undefined && socket.writable && socket.writableLength < patience) socket.write(told);
  };
  let reply: string | undefined;
  try {
    if (!request) throw notUnderstood;
    reply = toLine({ answer: (await handle(request, tell, signal)) ?? null });
    if (reply === undefined) throw notSendable;
  } catch (error) {
    reply = toLine({ failure: asFailure(error) });
  }
  await hangUp(socket, reply ?? '');
}

/** Sends the last line; a client that does not read is not waited for. */
function hangUp(socket: Socket, last: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.write(last);
    socket.destroySoon();
  });
}

/**
 * Asks the owner of the root and waits for its answer; `tell` gets every message on the way.
 * @throws `no-owner` when nobody listens, `owner-gone` when the owner ended before it had answered,
 *   `owner-not-permitted` when it belongs to somebody else, else the failure that the owner met.
 */
export async function askOwner(
  root: Root,
  request: Readonly<Record<string, unknown>>,
  tell: (message: unknown) => void,
): Promise<unknown> {
  const socket = connect(await findAddress(root));
  try {
    await connected(socket, root);
    return await reply(socket, root, request, tell);
  } finally {
    socket.destroy();
  }
}

function connected(socket: Socket, root: Root): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (error) => reject(noConnection(root, error)));
  });
}

function reply(
  socket: Socket,
  root: Root,
  request: Readonly<Record<string, unknown>>,
  tell: (message: unknown) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    onLines(socket, (line) => {
      const message = line.ok ? asRecord(line.value) : undefined;
      if (!message) reject(notUnderstood);
      else if ('tell' in message) tell(message.tell);
      else if ('answer' in message) resolve(message.answer);
      else reject(asError(message.failure));
    });
    // An error is always followed by `close`.
    socket.on('error', () => undefined);
    socket.once('close', () => reject(ownerGone(root)));
    const line = toLine(request);
    if (line === undefined) reject(notUnderstood);
    else socket.write(line);
  });
}
