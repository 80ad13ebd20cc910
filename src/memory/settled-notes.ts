/** Notes that were just written, on their way into the index: in batches, and so that the work on files hardly feels it. */
import { type UpdateTools, updateNotes } from './update.ts';

/** Notes that are taken in at once. */
const together = 50;
/** How soon the first batch follows, and how many times longer than it took the rest after each is. In milliseconds. */
const pause = { firstMs: 1000, restFactor: 20 } as const;

/** What is needed. */
export interface SettledNotesOptions {
  /** May throw when there is no index to be had. */
  readonly tools: () => UpdateTools;
  /** What was in the batch is found by the next listing. Must not throw. */
  readonly onError: (error: unknown) => void;
}

/** A hint, as everything that is told: what gets lost here a listing finds. */
export class SettledNotes {
  readonly #options: SettledNotesOptions;
  readonly #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #taking: Promise<void> | undefined;
  #stopped = false;

  constructor(options: SettledNotesOptions) {
    this.#options = options;
  }

  /** @param path of a note, below the root */
  add(path: string): void {
    this.#paths.add(path);
    if (!this.#timer && !this.#taking) this.#planIn(pause.firstMs);
  }

  /** Takes in nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#taking;
  }

  #planIn(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#taking = this.#take();
    }, ms);
    this.#timer.unref();
  }

  async #take(): Promise<void> {
    const begun = performance.now();
    const batch = [...this.#paths].slice(0, together);
    for (const path of batch) this.#paths.delete(path);
    try {
      await updateNotes(batch, this.#options.tools());
    } catch (error) {
      this.#options.onError(error);
    }
    this.#taking = undefined;
    if (this.#paths.size > 0) {
      this.#planIn(Math.max(pause.firstMs, (performance.now() - begun) * pause.restFactor));
    }
  }
}
