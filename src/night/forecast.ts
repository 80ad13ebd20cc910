/** How long a file will take on a model. Pure. */
import type { TaskName } from '../types/task.ts';
import type { History } from './history.ts';
import type { Running, Step } from './plan-facts.ts';

/** The step that a task of a file is, if `spec` does it. `units` are those of `unitsOf`. */
export function forecastStep(history: History, task: TaskName, spec: string, units: number): Step {
  const { msPerUnit, spread } = history.rate(task, spec);
  return { task, spec, ms: Math.max(1, Math.round(msPerUnit * units)), spread };
}

/** What is left of a step that has run for `elapsedMs`; one that took longer than it should goes on for a while. */
export function leftOf({ ms, spread }: Pick<Step, 'ms' | 'spread'>, elapsedMs: number): Running {
  return { ms: elapsedMs < ms ? ms - elapsedMs : ms / 4, offMs: ms * spread };
}

/** What all forecasts for a model may be off by together: as much as those of the tasks that it does. */
export function doubtOf(history: History, spec: string, tasks: readonly TaskName[]): number {
  return Math.max(0, ...tasks.map((task) => history.rate(task, spec).doubt));
}
