/** A file as text: decoded, cleaned and bounded. */
import type { FileToRead } from '../contract.ts';
import { readStart } from '../file-bytes.ts';
import { cleanText } from './clean.ts';
import { decodeText } from './decode.ts';

export const textLimits = {
  /** What is read of one text; about a hundred thick books. */
  bytes: 64 * 1024 * 1024,
} as const;

/** A text that was read. */
export interface FileText {
  /** Its lines end in `\n`. */
  readonly text: string;
  readonly encoding: string;
  /** What was left out, one sentence each. */
  readonly omissions: string[];
}

/** The decoded, cleaned text of a file and what was left out of it. */
export async function readText(file: FileToRead): Promise<FileText> {
  const { bytes, size } = await readStart(file, textLimits.bytes);
  const isCut = size > textLimits.bytes;
  const { text, encoding } = decodeText(bytes, isCut);
  const limit = textLimits.bytes / 1024 / 1024;
  const omissions = isCut
    ? [`Only the first ${limit} MiB of ${Math.ceil(size / 1024 / 1024)} MiB were read.`]
    : [];
  return { text: cleanText(text), encoding, omissions };
}
