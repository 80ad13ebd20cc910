/** How long an order of work takes on a machine that has one model in memory at a time. Pure. */
import type { Batch } from './order.ts';
import type { LocalModel } from './plan-facts.ts';

/**
 * Milliseconds until the last of `batches` is done: each model is loaded when the one before has ended, and its jobs take
 * the slot that is free first. `running` are those that hold slots of the loaded model now.
 */
export function lengthOf(
  batches: readonly Batch[],
  models: ReadonlyMap<string, Pick<LocalModel, 'loadMs' | 'slots'>>,
  running: readonly number[],
): number {
  let slots: number[] = [...running];
  let now = 0;
  for (const { spec, loads, jobs } of batches) {
    const model = models.get(spec) ?? { loadMs: 0, slots: 1 };
    if (loads) {
      now = Math.max(now, ...slots) + model.loadMs;
      slots = [];
    }
    const most = Math.max(1, model.slots);
    for (const { ms, parts = 1 } of jobs) {
      const pieces = Math.min(parts, most);
      for (let piece = 0; piece < pieces; piece += 1) {
        if (slots.length < most) {
          slots.push(now + ms / pieces);
          continue;
        }
        const free = slots.indexOf(Math.min(...slots));
        slots[free] = (slots[free] ?? now) + ms / pieces;
      }
    }
  }
  return Math.max(now, ...slots);
}
