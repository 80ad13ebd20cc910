/** Word and PowerPoint files of before 2007, which no library that is kept up reads. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { oldOfficeFile } from '../failures.ts';

/** Says what the file is, and how to make one of it that can be read. */
export const oldReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    throw oldOfficeFile(file, file.mime.includes('powerpoint') ? 'PowerPoint' : 'Word');
  },
};
