/** How many calls a server really works on at once, by the answers that it gave. */

/** What one answer says of its time. */
export interface AnswerTimes {
  /** Tokens of the answer. */
  readonly tokens: number;
  /** Seconds in which these were made. */
  readonly evalSeconds: number;
  /** Seconds in which the server worked on the call, loading aside. */
  readonly busySeconds: number;
  /** Seconds in which the call waited at the server for others. */
  readonly waitedSeconds: number;
}

/** The sums of the answers that came while so many calls were under way. */
export interface Together extends AnswerTimes {
  readonly calls: number;
}

/** Calls that are made one by one before a second is sent along, to have something to compare with. */
const aloneCalls = 3;
/** Calls of a number at once that say whether it is faster. */
const enoughCalls = 8;
/**
 * One more at once must add so much of the tokens a second that a single call has alone: less is chance, and slows each
 * single call.
 */
const leastGain = 0.25;
/** Nobody's machine at home gains by more. */
const mostSlots = 8;
/** What is older than about so many calls fades: the server may have been started anew with other settings. */
const remembered = 64;

/** Tokens a second of `count` calls at once; the time for which they waited for one another gives none. */
function tokensPerSecond(
  count: number,
  { tokens, evalSeconds, busySeconds, waitedSeconds }: Together,
): number {
  return count * (tokens / evalSeconds) * (busySeconds / (busySeconds + waitedSeconds));
}

/** How many calls are worked on at once, and how many are sent: one more, so that the server never waits for us. */
export interface Room {
  readonly slots: number;
  readonly ahead: number;
}

/** What the answers so far say, by how many calls were under way. One call at a time is assumed until they say else. Pure. */
export function roomBy(measured: ReadonlyMap<number, Together>): Room {
  const alone = measured.get(1);
  if (alone === undefined || alone.calls < aloneCalls) return { slots: 1, ahead: 0 };
  const single = tokensPerSecond(1, alone);
  let [slots, rate] = [1, single];
  while (slots < mostSlots) {
    const next = measured.get(slots + 1);
    if (next === undefined || next.calls < enoughCalls) break;
    const faster = tokensPerSecond(slots + 1, next);
    if (!(faster >= rate + leastGain * single)) break;
    [slots, rate] = [slots + 1, faster];
  }
  return { slots, ahead: 1 };
}

/** Sums with one more answer. Pure. */
export function withAnswer(sums: Together | undefined, times: AnswerTimes): Together {
  if (sums === undefined) return { calls: 1, ...times };
  const fade = sums.calls >= remembered ? 0.5 : 1;
  return {
    calls: sums.calls * fade + 1,
    tokens: sums.tokens * fade + times.tokens,
    evalSeconds: sums.evalSeconds * fade + times.evalSeconds,
    busySeconds: sums.busySeconds * fade + times.busySeconds,
    waitedSeconds: sums.waitedSeconds * fade + times.waitedSeconds,
  };
}

const isWhole = (times: AnswerTimes): boolean =>
  times.tokens > 0 && times.evalSeconds > 0 && Number.isFinite(times.busySeconds + times.waitedSeconds);

/** Follows the calls to one model. */
export class ParallelMeter {
  readonly #measured = new Map<number, Together>();
  #underWay = 0;
  #room = roomBy(this.#measured);

  get room(): Room {
    return this.#room;
  }

  /** Runs `call`, which tells what its answer says of its time. What had others beside it for a part only says nothing. */
  async follow<T>(call: (heard: (times: AnswerTimes) => void) => Promise<T>): Promise<T> {
    this.#underWay += 1;
    const atBegin = this.#underWay;
    try {
      return await call((times) => {
        if (atBegin !== this.#underWay || !isWhole(times)) return;
        this.#measured.set(atBegin, withAnswer(this.#measured.get(atBegin), times));
        this.#room = roomBy(this.#measured);
      });
    } finally {
      this.#underWay -= 1;
    }
  }
}
