import type { TaskName } from './task.ts';

/**
 * What the program tells whoever watches: the progress display, the log, a client of the owner. Plain data; times
 * are ISO 8601 in the person's own zone.
 */
export type NightshiftEvent =
  | { readonly type: 'claimed'; readonly path: string; readonly bytes: number }
  | {
      readonly type: 'task';
      readonly path: string;
      readonly task: TaskName;
      readonly spec: string;
      /** Which part of how many (pages, chunks), from 1. */
      readonly part: number;
      readonly parts: number;
    }
  | {
      readonly type: 'done';
      readonly path: string;
      /** Below the root, e.g. `done/invoices/scan.png.md`. */
      readonly note: string;
      readonly seconds: number;
      readonly duplicateOf?: string;
      /** Tasks that no available model could do. */
      readonly incomplete: readonly string[];
    }
  | {
      readonly type: 'failed';
      readonly path: string;
      readonly note: string;
      readonly code: string;
      readonly reason: string;
      readonly hint: string;
    }
  | { readonly type: 'waiting'; readonly path: string; readonly why: string; readonly until?: string }
  | {
      readonly type: 'stalled';
      readonly path: string;
      /** Below the root, e.g. `cloud/photos/beach.jpg`. */
      readonly to: string;
      readonly why: string;
    }
  | { readonly type: 'gone'; readonly path: string }
  | { readonly type: 'window'; readonly open: boolean; readonly until: string }
  | ({ readonly type: 'missed' } & MissedFacts)
  /** The report of a night was written. `path` is below the root. */
  | { readonly type: 'report'; readonly path: string }
  | { readonly type: 'notice'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** A night that was missed, wholly or in part: the machine slept through it, or the program did not run. */
export interface MissedFacts {
  /** When its window opened and closed. */
  readonly opened: string;
  readonly closed: string;
  /** How much of it was missed, in seconds. */
  readonly missedS: number;
  /** How many in a row, this one included. */
  readonly nights: number;
  /** Until when it is, or was, caught up. */
  readonly lateUntil?: string;
  /** Why it is not caught up: not wanted, no work, or the next window was open already. */
  readonly notLate?: 'off' | 'nothing-waited' | 'next-window';
}

/** Receives events; must not throw and must not block. */
export type Tell = (event: NightshiftEvent) => void;
