/**
 * One process that reads. A thread would not do: a heap that is full in the middle of native code (parsing JSON,
 * splitting a text) ends the whole program and not the thread, native code cannot be stopped, and the memory of
 * pixels and file bytes has no limit there.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { heapMegabytes, tooLarge } from './limits.ts';

const host = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './reading-host.ts' : './reading-host.js', import.meta.url),
);

/** Mebibytes of heap fall short of this stack, in kibibytes: what worker threads have, for deeply nested files. */
const stackKibibytes = 3900;

/** Where programs, fonts and room for temporary files are found, and what time it is here; nothing else is its business. */
const environment: ReadonlySet<string> = new Set(['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ']);

/** What is kept of the last words of a process, which say why it ended. */
const lastWords = 8192;

/** What goes to the process. */
export interface Order {
  readonly job: unknown;
  /** Mebibytes of the whole process above which it ends itself. */
  readonly memory: number;
}

/** What comes from it: that it has loaded, and the answer to each job. */
export type Word =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly answer: unknown; readonly resident: number }
  | { readonly type: 'thrown'; readonly message: string };

/** Something that keeps the program from ending, or not. */
interface Holder {
  ref(): void;
  unref(): void;
}

/** Why there is no answer. */
export class NoAnswer extends Error {
  readonly why: 'not-started' | 'memory' | 'crashed';
  constructor(why: NoAnswer['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/** A running process; it takes one job at a time. */
export class ReadingProcess {
  /** Resolves when it can take jobs; rejects with a `NoAnswer` when it never will. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** Mebibytes that it held after its last job. */
  resident = 0;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<(word: Word | NoAnswer) => void>();
  #said = '';
  #isReady = false;

  /**
   * Starts it. The default export of `worker` takes a job and gives its answer, which is plain data.
   * @throws NoAnswer when the system has no room for another process.
   */
  constructor(worker: URL, heap = heapMegabytes) {
    this.#child = start(worker, heap);
    const child = this.#child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-lastWords);
    });
    child.on('message', (word) => this.#hear(word as Word));
    // An answer to a process that has just ended: its end says why.
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    const end = (noAnswer: NoAnswer): void => {
      this.#hear(noAnswer);
      resolve();
    };
    child.on('error', (error) => child.pid === undefined && end(new NoAnswer('not-started', error.message)));
    child.on('close', (code, signal) => end(this.#reasonOf(code, signal)));
    this.ready = this.#word('ready').then(() => {
      this.#isReady = true;
    });
    // Nobody may be waiting for it any more.
    this.ready.catch(() => undefined);
  }

  /** The answer to a job. Rejects with a `NoAnswer`. */
  async run(order: Order): Promise<unknown> {
    const answer = this.#word('answer');
    this.#child.send(order, () => undefined);
    const { answer: value, resident } = await answer;
    this.resident = resident;
    return value;
  }

  /** Whether the program waits for it before it ends. */
  hold(held: boolean): void {
    // The types do not say that this stream is a socket.
    const { channel, stderr } = this.#child as { channel?: Holder | null; stderr: unknown };
    for (const part of [this.#child, channel, stderr as Holder | null]) {
      if (held) part?.ref();
      else part?.unref();
    }
  }

  /** Whether it has not ended yet, as far as is known. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends it, whatever it does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #word<Type extends Word['type']>(type: Type): Promise<Extract<Word, { type: Type }>> {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<Word, { type: Type }>>();
    const hear = (word: Word | NoAnswer): void => {
      if (word instanceof NoAnswer) reject(word);
      else if (word.type === 'thrown') reject(new NoAnswer('crashed', word.message));
      else if (word.type === type) resolve(word as Extract<Word, { type: Type }>);
    };
    this.#waiting.add(hear);
    return promise.finally(() => this.#waiting.delete(hear));
  }

  #hear(word: Word | NoAnswer): void {
    for (const hear of this.#waiting) hear(word);
  }

  #reasonOf(code: number | null, signal: NodeJS.Signals | null): NoAnswer {
    const said = /^(?:Uncaught )?\w*Error(?: \[\w+\])?: (.+)$/m.exec(this.#said)?.[1];
    const how = said ?? (signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
    // It has no file yet that could be to blame.
    if (!this.#isReady) return new NoAnswer('not-started', how);
    const full =
      signal === tooLarge || /out of memory|invalid (?:array|table|string) |bad_alloc/i.test(this.#said);
    return new NoAnswer(full ? 'memory' : 'crashed', how);
  }
}

function start(worker: URL, heap: number): ChildProcess {
  const given = Object.entries(process.env).filter(([name]) => environment.has(name));
  try {
    return fork(host, [worker.href], {
      execArgv: [`--max-old-space-size=${heap}`, `--stack-size=${stackKibibytes}`],
      env: Object.fromEntries(given),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  } catch (error) {
    throw new NoAnswer('not-started', error instanceof Error ? error.message : String(error));
  }
}
