/**
 * The register of everything that waits in ingest: what the looks found, in which state, in which order.
 * It does no I/O and keeps no time of its own, so that every case can be put to it in a test.
 *
 *     look ──► settling ──quiet──► ready ──take──► taken ──claimed──► (out)
 *                 ▲                 │  ▲             │
 *                 └─────changed─────┘  └──postponed◄─┴─ put back ──► settling
 */
import type { Failure } from '../types/failure.ts';
import { Entry, type State } from './entry.ts';
import type { Found, FoundFile } from './look.ts';
import { OrderedSet } from './ordered.ts';
import { stabilityOf } from './stability.ts';
import { notDownloaded, type RefusedFile, type WaitingCounts, type WaitingFile } from './waiting-file.ts';

/** What is known of ingest. Times are milliseconds since the Unix epoch. */
export class Register {
  readonly #quietMs: () => number;
  readonly #onPrivate: (file: WaitingFile) => void;
  readonly #platform: string;
  readonly #entries = new Map<string, Entry>();
  readonly #refused = new Map<string, { readonly why: Failure; sweep: number }>();
  readonly #urgent = new OrderedSet(byAge);
  readonly #ordinary = new OrderedSet(byAge);
  readonly #due = new OrderedSet(byDue);
  readonly #counts: Record<State, number> = {
    settling: 0,
    placeholder: 0,
    ready: 0,
    taken: 0,
    away: 0,
    postponed: 0,
  };
  #sweep = 0;

  /**
   * `quietMs` is asked at each look, so that an edit of the settings is obeyed at once. `onPrivate` is told of
   * every file below `private/` that has come to rest.
   */
  constructor(
    quietMs: () => number,
    onPrivate: (file: WaitingFile) => void,
    platform: string = process.platform,
  ) {
    this.#quietMs = quietMs;
    this.#onPrivate = onPrivate;
    this.#platform = platform;
  }

  /** Takes in what a look found. True when something became ready, stopped being so, or was refused. */
  observe(found: Found, now: number): boolean {
    if (found.type === 'refused') return this.#refuse(found.path, found.why);
    const unrefused = this.#refused.delete(found.path);
    const entry = this.#entries.get(found.path);
    if (entry === undefined) return this.#enter(found, now) || unrefused;
    entry.sweep = this.#sweep;
    const same = entry.isSame(found);
    if (same && entry.state === 'away') this.#set(entry, 'taken', Number.POSITIVE_INFINITY);
    const resting = entry.state === 'ready' || entry.state === 'postponed' || entry.state === 'taken';
    if (same && resting) return unrefused;
    const wasReady = entry.state === 'ready';
    const wasSettling = entry.state === 'settling' || entry.state === 'placeholder';
    // The looks begin anew where the file had its rest already.
    return this.#assess(entry, wasSettling ? entry : undefined, found, now) || wasReady || unrefused;
  }

  /** Nothing (more) lies at this path. True when something known is gone by that. */
  gone(path: string): boolean {
    const unrefused = this.#refused.delete(path);
    const entry = this.#entries.get(path);
    if (entry === undefined || entry.state === 'away') return unrefused;
    this.#vanish(entry);
    return true;
  }

  /** Is anything known at this path? */
  knows(path: string): boolean {
    return this.#entries.has(path) || this.#refused.has(path);
  }

  /** Takes a ready file out, to be claimed; `claimed`, `putBack` or `postpone` must follow. */
  take(path: string): WaitingFile | undefined {
    const entry = this.#entries.get(path);
    return entry?.state === 'ready' ? this.#take(entry) : undefined;
  }

  /** Takes the first of those that `ready` gives, or of the urgent ones alone. */
  takeFirst(which: 'all' | 'urgent'): WaitingFile | undefined {
    const entry = this.#urgent.first() ?? (which === 'all' ? this.#ordinary.first() : undefined);
    return entry && this.#take(entry);
  }

  /** A taken file has left ingest. Another one that was seen under its name meanwhile is not taken, and stays. */
  claimed(path: string): void {
    const entry = this.#entries.get(path);
    if (isTaken(entry)) this.#remove(entry);
  }

  /** A taken file stays, and has to be seen quiet anew. The caller looks at it. */
  putBack(path: string): void {
    const entry = this.#entries.get(path);
    if (!isTaken(entry)) return;
    entry.forgetLooks();
    this.#set(entry, 'settling', Number.POSITIVE_INFINITY);
  }

  /** A ready or taken file is not to be taken before `until`. */
  postpone(path: string, until: number): void {
    const entry = this.#entries.get(path);
    if (isTaken(entry) || entry?.state === 'ready') this.#set(entry, 'postponed', until);
  }

  /** One postponed file, or all of them, may be taken now. True when there was any. */
  release(path?: string): boolean {
    const entries = path === undefined ? this.#entries.values() : [this.#entries.get(path)];
    let any = false;
    for (const entry of entries) {
      if (entry?.state !== 'postponed') continue;
      this.#set(entry, 'ready', Number.POSITIVE_INFINITY);
      any = true;
    }
    return any;
  }

  /** The earliest time at which `wake` has something to do. */
  get nextDue(): number | undefined {
    return this.#due.first()?.due;
  }

  /** What is due: postponed files become ready, and the paths that must be looked at are given, once. */
  wake(now: number): { readonly look: readonly string[]; readonly released: boolean } {
    const look: string[] = [];
    let released = false;
    for (let entry = this.#due.first(); entry !== undefined && entry.due <= now; entry = this.#due.first()) {
      if (entry.state === 'postponed') {
        this.#set(entry, 'ready', Number.POSITIVE_INFINITY);
        released = true;
      } else {
        look.push(entry.path);
        this.#set(entry, entry.state, Number.POSITIVE_INFINITY);
      }
    }
    return { look, released };
  }

  /** A listing begins: what it, or any look after this, does not see is gone when it ends. */
  beginSweep(): void {
    this.#sweep += 1;
  }

  /** The listing is complete. True when anything is gone by that. */
  endSweep(): boolean {
    let any = false;
    for (const entry of this.#entries.values()) {
      if (entry.sweep === this.#sweep || entry.state === 'away') continue;
      this.#vanish(entry);
      any = true;
    }
    for (const [path, { sweep }] of this.#refused) {
      if (sweep !== this.#sweep) any = this.#refused.delete(path) || any;
    }
    return any;
  }

  /** What may be taken: urgent first, then by age of the last change. It may be changed on the way. */
  *ready(): Generator<WaitingFile, void, void> {
    for (const entry of this.#urgent) yield entry.file();
    for (const entry of this.#ordinary) yield entry.file();
  }

  /** What cannot be taken, cloud placeholders included. */
  refused(): RefusedFile[] {
    const refused = [...this.#refused].map(([path, { why }]) => ({ path, ...why }));
    if (this.#counts.placeholder === 0) return refused;
    for (const { state, path } of this.#entries.values()) {
      if (state === 'placeholder') refused.push({ path, ...notDownloaded(path) });
    }
    return refused;
  }

  get counts(): WaitingCounts {
    const { settling, placeholder, ready, away, postponed } = this.#counts;
    const waiting = this.#entries.size - placeholder - away;
    const refused = this.#refused.size + placeholder;
    return { waiting, ready, urgent: this.#urgent.size, settling, postponed, refused };
  }

  /** True when that shows. */
  #enter(found: FoundFile, now: number): boolean {
    const entry = new Entry(found, now, this.#sweep);
    this.#entries.set(entry.path, entry);
    this.#counts.settling += 1;
    return this.#assess(entry, undefined, found, now);
  }

  /** Decides by stability what a file is now, and remembers the look. True when that shows. */
  #assess(entry: Entry, before: Entry | undefined, found: FoundFile, now: number): boolean {
    const stability = stabilityOf(before, found.facts, now, this.#quietMs(), this.#platform);
    this.#leaveOrders(entry);
    entry.update(found, stability.since, now);
    if (stability.ready) {
      this.#enterOrders(entry, 'ready', Number.POSITIVE_INFINITY);
      if (entry.private) this.#onPrivate(entry.file());
    } else this.#enterOrders(entry, stability.placeholder ? 'placeholder' : 'settling', stability.again);
    return entry.state !== 'settling';
  }

  #refuse(path: string, why: Failure): boolean {
    const before = this.#refused.get(path);
    this.#refused.set(path, { why, sweep: this.#sweep });
    const entry = this.#entries.get(path);
    if (entry !== undefined) this.#remove(entry);
    return before?.why.code !== why.code;
  }

  #take(entry: Entry): WaitingFile {
    this.#set(entry, 'taken', Number.POSITIVE_INFINITY);
    return entry.file();
  }

  /** Moves an entry to another state; its place in every order follows. */
  #set(entry: Entry, state: State, due: number): void {
    this.#leaveOrders(entry);
    this.#enterOrders(entry, state, due);
  }

  #enterOrders(entry: Entry, state: State, due: number): void {
    entry.state = state;
    entry.due = due;
    this.#counts[state] += 1;
    if (due !== Number.POSITIVE_INFINITY) this.#due.add(entry);
    if (state === 'ready') (entry.urgent ? this.#urgent : this.#ordinary).add(entry);
  }

  /** A taken file is most often on its way to processing/; any other is out. */
  #vanish(entry: Entry): void {
    if (entry.state === 'taken') this.#set(entry, 'away', Number.POSITIVE_INFINITY);
    else this.#remove(entry);
  }

  #remove(entry: Entry): void {
    this.#leaveOrders(entry);
    this.#entries.delete(entry.path);
  }

  #leaveOrders(entry: Entry): void {
    this.#counts[entry.state] -= 1;
    if (entry.due !== Number.POSITIVE_INFINITY) this.#due.delete(entry);
    if (entry.state === 'ready') (entry.urgent ? this.#urgent : this.#ordinary).delete(entry);
  }
}

function isTaken(entry: Entry | undefined): entry is Entry & { state: 'taken' | 'away' } {
  return entry?.state === 'taken' || entry?.state === 'away';
}

function byAge(a: Entry, b: Entry): number {
  return a.mtimeMs - b.mtimeMs || byPath(a, b);
}

function byDue(a: Entry, b: Entry): number {
  return a.due - b.due || byPath(a, b);
}

function byPath(a: Entry, b: Entry): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
