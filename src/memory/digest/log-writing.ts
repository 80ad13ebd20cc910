/** In which encoding a log is written, or that it is none. */
import type { FileHandle } from 'node:fs/promises';
import { kindOf } from '../../kinds/kind.ts';
import { isCleanText, isRoughText, wideText } from '../../kinds/text-bytes.ts';
import { decodeText } from '../../reading/text/decode.ts';
import type { Writing } from './log-lines.ts';
import type { KnownLog } from './log-store.ts';

/** Bytes of the beginning that decide. */
const sampleBytes = 64 * 1024;

/**
 * Undefined when the file is no text.
 * @param known The log that lay there before: one that begins with a hole is written as it was.
 */
export async function writingOf(
  file: FileHandle,
  { path, size }: Pick<KnownLog, 'path' | 'size'>,
  known: KnownLog | undefined,
): Promise<Writing | undefined> {
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  const sample = await read(0, sampleBytes);
  if (known?.encoding !== undefined && sample[0] === 0 && sample[1] === 0) {
    return { encoding: known.encoding, lineEnd: known.lineEnd };
  }
  const isPlain = isCleanText(sample) || wideText(sample) !== undefined;
  const isText = isPlain || (isRoughText(sample) && (await kindOf({ size, read }, path)).supported);
  if (!isText) return undefined;
  const { encoding, text } = decodeText(sample, size > sample.length);
  return { encoding, lineEnd: !text.includes('\n') && text.includes('\r') ? 13 : 10 };
}
