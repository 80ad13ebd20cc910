/** The listing of ingest: what really lies there, whatever events were seen or lost. */
import type { Dir } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { systemCode } from '../types/failure.ts';
import { ignoredFolderName, ignoredName } from './ignored.ts';
import { deviceOf, type Found, type Look, lookAt, refused, unreadable } from './look.ts';

/** Names fetched from the system in one go. */
const bufferSize = 1024;
/** Looks under way at once: enough to keep the thread pool busy, few enough to leave the loop free. */
const looksAtOnce = 64;

/**
 * Walks everything below `folder`, which must be the absolute path of ingest. Links are never followed,
 * hidden and partial names are passed over, a bundle is one item. What vanishes on the way is left out, and
 * a folder that cannot be read is an item of its own, refused. Throws the system's error when `folder`
 * itself cannot be read, and `signal.reason` when aborted.
 */
export async function* listIngest(folder: string, signal?: AbortSignal): AsyncGenerator<Found, void, void> {
  const device = await deviceOf(folder);
  const folders = [''];
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    try {
      for await (const look of looksIn(folder, below, device, signal)) {
        if (look.type === 'folder') folders.push(look.path);
        else yield look;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (below === '') throw error;
      const code = systemCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') yield refused(below, unreadable(below, code));
    }
  }
}

/** A look at each thing in one folder that is not passed over. */
async function* looksIn(folder: string, below: string, device: bigint, signal: AbortSignal | undefined) {
  const prefix = below === '' ? '' : `${below}/`;
  for await (const names of chunks(await opendir(`${folder}/${below}`, { bufferSize }))) {
    signal?.throwIfAborted();
    for (const look of await Promise.all(names.map((name) => lookAt(folder, prefix + name, device)))) {
      if (look !== undefined && !isIgnored(look)) yield look;
    }
  }
}

/** The names in a folder, in small groups. */
async function* chunks(folder: Dir): AsyncGenerator<string[], void, void> {
  let names: string[] = [];
  for await (const { name } of folder) {
    // Of partial names only files are passed over, and only a look tells a file from a folder.
    if (ignoredName(name) === 'hidden') continue;
    names.push(name);
    if (names.length === looksAtOnce) {
      yield names;
      names = [];
    }
  }
  if (names.length > 0) yield names;
}

function isIgnored({ path, type }: NonNullable<Look>): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (type === 'folder' ? ignoredFolderName(name) : ignoredName(name)) !== undefined;
}
