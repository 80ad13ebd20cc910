/** The program as its own process, as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './journey.ts';

const program = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** How a process ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to start it. */
export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node.js itself. */
  readonly node?: readonly string[];
  readonly cwd?: string;
  /** Another user to run as; only root may. */
  readonly uid?: number;
}

/** A running `nightshift`; killed when its test ends. */
export class NightshiftProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #news = new EventEmitter().setMaxListeners(0);
  #stdout = '';
  #stderr = '';
  #over = false;

  constructor(t: TestContext, words: readonly string[], options: ProcessOptions = {}) {
    const { node = [], environment = {}, cwd, uid } = options;
    const env = { ...bareEnvironment, NO_COLOR: '1', ...environment };
    this.child = spawn(process.execPath, [...node, program, ...words], {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      ...(uid === undefined ? {} : { uid }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.after(() => this.child.kill('SIGKILL'));
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#news.emit('said');
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.#over = true;
      this.#news.emit('said');
      return { code, signal, stdout: this.#stdout, stderr: this.#stderr };
    });
  }

  /** Resolves when its output holds `words`; fails when it ends without. */
  async says(words: RegExp): Promise<void> {
    while (!words.test(this.#stdout)) {
      if (this.#over) throw new Error(`It ended without ${words}: ${this.#stdout}${this.#stderr}`);
      await once(this.#news, 'said');
    }
  }
}

/** Runs one command to its end. */
export function nightshift(
  t: TestContext,
  words: readonly string[],
  options?: ProcessOptions,
): Promise<Ended> {
  return new NightshiftProcess(t, words, options).ended;
}
