/** Empty folders that moves have left behind below processing/, which is ours to tidy. */
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes every empty folder below `folder`, not `folder` itself. Folders that are in use stay. */
export async function pruneFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await pruneFolders(path);
    // Not empty, or gone: either way it is no longer ours to remove.
    await rmdir(path).catch(() => undefined);
  }
}
