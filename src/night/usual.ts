/** The usual times of this machine, for the work. */
import type { Measurement } from '../folders/measurements.ts';
import { type Size, unitsOf } from '../models/work-units.ts';
import type { Clock } from '../types/clock.ts';
import type { TaskName } from '../types/task.ts';
import { History } from './history.ts';

/** How long the history is believed before the measurements are read again, in milliseconds. */
const believedMs = 60_000;

/** How long tasks take here, by what was measured. All answers are milliseconds at the model. */
export class UsualTimes {
  readonly #measurements: () => readonly Measurement[];
  readonly #clock: Clock;
  #read: { readonly at: number; readonly history: History } | undefined;

  constructor(measurements: () => readonly Measurement[], clock: Clock) {
    this.#measurements = measurements;
    this.#clock = clock;
  }

  /** What is to be expected of a task of this size on a model; a guess where nothing was measured. */
  expectedMs(task: TaskName, spec: string, size: Size): number {
    return this.#history().rate(task, spec).msPerUnit * unitsOf(task, size);
  }

  /**
   * As `expectedMs` where the task was measured on that model. Where it was not, only what the length of the file adds
   * to a call counts: how long a short one takes is not known, and the limit of the settings stands alone.
   */
  usualMs(task: TaskName, spec: string, size: Size): number | undefined {
    const history = this.#history();
    if (history.knows(task, spec)) return this.expectedMs(task, spec, size);
    const length = unitsOf(task, size) - unitsOf(task, { bytes: 0 });
    return length > 0 ? history.rate(task, spec).msPerUnit * length : undefined;
  }

  #history(): History {
    const now = this.#clock.now();
    if (this.#read && Math.abs(now - this.#read.at) < believedMs) return this.#read.history;
    this.#read = { at: now, history: new History(this.#measurements()) };
    return this.#read.history;
  }
}
