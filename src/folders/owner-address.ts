/** Where the owner's socket is. The path of a socket has room for few bytes, and a root may lie deep. */
import { chmod, mkdtemp, readlink, rm, rmdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../types/failure.ts';
import type { Root } from './root.ts';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with a NUL at the end (unix(4), unix(7)). */
const longestAddress = 103;
const folderPrefix = 'nightshift-';

/** The name that clients look for: the socket itself, or a link to it where the path would be too long. */
function publicPath(root: Root): string {
  return join(root.machine, 'owner.sock');
}

/** Removes what a dead owner left and gives the path to listen on. For the holder of the lock only. */
export async function prepareAddress(root: Root): Promise<string> {
  const path = publicPath(root);
  await removeAddress(root);
  if (Buffer.byteLength(path) <= longestAddress) return path;
  // mkdtemp makes it with mode 0700, so nobody else can put anything there.
  const folder = await mkdtemp(join(shortTemporaryFolder(), folderPrefix));
  const address = join(folder, 'owner.sock');
  await symlink(address, path);
  return address;
}

/** Only this person may connect. */
export async function protectAddress(address: string): Promise<void> {
  await chmod(address, 0o600);
}

/** Removes the socket, and the link and folder where there are any. */
export async function removeAddress(root: Root): Promise<void> {
  const path = publicPath(root);
  const target = await linkTarget(path);
  await rm(path, { force: true });
  if (target === undefined || !basename(dirname(target)).startsWith(folderPrefix)) return;
  await rm(target, { force: true });
  await rmdir(dirname(target)).catch(() => undefined);
}

/** The path to connect to. Nobody need listen there. */
export async function findAddress(root: Root): Promise<string> {
  const path = publicPath(root);
  return (await linkTarget(path)) ?? path;
}

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    if (['ENOENT', 'EINVAL', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** The temporary folder may itself be named by a long path. */
function shortTemporaryFolder(): string {
  const room = longestAddress - Buffer.byteLength(`/${folderPrefix}XXXXXX/owner.sock`);
  return Buffer.byteLength(tmpdir()) <= room ? tmpdir() : '/tmp';
}
