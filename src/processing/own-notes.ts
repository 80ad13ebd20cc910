/** Our own failure notes that a retry has made out of date: taken away only while they are exactly as we wrote them. */
import { createHash } from 'node:crypto';
import { lstat, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentRecord } from '../folders/journal-records.ts';
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

/** Removes the file at `path` when its bytes have this hash; anything else is the person's and stays. */
export async function removeOwnNote(path: string, noteSha256: string): Promise<void> {
  try {
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    if (hash === noteSha256) await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'EISDIR') throw error;
  }
}

/** Removes the note in failed/ of a content whose original has left from beside it. */
export async function removeFailureNote(root: Root, content: ContentRecord): Promise<void> {
  const { state, result, noteSha256 } = content;
  if (state !== 'failed' || result === undefined || noteSha256 === undefined) return;
  if (await exists(join(root.path, result))) return;
  await removeOwnNote(join(root.path, `${result}.md`), noteSha256);
}
