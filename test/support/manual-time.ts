/** A clock and timers that move only when a test says so. */

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time in milliseconds since the Unix epoch. It begins a minute ahead, so that no fresh file is in its future. */
export class ManualTime {
  readonly #timers = new Set<Timer>();
  #now = Date.now() + 60_000;

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): Timer {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves the time and calls what is due on the way, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** Sets the clock without calling anything, as a person or a time server does. */
  step(ms: number): void {
    this.#now += ms;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
