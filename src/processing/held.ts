/** Files that wait in ingest/ for something other than their turn, and what for. */
import type { Journal } from '../folders/journal.ts';
import type { RoutedTask } from '../models/router.ts';
import type { Tell } from '../types/event.ts';

/** Why a file waits. */
export interface Hold {
  /** One sentence. */
  readonly why: string;
  /** What to do about it, one sentence; '' when it will pass by itself. */
  readonly hint: string;
  /** Milliseconds since the epoch, when it will be looked at again by itself. */
  readonly until?: number;
  /** The task that nobody can do for it now; it is released when somebody can. */
  readonly needs?: RoutedTask;
  /** Whether the file is private, which narrows who can. */
  readonly private?: boolean;
}

/** The holds of one root, kept in the journal too so that `status` can tell them when nobody runs. */
export class HeldFiles {
  readonly #journal: Pick<Journal, 'hold' | 'unhold' | 'held'>;
  readonly #tell: Tell;
  readonly #holds = new Map<string, Hold>();
  /** Told by an earlier run: in the journal, and true until the file is looked at. */
  readonly #remembered: Set<string>;

  constructor(journal: Pick<Journal, 'hold' | 'unhold' | 'held'>, tell: Tell) {
    this.#journal = journal;
    this.#tell = tell;
    this.#remembered = new Set(journal.held().map((held) => held.source));
  }

  /** Below ingest/ → why. */
  entries(): ReadonlyMap<string, Hold> {
    return this.#holds;
  }

  /** Notes why `source` waits, and tells it when that is new. */
  hold(source: string, hold: Hold): void {
    const before = this.#holds.get(source);
    this.#holds.set(source, hold);
    this.#remembered.delete(source);
    if (before?.why === hold.why && before.until === hold.until) return;
    this.#journal.hold({ source, why: hold.why, hint: hold.hint, until: hold.until });
    if (before?.why === hold.why) return;
    const until = hold.until === undefined ? {} : { until: new Date(hold.until).toISOString() };
    this.#tell({ type: 'waiting', path: source, why: `${hold.why} ${hold.hint}`.trim(), ...until });
  }

  /** `source` is being looked at, or gone: whatever it waited for is no longer so. */
  release(source: string): void {
    const known = this.#holds.delete(source);
    if (this.#remembered.delete(source) || known) this.#journal.unhold(source);
  }
}
