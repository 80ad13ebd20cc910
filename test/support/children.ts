/** Processes that are there to be killed: each has loaded everything before it is told what to do. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

/** How they are started. */
export interface ChildrenOptions {
  /** A folder in which compiled code is kept, since so many processes load the same. */
  readonly cache: string;
  /** Options of Node.js itself. */
  readonly execArgv?: readonly string[];
}

/** Children of one program, which sends a message when it is ready; the next one loads while the last one works. */
export class Children {
  readonly #program: string;
  readonly #options: ChildrenOptions;
  #next: { readonly child: ChildProcess; readonly ready: Promise<unknown> };
  #over = false;

  constructor(t: TestContext, program: string, options: ChildrenOptions) {
    this.#program = program;
    this.#options = options;
    this.#next = this.#prepare();
    t.after(() => {
      this.#over = true;
      this.#next.child.kill('SIGKILL');
    });
  }

  async next(): Promise<ChildProcess> {
    const { child, ready } = this.#next;
    await ready;
    if (!this.#over) this.#next = this.#prepare();
    return child;
  }

  #prepare() {
    const { cache, execArgv = [] } = this.#options;
    const env = { ...process.env, NODE_COMPILE_CACHE: cache };
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
    const child = fork(this.#program, { execArgv: [...execArgv], env, stdio: [...stdio] });
    return { child, ready: once(child, 'message') };
  }
}
