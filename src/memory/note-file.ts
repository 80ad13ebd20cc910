/** The file of a note: what is too long to be of use is never read whole. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Characters of a note; the readers make no more of a file. */
const mostCharacters = 5_000_000;
/** Bytes that hold as many, in whatever script. */
const mostBytes = 4 * mostCharacters;

/** The bytes of a note, or as many as are of use. A link is not followed. Rejects with the system's errors. */
export async function readNoteBytes(file: string): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, mostBytes));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Their text, without what only a file that is no text has. */
export function noteText(bytes: Buffer): string {
  return bytes.toString('utf8').slice(0, mostCharacters).replace(/\0+/g, ' ');
}
