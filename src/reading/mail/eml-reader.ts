/** E-mail messages: `.eml` of every mail program, `.emlx` of Apple Mail. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader, ReaderFor } from '../contract.ts';
import { readWhole } from '../file-bytes.ts';
import { parseEml } from './eml.ts';
import { loadMailPicture, mailDocument } from './mail-document.ts';
import { isMailbox, mboxReader } from './mbox-reader.ts';

/** Servers take 50 MB at most; archives hold somewhat larger ones. */
export const limitBytes = 128 * 1024 * 1024;

/** Reads a message with all that came with it; `readerFor` finds the readers of its attachments. */
export function emlReader(readerFor: ReaderFor): Reader {
  // A mailbox whose first message is long looks like that message to whoever sees only its beginning.
  const mailbox = mboxReader(readerFor);
  return {
    async read(file: FileToRead): Promise<Document> {
      const bytes = await readWhole(file, limitBytes);
      if (isMailbox(bytes)) return mailbox.read(file);
      return mailDocument(file, await parseEml(file, bytes), readerFor);
    },
    async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
      const bytes = await readWhole(file, limitBytes);
      if (isMailbox(bytes)) return mailbox.loadPicture(file, picture);
      return loadMailPicture(file, await parseEml(file, bytes), picture, readerFor);
    },
  };
}
