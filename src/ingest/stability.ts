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

/** What is known from the looks so far. Times are milliseconds since the Unix epoch. */
export interface Looked extends StabilityFacts {
  /** Unchanged since this time, as far as the looks can tell. */
  readonly since: number;
  readonly lookedAt: number;
}

/** `since` is for the next look; `again` is when that should be. Milliseconds since the Unix epoch. */
export type Stability = { readonly since: number } & (
  | { readonly ready: true }
  | {
      readonly ready: false;
      readonly again: number;
      /** The file's bytes are in a cloud (iCloud Drive, say) and not on this disk. */
      readonly placeholder?: true;
    }
);

/** How long until a cloud placeholder is looked at again, in milliseconds. */
const placeholderWaitMs = 30_000;

/**
 * Whether a file is ready after a look at it, or else when to look again. `before` is what the look before
 * found, undefined at the first one; `quietMs` is how long a file has to rest.
 */
export function stabilityOf(
  before: Looked | undefined,
  facts: StabilityFacts,
  now: number,
  quietMs: number,
  platform: string,
): Stability {
  const since = quietSince(before, facts, now);
  // Elsewhere than on macOS small files may have no blocks of their own (btrfs keeps them in its tree).
  if (platform === 'darwin' && facts.size > 0 && facts.blocks === 0) {
    return { since, ready: false, again: now + Math.max(quietMs, placeholderWaitMs), placeholder: true };
  }
  // An mtime in the future says nothing; the looks alone decide then.
  const last = facts.mtimeMs > now ? since : Math.max(since, facts.mtimeMs);
  return now - last >= quietMs ? { since, ready: true } : { since, ready: false, again: last + quietMs };
}

function quietSince(before: Looked | undefined, facts: StabilityFacts, now: number): number {
  // A clock that stepped back would keep the file waiting for as long as the step was.
  if (before === undefined || now < before.lookedAt) return now;
  const same = facts.size === before.size && facts.mtimeMs === before.mtimeMs && facts.ino === before.ino;
  if (same) return before.since;
  // Written between the two looks: the file's own time of the last write is closer than ours.
  const written = facts.mtimeMs > before.lookedAt && facts.mtimeMs <= now;
  return written ? facts.mtimeMs : now;
}
