/** Long work on the main thread, in pieces so short that nothing else has to wait for it. */
import { setImmediate } from 'node:timers/promises';

/** How long the loop is kept at most, in milliseconds: a look takes microseconds on a disk, and longer on a share. */
const breathMs = 4;

/** Says when to let the loop go on, and lets it. */
export class Breath {
  #until = performance.now() + breathMs;

  /** Has the loop been kept long enough? */
  get isDue(): boolean {
    return performance.now() >= this.#until;
  }

  /** Lets everything else that waits have its turn. */
  async take(): Promise<void> {
    await setImmediate();
    this.#until = performance.now() + breathMs;
  }
}
