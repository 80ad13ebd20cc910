/** What the file system of a root can do, and whether the root lies on one. */

import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { link, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { NightshiftError } from '../types/failure.ts';
import { lookAt } from './entries.ts';
import type { MoveMethod } from './move-contract.ts';
import { type Root, visibleFolders } from './root.ts';
import { explainSystemError, isLinkRefusal } from './system-failure.ts';

/**
 * Makes sure that files can move between all folders of the root. Folders that are missing are passed over.
 * @throws `several-file-systems`, naming the first folder that is on another file system or outside the root.
 */
export async function checkOneFileSystem(root: Root): Promise<void> {
  const { dev } = await stat(root.path, { bigint: true });
  const realRoot = await realpath(root.path);
  const folders = [...visibleFolders.map((name) => join(root.path, name)), root.machine];
  for (const folder of folders) {
    const found = await lookAt(folder);
    if (found) await checkFolder(folder, found, realRoot, dev);
  }
}

async function checkFolder(folder: string, found: BigIntStats, realRoot: string, dev: bigint): Promise<void> {
  if (found.isSymbolicLink()) {
    const way = relative(realRoot, await realpath(folder).catch(() => sep));
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new NightshiftError({
        code: 'several-file-systems',
        reason: `${folder} is a link that leads out of its root.`,
        hint: `Replace the link by a plain folder, or keep the whole root where the link leads.`,
      });
    }
  }
  if ((await stat(folder, { bigint: true })).dev !== dev) {
    throw new NightshiftError({
      code: 'several-file-systems',
      reason: `${folder} is on another file system than the rest of its root.`,
      hint: 'Keep the whole root on one disk: replace the mounted or linked folder by a plain one.',
    });
  }
}

/**
 * Finds out by trying, in the root's temporary folder, how files can move there.
 * @throws `disk-full`, `not-permitted`, or the system's own error.
 */
export async function findMoveMethod(root: Root): Promise<MoveMethod> {
  const first = join(root.temporary, randomUUID());
  const second = `${first}-link`;
  try {
    await writeFile(first, 'x', { flag: 'wx' });
    await link(first, second);
    // Some network file systems copy and call it a link.
    const [one, two] = [await lookAt(first), await lookAt(second)];
    return one && two && one.ino === two.ino && two.nlink > 1n ? 'link' : 'placeholder';
  } catch (error) {
    if (isLinkRefusal(error)) return 'placeholder';
    throw explainSystemError(error, root.temporary);
  } finally {
    await rm(first, { force: true });
    await rm(second, { force: true });
  }
}
