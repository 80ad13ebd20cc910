/** What the waiting files need from outside. */
import type { Clock } from '../types/clock.ts';
import type { WaitingFile } from './waiting-file.ts';

/** The timers of `node:timers`, or a test's own. */
export interface Timers {
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** What `WaitingFiles` needs from outside. */
export interface WaitingOptions {
  /** The absolute path of ingest. */
  readonly folder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** How long a file must be quiet, in milliseconds; asked at each look. */
  readonly quietMs: () => number;
  /** The longest time between two listings, in milliseconds. */
  readonly rescanMs: number;
  /** Something became ready, went away or was refused. Called once for many such things. */
  readonly onChange: () => void;
  /** A file below `private/` has come to rest. Must not throw. */
  readonly onPrivate: (file: WaitingFile) => void;
  /** A watcher, a listing or `onChange` failed; waiting goes on. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** False: no hints, listings only. */
  readonly watch: boolean;
}
