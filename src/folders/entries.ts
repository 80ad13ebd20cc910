/**
 * What has a name in a folder, and how to take a name that nothing has.
 *
 * These steps take a few microseconds and a trip through the thread pool takes ten times that, so they are
 * done on the spot; only what waits for the disk itself (fsync, whole contents) goes to the pool. See
 * docs/decisions/0008.
 */
import { type BigIntStats, closeSync, fstatSync, lstatSync, openSync } from 'node:fs';
import { systemCode } from '../types/failure.ts';

/** What has the name `path` (a link is not followed); undefined when nothing has it. */
export async function lookAt(path: string): Promise<BigIntStats | undefined> {
  return lookNow(path);
}

/** As `lookAt`, at once. */
export function lookNow(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Makes an empty file at `path` and gives its inode number; undefined when the name is taken. */
export async function createEmpty(path: string): Promise<bigint | undefined> {
  try {
    const file = openSync(path, 'wx');
    try {
      return fstatSync(file, { bigint: true }).ino;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** True for an empty file, and only the one with this inode number where that is given. */
export function isPlaceholder(found: BigIntStats | undefined, inode?: bigint): boolean {
  return found?.isFile() === true && found.size === 0n && (inode === undefined || found.ino === inode);
}
