/** Lanes: each model has a bounded number of slots, and further calls wait their turn in order. */
import pLimit, { type LimitFunction } from 'p-limit';

/** One lane a model spec. */
export class Lanes {
  readonly #lanes = new Map<string, LimitFunction>();

  /**
   * Runs `work` when one of the `slots` of `spec` is free. A call that was aborted while it waited still
   * gets its turn, since `work` answers an aborted signal at once; so every call has exactly one end.
   */
  limit<T>(spec: string, slots: number, work: () => Promise<T>): Promise<T> {
    return this.#lane(spec, slots)(work);
  }

  /** Calls running and waiting now, by spec. */
  load(): Readonly<Record<string, { readonly running: number; readonly waiting: number }>> {
    const lanes = [...this.#lanes].map(([spec, lane]) => [
      spec,
      { running: lane.activeCount, waiting: lane.pendingCount },
    ]);
    return Object.fromEntries(lanes);
  }

  #lane(spec: string, slots: number): LimitFunction {
    const known = this.#lanes.get(spec);
    if (known) {
      if (known.concurrency !== slots) known.concurrency = slots;
      return known;
    }
    const lane = pLimit(slots);
    this.#lanes.set(spec, lane);
    return lane;
  }
}
