/** When a task is no longer tried locally and may be bought instead. Pure. */
import type { RoutedTask } from '../models/router.ts';
import type { BuyableTask, CloudDoor } from './cloud-door.ts';

const buyable: ReadonlySet<string> = new Set<BuyableTask>(['recognise', 'describe', 'transcribe']);

/** Whether a cloud model may do this task at all: words are never sent. */
export function isBuyable(task: RoutedTask): task is BuyableTask {
  return buyable.has(task);
}

/**
 * Whether a task that cannot be done here now has stalled: nobody here could do it even later, it is one that may
 * leave, and the cloud could take it. A server that is down passes, so an outage is no stall.
 */
export function isStalled(
  { task, outage, private: isPrivate }: { task: RoutedTask; outage: boolean; private: boolean },
  cloud: Pick<CloudDoor, 'couldBuy'>,
): boolean {
  return !outage && !isPrivate && isBuyable(task) && cloud.couldBuy(task);
}
