/** Empty folders that moves have left behind below processing/, which is ours to tidy. */
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../types/failure.ts';

/** Removes every empty folder below `folder`, not `folder` itself. Folders that are in use stay; one that a person took away is passed over. */
export async function pruneFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await pruneFolders(path);
    // Not empty, or gone: either way it is no longer ours to remove.
    await rmdir(path).catch(() => undefined);
  }
}

/** As `pruneFolders`, and then `folder` itself where nothing is left in it. Anything that is no empty folder stays. */
export async function pruneFolder(folder: string): Promise<void> {
  try {
    await pruneFolders(folder);
    await rmdir(folder);
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (!['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
  }
}
