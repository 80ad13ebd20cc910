/** Names for an original and its note, reserved together, so that neither replaces anything. */
import { join } from 'node:path';
import { lookAt } from './entries.ts';
import { FolderListing } from './folder-listing.ts';
import { fittedName, foldName, noteEnding } from './names.ts';

/** How many names are kept in memory over all folders; the folder in use is kept whatever its size. */
const namesKept = 500_000;

/** Two names in one folder. */
export interface Pair {
  /** Absolute. */
  readonly folder: string;
  /** The original's. */
  readonly name: string;
  /** `name` with `.md`. */
  readonly note: string;
}

interface Reservation {
  readonly wanted: string;
  readonly n: number;
}

/** Hands out pairs of names. One for each root: the reservations are known to this object only. */
export class PairNames {
  /** Most recently used last. */
  readonly #listings = new Map<string, FolderListing>();
  /** Folder → folded names that are promised and may not exist yet. */
  readonly #reserved = new Map<string, Set<string>>();
  readonly #reservations = new WeakMap<Pair, Reservation>();

  /**
   * Reserves the first pair `name (n)`, `name (n).md` of which neither clashes with anything in `folder`
   * nor with a pair reserved before; `name` is shortened where it has to be.
   * @param folder absolute; it need not exist yet.
   */
  async reserve(folder: string, name: string): Promise<Pair> {
    const listing = await this.#listingOf(folder);
    for (let n = listing.nextNumber(name); ; n += 1) {
      const fitted = fittedName(name, n);
      const pair: Pair = { folder, name: fitted, note: fitted + noteEnding };
      if (this.#isReserved(pair)) continue;
      this.#mark(pair);
      try {
        if (await isFree(listing, pair)) {
          this.#reservations.set(pair, { wanted: name, n });
          if (n > 1) listing.setNextNumber(name, Math.max(listing.nextNumber(name), n + 1));
          return pair;
        }
      } catch (error) {
        this.#unmark(pair);
        throw error;
      }
      this.#unmark(pair);
    }
  }

  /** Both names exist now. */
  take(pair: Pair): void {
    this.#unmark(pair);
    const listing = this.#listings.get(pair.folder);
    listing?.add(pair.name);
    listing?.add(pair.note);
  }

  /** The pair was not used; its names may be handed out again. */
  release(pair: Pair): void {
    this.#unmark(pair);
    const reservation = this.#reservations.get(pair);
    const listing = this.#listings.get(pair.folder);
    if (!reservation || !listing) return;
    const next = Math.min(listing.nextNumber(reservation.wanted), reservation.n);
    listing.setNextNumber(reservation.wanted, next);
  }

  /** The pair that `name` had in `folder` has been given up: it may be the first to be handed out again. */
  freed(folder: string, name: string): void {
    this.#listings.get(folder)?.setNextNumber(name, 1);
  }

  async #listingOf(folder: string): Promise<FolderListing> {
    const listing = this.#listings.get(folder) ?? new FolderListing(folder);
    this.#listings.delete(folder);
    this.#listings.set(folder, listing);
    try {
      await listing.whole;
    } catch (error) {
      if (this.#listings.get(folder) === listing) this.#listings.delete(folder);
      throw error;
    }
    this.#forgetOldest(folder);
    return listing;
  }

  #forgetOldest(inUse: string): void {
    let kept = 0;
    for (const listing of this.#listings.values()) kept += listing.size;
    for (const [folder, listing] of this.#listings) {
      if (kept <= namesKept) return;
      if (folder === inUse) continue;
      kept -= listing.size;
      this.#listings.delete(folder);
    }
  }

  #isReserved(pair: Pair): boolean {
    const reserved = this.#reserved.get(pair.folder);
    return reserved !== undefined && (reserved.has(foldName(pair.name)) || reserved.has(foldName(pair.note)));
  }

  #mark(pair: Pair): void {
    const reserved = this.#reserved.get(pair.folder) ?? new Set<string>();
    this.#reserved.set(pair.folder, reserved.add(foldName(pair.name)).add(foldName(pair.note)));
  }

  #unmark(pair: Pair): void {
    const reserved = this.#reserved.get(pair.folder);
    reserved?.delete(foldName(pair.name));
    reserved?.delete(foldName(pair.note));
    if (reserved?.size === 0) this.#reserved.delete(pair.folder);
  }
}

/** Asks the disk about both names, and about a clashing one that may have been deleted since it was listed. */
async function isFree(listing: FolderListing, pair: Pair): Promise<boolean> {
  const free = await Promise.all(
    [pair.name, pair.note].map((name) => isNameFree(listing, pair.folder, name)),
  );
  return free.every(Boolean);
}

async function isNameFree(listing: FolderListing, folder: string, name: string): Promise<boolean> {
  const clashing = listing.clashing(name);
  if (clashing !== undefined) {
    if (await lookAt(join(folder, clashing))) return false;
    listing.forget(clashing);
  }
  if (clashing === name || !(await lookAt(join(folder, name)))) return true;
  listing.add(name);
  return false;
}
