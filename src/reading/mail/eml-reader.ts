/** E-mail messages: `.eml` of every mail program, `.emlx` of Apple Mail. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader, ReaderFor } from '../contract.ts';
import { readWhole } from '../file-bytes.ts';
import { parseEml } from './eml.ts';
import { loadMailPicture, mailDocument } from './mail-document.ts';

/** Servers take 50 MB at most; archives hold somewhat larger ones. */
const limitBytes = 128 * 1024 * 1024;

/** Reads a message with all that came with it; `readerFor` finds the readers of its attachments. */
export function emlReader(readerFor: ReaderFor): Reader {
  const parse = async (file: FileToRead) => parseEml(file, await readWhole(file, limitBytes));
  return {
    async read(file: FileToRead): Promise<Document> {
      return mailDocument(file, await parse(file), readerFor);
    },
    async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
      return loadMailPicture(file, await parse(file), picture, readerFor);
    },
  };
}
