/** A process of its own for what is measured: its memory and its event loop are not the measurer's. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Reply {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly news?: unknown;
}

/** The measurer's end. */
export class Child {
  readonly #process: ChildProcess;
  readonly #replies = new EventEmitter();
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #killNow = (): void => void this.#process.kill('SIGKILL');
  #asked = 0;
  #over = false;

  /** @param module beside this file, e.g. `engine-child.ts`; it calls `answer`. */
  constructor(module: string) {
    const path = fileURLToPath(new URL(module, import.meta.url));
    this.#process = fork(path, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // As bin.js has it.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    });
    process.once('exit', this.#killNow);
    this.#process.on('message', (message) => this.#hear(message as Reply));
    this.#process.on('exit', (code) => {
      this.#over = true;
      process.off('exit', this.#killNow);
      const error = new Error(`${module} ended too early, with ${code}.`);
      for (const { reject } of this.#pending.values()) reject(error);
      this.#replies.emit('over', error);
    });
  }

  /** Has the child do something; rejects with what it threw, or when it has ended. */
  async ask<Value>(request: unknown): Promise<Value> {
    if (this.#over) throw new Error('The child has ended.');
    const id = this.#asked++;
    const pending = Promise.withResolvers<unknown>();
    this.#pending.set(id, pending);
    this.#process.send({ id, request });
    try {
      return (await pending.promise) as Value;
    } finally {
      this.#pending.delete(id);
    }
  }

  /** The next news for which `wanted` is true. Ask for it before what causes it. */
  news<News>(wanted: (news: News) => boolean): Promise<News> {
    const found = Promise.withResolvers<News>();
    const hear = (news: News): void => {
      if (wanted(news)) found.resolve(news);
    };
    this.#replies.on('news', hear).once('over', found.reject);
    return found.promise.finally(() => this.#replies.off('news', hear).off('over', found.reject));
  }

  /** `kill -9`; what was asked is rejected. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async close(): Promise<void> {
    if (this.#over) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  #hear({ id, value, error, news }: Reply): void {
    if (id === undefined) this.#replies.emit('news', news);
    else if (error === undefined) this.#pending.get(id)?.resolve(value);
    else this.#pending.get(id)?.reject(new Error(error));
  }
}

/** The child's end: answers each request; ends, after `close`, when the measurer has gone. */
export function answer<Request>(
  act: (request: Request) => Promise<unknown>,
  close: () => Promise<void> | void,
): void {
  process.on('message', async ({ id, request }: { id: number; request: Request }) => {
    try {
      process.send?.({ id, value: await act(request) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', async () => {
    await close();
    process.exit(0);
  });
}

/** From the child: something that nobody asked for. */
export function tellNews(news: unknown): void {
  process.send?.({ news });
}
