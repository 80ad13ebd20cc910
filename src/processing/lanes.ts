/** Lanes: each model has a bounded number of slots, and further calls wait their turn in order. */
import pLimit, { type LimitFunction } from 'p-limit';
import type { Turn } from '../models/router.ts';

/** How many calls of a lane are under way: those that have a slot, and those that wait at the server behind them. */
interface Room {
  readonly slots: number;
  readonly ahead: number;
}

interface Lane {
  readonly limit: LimitFunction;
  /** In the order in which they were sent. */
  readonly underWay: Set<Turn>;
  slots: number;
}

/** One lane a model spec. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  /**
   * Runs `work` when the lane of `spec` has room for it. A call that was aborted while it waited still
   * gets its turn, since `work` answers an aborted signal at once; so every call has exactly one end.
   */
  limit<T>(spec: string, room: Room, work: (turn: Readonly<Turn>) => Promise<T>): Promise<T> {
    const lane = this.#lane(spec, room);
    return lane.limit(async () => {
      const turn: Turn = { servedAt: undefined };
      lane.underWay.add(turn);
      serve(lane);
      try {
        return await work(turn);
      } finally {
        lane.underWay.delete(turn);
        serve(lane);
      }
    });
  }

  /** Calls running and waiting now, by spec. */
  load(): Readonly<Record<string, { readonly running: number; readonly waiting: number }>> {
    const lanes = [...this.#lanes].map(([spec, { limit }]) => [
      spec,
      { running: limit.activeCount, waiting: limit.pendingCount },
    ]);
    return Object.fromEntries(lanes);
  }

  #lane(spec: string, { slots, ahead }: Room): Lane {
    const known = this.#lanes.get(spec);
    const lane = known ?? { limit: pLimit(slots + ahead), underWay: new Set(), slots };
    if (!known) this.#lanes.set(spec, lane);
    if (lane.limit.concurrency !== slots + ahead) lane.limit.concurrency = slots + ahead;
    lane.slots = slots;
    return lane;
  }
}

/** The first calls of a lane have its slots; one that had a slot keeps it. */
function serve({ underWay, slots }: Lane): void {
  for (const turn of [...underWay].slice(0, slots)) turn.servedAt ??= performance.now();
}
