/** One look at one path below ingest: what lies there now, without ever following a link. */
import { type BigIntStats, lstatSync, statSync } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import type { Failure } from '../types/failure.ts';
import { systemCode } from '../types/failure.ts';
import { type FileFacts, factsOf } from './facts.ts';
import { bundleName } from './ignored.ts';

/** A file, or a folder that is one item. `path` is '/'-separated below ingest, exactly as the file system gives it. */
export interface FoundFile {
  readonly path: string;
  readonly type: 'file' | 'bundle';
  readonly facts: FileFacts;
}

/** Something in ingest that stays where it is; `why` tells the person. */
export interface FoundRefused {
  readonly path: string;
  readonly type: 'refused';
  readonly why: Failure;
}

/** Something that lies in ingest. */
export type Found = FoundFile | FoundRefused;

/** What a look may give: an item, a folder to walk into, or undefined where nothing (more) lies. */
export type Look = Found | { readonly path: string; readonly type: 'folder' } | undefined;

/** Entries of a bundle that are looked at; its size is a lower bound beyond that. */
const bundleEntries = 20_000;

/** The device that the ingest folder is on; files below it on another one cannot be moved at once. Throws system errors. */
export function deviceOf(folder: string): bigint {
  return statSync(folder, { bigint: true }).dev;
}

/**
 * Looks at `path` below `folder`; system errors are answers here, and none is thrown. The look itself takes a
 * few microseconds and is done on the spot; only a bundle is walked through in the background.
 */
export function lookAt(folder: string, path: string, device: bigint): Look | Promise<Look> {
  try {
    const stats = lstatSync(`${folder}/${path}`, { bigint: true });
    if (stats.isSymbolicLink()) return refused(path, symbolicLink(path));
    if (stats.dev !== device) return refused(path, otherDevice(path));
    if (stats.isFile()) return { path, type: 'file', facts: factsOf(stats) };
    if (!stats.isDirectory()) return refused(path, specialFile(path, stats));
    if (!bundleName(path.slice(path.lastIndexOf('/') + 1))) return { path, type: 'folder' };
    return bundleAt(folder, path, factsOf(stats));
  } catch (error) {
    return withoutLook(path, error);
  }
}

async function bundleAt(folder: string, path: string, own: FileFacts): Promise<Look> {
  try {
    return { path, type: 'bundle', facts: await bundleFacts(`${folder}/${path}`, own) };
  } catch (error) {
    return withoutLook(path, error);
  }
}

/** What it means that a path could not be looked at. */
function withoutLook(path: string, error: unknown): Look {
  const code = systemCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return refused(path, unreadable(path, code));
  // Node puts U+FFFD for bytes that are not UTF-8, and then nothing is found under that name.
  return path.includes('\uFFFD') ? refused(path, unknownName(path)) : undefined;
}

/** The refusal of a path, with its reason. */
export function refused(path: string, why: Failure): FoundRefused {
  return { path, type: 'refused', why };
}

/** Why a path cannot be looked into. `code` is the system's error code. */
export function unreadable(path: string, code: string | undefined): Failure {
  const denied = code === 'EACCES' || code === 'EPERM';
  return {
    code: 'unreadable',
    reason: denied
      ? `ingest/${path} may not be read by this user.`
      : `ingest/${path} cannot be read (${code ?? 'unknown error'}).`,
    hint: denied
      ? 'Give yourself permission to read it (Get Info, Sharing & Permissions), or drop a copy of it.'
      : 'Check the disk that it lies on, then drop the file again.',
  };
}

function symbolicLink(path: string): Failure {
  return {
    code: 'symbolic-link',
    reason: `ingest/${path} is a symbolic link, and Nightshift reads only real files.`,
    hint: 'Drop the file or folder itself instead of the link.',
  };
}

function otherDevice(path: string): Failure {
  return {
    code: 'other-device',
    reason: `ingest/${path} is on another disk than ingest itself.`,
    hint: 'Copy what is in it to a folder in ingest instead of mounting it there.',
  };
}

function specialFile(path: string, stats: BigIntStats): Failure {
  const what = stats.isFIFO() ? 'a named pipe' : stats.isSocket() ? 'a socket' : 'a device';
  return {
    code: 'special-file',
    reason: `ingest/${path} is ${what} and not a file with content.`,
    hint: 'Remove it from ingest.',
  };
}

function unknownName(path: string): Failure {
  return {
    code: 'name-not-utf8',
    reason: `The name of ingest/${path} is not valid Unicode, so it cannot be opened.`,
    hint: 'Rename it with ordinary letters.',
  };
}

/** A bundle as one item: the bytes of all that is in it and the newest mtime; the inode is the folder's own. */
async function bundleFacts(folder: string, own: FileFacts): Promise<FileFacts> {
  let { mtimeMs, blocks } = own;
  let size = 0;
  let left = bundleEntries;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for await (const entry of await opendir(next, { bufferSize: 256 })) {
      left -= 1;
      if (left < 0) return { ...own, size, mtimeMs, blocks };
      const path = `${next}/${entry.name}`;
      const stats = await lstat(path, { bigint: true });
      const facts = factsOf(stats);
      mtimeMs = Math.max(mtimeMs, facts.mtimeMs);
      if (stats.isDirectory()) folders.push(path);
      else {
        size += facts.size;
        blocks += facts.blocks;
      }
    }
  }
  return { ...own, size, mtimeMs, blocks };
}
