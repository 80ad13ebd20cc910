/** Files that found no room because others held it: what these gave back is worth another try. */
import type { Micros } from './money.ts';

/** Remembers, for as long as the process lives, that somebody was turned away while money was held. */
export class Crowd {
  readonly #held: () => Micros;
  #heldThen: Micros | undefined;

  /** `held` is what calls in flight hold now. */
  constructor(held: () => Micros) {
    this.#held = held;
  }

  /** Somebody was turned away by a cap. */
  turnedAway(): void {
    const held = this.#held();
    if (held > 0) this.#heldThen = Math.max(held, this.#heldThen ?? 0);
  }

  /** True once when less is held than when somebody was turned away. */
  hasEased(): boolean {
    if (this.#heldThen === undefined || this.#held() >= this.#heldThen) return false;
    this.#heldThen = undefined;
    return true;
  }
}
