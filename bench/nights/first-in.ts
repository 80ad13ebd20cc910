/** First in, first out: what is compared with. Every file is done to its end before the next; models come and go. */
import type { Planner } from './engine.ts';

export const firstInFirstOut: Planner = ({ files }) => {
  const order = files
    .toSorted((a, b) => a.since - b.since)
    .flatMap(({ id, steps }) =>
      steps.map(({ spec, task, ms, spread }) => ({
        spec,
        loads: false,
        held: false,
        jobs: [{ id, tasks: [task], ms, spread }],
      })),
    );
  return { order, buyNow: [], reviewAt: Number.POSITIVE_INFINITY };
};
