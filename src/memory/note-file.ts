/** The file of a note: what is too long to be of use is never read whole. */
import { constants } from 'node:fs';
import { readBeginning } from '../folders/beginning.ts';

/** Characters of a note; the readers make no more of a file. */
const mostCharacters = 5_000_000;
/** Bytes that hold as many, in whatever script. */
const mostBytes = 4 * mostCharacters;

/** The bytes of a note, or as many as are of use. A link is not followed. Rejects with the system's errors. */
export function readNoteBytes(file: string): Promise<Buffer> {
  return readBeginning(file, mostBytes, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** Their text, without what only a file that is no text has. */
export function noteText(bytes: Buffer): string {
  return bytes.toString('utf8').slice(0, mostCharacters).replace(/\0+/g, ' ');
}
