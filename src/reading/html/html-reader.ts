/** Saved web pages and pieces of HTML. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { readStart } from '../file-bytes.ts';
import { decodePage } from './page-encoding.ts';
import { readPage } from './read-page.ts';

/** Pages that hold their pictures in themselves are large. */
export const limitBytes = 64 * 1024 * 1024;

/** Reads a page as the article that it was saved for, and a page that is no article whole. */
export const htmlReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { bytes, size } = await readStart(file, limitBytes);
    const { text, encoding } = decodePage(bytes, size > limitBytes);
    const { blocks, facts } = await readPage(text);
    const omissions =
      size > limitBytes ? [`Only the first 64 MiB of ${Math.ceil(size / 1024 / 1024)} MiB were read.`] : [];
    return {
      kind: 'text',
      mime: file.mime,
      facts: { encoding, ...facts },
      blocks,
      pictures: [],
      speech: false,
      omissions,
    };
  },
};
