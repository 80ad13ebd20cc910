/** Moving where there are no hard links: a rename over an empty file (or folder) that was made exclusively. */
import type { BigIntStats } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { systemCode } from '../types/failure.ts';
import { isPlaceholder } from './entries.ts';
import type { FileOperations } from './file-operations.ts';
import { isSame } from './leaving.ts';
import type { Identity, MoveIntents, MoveResult } from './move-contract.ts';
import { fittedName } from './names.ts';
import type { Root } from './root.ts';

/** What these moves are made with. */
export interface PlaceholderTools {
  readonly root: Root;
  readonly intents: MoveIntents;
  readonly operations: FileOperations;
}

/** Moves the file at `from` to `to`, as `Mover.move` promises. */
export async function moveByPlaceholder(
  tools: PlaceholderTools,
  from: string,
  to: string,
  expected?: Identity,
): Promise<MoveResult> {
  const { operations } = tools;
  const source = await operations.look(from);
  if (!source) return 'gone';
  if (expected && !isSame(source, expected)) return 'changed';
  await operations.makeFolder(dirname(to));
  if (await operations.look(to)) return 'taken';
  const result = await withIntents(tools, from, to, async (mark) => {
    const placeholder = await operations.createEmpty(to);
    if (placeholder === undefined) return 'taken';
    mark(placeholder);
    return renameOver(operations, from, to, placeholder);
  });
  if (result !== 'moved') return result;
  const placed = await operations.look(to);
  if (!placed || isSameFile(placed, source)) return 'moved';
  await moveBack(tools, to, from, placed);
  return 'changed';
}

/** Somebody saved another file under the old name in the last instant: it gets that name, or the next free one, again. */
async function moveBack(tools: PlaceholderTools, from: string, to: string, placed: Identity): Promise<void> {
  for (let n = 1; ; n += 1) {
    const target = n === 1 ? to : join(dirname(to), fittedName(basename(to), n));
    if ((await moveByPlaceholder(tools, from, target, placed)) !== 'taken') return;
  }
}

/**
 * Moves the folder at `from` to `to`, as `Mover.moveFolder` promises: folders have no hard links anywhere.
 * A rename replaces an empty folder only, so nothing that somebody put there meanwhile is lost.
 */
export async function moveFolderByPlaceholder(
  tools: PlaceholderTools,
  from: string,
  to: string,
): Promise<MoveResult> {
  const { operations } = tools;
  const source = await operations.look(from);
  if (!source) return 'gone';
  if (!source.isDirectory()) return 'changed';
  await operations.makeFolder(dirname(to));
  if (await operations.look(to)) return 'taken';
  return withIntents(tools, from, to, async (mark) => {
    try {
      await operations.mkdir(to);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return 'taken';
      throw error;
    }
    mark((await operations.look(to))?.ino ?? 0n);
    return renameFolderOver(operations, from, to);
  });
}

/** Writes the move down before its placeholder is made, and again as soon as that is known; then syncs both folders. */
async function withIntents(
  { root, intents, operations }: PlaceholderTools,
  from: string,
  to: string,
  act: (mark: (placeholderIno: bigint) => void) => Promise<MoveResult>,
): Promise<MoveResult> {
  const begin = (placeholderIno: bigint): number =>
    intents.begin(relative(root.path, from), relative(root.path, to), placeholderIno);
  let id = begin(0n);
  const mark = (placeholderIno: bigint): void => {
    const unmarked = id;
    id = begin(placeholderIno);
    intents.end(unmarked);
  };
  try {
    const result = await act(mark);
    if (result === 'moved') {
      await operations.syncFolder(dirname(to));
      await operations.syncFolder(dirname(from));
    }
    intents.end(id);
    return result;
  } catch (error) {
    // What may still be our placeholder stays written down, for recovery to judge.
    if (!(await operations.look(to))) intents.end(id);
    throw error;
  }
}

async function renameOver(
  operations: FileOperations,
  from: string,
  to: string,
  placeholder: bigint,
): Promise<MoveResult> {
  if (!isPlaceholder(await operations.look(to), placeholder)) return 'taken';
  try {
    await operations.rename(from, to);
    return 'moved';
  } catch (error) {
    if (isPlaceholder(await operations.look(to), placeholder)) await operations.unlink(to);
    if (systemCode(error) === 'ENOENT') return 'gone';
    throw error;
  }
}

async function renameFolderOver(operations: FileOperations, from: string, to: string): Promise<MoveResult> {
  try {
    await operations.rename(from, to);
    return 'moved';
  } catch (error) {
    // Removes an empty folder only.
    await operations.rmdir(to).catch(() => undefined);
    if (systemCode(error) === 'ENOENT') return 'gone';
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) return 'taken';
    throw error;
  }
}

/** Some file systems number a file anew when it is renamed; its size and time tell then. */
function isSameFile(placed: BigIntStats, source: BigIntStats): boolean {
  return isSame(placed, source) || (placed.size === source.size && placed.mtimeNs === source.mtimeNs);
}
