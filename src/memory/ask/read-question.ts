/** A file in ask/ → the question in it. */
import { hash } from 'node:crypto';
import { readBeginning } from '../../folders/beginning.ts';
import { decodeText } from '../../reading/text/decode.ts';
import type { Failure } from '../../types/failure.ts';
import { type ParsedQuestion, parseQuestion, tooLong } from './question.ts';

/** Bytes; the longest question with front matter has fewer in any encoding. */
const mostBytes = 64 * 1024;

/** What a question is written in. */
export const questionName = /\.(?:md|markdown|txt|text)$/i;

/** What stands in a file. */
export interface ReadQuestion {
  readonly parsed: ParsedQuestion;
  /** All of it as text; empty for what is none. */
  readonly written: string;
  /** SHA-256 of its bytes; undefined for what was not read. */
  readonly sha256: string | undefined;
}

/** Control characters that no text has, and what stands for bytes that are no characters. */
const noText = /[\p{Cc}--[\t\n\v\f\r\u0085]]|\ufffd/v;

/** Reads the question at `path`. @throws the system's errors. */
export async function readQuestion(path: string): Promise<ReadQuestion> {
  if (!questionName.test(path)) return unread(notText);
  const bytes = await readBeginning(path, mostBytes + 1);
  if (bytes.length > mostBytes) return unread(tooLong);
  const sha256 = hash('sha256', bytes);
  const { text } = decodeText(bytes);
  if (noText.test(text)) return { ...unread(notText), sha256 };
  return { parsed: parseQuestion(text), written: text, sha256 };
}

const notText: Failure = {
  code: 'question-not-text',
  reason: 'It is no text, so no question can be read in it.',
  hint: 'Write the question into a .txt or .md file and drop it into ask/; what is to be read belongs into ingest/.',
};

function unread(failure: Failure): ReadQuestion {
  return { parsed: { ok: false, failure }, written: '', sha256: undefined };
}
