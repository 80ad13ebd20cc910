/**
 * How a name is removed without a race: it is first renamed into `.nightshift/leaving`, looked at there,
 * and only then unlinked, or put back when it turns out to be a file that somebody saved in that instant.
 *
 * Each departure has a line in a record file beside it, so that recovery knows where a name came from.
 */
import { randomUUID } from 'node:crypto';
import { basename, dirname, join, relative } from 'node:path';
import { systemCode } from '../types/failure.ts';
import type { FileOperations } from './file-operations.ts';
import type { Identity } from './move-contract.ts';
import { fittedName } from './names.ts';
import type { Root } from './root.ts';
import { isLinkRefusal } from './system-failure.ts';

/** A record file is given up for a new one beyond this many bytes, and removed when its moves have ended. */
const recordLimit = 256 * 1024;
/** How the names of record files end. */
export const recordEnding = '.moves';

/** One line of a record file. Paths are below the root. */
export interface DepartureRecord {
  /** The name in the leaving folder. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The inode number of the file that moves, in decimal. */
  readonly ino: string;
}

interface RecordFile {
  readonly id: string;
  readonly path: string;
  bytes: number;
  begun: number;
  ended: number;
}

/** A move that may remove names. */
export interface Departure {
  /** The absolute path in the leaving folder. */
  readonly path: string;
  readonly file: RecordFile;
}

/** True when both are the same file. */
export function isSame(one: Identity, other: Identity): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** The path below the root. Nearly every one is as it was joined, and taking it apart takes long. */
function belowRoot(root: Root, path: string): string {
  const prefix = `${root.path}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : relative(root.path, path);
}

/** Removes names for one mover. */
export class Leaving {
  readonly #root: Root;
  readonly #operations: FileOperations;
  #file: RecordFile | undefined;

  constructor(root: Root, operations: FileOperations) {
    this.#root = root;
    this.#operations = operations;
  }

  /** Writes down that the file with this inode number moves, before anything happens to it. */
  async begin(from: string, to: string, ino: bigint): Promise<Departure> {
    // Nearly every claim finds it open, and waiting for nothing takes time too.
    const file = this.#open ?? (await this.#nextFile());
    file.begun += 1;
    const short = `${file.id}-${file.begun}`;
    const long = `${short} ${from.slice(from.lastIndexOf('/') + 1)}`;
    const name = Buffer.byteLength(long) > 255 ? short : long;
    const path = `${this.#root.leaving}/${name}`;
    const line = `${JSON.stringify({
      name,
      from: belowRoot(this.#root, from),
      to: belowRoot(this.#root, to),
      ino: String(ino),
    } satisfies DepartureRecord)}\n`;
    file.bytes += line.length;
    try {
      await this.#operations.append(file.path, line);
    } catch (error) {
      // Half a line may stand there now, and the next one must not be joined to it.
      if (this.#file === file) this.#file = undefined;
      if (systemCode(error) !== 'ENOENT') throw error;
      await this.#operations.makeFolder(this.#root.leaving);
      return this.begin(from, to, ino);
    }
    return { path, file };
  }

  /** The move has ended, well or not, and nothing of it is left in the leaving folder. */
  async end(departure: Departure): Promise<void> {
    departure.file.ended += 1;
    await this.#dropIfOver(departure.file);
  }

  /**
   * Removes the name `path` from the file `identity`. Answers `replaced`, and leaves the other file under
   * that name (or the next free one), when another file has it; `gone` when nothing has it.
   */
  async remove(
    departure: Departure,
    path: string,
    identity: Identity,
  ): Promise<'removed' | 'replaced' | 'gone'> {
    try {
      await this.#operations.rename(path, departure.path);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return 'gone';
      throw error;
    }
    const found = await this.#operations.look(departure.path);
    if (!found || isSame(found, identity)) {
      if (found) await this.#operations.unlink(departure.path);
      return 'removed';
    }
    await putBack(this.#operations, departure.path, path);
    return 'replaced';
  }

  /** The record file that takes one more line, if there is one. */
  get #open(): RecordFile | undefined {
    return this.#file !== undefined && this.#file.bytes <= recordLimit ? this.#file : undefined;
  }

  async #nextFile(): Promise<RecordFile> {
    const last = this.#file;
    const id = randomUUID();
    const next = { id, path: join(this.#root.leaving, `${id}${recordEnding}`), bytes: 0, begun: 0, ended: 0 };
    this.#file = next;
    if (last !== undefined) await this.#dropIfOver(last);
    return next;
  }

  /** A record that stays behind costs recovery a look, so failing to remove it must not fail the move. */
  async #dropIfOver(file: RecordFile): Promise<void> {
    if (file === this.#file || file.ended < file.begun) return;
    await this.#operations.unlink(file.path).catch(() => undefined);
  }
}

/** Gives what is at `held` the name `path` again, or the next free one (`x (2).txt`), durably. */
export async function putBack(operations: FileOperations, held: string, path: string): Promise<void> {
  const folder = dirname(path);
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? basename(path) : fittedName(basename(path), n);
    await operations.makeFolder(folder);
    if (await giveName(operations, held, join(folder, name))) break;
  }
  await operations.syncFolder(folder);
}

/** Moves `held` to `target` unless that is taken. The name `held` is known to nobody else, so renaming it is safe. */
async function giveName(operations: FileOperations, held: string, target: string): Promise<boolean> {
  const found = await operations.look(held);
  if (found?.isDirectory()) return giveFolderName(operations, held, target);
  try {
    await operations.link(held, target);
  } catch (error) {
    if (isLinkRefusal(error)) return giveNameByRename(operations, held, target);
    if (systemCode(error) !== 'EEXIST') throw error;
    const there = await operations.look(target);
    if (!found || !there || !isSame(found, there)) return false;
  }
  await operations.syncFolder(dirname(target));
  await operations.unlink(held);
  return true;
}

async function giveNameByRename(operations: FileOperations, held: string, target: string): Promise<boolean> {
  if ((await operations.createEmpty(target)) === undefined) return false;
  await operations.rename(held, target);
  return true;
}

async function giveFolderName(operations: FileOperations, held: string, target: string): Promise<boolean> {
  try {
    await operations.mkdir(target);
    await operations.rename(held, target);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY'].includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}
