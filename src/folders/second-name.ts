/** A crash in the middle of a move leaves one file under two names; here the second one is found and dropped. */
import { lstat, readdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '../types/failure.ts';
import { syncFolder } from './durable.ts';

/** The inode at `path`, undefined when there is nothing. */
export async function inodeAt(path: string): Promise<bigint | undefined> {
  try {
    return (await lstat(path, { bigint: true })).ino;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The path in `folder` under which the inode also goes, if any. Costs one `lstat` a name: for recovery only. */
export async function nameOfInode(folder: string, ino: bigint): Promise<string | undefined> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  });
  for (const name of names) {
    if ((await inodeAt(join(folder, name))) === ino) return join(folder, name);
  }
  return undefined;
}

/** Removes the name `drop` of a file that also goes by `keep`; does nothing when they are not one file. */
export async function dropSecondName(keep: string, drop: string): Promise<void> {
  const kept = await inodeAt(keep);
  if (kept === undefined || keep === drop || kept !== (await inodeAt(drop))) return;
  await syncFolder(dirname(keep));
  await unlink(drop);
  await syncFolder(dirname(drop));
}
