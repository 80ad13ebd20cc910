/** Everything that waits in ingest: hints say where to look, a listing repairs what they miss. */
import { Breath } from './breath.ts';
import { itemAt } from './ignored.ts';
import { listIngest } from './list.ts';
import { deviceOf, type Look, lookAt } from './look.ts';
import { Register } from './register.ts';
import type { RefusedFile, WaitingCounts, WaitingFile } from './waiting-file.ts';
import type { WaitingOptions } from './waiting-options.ts';
import { type HintListener, type Hints, watchHints } from './watch.ts';

export type { RefusedFile, WaitingCounts, WaitingFile } from './waiting-file.ts';

/** So many hints since the last listing are a burst, in which the system may drop some without a word. */
const burstHints = 1000;
/** How soon a listing follows a burst, or a folder that went; the pause after it is so many times longer than it was. */
const soonMs = 1000;
const restFactor = 10;
/** A timer that was set so long ago, in milliseconds, is set anew, though to the same time. */
const replanMs = 1000;

/** The set of all that waits in ingest, in memory. It never throws out of the event loop. */
export class WaitingFiles {
  readonly #options: WaitingOptions;
  readonly #register: Register;
  readonly #toLookAt = new Set<string>();
  readonly #stop = new AbortController();
  #settledWaiters: (() => void)[] = [];
  #hints: Hints | undefined;
  #isLooking = false;
  #looking: Promise<void> | undefined;
  #listing: Promise<void> | undefined;
  #queuedListing: Promise<void> | undefined;
  #timer: unknown;
  /** What the timer is set to, and since when. */
  #planned: { readonly next: number; readonly at: number } | undefined;
  #nextListing = 0;
  #listedAt: number | undefined;
  #listingMs = 0;
  #hintsSinceListing = 0;
  #device: bigint | undefined;
  #changed = false;

  constructor(options: WaitingOptions) {
    this.#options = options;
    this.#register = new Register(options.quietMs, options.onPrivate);
  }

  /** Watches, then lists, so that nothing falls between; resolves when all that is there is known. */
  async start(): Promise<void> {
    const { folder, watch, onError } = this.#options;
    if (watch) {
      const listener: HintListener = {
        changed: (path) => this.#hint(path),
        folderCame: (path) => this.#look(path),
        folderWent: () => this.#listSoon(),
        failed: onError,
      };
      try {
        this.#hints = await watchHints(folder, listener);
      } catch (error) {
        onError(error);
      }
    }
    if (this.#stop.signal.aborted) await this.#hints?.close();
    else await this.rescan();
  }

  /**
   * Lists what is really there. A call during a listing waits for the next one, so that all that lay in
   * ingest before the call is known after it; calls at the same time share it.
   */
  rescan(): Promise<void> {
    this.#queuedListing ??= (this.#listing ?? Promise.resolve()).then(() => {
      this.#queuedListing = undefined;
      this.#listing = this.#list();
      return this.#listing;
    });
    return this.#queuedListing;
  }

  /** Resolves once nothing is settling any more: all is ready, postponed, refused or gone. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#settledWaiters.push(resolve);
      this.#tellSettled();
    });
  }

  /** What may be taken: urgent first, then by age of the last change. Lazy; files may be taken on the way. */
  ready(): Iterable<WaitingFile> {
    return this.#register.ready();
  }

  /** Takes a ready file out, to be claimed; exactly one of `claimed`, `putBack` and `postpone` must follow. */
  take(path: string): WaitingFile | undefined {
    return this.#register.take(path);
  }

  /** As `take`: the first that is ready, or the first urgent one. */
  takeFirst(which: 'all' | 'urgent'): WaitingFile | undefined {
    return this.#register.takeFirst(which);
  }

  /** A taken file has left ingest. */
  claimed(path: string): void {
    this.#register.claimed(path);
  }

  /** A taken file stays (it changed, or its place is taken): it is looked at now and has to be quiet anew. */
  putBack(path: string): void {
    this.#register.putBack(path);
    this.#look(path);
  }

  /** A ready or taken file waits until `until` (milliseconds since the Unix epoch), `release`, or a change of it. */
  postpone(path: string, until: number): void {
    this.#register.postpone(path, until);
    this.#plan();
  }

  /** One postponed file, or all of them, may be taken now. */
  release(path?: string): void {
    if (this.#register.release(path)) this.#changed = true;
    this.#tellChange();
  }

  /** What cannot be taken as it is, and why. */
  refused(): readonly RefusedFile[] {
    return this.#register.refused();
  }

  counts(): WaitingCounts {
    return this.#register.counts;
  }

  /** Stops watching and looking; whoever waits for `settled` is let go. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#options.timers.clearTimeout(this.#timer);
    await this.#hints?.close();
    await Promise.all([this.#looking, this.#listing, this.#queuedListing]);
    this.#tellSettled();
  }

  #hint(path: string): void {
    const item = itemAt(path);
    if (item === undefined || this.#stop.signal.aborted) return;
    this.#toLookAt.add(item);
    // At once, before the watcher goes on with what else it does about an event.
    if (!this.#isLooking) this.#looking = this.#lookAtAll();
  }

  /** The next listing comes soon, but never so soon that listing is all that is done. */
  #listSoon(): void {
    const rested = (this.#listedAt ?? 0) + this.#listingMs * restFactor;
    const soon = Math.max(this.#options.clock.now() + soonMs, rested);
    if (soon >= this.#nextListing) return;
    this.#nextListing = soon;
    this.#plan();
  }

  #look(path: string): void {
    if (this.#stop.signal.aborted) return;
    this.#toLookAt.add(path);
    if (this.#isLooking) return;
    this.#isLooking = true;
    // Whoever called is not kept.
    this.#looking = Promise.resolve().then(() => this.#lookAtAll());
  }

  async #lookAtAll(): Promise<void> {
    const { folder, clock, onError } = this.#options;
    this.#isLooking = true;
    const breath = new Breath();
    try {
      this.#device ??= deviceOf(folder);
      for (const path of this.#toLookAt) {
        if (this.#stop.signal.aborted) break;
        this.#toLookAt.delete(path);
        const looked = lookAt(folder, path, this.#device);
        const look = looked instanceof Promise ? await looked : looked;
        this.#learn(path, look, clock.now());
        if (look?.type === 'folder') await this.#lookBelow(path);
        // Names that are gone are most often files that were just claimed, and tell nothing of a burst.
        if (look !== undefined) this.#countHint();
        if (breath.isDue) {
          this.#tellChange();
          await breath.take();
        }
      }
      this.#tellChange();
    } catch (error) {
      // Ingest itself cannot be read; the next listing looks at everything again.
      this.#toLookAt.clear();
      if (!this.#stop.signal.aborted) onError(error);
    }
    this.#isLooking = false;
    this.#plan();
    this.#tellSettled();
  }

  /** A folder that came is looked through: nothing told of what it brought with it. */
  async #lookBelow(path: string): Promise<void> {
    const { folder, clock } = this.#options;
    for await (const found of listIngest(folder, this.#stop.signal, path)) {
      this.#learn(found.path, found, clock.now());
    }
  }

  #countHint(): void {
    this.#hintsSinceListing += 1;
    if (this.#hintsSinceListing === burstHints) this.#listSoon();
  }

  #learn(path: string, look: Look, now: number): void {
    const nothing = look === undefined || look.type === 'folder';
    const changed = nothing ? this.#register.gone(path) : this.#register.observe(look, now);
    this.#changed ||= changed;
  }

  async #list(): Promise<void> {
    const { folder, clock, rescanMs, onError } = this.#options;
    const { signal } = this.#stop;
    if (signal.aborted) return;
    const begin = clock.now();
    this.#listedAt = begin;
    this.#hintsSinceListing = 0;
    this.#device = undefined;
    this.#register.beginSweep();
    try {
      for await (const found of listIngest(folder, signal)) {
        this.#learn(found.path, found, clock.now());
      }
      if (this.#register.endSweep()) this.#changed = true;
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    this.#listing = undefined;
    this.#listingMs = Math.max(0, clock.now() - begin);
    this.#nextListing = clock.now() + rescanMs;
    this.#tellChange();
    this.#plan();
    this.#tellSettled();
  }

  /** Sets the one timer to the next thing that has a time. */
  #plan(): void {
    const { clock, timers, rescanMs } = this.#options;
    if (this.#stop.signal.aborted) return;
    const now = clock.now();
    // No listing is further away than this, whatever the clock did meanwhile.
    this.#nextListing = Math.min(this.#nextListing, now + rescanMs);
    const next = Math.min(this.#nextListing, this.#register.nextDue ?? Number.POSITIVE_INFINITY);
    const age = now - (this.#planned?.at ?? now);
    // Set anew now and then all the same, for a clock that steps.
    if (next === this.#planned?.next && age >= 0 && age < replanMs) return;
    this.#planned = { next, at: now };
    timers.clearTimeout(this.#timer);
    this.#timer = timers.setTimeout(() => this.#wake(), Math.max(0, Math.ceil(next - now)));
  }

  #wake(): void {
    const now = this.#options.clock.now();
    this.#planned = undefined;
    const { look, released } = this.#register.wake(now);
    for (const path of look) this.#look(path);
    if (now >= this.#nextListing) {
      this.#nextListing = now + this.#options.rescanMs;
      this.rescan();
    }
    if (released) this.#changed = true;
    this.#tellChange();
    this.#plan();
  }

  #tellChange(): void {
    if (!this.#changed || this.#stop.signal.aborted) return;
    this.#changed = false;
    try {
      this.#options.onChange();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #tellSettled(): void {
    const busy = this.#listedAt === undefined || this.#isLooking || this.#listing || this.#queuedListing;
    const settling = busy || this.#register.counts.settling > 0;
    if (settling && !this.#stop.signal.aborted) return;
    const waiters = this.#settledWaiters;
    this.#settledWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
