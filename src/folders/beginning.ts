/** How a file begins: of one that may be of any length no more is read. */
import { open } from 'node:fs/promises';

/** Its first bytes, `length` at most. Rejects with the system's errors. `flags` as those of open(2). */
export async function readBeginning(
  path: string,
  length: number,
  flags: string | number = 'r',
): Promise<Buffer> {
  const handle = await open(path, flags);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, length));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
