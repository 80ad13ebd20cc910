/** Office documents that lie, encrypted, in a container of their own ([MS-OFFCRYPTO], section 1.3.2). */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { encrypted } from '../failures.ts';

/** Says that the document needs its password. */
export const protectedReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    throw encrypted(file);
  },
};
