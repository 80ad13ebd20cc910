/** Plain text, source code and data files in any encoding. */
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { readStart } from '../file-bytes.ts';
import { cleanText } from './clean.ts';
import { decodeText } from './decode.ts';
import { languageOf } from './languages.ts';
import { paragraphBlocks, trimBlankLines } from './paragraphs.ts';

/** What is read of one text; about a hundred thick books. */
const limitBytes = 64 * 1024 * 1024;

/** Reads prose as paragraphs, small regular tables as tables, and everything else as it stands. */
export const textReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    const blocks = blocksOf(text, languageOf(file));
    const title = blocks.find((block) => block.type === 'heading')?.text;
    const facts = title === undefined ? { encoding } : { encoding, title };
    return { kind: 'text', mime: file.mime, facts, blocks, pictures: [], speech: false, omissions };
  },
};

/** The decoded, cleaned text of a file and what was left out of it. */
export async function readText(
  file: FileToRead,
): Promise<{ readonly text: string; readonly encoding: string; readonly omissions: string[] }> {
  const { bytes, size } = await readStart(file, limitBytes);
  const { text, encoding } = decodeText(bytes, size > limitBytes);
  const omissions =
    size > limitBytes ? [`Only the first 64 MiB of ${Math.ceil(size / 1024 / 1024)} MiB were read.`] : [];
  return { text: cleanText(text), encoding, omissions };
}

function blocksOf(text: string, language: string | undefined): Block[] {
  if (language === undefined) return paragraphBlocks(text);
  const code = trimBlankLines(text);
  if (code === '') return [];
  return [{ type: 'code', text: code, language }];
}
