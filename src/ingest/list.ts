/** The listing of ingest: what really lies there, whatever events were seen or lost. */
import { opendir } from 'node:fs/promises';
import { systemCode } from '../types/failure.ts';
import { Breath } from './breath.ts';
import { ignoredFolderName, ignoredName } from './ignored.ts';
import { deviceOf, type Found, type Look, lookAt, refused, unreadable } from './look.ts';

/** Names fetched from the system in one go. */
const bufferSize = 1024;

/**
 * Walks everything below `folder`, which must be the absolute path of ingest, or only what is below `start`
 * in it. Links are never followed,
 * hidden and partial names are passed over, a bundle is one item. What vanishes on the way is left out, and
 * a folder that cannot be read is an item of its own, refused. Throws the system's error when `folder`
 * itself cannot be read, and `signal.reason` when aborted.
 */
export async function* listIngest(
  folder: string,
  signal?: AbortSignal,
  start = '',
): AsyncGenerator<Found, void, void> {
  const device = deviceOf(folder);
  const breath = new Breath();
  signal?.throwIfAborted();
  const folders = [start];
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    try {
      for await (const look of looksIn(folder, below, device, { breath, signal })) {
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

interface Pace {
  readonly breath: Breath;
  readonly signal: AbortSignal | undefined;
}

/** A look at each thing in one folder that is not passed over. */
async function* looksIn(folder: string, below: string, device: bigint, { breath, signal }: Pace) {
  const prefix = below === '' ? '' : `${below}/`;
  for await (const { name } of await opendir(`${folder}/${below}`, { bufferSize })) {
    // Of partial names only files are passed over, and only a look tells a file from a folder.
    if (ignoredName(name) === 'hidden') continue;
    if (breath.isDue) {
      await breath.take();
      signal?.throwIfAborted();
    }
    const looked = lookAt(folder, prefix + name, device);
    const look = looked instanceof Promise ? await looked : looked;
    if (look !== undefined && !isIgnored(look)) yield look;
  }
}

function isIgnored({ path, type }: NonNullable<Look>): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (type === 'folder' ? ignoredFolderName(name) : ignoredName(name)) !== undefined;
}
