/** How the words of a paid model become a result: the same shapes as those of the local ones. Pure. */
import { z } from 'zod';
import type { AnswerShape, PaidAnswer, PaidError, PaidOrder, PaidResult } from './paid-contract.ts';
import type { Payee } from './paid-errors.ts';
import { paidError } from './paid-errors.ts';
import { toDescription, toRecognition } from './seeing.ts';

/** A count in an answer; nonsense counts as not told. */
export const toldCount = z.int().min(0).optional().catch(undefined);
/** Seconds in an answer; nonsense counts as not told. */
export const toldSeconds = z.number().min(0).optional().catch(undefined);

/** What to save of an order, so that its answer can be read later. */
export function shapeOf({ task, maxOutputTokens, payload }: PaidOrder): AnswerShape {
  return {
    task,
    maxOutputTokens,
    ...(payload.kind === 'recording' && { seconds: payload.seconds }),
    json: payload.kind === 'text' && payload.schema !== undefined,
  };
}

/** The answer for which `said` stands, or undefined when it is not what was asked for. */
export function answerOf(shape: AnswerShape, said: string): PaidAnswer | undefined {
  switch (shape.task) {
    case 'describe': {
      const value = toDescription(said);
      return value && { task: 'describe', value };
    }
    case 'recognise':
      return { task: 'recognise', value: toRecognition(said) };
    case 'generate':
      return isGenerated(said, shape.json) ? { task: 'generate', value: said } : undefined;
    case 'transcribe':
      return { task: 'transcribe', value: wholeTranscript(said, shape.seconds ?? 0, undefined) };
  }
}

function isGenerated(said: string, json: boolean): boolean {
  if (said.trim() === '') return false;
  try {
    return !json || typeof JSON.parse(said) === 'object';
  } catch {
    return false;
  }
}

/** A transcript without times: one segment for the whole recording, none for silence. */
export function wholeTranscript(said: string, seconds: number, language: string | undefined) {
  const text = said.trim();
  const segments = text === '' ? [] : [{ fromSeconds: 0, toSeconds: seconds, text }];
  return { segments, ...(language !== undefined && segments.length > 0 && { language }) };
}

/** A segment as speech models give it. */
export interface SpokenPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A transcript in order of time; pieces without words or with impossible times are mended or left out. */
export function timedTranscript(pieces: readonly SpokenPiece[], language: string | undefined) {
  let before = 0;
  const segments = pieces
    .map(({ start, end, text }) => ({ fromSeconds: start, toSeconds: end, text: text.trim() }))
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.fromSeconds - other.fromSeconds)
    .map(({ fromSeconds, toSeconds, text }) => {
      const from = Math.max(before, fromSeconds);
      before = from;
      return { fromSeconds: from, toSeconds: Math.max(from, toSeconds), text };
    });
  return { segments, ...(language !== undefined && segments.length > 0 && { language }) };
}

/** A language code in an answer; models also write “english”. */
export function toldLanguage(code: string | null | undefined): string | undefined {
  return code && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? code : undefined;
}

/** The result of a completed call with these words. */
export function completed(
  payee: Payee,
  answer: PaidAnswer | undefined,
  usage: PaidResult['usage'],
): PaidResult {
  if (answer) return { state: 'completed', answer, usage, charged: 'yes' };
  return { state: 'completed', usage, charged: 'yes', error: unusable(payee) };
}

function unusable({ spec }: Payee): PaidError {
  const reason = `${spec} gave an answer that could not be used.`;
  return paidError('invalid-answer', reason, 'Name another model in settings.json.', 'yes');
}
