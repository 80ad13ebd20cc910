/** What the parts of a job share: their tools, and how an answer without a value ends a job. */
import type { RoutedTask } from '../models/router.ts';
import type { Readers } from '../reading/readers.ts';
import type { Errand } from './errand.ts';
import type { JobEnd } from './outcome.ts';
import type { Ran, TaskRun } from './task-run.ts';

/** An end that is not a result. */
export type Setback = Exclude<JobEnd<never>, { type: 'finished' }>;

/** What a job works with. */
export interface JobTools {
  readonly readers: Readers;
  readonly tasks: TaskRun;
  /** Whether a model that has been seen here lately is only away for a moment: then its work waits for it. */
  readonly awaited: (specs: readonly string[]) => boolean;
  /** No attempt is left after this one: what can be had without a failing model is better than nothing. */
  readonly lastAttempt: boolean;
  /** Whether the cloud could take such a task of this file: then a description is bought rather than left out. */
  readonly couldBuy: (task: RoutedTask) => boolean;
  /** What the plan of the night wants of the file. */
  readonly errand?: Pick<Errand, 'purchase' | 'read'> | undefined;
}

/** Turns an answer without a value into the job's end. */
export function setbackOf(task: RoutedTask, routed: Extract<Ran<unknown>, { ok: false }>): Setback {
  if (routed.cause === 'set-aside') return { type: 'set-aside', task: routed.task, spec: routed.spec };
  if (routed.cause === 'unavailable') {
    return { type: 'unavailable', task, outage: routed.outage, reason: routed.reason, hint: routed.hint };
  }
  if (routed.error.code === 'aborted') return { type: 'aborted' };
  return { type: 'model-failed', task, spec: routed.spec, error: routed.error };
}
