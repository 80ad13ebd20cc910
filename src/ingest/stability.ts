/**
 * Stability: has a file been left alone for long enough to be taken?
 *
 * Size alone does not tell (a preallocated copy has its full size at once), and neither does one look at
 * mtime (a copy may keep an old one). So a file is ready when size, mtime and inode were seen unchanged
 * for the quiet time. Files that were there at start-up are no exception: a copy may be half done.
 */

/** The part of a file's facts that must stay the same. */
export interface StabilityFacts {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: bigint;
  readonly blocks?: number;
}

/** `again` is when to look next, in milliseconds since the Unix epoch. */
export type Stability =
  | { readonly ready: true }
  | {
      readonly ready: false;
      readonly again: number;
      /** The file's bytes are in a cloud (iCloud Drive, say) and not on this disk. */
      readonly placeholder?: true;
    };

/** How long until a cloud placeholder is looked at again, in milliseconds. */
const placeholderWaitMs = 30_000;

interface Watched {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: bigint;
  /** Unchanged since this time, as far as the looks can tell. */
  readonly since: number;
  readonly lookedAt: number;
}

/** Remembers the looks at files that are not ready yet. The clock is the caller's: every look brings its time. */
export class StabilityTracker {
  readonly #quietMs: () => number;
  readonly #platform: string;
  readonly #watched = new Map<string, Watched>();

  /** `quietMs` is asked at each look, so that an edit of the settings is obeyed at once. */
  constructor(quietMs: () => number, platform: string = process.platform) {
    this.#quietMs = quietMs;
    this.#platform = platform;
  }

  /** How many files are being watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** Takes in one look at a file and says whether it is ready, or else when to look again. */
  observe(path: string, facts: StabilityFacts, now: number): Stability {
    const quietMs = this.#quietMs();
    const since = quietSince(this.#watched.get(path), facts, now);
    const { size, mtimeMs, ino } = facts;
    this.#watched.set(path, { size, mtimeMs, ino, since, lookedAt: now });
    // Elsewhere than on macOS small files may have no blocks of their own (btrfs keeps them in its tree).
    if (this.#platform === 'darwin' && size > 0 && facts.blocks === 0) {
      return { ready: false, again: now + Math.max(quietMs, placeholderWaitMs), placeholder: true };
    }
    // An mtime in the future says nothing; the looks alone decide then.
    const last = mtimeMs > now ? since : Math.max(since, mtimeMs);
    return now - last >= quietMs ? { ready: true } : { ready: false, again: last + quietMs };
  }

  /** Forgets the looks at a file: it is ready, or gone. */
  forget(path: string): void {
    this.#watched.delete(path);
  }
}

function quietSince(before: Watched | undefined, facts: StabilityFacts, now: number): number {
  // A clock that stepped back would keep the file waiting for as long as the step was.
  if (before === undefined || now < before.lookedAt) return now;
  const same = facts.size === before.size && facts.mtimeMs === before.mtimeMs && facts.ino === before.ino;
  if (same) return before.since;
  // Written between the two looks: the file's own time of the last write is closer than ours.
  const written = facts.mtimeMs > before.lookedAt && facts.mtimeMs <= now;
  return written ? facts.mtimeMs : now;
}
