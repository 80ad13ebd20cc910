/** Models that cost more than was reserved for them: nothing more is bought of them on that day. */

import { formatMicros } from '../report/money-text.ts';
import type { Tell } from '../types/event.ts';
import type { Ledger } from './ledger.ts';
import type { Call } from './ledger-records.ts';

const distrustFact = 'ledger-distrust';

/** Model → the day, as `2026-11-27`. */
type Days = Readonly<Record<string, string>>;

/** Remembers them in the ledger, so that a new start of the program buys no more of them either. */
export class Distrust {
  readonly #ledger: Pick<Ledger, 'period' | 'recall' | 'remember'>;
  readonly #tell: Tell;
  #days: Days;

  constructor(ledger: Pick<Ledger, 'period' | 'recall' | 'remember'>, tell: Tell) {
    this.#ledger = ledger;
    this.#tell = tell;
    this.#days = (ledger.recall(distrustFact) ?? {}) as Days;
  }

  /** A call cost more than it was said to be able to. Throws what SQLite throws when that cannot be written down. */
  overrun({ cost = 0, reserved, spec, source }: Call): void {
    const { day } = this.#ledger.period();
    const others = Object.entries(this.#days).filter(([, of]) => of === day);
    this.#days = { ...Object.fromEntries(others), [spec]: day };
    const message = `${spec} charged ${formatMicros(cost)} for "${source}", where ${formatMicros(reserved)} was the most that it could be; nothing more is bought of it today.`;
    this.#tell({ type: 'notice', level: 'error', message });
    this.#ledger.remember(distrustFact, this.#days);
  }

  /** Why nothing is bought of this model now, if that is so. */
  of(spec: string): string | undefined {
    const day = Object.hasOwn(this.#days, spec) ? this.#days[spec] : undefined;
    if (day === undefined || day !== this.#ledger.period().day) return undefined;
    return `${spec} cost more than it said it could, so nothing more is bought of it today.`;
  }
}
