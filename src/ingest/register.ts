/**
 * The register of everything that waits in ingest: what the looks found, in which state, in which order.
 * It does no I/O and keeps no time of its own, so that every case can be put to it in a test.
 *
 *     look ──► settling ──quiet──► ready ──take──► taken ──claimed──► (out)
 *                 ▲                 │  ▲             │
 *                 └─────changed─────┘  └──postponed◄─┴─ put back ──► settling
 */
import type { Failure } from '../types/failure.ts';
import type { FileFacts } from './facts.ts';
import type { Found, FoundFile } from './look.ts';
import { OrderedSet } from './ordered.ts';
import { StabilityTracker } from './stability.ts';
import {
  notDownloaded,
  type RefusedFile,
  sameFile,
  type WaitingCounts,
  type WaitingFile,
  waitingFile,
} from './waiting-file.ts';

/** `away`: taken, and its name is free; it may come back to wait, so what was asked of it must not be forgotten. */
type State = 'settling' | 'placeholder' | 'ready' | 'taken' | 'away' | 'postponed';

interface Entry {
  file: WaitingFile;
  state: State;
  /** When to look again (settling, placeholder) or when it is ready again (postponed). */
  due: number;
  /** The sweep that saw it last. */
  sweep: number;
}

/** What is known of ingest. Times are milliseconds since the Unix epoch. */
export class Register {
  readonly #tracker: StabilityTracker;
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

  constructor(quietMs: () => number, platform?: string) {
    this.#tracker = new StabilityTracker(quietMs, platform);
  }

  /** Takes in what a look found. True when something became ready, stopped being so, or was refused. */
  observe(found: Found, now: number): boolean {
    if (found.type === 'refused') return this.#refuse(found.path, found.why);
    const unrefused = this.#refused.delete(found.path);
    const entry = this.#entries.get(found.path);
    if (entry === undefined) return this.#assess(this.#enter(found, now), found.facts, now) || unrefused;
    entry.sweep = this.#sweep;
    const same = sameFile(entry.file, found);
    if (same && entry.state === 'away') this.#set(entry, 'taken', Number.POSITIVE_INFINITY);
    const resting = entry.state === 'ready' || entry.state === 'postponed' || entry.state === 'taken';
    if (same && resting) return unrefused;
    const wasReady = entry.state === 'ready';
    this.#set(entry, 'settling', Number.POSITIVE_INFINITY);
    if (!same) entry.file = waitingFile(found, entry.file.firstSeen);
    return this.#assess(entry, found.facts, now) || wasReady || unrefused;
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
    if (entry?.state !== 'ready') return undefined;
    this.#set(entry, 'taken', Number.POSITIVE_INFINITY);
    return entry.file;
  }

  /** A taken file has left ingest. Another one that was seen under its name meanwhile is not taken, and stays. */
  claimed(path: string): void {
    const entry = this.#entries.get(path);
    if (isTaken(entry)) this.#remove(entry);
  }

  /** A taken file stays, and has to be seen quiet anew. The caller looks at it. */
  putBack(path: string): void {
    const entry = this.#entries.get(path);
    if (isTaken(entry)) this.#set(entry, 'settling', Number.POSITIVE_INFINITY);
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
        look.push(entry.file.path);
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
    for (const entry of this.#urgent) yield entry.file;
    for (const entry of this.#ordinary) yield entry.file;
  }

  /** What cannot be taken, cloud placeholders included. */
  refused(): RefusedFile[] {
    const refused = [...this.#refused].map(([path, { why }]) => ({ path, ...why }));
    if (this.#counts.placeholder === 0) return refused;
    for (const { state, file } of this.#entries.values()) {
      if (state === 'placeholder') refused.push({ path: file.path, ...notDownloaded(file.path) });
    }
    return refused;
  }

  get counts(): WaitingCounts {
    const { settling, placeholder, ready, away, postponed } = this.#counts;
    const waiting = this.#entries.size - placeholder - away;
    const refused = this.#refused.size + placeholder;
    return { waiting, ready, urgent: this.#urgent.size, settling, postponed, refused };
  }

  #enter(found: FoundFile, now: number): Entry {
    const file = waitingFile(found, now);
    const due = Number.POSITIVE_INFINITY;
    const entry: Entry = { file, state: 'settling', due, sweep: this.#sweep };
    this.#entries.set(found.path, entry);
    this.#counts.settling += 1;
    return entry;
  }

  /** Decides by stability what a settling file is now. True when that shows. */
  #assess(entry: Entry, facts: FileFacts, now: number): boolean {
    const stability = this.#tracker.observe(entry.file.path, facts, now);
    if (stability.ready) {
      this.#tracker.forget(entry.file.path);
      this.#set(entry, 'ready', Number.POSITIVE_INFINITY);
    } else this.#set(entry, stability.placeholder ? 'placeholder' : 'settling', stability.again);
    return entry.state !== 'settling';
  }

  #refuse(path: string, why: Failure): boolean {
    const before = this.#refused.get(path);
    this.#refused.set(path, { why, sweep: this.#sweep });
    const entry = this.#entries.get(path);
    if (entry !== undefined) this.#remove(entry);
    return before?.why.code !== why.code;
  }

  /** Moves an entry to another state; its place in every order follows. */
  #set(entry: Entry, state: State, due: number): void {
    this.#leaveOrders(entry);
    entry.state = state;
    entry.due = due;
    this.#counts[state] += 1;
    if (due !== Number.POSITIVE_INFINITY) this.#due.add(entry);
    if (state === 'ready') (entry.file.place.urgent ? this.#urgent : this.#ordinary).add(entry);
  }

  /** A taken file is most often on its way to processing/; any other is out. */
  #vanish(entry: Entry): void {
    if (entry.state === 'taken') this.#set(entry, 'away', Number.POSITIVE_INFINITY);
    else this.#remove(entry);
  }

  #remove(entry: Entry): void {
    this.#leaveOrders(entry);
    this.#tracker.forget(entry.file.path);
    this.#entries.delete(entry.file.path);
  }

  #leaveOrders(entry: Entry): void {
    this.#counts[entry.state] -= 1;
    this.#due.delete(entry);
    if (entry.state === 'ready') (entry.file.place.urgent ? this.#urgent : this.#ordinary).delete(entry);
  }
}

function isTaken(entry: Entry | undefined): entry is Entry & { state: 'taken' | 'away' } {
  return entry?.state === 'taken' || entry?.state === 'away';
}

function byAge(a: Entry, b: Entry): number {
  return a.file.mtimeMs - b.file.mtimeMs || byPath(a, b);
}

function byDue(a: Entry, b: Entry): number {
  return a.due - b.due || byPath(a, b);
}

function byPath(a: Entry, b: Entry): number {
  if (a.file.path === b.file.path) return 0;
  return a.file.path < b.file.path ? -1 : 1;
}
