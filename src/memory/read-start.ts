/** The beginning of a file: what is too long to be of use is never read whole. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The first `most` bytes of a file, or all of it. A link is not followed, and a pipe not waited for. Rejects with the
 * system's errors.
 */
export async function readStart(file: string, most: number): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, most));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
