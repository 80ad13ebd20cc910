/**
 * Reading a text with a model that can `generate`. A text that is larger than the model's context is read in
 * parts: nothing is left out.
 */
import type { z } from 'zod';
import { estimateTokens, splitText } from './chunks.ts';
import type { Answer, TextRequest, Usage } from './contract.ts';
import { addUsage, modelError, refused } from './errors.ts';
import { againInstruction, fence, type Passage, systemPrompt } from './prompts.ts';
import { askForData, type Memo, memoKey, type Question, type Writer } from './understand-ask.ts';

/** With what, and how, a text is read. */
export interface Reading {
  readonly provider: Writer;
  /** How many tokens a call may hold, prompt and answer together. */
  readonly contextTokens: number;
  readonly signal: AbortSignal;
  /** Told before each part, from 1. */
  readonly onPart?: ((part: number, parts: number) => void) | undefined;
  readonly memo?: Memo | undefined;
}

/** A part smaller than this is not divided further; a model with less room is of no use. */
export const smallestPart = 128;
/** Tokens for the chat template around the messages. */
const templateTokens = 64;

/** How the tokens of a call are shared out. */
export interface Room {
  /** Estimated tokens of text that one call can take. */
  readonly text: number;
  readonly answer: number;
}

/**
 * How much text fits beside the instruction and the answer.
 * @param mostAnswer Tokens that the answer may take in a large context.
 * @param instruction All that stands around the text, but for the system prompt.
 */
export function roomFor(
  contextTokens: number,
  mostAnswer: number,
  instruction: string,
  system: string = systemPrompt,
): Room {
  const answer = Math.min(mostAnswer, Math.floor(contextTokens / 5));
  const fixed = [system, fence(''), instruction, againInstruction('x'.repeat(200))];
  const around = fixed.reduce((sum, text) => sum + estimateTokens(text), templateTokens);
  return { text: contextTokens - answer - around, answer };
}

/** The answer of a model that has no room to read. */
export function tooSmall(spec: string, contextTokens: number): Answer<never> {
  const reason = `${spec} can hold only ${contextTokens} tokens, too few to read a document.`;
  return refused(modelError('too-long', reason, 'Use a model with a larger context.'));
}

/** One kind of question, put to each part of a text. */
export interface Work<S extends z.ZodType> {
  readonly task: string;
  readonly schema: S;
  readonly instruction: (passage: Passage) => string;
  readonly room: Room;
  /** Parts that follow the chunks, for the count that `onPart` tells. */
  readonly after: number;
}

interface Progress {
  part: number;
  parts: number;
}

/** Asks about every chunk of the text, in order. */
export async function readParts<S extends z.ZodType>(
  work: Work<S>,
  request: TextRequest,
  reading: Reading,
): Promise<Answer<readonly z.infer<S>[]>> {
  const chunks = splitText(request.text, work.room.text).filter((chunk) => chunk.trim() !== '');
  const progress = { part: 0, parts: chunks.length + (chunks.length > 1 ? work.after : 0) };
  const values: z.infer<S>[] = [];
  let usage: Usage = { seconds: 0 };
  for (const chunk of chunks) {
    const answer = await readPart(work, request, chunk, reading, progress);
    if (!answer.ok) return answer;
    values.push(...answer.value);
    usage = addUsage(answer.usage, usage);
  }
  return { ok: true, value: values, usage };
}

/** Asks about one chunk; where that proves too much for the model, about its halves. */
async function readPart<S extends z.ZodType>(
  work: Work<S>,
  request: TextRequest,
  chunk: string,
  reading: Reading,
  progress: Progress,
): Promise<Answer<readonly z.infer<S>[]>> {
  progress.part += 1;
  reading.onPart?.(progress.part, progress.parts);
  const { name, language } = request;
  const passage = { name, part: progress.part, parts: progress.parts, ...(language && { language }) };
  const { schema, room } = work;
  const question = {
    text: chunk,
    instruction: work.instruction(passage),
    schema,
    maxOutputTokens: room.answer,
  };
  const answer = await askOnce(work.task, question, reading, progress.parts > 1);
  if (answer.ok) return { ...answer, value: [answer.value] };
  const { code } = answer.error;
  const size = estimateTokens(chunk);
  if ((code !== 'too-long' && code !== 'cut') || size < 2 * smallestPart) return answer;
  const smaller = { ...work, room: { ...room, text: Math.ceil(size / 2) } };
  return readParts(smaller, { ...request, text: chunk }, { ...reading, onPart: undefined });
}

/** Asks, unless a former run has the answer already. */
export async function askOnce<S extends z.ZodType>(
  task: string,
  question: Question<S>,
  reading: Reading,
  remembered: boolean,
): Promise<Answer<z.infer<S>>> {
  const memo = remembered ? reading.memo : undefined;
  const key = memoKey(task, reading.provider.spec, question.text);
  const saved = question.schema.safeParse(memo?.load(key));
  if (saved.success) return { ok: true, value: saved.data, usage: { seconds: 0 } };
  const answer = await askForData(reading.provider, question, reading.signal);
  if (answer.ok) await memo?.save(key, answer.value);
  return answer;
}
