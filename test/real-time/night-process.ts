/** The program as its own process on a root of its own, for minutes of real time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { type OllamaServer, startOllamaServer } from '../support/ollama-server.ts';

const program = fileURLToPath(new URL('../../src/bin.js', import.meta.url));
const shifted = fileURLToPath(new URL('shifted-child.ts', import.meta.url));

/** What the log says of one event, with its moment in milliseconds since the epoch, to the second. */
export interface Logged {
  readonly at: number;
  readonly type: string;
  readonly open?: boolean;
  readonly path?: string;
  readonly lateUntil?: string;
  readonly notLate?: string;
}

/** A root, a model server that takes its time, and the processes on them. */
export class RealNight {
  readonly root: Root;
  readonly #server: OllamaServer;
  readonly #children = new Set<ChildProcess>();

  private constructor(root: Root, server: OllamaServer) {
    this.root = root;
    this.#server = server;
  }

  /** `slowMs` is how long the model takes for each word of an answer, in milliseconds. */
  static async open(slowMs: number): Promise<RealNight> {
    const server = await startOllamaServer();
    server.fault({ kind: 'slow', milliseconds: slowMs, times: Number.POSITIVE_INFINITY });
    const folder = await mkdtemp(join(tmpdir(), 'nightshift-real-time-'));
    const root = rootAt(join(folder, 'root'));
    await mkdir(root.ingest, { recursive: true });
    return new RealNight(root, server);
  }

  /** Writes settings with a window from `opens` to `closes`, in milliseconds since the epoch, whole minutes. */
  async settings(opens: number, closes: number, catchUp = true): Promise<void> {
    const time = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
    const settings = {
      window: { from: time(opens), to: time(closes), timeZone: 'UTC', catchUp },
      models: {
        text: { night: ['ollama:mistral'] },
        image: { night: [] },
        audio: { night: [] },
        embed: { night: [] },
      },
      stabilityMs: 200,
    };
    await writeFile(this.root.settingsFile, JSON.stringify(settings));
  }

  /** Drops `count` files. */
  async drop(count: number): Promise<void> {
    for (let number = 1; number <= count; number += 1) {
      const text = `Letter ${number} is about the garden. It says that the roses want water.\n`;
      await writeFile(join(this.root.ingest, `letter-${number}.txt`), text);
    }
  }

  /** Starts a command of the program. */
  command(...words: readonly string[]): ChildProcess {
    return this.#spawn([program, ...words, '--root', this.root.path], {});
  }

  /** Starts what `start` does with a clock that is `shiftMs` ahead. */
  startShifted(shiftMs: number): ChildProcess {
    return this.#spawn([shifted], { ROOT: this.root.path, SHIFT_MS: String(shiftMs) });
  }

  /** What the log says so far, in order. */
  async log(): Promise<readonly Logged[]> {
    const text = await readFile(this.root.logFile, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .map(({ time, ...event }) => ({ ...event, at: Date.parse(time) }));
  }

  /** Resolves when the log tells of `count` turns of the window: each start tells the first one at once. */
  async turns(count: number): Promise<void> {
    while ((await this.log()).filter(({ type }) => type === 'window').length < count) await delay(500);
  }

  /** How many letters lie in each folder, notes left out. */
  async letters(): Promise<Readonly<Record<'ingest' | 'processing' | 'done' | 'failed', number>>> {
    const { ingest, processing, done, failed } = this.root;
    const count = async (folder: string): Promise<number> =>
      (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.txt')).length;
    return {
      ingest: await count(ingest),
      processing: await count(processing),
      done: await count(done),
      failed: await count(failed),
    };
  }

  /** Ends a process as a person does; gives its exit code. */
  async end(child: ChildProcess): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    return code;
  }

  /** Ends everything; the root stays, to be looked at, where `keep` says so. */
  async close({ keep }: { readonly keep: boolean }): Promise<void> {
    for (const child of this.#children) await this.end(child);
    await this.#server.close();
    if (!keep) await rm(dirname(this.root.path), { recursive: true, force: true });
  }

  #spawn(words: readonly string[], more: Readonly<Record<string, string>>): ChildProcess {
    const env = { PATH: '', HOME: this.root.path, OLLAMA_HOST: this.#server.url, NO_COLOR: '1', ...more };
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    this.#children.add(child);
    return child;
  }
}
