/** Writing that survives a crash: what these functions have done is on the disk when they return. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFile as writeFileLater,
  writeFileSync,
} from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from '../types/failure.ts';
import { createEmpty, isPlaceholder, lookAt } from './entries.ts';
import { explainSystemError, isLinkRefusal } from './system-failure.ts';

/** Ends the name of a note in the temporary folder that says which placeholder is about to be filled. */
const placeholderNote = '.placeholder';

/** Waits until the file or folder behind this descriptor is on the disk. */
export type SyncFile = (file: number) => Promise<void>;

/** In the thread pool, so that the loop goes on with other files meanwhile. */
const syncInPool: SyncFile = promisify(fsync);

/** A disk that answers within this many milliseconds may be waited for on the spot … */
const quickMs = 2;
/** … as long as it does. */
let isQuick = true;

const syncAtOnce: SyncFile = async (file) => {
  const began = performance.now();
  if (isQuick) fsyncSync(file);
  else await syncInPool(file);
  isQuick = performance.now() - began <= quickMs;
};

const written = promisify(writeFileLater) as (file: number, content: string | Uint8Array) => Promise<void>;

/** Up to this length content is handed to the system on the spot: it goes to memory, and the fsync waits. */
const smallContent = 1024 * 1024;

/** Folders whose making is under way: nobody may rely on one before its name is durable. */
const unfinished = new Map<string, Promise<void>>();

/**
 * Makes the names in the folder at `path` durable, its own as well when it is just being made. File systems that cannot
 * sync a folder are left alone.
 */
export function syncFolder(path: string): Promise<void> {
  return syncFolderBy(syncInPool, path);
}

/**
 * As `syncFolder`, for steps that the person waits for: a quick disk is waited for on the spot, which saves a trip through
 * the thread pool and keeps everything else waiting.
 */
export function syncFolderAtOnce(path: string): Promise<void> {
  return syncFolderBy(syncAtOnce, path);
}

async function syncFolderBy(sync: SyncFile, path: string): Promise<void> {
  const making = unfinished.get(path);
  if (making) await making;
  const folder = openSync(path, 'r');
  try {
    await sync(folder);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    closeSync(folder);
  }
}

/**
 * Makes the folder at `path` and every missing one above it, each durably. Costs one look when it exists.
 * @throws when something else has that name, or the system refuses.
 */
export function makeFolder(path: string): Promise<void> {
  const running = unfinished.get(path);
  if (running) return running;
  const making = makeMissing(path).finally(() => unfinished.delete(path));
  unfinished.set(path, making);
  return making;
}

async function makeMissing(path: string): Promise<void> {
  if (isFolder(path)) return;
  const parent = dirname(path);
  await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && isFolder(path)) return;
    throw explainSystemError(error, path);
  }
  await syncFolder(parent);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** How a hard link is made. */
export type LinkFile = (existing: string, name: string) => Promise<void>;

const linkNow: LinkFile = async (existing, name) => linkSync(existing, name);

/**
 * Writes a new file that appears under its name whole or not at all, and never replaces another.
 * @param temporaryFolder on the same file system as `target`.
 * @param linkFile how a hard link is made; where it is refused, a placeholder is made and filled instead.
 * @returns `taken` when something has that name already; then nothing was changed.
 * @throws `disk-full`, `not-permitted`, `several-file-systems`, or the system's own error.
 */
export async function writeNew(
  temporaryFolder: string,
  target: string,
  content: string | Uint8Array,
  linkFile: LinkFile = linkNow,
): Promise<'written' | 'taken'> {
  const temporary = await writeTemporary(temporaryFolder, target, content);
  try {
    await makeFolder(dirname(target));
    const placed = (await linkNew(linkFile, temporary, target)) ?? (await renameNew(temporary, target));
    if (placed === 'written') await syncFolder(dirname(target));
    return placed;
  } catch (error) {
    throw explainSystemError(error, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Replaces the file at `target`, or makes it: a reader sees the old content or the new, whole.
 * Only for files that are ours alone.
 * @param temporaryFolder on the same file system as `target`.
 * @throws `disk-full`, `not-permitted`, `several-file-systems`, or the system's own error.
 */
export async function replaceFile(
  temporaryFolder: string,
  target: string,
  content: string | Uint8Array,
): Promise<void> {
  const temporary = await writeTemporary(temporaryFolder, target, content);
  try {
    renameSync(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw explainSystemError(error, target);
  }
}

/**
 * Removes what a dead process left half-written: its temporary files, and placeholders that it never
 * filled. Only the owner may call this, before it writes anything.
 */
export async function clearTemporary(temporaryFolder: string): Promise<void> {
  for (const name of await readdir(temporaryFolder)) {
    const path = join(temporaryFolder, name);
    if (!name.endsWith(placeholderNote)) continue;
    const target = join(temporaryFolder, await readFile(path, 'utf8'));
    if (isPlaceholder(await lookAt(target))) await unlink(target);
  }
  for (const name of await readdir(temporaryFolder)) {
    await rm(join(temporaryFolder, name), { recursive: true, force: true });
  }
}

async function writeTemporary(
  temporaryFolder: string,
  target: string,
  content: string | Uint8Array,
): Promise<string> {
  const temporary = join(temporaryFolder, randomUUID());
  const file = await openTemporary(temporaryFolder, temporary, target);
  try {
    if (content.length > smallContent) await written(file, content);
    else writeFileSync(file, content);
    await syncInPool(file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw explainSystemError(error, target);
  } finally {
    closeSync(file);
  }
  return temporary;
}

async function openTemporary(folder: string, temporary: string, target: string): Promise<number> {
  try {
    return openSync(temporary, 'wx');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw explainSystemError(error, target);
    await makeFolder(folder);
    return openSync(temporary, 'wx');
  }
}

/** Undefined where the file system has no hard links. */
async function linkNew(
  linkFile: LinkFile,
  temporary: string,
  target: string,
): Promise<'written' | 'taken' | undefined> {
  try {
    await linkFile(temporary, target);
    return 'written';
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'taken';
    if (isLinkRefusal(error)) return undefined;
    throw error;
  }
}

/** The note tells `clearTemporary` after a crash which empty file may be ours. */
async function renameNew(temporary: string, target: string): Promise<'written' | 'taken'> {
  if (await lookAt(target)) return 'taken';
  const note = `${temporary}${placeholderNote}`;
  await writeFile(note, relative(dirname(note), target), { flag: 'wx', flush: true });
  try {
    const placeholder = await createEmpty(target);
    if (placeholder === undefined) return 'taken';
    return await fillPlaceholder(temporary, target, placeholder);
  } finally {
    await rm(note, { force: true });
  }
}

async function fillPlaceholder(
  temporary: string,
  target: string,
  placeholder: bigint,
): Promise<'written' | 'taken'> {
  try {
    if (!isPlaceholder(await lookAt(target), placeholder)) return 'taken';
    await rename(temporary, target);
    return 'written';
  } catch (error) {
    if (isPlaceholder(await lookAt(target), placeholder)) await unlink(target);
    throw error;
  }
}
