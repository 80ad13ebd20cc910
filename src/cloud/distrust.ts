/** Models that cost more than was reserved for them: nothing more is bought of them on that day. */
import type { Tell } from '../types/event.ts';
import type { Call } from './ledger-records.ts';
import { formatMicros } from './money.ts';

/** Remembers them for as long as the process lives. */
export class Distrust {
  readonly #days = new Map<string, string>();
  readonly #today: () => string;
  readonly #tell: Tell;

  /** `today` is the day in force, as `2026-11-27`. */
  constructor(today: () => string, tell: Tell) {
    this.#today = today;
    this.#tell = tell;
  }

  /** A call cost more than it was said to be able to. */
  overrun({ cost = 0, reserved, spec, source }: Call): void {
    this.#days.set(spec, this.#today());
    const message = `${spec} charged ${formatMicros(cost)} for "${source}", where ${formatMicros(reserved)} was the most that it could be; nothing more is bought of it today.`;
    this.#tell({ type: 'notice', level: 'error', message });
  }

  /** Why nothing is bought of this model now, if that is so. */
  of(spec: string): string | undefined {
    if (this.#days.get(spec) !== this.#today()) return undefined;
    return `${spec} cost more than it said it could, so nothing more is bought of it today.`;
  }
}
