/** What a claim has to know about a file before it moves it: its content's hash, its kind, and that it holds still. */
import { createHash, hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ByteSource, bytesOf } from '../kinds/bytes.ts';
import { kindOf } from '../kinds/kind.ts';
import type { Failure } from '../types/failure.ts';
import { systemCode } from '../types/failure.ts';
import type { FileKind } from '../types/kind.ts';
import type { FileIdentity } from './claim.ts';
import { factsOf } from './facts.ts';

/** What identifying found. `bytes` is the size; `sha256` is hexadecimal, in lower case. */
export type Identification =
  | {
      readonly outcome: 'identified';
      readonly sha256: string;
      readonly bytes: number;
      readonly kind: FileKind | 'empty';
      readonly identity: FileIdentity;
    }
  | { readonly outcome: 'gone' | 'changed' }
  | ({ readonly outcome: 'unreadable' } & Failure);

/** The facts that the file was found ready with. */
export interface ExpectedFile {
  readonly ino: bigint;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Files up to this size are read in one go, larger ones in stretches of a quarter of it. */
const oneReadBytes = 1_048_576;
const stretchBytes = 262_144;

/** A link must not be followed, and a pipe that took the file's place must not block. */
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads the file at `path` (absolute) once and says what it is, unless it is not, or does not stay, what
 * `expected` says: a growing file is never identified. Rejects only with `signal.reason`.
 */
export async function identify(
  path: string,
  expected: ExpectedFile,
  signal?: AbortSignal,
): Promise<Identification> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, openFlags);
    return await identifyOpen(handle, path, expected, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return outcomeOf(error, path);
  } finally {
    await handle?.close();
  }
}

async function identifyOpen(
  handle: FileHandle,
  path: string,
  expected: ExpectedFile,
  signal: AbortSignal | undefined,
): Promise<Identification> {
  const before = await handle.stat({ bigint: true });
  const { ino, size, mtimeMs, blocks } = factsOf(before);
  const same = ino === expected.ino && size === expected.size && mtimeMs === expected.mtimeMs;
  // Evicted to the cloud since it was looked at: reading it would hold a thread until it is downloaded.
  const placeholder = process.platform === 'darwin' && size > 0 && blocks === 0;
  if (!before.isFile() || !same || placeholder) return { outcome: 'changed' };
  const { dev, mtimeNs } = before;
  const read = await (size <= oneReadBytes ? readWhole(handle, size) : readStretches(handle, size, signal));
  if (read === undefined) return { outcome: 'changed' };
  const kind = size === 0 ? 'empty' : await kindOf(read.source, basename(path));
  // By name, so that a file that was moved away or replaced meanwhile is noticed too.
  const after = await lstat(path, { bigint: true });
  const still =
    after.dev === dev && after.ino === ino && after.size === before.size && after.mtimeNs === mtimeNs;
  if (!still) return { outcome: 'changed' };
  const identity = { dev, ino, size: before.size, mtimeNs };
  return { outcome: 'identified', sha256: read.sha256, bytes: size, kind, identity };
}

interface Read {
  readonly sha256: string;
  readonly source: ByteSource;
}

/** Undefined when there are fewer bytes than the file is said to have. */
async function readWhole(handle: FileHandle, size: number): Promise<Read | undefined> {
  const content = Buffer.allocUnsafe(size);
  const { bytesRead } = await handle.read(content, 0, size, 0);
  if (bytesRead !== size) return undefined;
  return { sha256: hash('sha256', content, 'hex'), source: bytesOf(content) };
}

async function readStretches(
  handle: FileHandle,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Read | undefined> {
  const sha256 = createHash('sha256');
  const stretch = Buffer.allocUnsafe(stretchBytes);
  for (let offset = 0; offset < size; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(stretch, 0, stretchBytes, offset);
    if (bytesRead === 0) return undefined;
    sha256.update(stretch.subarray(0, bytesRead));
    offset += bytesRead;
  }
  return { sha256: sha256.digest('hex'), source: handleSource(handle, size) };
}

function handleSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    read: async (offset, length) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
  };
}

function outcomeOf(error: unknown, path: string): Identification {
  const code = systemCode(error);
  const name = basename(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { outcome: 'gone' };
  // A link, or a socket, has taken the file's place.
  if (code === 'ELOOP' || code === 'ENXIO') return { outcome: 'changed' };
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      outcome: 'unreadable',
      code: 'unreadable',
      reason: `"${name}" may not be read by this user.`,
      hint: 'Give yourself permission to read it (Get Info, Sharing & Permissions); it is then picked up by itself.',
    };
  }
  return {
    outcome: 'unreadable',
    code: 'unreadable',
    reason: `"${name}" cannot be read (${code ?? String(error)}).`,
    hint: 'Check the disk that it lies on, or drop another copy of the file.',
  };
}
