/** Keeps the machine awake while the night's work goes on, with the system's own program for that. */
import { type ChildProcess, spawn } from 'node:child_process';
import { type Environment, findProgram } from '../models/whisper-files.ts';
import type { Clock } from '../types/clock.ts';

/** Between two files, and between a window and what follows it, the machine is not let go at once. In milliseconds. */
const lingerMs = 60_000;

/** A program that ended by itself, or is not there, is not tried again sooner than this. In milliseconds. */
const againMs = 10 * 60_000;

/** A program and its arguments. */
export interface AwakeCommand {
  readonly program: string;
  readonly words: readonly string[];
}

/**
 * The command that keeps a system of this kind awake for as long as it runs; undefined where there is none. It ends
 * with the process `pid`, or with its own standard input, which that process holds: nothing outlives us.
 * Sources: caffeinate(8), systemd-inhibit(1).
 */
export function awakeCommand(platform: NodeJS.Platform, pid: number): AwakeCommand | undefined {
  if (platform === 'darwin') return { program: 'caffeinate', words: ['-i', '-w', String(pid)] };
  if (platform !== 'linux') return undefined;
  const why = "--why=The night's files are being worked on";
  return { program: 'systemd-inhibit', words: ['--what=idle:sleep', '--who=Nightshift', why, 'cat'] };
}

/** Where that program is, or undefined: then the machine sleeps when it likes. */
export async function findAwakeProgram(
  platform: NodeJS.Platform,
  environment: Environment,
): Promise<string | undefined> {
  const command = awakeCommand(platform, 0);
  return command && findProgram([command.program], environment);
}

/** What is needed to keep a machine awake. */
export interface AwakeOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  readonly clock: Clock;
}

/** Holds the machine awake while that is wanted. Failing to is no error: the work goes on, `doctor` says what is missing. */
export class KeepAwake {
  readonly #options: AwakeOptions;
  #child: ChildProcess | undefined;
  #lastWanted = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: AwakeOptions) {
    this.#options = options;
  }

  /** Whether a program runs that holds it, as far as is known. */
  get held(): boolean {
    return this.#child !== undefined;
  }

  /** To be called again and again: holds the machine, or lets it go when that was not wanted for a minute. */
  want(wanted: boolean): void {
    const now = this.#options.clock.now();
    if (wanted) this.#lastWanted = now;
    // A clock that was set back must not hold it for ever.
    else if (now - this.#lastWanted >= lingerMs || now < this.#lastWanted) return void this.release();
    if (wanted && !this.#child && Math.abs(now - this.#triedAt) >= againMs) this.#hold(now);
  }

  /** Lets the machine go; resolves when the program has ended. */
  release(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    // It ended because we wanted it to, so the next one need not wait.
    if (child) this.#triedAt = Number.NEGATIVE_INFINITY;
    child?.stdin?.end();
    child?.kill();
    return this.#ended;
  }

  #hold(now: number): void {
    this.#triedAt = now;
    const { platform, environment } = this.#options;
    const command = awakeCommand(platform, process.pid);
    if (!command) return;
    const { PATH, HOME, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = environment;
    const child = spawn(command.program, [...command.words], {
      env: { PATH: PATH ?? '', HOME, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#child = child;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    const over = (): void => {
      if (this.#child === child) this.#child = undefined;
      resolve();
    };
    child.once('error', over).once('exit', over);
    // It may end before it has read anything.
    child.stdin.on('error', () => undefined);
  }
}
