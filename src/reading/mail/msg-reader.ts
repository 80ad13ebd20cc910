/** Messages and appointments that were saved from Outlook. */
import type { Document, Picture } from '../../types/document.ts';
import type { FileToRead, LoadedPicture, Reader, ReaderFor } from '../contract.ts';
import { readWhole } from '../file-bytes.ts';
import { loadMailPicture, mailDocument } from './mail-document.ts';
import { parseMsg } from './msg.ts';

/** Bytes of one file. */
export const limitBytes = 128 * 1024 * 1024;

/** Reads an item with all that came with it; `readerFor` finds the readers of its attachments. */
export function msgFileReader(readerFor: ReaderFor): Reader {
  const parse = async (file: FileToRead) => parseMsg(file, await readWhole(file, limitBytes));
  return {
    async read(file: FileToRead): Promise<Document> {
      return mailDocument(file, await parse(file), readerFor);
    },
    async loadPicture(file: FileToRead, picture: Picture): Promise<LoadedPicture> {
      return loadMailPicture(file, await parse(file), picture, readerFor);
    },
  };
}
