/**
 * Gets the bytes of a file without ever waiting on something that is no regular file. On the spot: it happens in a process
 * that has nothing else to do, or with a text of a few kilobytes, for which a trip through the thread pool takes longer.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { FileToRead } from './contract.ts';
import { damaged, empty, tooLarge } from './failures.ts';

/**
 * The whole file.
 * @throws NightshiftError when it is empty, no regular file, or larger than `limitBytes`; system errors as they are.
 */
export async function readWhole(file: FileToRead, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, size } = await readStart(file, limitBytes);
  if (size > limitBytes) throw tooLarge(file, limitBytes);
  return bytes;
}

/**
 * The first `limitBytes` of a file and its full size in bytes.
 * @throws NightshiftError when it is empty or no regular file; system errors as they are.
 */
export async function readStart(
  file: FileToRead,
  limitBytes: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number }> {
  if (file.content !== undefined) {
    if (file.content.length === 0) throw empty(file);
    return { bytes: file.content.subarray(0, limitBytes), size: file.content.length };
  }
  return readStretch(file, () => 0, limitBytes);
}

/**
 * The last `limitBytes` of a file.
 * @throws NightshiftError when it is empty or no regular file; system errors as they are.
 */
export async function readEnd(file: FileToRead, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (file.content !== undefined) return file.content.subarray(-limitBytes);
  const { bytes } = await readStretch(file, (size) => Math.max(0, size - limitBytes), limitBytes);
  return bytes;
}

/** Up to `length` bytes from a place that depends on the file's size. */
async function readStretch(
  file: FileToRead,
  from: (size: number) => number,
  length: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number }> {
  // A FIFO that took the file's place would block a thread for ever; a link might lead out of the folder.
  const opened = openSync(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(opened);
    const { size } = stats;
    if (!stats.isFile()) throw damaged(file, 'is no regular file any more');
    if (size === 0) throw empty(file);
    const start = from(size);
    const buffer = new Uint8Array(Math.min(size - start, length));
    let filled = 0;
    while (filled < buffer.length) {
      const bytesRead = readSync(opened, buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: buffer.subarray(0, filled), size };
  } finally {
    closeSync(opened);
  }
}
