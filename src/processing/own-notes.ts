/** Our own failure notes that a retry has made out of date: taken away only while they are exactly as we wrote them. */
import { hash } from 'node:crypto';
import { lstat, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureNote } from '../folders/failure-notes.ts';
import type { Journal } from '../folders/journal.ts';
import type { Root } from '../folders/root.ts';
import { systemCode } from '../types/failure.ts';

/** Whether anything lies at `path`. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** The SHA-256 of the file at `path`; undefined when no file is there. */
export async function hashOf(path: string): Promise<string | undefined> {
  try {
    return hash('sha256', await readFile(path), 'hex');
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
    throw error;
  }
}

/** Removes the file at `path` when its bytes have this hash; anything else is the person's and stays. True when it was removed. */
export async function removeOwnNote(path: string, noteSha256: string): Promise<boolean> {
  if ((await hashOf(path)) !== noteSha256) return false;
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Removes what failed/ says of those `notes` whose originals have left from beside them. */
export async function removeLeftNotes(
  root: Root,
  journal: Pick<Journal, 'failureNotes'>,
  notes: readonly FailureNote[],
): Promise<void> {
  for (const { result, noteSha256 } of notes) {
    if (await exists(join(root.path, result))) continue;
    const removed = await removeOwnNote(join(root.path, `${result}.md`), noteSha256);
    if (removed) journal.failureNotes.forget(noteSha256);
  }
}
