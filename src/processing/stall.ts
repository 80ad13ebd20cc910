/** When a task is no longer tried locally and may be bought instead. Pure. */

import type { BuyableTask } from '../models/purchase.ts';
import type { RoutedTask } from '../models/router.ts';

const buyable: ReadonlySet<string> = new Set<BuyableTask>(['recognise', 'describe', 'transcribe']);

/** Whether a cloud model may do this task at all: words are never sent. */
export function isBuyable(task: RoutedTask): task is BuyableTask {
  return buyable.has(task);
}

/** What the decision rests on. */
export interface StallFacts {
  readonly task: RoutedTask;
  /** One that could do it is only down or busy. */
  readonly outage: boolean;
  readonly private: boolean;
  /** What the cloud could take now. */
  readonly buyable: ReadonlySet<BuyableTask>;
}

/**
 * Whether a task that cannot be done here now has stalled: nobody here could do it even later, it is one that may
 * leave, and the cloud could take it. A server that is down passes, so an outage is no stall.
 */
export function isStalled({ task, outage, private: isPrivate, buyable: offered }: StallFacts): boolean {
  return !outage && !isPrivate && isBuyable(task) && offered.has(task);
}
