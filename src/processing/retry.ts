/** `failed/` back to `ingest/`, to be tried again as if for the first time, and what is incomplete in `done/`. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Journal } from '../folders/journal.ts';
import type { Mover } from '../folders/move.ts';
import type { Root } from '../folders/root.ts';
import { bundleName } from '../ingest/ignored.ts';
import { parseFrontMatter } from '../reading/front-matter.ts';
import { NightshiftError, systemCode } from '../types/failure.ts';
import { bundleFailure } from './notes.ts';
import { exists, hashOf, removeLeftNotes, removeOwnNote } from './own-notes.ts';
import { putBack } from './put-back.ts';

/** What retrying needs; the caller owns the root. */
export interface RetryTools {
  readonly root: Root;
  readonly mover: Mover;
  readonly journal: Journal;
}

/** Whether `name` is the note of a file or bundle beside it rather than a file of the person's. */
async function isNote(folder: string, name: string): Promise<boolean> {
  if (!name.endsWith('.md')) return false;
  const original = name.slice(0, -'.md'.length);
  const path = join(folder, original);
  return (await exists(path)) && (bundleName(original) || !(await lstat(path)).isDirectory());
}

/** The originals below `folder`, as absolute paths. A bundle is not taken apart, and there is nothing new to try with it. */
async function originalsBelow(folder: string): Promise<string[]> {
  const originals: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile() && !(await isNote(folder, entry.name))) originals.push(path);
    if (entry.isDirectory() && !bundleName(entry.name)) originals.push(...(await originalsBelow(path)));
  }
  return originals;
}

/** Whether the note beside an original in done/ says that something could not be done. */
async function isIncomplete(original: string): Promise<boolean> {
  try {
    const { incomplete } = parseFrontMatter(await readFile(`${original}.md`, 'utf8')).data;
    return Array.isArray(incomplete) && incomplete.length > 0;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'EISDIR') return false;
    throw error;
  }
}

/** The folder, failed/ or done/, in which something lies. */
function folderOf(root: Root, path: string): string | undefined {
  return [root.failed, root.done].find((folder) => path === folder || path.startsWith(folder + sep));
}

/** `path` as a person may type it: below the working folder, the root, failed/ or done/; its note means the same. */
async function found(root: Root, path: string, workingFolder: string): Promise<string> {
  for (const base of [workingFolder, root.path, root.failed, root.done]) {
    const candidate = resolve(base, path);
    if (folderOf(root, candidate) === undefined || !(await exists(candidate))) continue;
    const note = await isNote(dirname(candidate), basename(candidate));
    return note ? candidate.slice(0, -'.md'.length) : candidate;
  }
  throw new NightshiftError({
    code: 'not-in-failed',
    reason: `There is no "${path}" in failed/ or done/.`,
    hint: 'Name a file as it lies below failed/, or name none to try all of them again.',
  });
}

/** The originals that `path` means: itself, or all below it. Of done/ only what is incomplete has anything left to do. */
async function originalsOf(root: Root, path: string): Promise<readonly string[]> {
  const isFolder = (await lstat(path)).isDirectory();
  if (isFolder && bundleName(basename(path))) throw new NightshiftError(bundleFailure(path));
  const originals = isFolder ? await originalsBelow(path) : [path];
  if (folderOf(root, path) === root.failed) return originals;
  const incomplete: string[] = [];
  for (const original of originals) if (await isIncomplete(original)) incomplete.push(original);
  if (isFolder || incomplete.length > 0) return incomplete;
  throw new NightshiftError({
    code: 'not-incomplete',
    reason: `"${relative(root.path, path)}" is done, and its note names nothing that is incomplete.`,
    hint: 'Drag it back to ingest/ to have its note written anew all the same.',
  });
}

/**
 * Moves the files (all of failed/ when none is named; a folder means all in it) back to ingest/ and takes their
 * notes in failed/ away; the note of an incomplete result stays until there is a better one. Gives where the files
 * are now, below the root.
 */
export async function retry(
  paths: readonly string[],
  workingFolder: string,
  tools: RetryTools,
): Promise<readonly string[]> {
  const { root, mover } = tools;
  const named = paths.length === 0 ? [root.failed] : [];
  for (const path of paths) named.push(await found(root, path, workingFolder));
  const originals: string[] = [];
  for (const path of named) originals.push(...(await originalsOf(root, path)));
  const returned: string[] = [];
  for (const original of originals) {
    if ((await isLeftNote(original, tools)) || (await isFailureNote(original))) continue;
    const below = relative(folderOf(root, original) ?? root.failed, original);
    const source = await putBack(mover, original, root.ingest, below);
    if (source === undefined) continue;
    returned.push(join('ingest', source));
    if (folderOf(root, original) === root.failed) await forgetFailure(join('failed', below), tools);
  }
  return returned;
}

/** Takes away a note of ours whose original went without it; nothing else is one, so false means a person's file. */
async function isLeftNote(path: string, { journal }: RetryTools): Promise<boolean> {
  const noteSha256 = path.endsWith('.md') ? await hashOf(path) : undefined;
  if (noteSha256 === undefined || !journal.ownNotes.withBytes(noteSha256)) return false;
  await removeOwnNote(path, noteSha256);
  return true;
}

/**
 * Whether this looks like a note about a failure, though nobody knows it: a person has written in it, or the journal
 * is gone. It stays where it is, and is no document.
 */
async function isFailureNote(path: string): Promise<boolean> {
  if (!path.endsWith('.md')) return false;
  const { data } = parseFrontMatter(await readFile(path, 'utf8'));
  return ['error', 'reason', 'hint', 'attempts', 'first_failed'].every((key) => Object.hasOwn(data, key));
}

/** The note of what has left `result` goes, and its content counts as never tried. */
async function forgetFailure(result: string, { root, journal }: RetryTools): Promise<void> {
  const notes = journal.ownNotes.beside(result);
  await removeLeftNotes(root, journal, notes);
  for (const { sha256 } of notes) {
    // Another copy may have been done since.
    if (sha256 && journal.content(sha256)?.state === 'failed') journal.forgetAttempts(sha256);
  }
}
