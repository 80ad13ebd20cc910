/** Our own notes that are out of date: known, and taken away, only while they are exactly as we wrote them. */
import { hash } from 'node:crypto';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Journal } from '../folders/journal.ts';
import type { OwnNote } from '../folders/own-notes.ts';
import type { Root } from '../folders/root.ts';
import { systemCode } from '../types/failure.ts';

/** Whether anything lies at `path`. */
export async function exists(path: string): Promise<boolean> {
  return lookNow(path) !== undefined;
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

/** Removes those `notes`, unchanged ones only, whose originals have left from beside them. Gives whose they were, below the root. */
export async function removeLeftNotes(
  root: Root,
  journal: Pick<Journal, 'ownNotes'>,
  notes: readonly OwnNote[],
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { result, noteSha256 } of notes) {
    if (await exists(join(root.path, result))) continue;
    if (!(await removeOwnNote(join(root.path, `${result}.md`), noteSha256))) continue;
    journal.ownNotes.forget(noteSha256);
    left.push(result);
  }
  return left;
}

/** The notes about one content that lie in `folder`. */
export function notesIn(
  folder: 'done' | 'failed',
  sha256: string,
  { ownNotes }: Pick<Journal, 'ownNotes'>,
): readonly OwnNote[] {
  return ownNotes.of(sha256).filter(({ result }) => result.startsWith(`${folder}/`));
}

/**
 * Whether the file `source` below ingest/ is a note of ours and no document: one that a newer one replaces or has
 * replaced, or a result's that was dragged there together with its original.
 */
export function isOwnNote(
  { source, sha256 }: { readonly source: string; readonly sha256: string },
  { root, journal }: { readonly root: Root; readonly journal: Journal },
): boolean {
  if (journal.ownNotes.withBytes(sha256)) return true;
  const content = source.endsWith('.md') ? journal.contentOfNote(sha256) : undefined;
  if (content?.result === undefined || lookNow(join(root.path, content.result)) !== undefined) return false;
  return lookNow(join(root.ingest, source.slice(0, -'.md'.length))) !== undefined;
}
