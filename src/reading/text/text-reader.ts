/** Plain text in any encoding: prose as paragraphs; what looks like a log as one. */
import type { Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { isLog } from '../log/log-lines.ts';
import { logDocument } from '../log/log-reader.ts';
import { textDocument } from '../text-document.ts';
import { paragraphBlocks } from './paragraphs.ts';
import { readText } from './read-text.ts';

/** Reads prose. */
export const textReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    if (isLog(text)) return logDocument(file, text, encoding, omissions);
    const blocks = paragraphBlocks(text);
    const title = blocks.find((block) => block.type === 'heading')?.text;
    return textDocument(file, { encoding, title }, blocks, omissions);
  },
};
