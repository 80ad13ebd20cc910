/** What has a name in a folder, and how to take a name that nothing has. */
import type { BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { systemCode } from '../types/failure.ts';

/** What has the name `path` (a link is not followed); undefined when nothing has it. */
export async function lookAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Makes an empty file at `path` and gives its inode number; undefined when the name is taken. */
export async function createEmpty(path: string): Promise<bigint | undefined> {
  try {
    const file = await open(path, 'wx');
    try {
      return (await file.stat({ bigint: true })).ino;
    } finally {
      await file.close();
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
