/** What the planner is told of how long things take. */
import { type Measurement, usualCount } from '../../src/folders/measurements.ts';
import { doubtOf, forecastStep } from '../../src/night/forecast.ts';
import { History } from '../../src/night/history.ts';
import type { Step } from '../../src/night/plan-facts.ts';
import type { TaskName } from '../../src/types/task.ts';
import type { Random } from '../random.ts';
import type { MadeNight, MadeStep } from './made-night.ts';

export interface Forecaster {
  step(step: MadeStep): Step;
  doubt(spec: string): number;
  /** A step has ended. */
  learn(step: MadeStep): void;
}

/** The truth. */
export const knowing: Forecaster = {
  step: ({ task, spec, seconds }) => ({ task, spec, ms: seconds * 1000, spread: 0 }),
  doubt: () => 0,
  learn: () => undefined,
};

/**
 * The forecasts of the program, from `count` measurements of each task on nights like this one, and those of tonight: as many of
 * the newest as the program keeps.
 */
export function learning(night: MadeNight, random: Random, noise: number, count: number): Forecaster {
  const newest = new Map<string, Measurement[]>();
  const tasks = new Map<string, TaskName[]>();
  let known: History | undefined;
  const add = (measurement: Measurement): void => {
    const key = `${measurement.task} ${measurement.spec}`;
    newest.set(key, [...(newest.get(key) ?? []), measurement].slice(-usualCount));
    known = undefined;
  };
  const history = (): History => {
    known ??= new History([...newest.values()].flat());
    return known;
  };
  for (const [key, usual] of night.usual) {
    const [task = '', spec = ''] = key.split(' ');
    tasks.set(spec, [...(tasks.get(spec) ?? []), task as TaskName]);
    for (let each = 0; each < count; each += 1) {
      const units = 1 + 10 * random();
      const seconds = units * usual * (1 + noise * (2 * random() - 1));
      add({ task: task as TaskName, spec, units, seconds, at: 0 });
    }
  }
  return {
    step: ({ task, spec, units }) => forecastStep(history(), task, spec, units),
    doubt: (spec) => doubtOf(history(), spec, tasks.get(spec) ?? []),
    learn: ({ task, spec, units, seconds }) => add({ task, spec, units, seconds, at: 0 }),
  };
}
