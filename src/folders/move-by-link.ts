/** Moving by a second hard link: the new name is durable before the old one goes. */
import { dirname } from 'node:path';
import { systemCode } from '../types/failure.ts';
import type { FileOperations } from './file-operations.ts';
import { type Departure, isSame, type Leaving } from './leaving.ts';
import type { Identity, MoveResult } from './move-contract.ts';
import { isLinkRefusal } from './system-failure.ts';

/**
 * Moves the file at `from` to `to`, as `Mover.move` promises.
 * @returns also `refused` when the file system grants no hard link for this file; then nothing was changed.
 */
export async function moveByLink(
  operations: FileOperations,
  leaving: Leaving,
  from: string,
  to: string,
  expected?: Identity,
): Promise<MoveResult | 'refused'> {
  const source = expected ?? (await operations.look(from));
  if (!source) return 'gone';
  const departure = await leaving.begin(from, to, source.ino);
  const linked = await linkInto(operations, from, to);
  if (linked !== 'linked') {
    await leaving.end(departure);
    return linked;
  }
  const result = await finish(operations, leaving, departure, { from, to, source });
  await leaving.end(departure);
  if (result !== 'changed' || expected) return result;
  return moveByLink(operations, leaving, from, to);
}

/** The folder of `to` is made when it turns out to be missing: most often it is there, and a look costs as much as the link. */
async function linkInto(
  operations: FileOperations,
  from: string,
  to: string,
  isMade = false,
): Promise<'linked' | 'taken' | 'gone' | 'refused'> {
  try {
    await operations.link(from, to);
    return 'linked';
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return 'taken';
    if (isLinkRefusal(error)) return 'refused';
    if (isMade || (code !== 'ENOENT' && code !== 'ENOTDIR')) throw error;
    if (!(await operations.look(from))) return 'gone';
  }
  await operations.makeFolder(dirname(to));
  return linkInto(operations, from, to, true);
}

interface Linked {
  readonly from: string;
  readonly to: string;
  readonly source: Identity;
}

async function finish(
  operations: FileOperations,
  leaving: Leaving,
  departure: Departure,
  { from, to, source }: Linked,
): Promise<MoveResult> {
  const placed = await operations.look(to);
  // Somebody took the new name away at once: the old one still stands.
  if (!placed) return 'changed';
  if (!isSame(placed, source)) {
    await leaving.remove(departure, to, placed);
    return 'changed';
  }
  try {
    await operations.syncFolder(dirname(to));
  } catch (error) {
    await leaving.remove(departure, to, placed);
    throw error;
  }
  let removed: 'removed' | 'replaced' | 'gone';
  try {
    removed = await leaving.remove(departure, from, placed);
  } catch (error) {
    // The old name may not be removed (a folder that is read-only, say): then it is the new one that goes.
    const old = await operations.look(from);
    if (old && isSame(old, placed)) await leaving.remove(departure, to, placed);
    throw error;
  }
  if (removed === 'gone') {
    const now = await operations.look(to);
    // As many names as before: the person moved the file elsewhere meanwhile, and it is theirs.
    if (now && isSame(now, placed) && now.nlink >= placed.nlink) {
      await leaving.remove(departure, to, placed);
      return 'gone';
    }
  }
  await operations.syncFolder(dirname(from));
  return 'moved';
}
