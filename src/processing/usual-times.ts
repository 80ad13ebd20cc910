/** How long tasks usually take: what the work is told by whoever keeps the history of this machine. */
import type { RoutedTask } from '../models/router.ts';
import type { Size } from '../models/work-units.ts';

/** Both give milliseconds at the model, without the wait for a slot. */
export interface UsualTimes {
  /** What is to be expected; a guess where nothing was measured. */
  expectedMs(task: RoutedTask, spec: string, size: Size): number;
  /**
   * What is usual, as far as anything speaks for it: times that were measured, or the length of the file. Undefined for a
   * short one on a model of which nothing is known.
   */
  usualMs(task: RoutedTask, spec: string, size: Size): number | undefined;
}
