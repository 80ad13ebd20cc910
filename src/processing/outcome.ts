/** What comes of a claimed file, as data. Deciding is pure and stands here; acting is `settle.ts` alone. */

import type { Stall } from '../folders/journal-records.ts';
import type { ModelError } from '../models/contract.ts';
import type { BuyableTask } from '../models/purchase.ts';
import type { RoutedTask } from '../models/router.ts';
import type { Failure } from '../types/failure.ts';
import { backOffMs } from './back-off.ts';
import type { SetAside } from './errand.ts';
import { isBuyable } from './stall.ts';

/** How a job ended. `Result` is what it made of the file. */
export type JobEnd<Result> =
  | { readonly type: 'finished'; readonly result: Result }
  /** No reader could make a document of it. */
  | { readonly type: 'unreadable'; readonly failure: Failure; readonly retryable: boolean }
  /** A task that the file cannot do without has nobody to do it now. */
  | {
      readonly type: 'unavailable';
      readonly task: RoutedTask;
      readonly outage: boolean;
      readonly reason: string;
      readonly hint: string;
      /** A figure of a text, which stays with it. */
      readonly stays?: boolean;
    }
  /** Every model that could try it has failed. */
  | {
      readonly type: 'model-failed';
      readonly task: RoutedTask;
      readonly spec: string;
      readonly error: ModelError;
      readonly stays?: boolean;
    }
  /** We were told to stop; by the end of the window, which opens again at `closedUntil` (milliseconds since the epoch). */
  | { readonly type: 'aborted'; readonly closedUntil?: number }
  /** The night is too short for it, and it may be bought. */
  | { readonly type: 'planned'; readonly task: BuyableTask; readonly reason: string }
  /** The next task waits for the turn of its model. */
  | ({ readonly type: 'set-aside' } & SetAside);

/** What is to be done about it. */
export type Outcome<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** To cloud/, where it may be bought. */
  | { readonly type: 'stalled'; readonly stall: Stall }
  /** Back to where it was claimed from; the attempt counts. `at` is in milliseconds since the epoch. */
  | { readonly type: 'retry'; readonly at: number; readonly failure: Failure }
  /** Back to where it was claimed from; no attempt is used. */
  | {
      readonly type: 'snooze';
      readonly until: number;
      readonly needs: RoutedTask;
      readonly why: string;
      readonly hint: string;
    }
  /** Back to where it was claimed from, to be taken up again as if nothing had happened. */
  | { readonly type: 'interrupted'; readonly closedUntil?: number }
  /** To ingest/, wherever it came from, until its model has its turn; no attempt is used. */
  | ({ readonly type: 'set-aside' } & SetAside);

/** What deciding depends on besides the end itself. */
export interface OutcomeFacts {
  /** Attempts that failed before this one. */
  readonly attempts: number;
  /** How many may fail before the file is given up. */
  readonly allowedAttempts: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the cloud could take such a task of this file now; never for what is private. */
  readonly couldBuy: (task: RoutedTask) => boolean;
}

/** An outage is looked at again soon, a missing program less often: nobody installs one in the next minute. */
const outageSnoozeMs = 60_000;
const missingSnoozeMs = 5 * 60_000;

/** Decides what becomes of a file. */
export function outcomeOf<Result>(end: JobEnd<Result>, facts: OutcomeFacts): Outcome<Result> {
  switch (end.type) {
    case 'finished':
      return { type: 'done', result: end.result };
    case 'aborted':
      return { ...end, type: 'interrupted' };
    case 'set-aside':
      return end;
    case 'planned': {
      const { task, reason } = end;
      return { type: 'stalled', stall: { task, reason, lacking: false, planned: true } };
    }
    case 'unavailable': {
      const task = end.outage ? undefined : leaving(end, facts);
      if (task) return { type: 'stalled', stall: { task, reason: end.reason, lacking: true } };
      const until = facts.now + (end.outage ? outageSnoozeMs : missingSnoozeMs);
      return { type: 'snooze', until, needs: end.task, why: end.reason, hint: end.hint };
    }
    case 'unreadable':
      return end.retryable ? tryAgain(end.failure, facts) : { type: 'failed', failure: end.failure };
    case 'model-failed': {
      const { code, reason, hint, retryable } = end.error;
      const failure: Failure = { code, reason, hint };
      if (code === 'bad-input') return { type: 'failed', failure };
      // It would run away again; what may not be bought has its further attempts all the same.
      const away = code === 'ran-away' ? leaving(end, facts) : undefined;
      if (away) return { type: 'stalled', stall: { task: away, reason, lacking: false } };
      const outcome: Outcome<Result> = retryable ? tryAgain(failure, facts) : { type: 'failed', failure };
      const task = outcome.type === 'failed' ? leaving(end, facts) : undefined;
      return task ? { type: 'stalled', stall: { task, reason, lacking: false } } : outcome;
    }
  }
}

function tryAgain<Result>(failure: Failure, facts: OutcomeFacts): Outcome<Result> {
  const attempt = facts.attempts + 1;
  if (attempt >= facts.allowedAttempts) return { type: 'failed', failure };
  return { type: 'retry', at: facts.now + backOffMs(attempt), failure };
}

type TaskEnd = Extract<JobEnd<never>, { type: 'unavailable' | 'model-failed' }>;

/** The task, when it is one that the cloud could take from here. */
function leaving({ task, stays }: TaskEnd, facts: OutcomeFacts): BuyableTask | undefined {
  return stays !== true && isBuyable(task) && facts.couldBuy(task) ? task : undefined;
}
