/** What a claim has to know about a file before it moves it: its content's hash, its kind, and that it holds still. */
import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, read, readSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { type ByteSource, bytesOf } from '../kinds/bytes.ts';
import { kindOf, plainKind } from '../kinds/kind.ts';
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

/** Files up to this size are read on the spot, larger ones in stretches, in the background. */
const smallBytes = 65_536;
const stretchBytes = 262_144;

/** Reads in the thread pool. */
const readLater = promisify(read);

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
  let file: number | undefined;
  try {
    file = openSync(path, openFlags);
    return await identifyOpen(file, path, expected, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return outcomeOf(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function identifyOpen(
  file: number,
  path: string,
  expected: ExpectedFile,
  signal: AbortSignal | undefined,
): Promise<Identification> {
  const before = fstatSync(file, { bigint: true });
  const { ino, size, mtimeMs, blocks } = factsOf(before);
  const same = ino === expected.ino && size === expected.size && mtimeMs === expected.mtimeMs;
  // Evicted to the cloud since it was looked at: reading it would hold a thread until it is downloaded.
  const placeholder = process.platform === 'darwin' && size > 0 && blocks === 0;
  if (!before.isFile() || !same || placeholder) return { outcome: 'changed' };
  const { dev, mtimeNs } = before;
  const content = size <= smallBytes ? readWhole(file, size) : await readStretches(file, size, signal);
  if (content === undefined) return { outcome: 'changed' };
  const name = basename(path);
  const plain = content.bytes && plainKind(content.bytes, name);
  const kind = size === 0 ? 'empty' : (plain ?? (await kindOf(content.source(), name)));
  // By name, so that a file that was moved away or replaced meanwhile is noticed too.
  const after = lstatSync(path, { bigint: true });
  const still =
    after.dev === dev && after.ino === ino && after.size === before.size && after.mtimeNs === mtimeNs;
  if (!still) return { outcome: 'changed' };
  const identity = { dev, ino, size: before.size, mtimeNs };
  return { outcome: 'identified', sha256: content.sha256, bytes: size, kind, identity };
}

interface Content {
  readonly sha256: string;
  /** All of it, where it is small. */
  readonly bytes?: Uint8Array;
  /** To be asked for before anything is waited for. */
  readonly source: () => ByteSource;
}

/** One for all small files, since each is read, hashed and looked at in one go; who needs its bytes for longer copies them. */
const smallContent = Buffer.allocUnsafeSlow(smallBytes);

/** Undefined when there are fewer bytes than the file is said to have. */
function readWhole(file: number, size: number): Content | undefined {
  if (readSync(file, smallContent, 0, size, 0) !== size) return undefined;
  const bytes = smallContent.subarray(0, size);
  return { sha256: hash('sha256', bytes, 'hex'), bytes, source: () => bytesOf(Buffer.from(bytes)) };
}

async function readStretches(
  file: number,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Content | undefined> {
  const sha256 = createHash('sha256');
  const stretch = Buffer.allocUnsafe(stretchBytes);
  for (let offset = 0; offset < size; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await readLater(file, stretch, 0, stretchBytes, offset);
    if (bytesRead === 0) return undefined;
    sha256.update(stretch.subarray(0, bytesRead));
    offset += bytesRead;
  }
  return { sha256: sha256.digest('hex'), source: () => openSource(file, size) };
}

function openSource(file: number, size: number): ByteSource {
  return {
    size,
    read: async (offset, length) => {
      const { buffer, bytesRead } = await readLater(file, Buffer.alloc(length), 0, length, offset);
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
