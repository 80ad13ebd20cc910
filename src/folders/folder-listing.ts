/** The names in one folder, folded, so that a clash is found without asking the disk about every spelling. */
import { opendir } from 'node:fs/promises';
import { systemCode } from '../types/failure.ts';
import { foldName } from './names.ts';

/** How many entries are read before the event loop gets a turn. */
const chunk = 512;

/** Read once; kept current by whoever adds names. Names that go are noticed by `forget` only. */
export class FolderListing {
  /** Folded name → the name itself; the same string where folding changes nothing. */
  readonly #names = new Map<string, string>();
  /** Folded name → the first number that may still be free for it. */
  readonly #next = new Map<string, number>();
  readonly #read: Promise<void>;

  constructor(folder: string) {
    this.#read = this.#readAll(folder);
  }

  /** Fulfilled once all of the folder has been read. */
  get whole(): Promise<void> {
    return this.#read;
  }

  get size(): number {
    return this.#names.size + this.#next.size;
  }

  /** The name in the folder that clashes with `name`, as it is spelled there. */
  clashing(name: string): string | undefined {
    return this.#names.get(foldName(name));
  }

  add(name: string): void {
    const fold = foldName(name);
    this.#names.set(fold, fold === name ? fold : name);
  }

  forget(name: string): void {
    this.#names.delete(foldName(name));
  }

  /** The number from which a free name for `name` is looked for. */
  nextNumber(name: string): number {
    return this.#next.get(foldName(name)) ?? 1;
  }

  setNextNumber(name: string, n: number): void {
    if (n === 1) this.#next.delete(foldName(name));
    else this.#next.set(foldName(name), n);
  }

  async #readAll(folder: string): Promise<void> {
    try {
      for await (const entry of await opendir(folder, { bufferSize: chunk })) this.add(entry.name);
    } catch (error) {
      // A folder that is not there yet is empty.
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
}
