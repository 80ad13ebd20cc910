/** Logs: lines as they stand, of long ones the beginning and the end, where what went wrong is told. */
import iconv from 'iconv-lite';
import type { Block, Document } from '../../types/document.ts';
import type { FileToRead, Reader } from '../contract.ts';
import { readEnd } from '../file-bytes.ts';
import { cleanText } from '../text/clean.ts';
import { trimBlankLines } from '../text/paragraphs.ts';
import { readText, textLimits } from '../text/read-text.ts';
import { counted, textDocument } from '../text-document.ts';

export const logLimits = {
  /** Characters of the beginning and of the end that are shown. */
  beginning: 200_000,
  end: 400_000,
} as const;

/** Reads a log. */
export const logReader: Reader = {
  async read(file: FileToRead): Promise<Document> {
    const { text, encoding, omissions } = await readText(file);
    return logDocument(file, text, encoding, omissions);
  },
};

/** The document of a log of which `text` was read. */
export async function logDocument(
  file: FileToRead,
  text: string,
  encoding: string,
  omissions: readonly string[],
): Promise<Document> {
  const isCut = omissions.length > 0;
  const tail = isCut ? await endOf(file, encoding) : text;
  const lines = trimBlankLines(text).split('\n').length;
  const whole = !isCut && text.length <= logLimits.beginning + logLimits.end;
  const parts = whole ? [text] : [beginning(text), end(tail)];
  const facts = { encoding, other: { Lines: isCut ? undefined : lines } };
  const blocks = parts
    .map(trimBlankLines)
    .filter((part) => part !== '')
    .map((part): Block => ({ type: 'code', text: part, language: 'log' }));
  const left = isCut ? 'The lines in its middle' : `The lines in the middle of its ${counted(lines)}`;
  // Of a longer file the end is read as well, so that it is not true that only the start was.
  return textDocument(file, facts, blocks, whole ? omissions : [`${left} are not shown.`]);
}

function beginning(text: string): string {
  const start = text.slice(0, logLimits.beginning);
  return start.slice(0, start.lastIndexOf('\n') + 1 || undefined).toWellFormed();
}

function end(text: string): string {
  const rest = text.slice(-logLimits.end);
  return rest.slice(rest.indexOf('\n') + 1).toWellFormed();
}

/**
 * Four bytes to a character are more than enough. In the encoding of the beginning: the stretch may begin in
 * the middle of a character, which would speak against the right one.
 */
async function endOf(file: FileToRead, encoding: string): Promise<string> {
  const bytes = await readEnd(file, Math.min(4 * logLimits.end, textLimits.bytes));
  const text = iconv.encodingExists(encoding)
    ? iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding)
    : new TextDecoder(encoding).decode(bytes);
  return cleanText(text);
}
