/** Files that wait in ingest/ or cloud/ for something other than their turn, and what for. */
import type { Journal } from '../folders/journal.ts';
import type { Origin } from '../folders/journal-records.ts';
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
  /** The task that nobody can do for it now; without `until` it is released when somebody can. */
  readonly needs?: RoutedTask;
  /** Whether the file is private, which narrows who can. */
  readonly private?: boolean;
  /** It was put back under another name than it had: as a file that nobody has postponed yet. */
  readonly renamed?: boolean;
}

/** The holds of one folder of a root, kept in the journal too so that `status` can tell them when nobody runs. */
export class HeldFiles {
  readonly folder: Origin;
  readonly #journal: Pick<Journal, 'hold' | 'unhold' | 'held'>;
  readonly #tell: Tell;
  readonly #iso: (ms: number) => string;
  readonly #holds = new Map<string, Hold>();
  /** What was told last of a file, so that one that waits through many tries is told of once. */
  readonly #told = new Map<string, string>();
  /** Written down, by this run or an earlier one, and not taken back. */
  readonly #written: Set<string>;

  /** `iso` writes milliseconds since the epoch in the person's zone. */
  constructor(
    folder: Origin,
    journal: Pick<Journal, 'hold' | 'unhold' | 'held'>,
    tell: Tell,
    iso: (ms: number) => string,
  ) {
    this.folder = folder;
    this.#journal = journal;
    this.#tell = tell;
    this.#iso = iso;
    const held = journal.held().filter((one) => one.folder === folder);
    this.#written = new Set(held.map(({ source }) => source));
  }

  /** Below the folder → why. */
  entries(): ReadonlyMap<string, Hold> {
    return this.#holds;
  }

  /** Every path that is written down as waiting, those of an earlier run included. */
  written(): ReadonlySet<string> {
    return this.#written;
  }

  /** Notes why `source` waits, and tells it when that is new. */
  hold(source: string, hold: Hold): void {
    this.#holds.set(source, hold);
    this.#journal.hold({ folder: this.folder, source, why: hold.why, hint: hold.hint, until: hold.until });
    this.#written.add(source);
    if (this.#told.get(source) === hold.why) return;
    this.#told.set(source, hold.why);
    const until = hold.until === undefined ? {} : { until: this.#iso(hold.until) };
    const path = this.folder === 'ingest' ? source : `${this.folder}/${source}`;
    this.#tell({ type: 'waiting', path, why: `${hold.why} ${hold.hint}`.trim(), ...until });
  }

  /**
   * Whether `source` turns up, before its time, under the name that it was put back with. Gives that time, in
   * milliseconds since the epoch, once: whoever asks for the file after that wants it now.
   */
  newlyRenamed(source: string, now: number): number | undefined {
    const hold = this.#holds.get(source);
    if (hold?.renamed !== true) return undefined;
    this.#holds.set(source, { ...hold, renamed: false });
    return hold.until !== undefined && hold.until > now ? hold.until : undefined;
  }

  /** `source` is being looked at: whatever it waited for may no longer be so. */
  release(source: string): void {
    this.#holds.delete(source);
    if (this.#written.delete(source)) this.#journal.unhold(this.folder, source);
  }

  /** `source` is no longer in the folder. */
  forget(source: string): void {
    this.release(source);
    this.#told.delete(source);
  }
}
