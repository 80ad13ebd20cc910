/** What a Replicate prediction means: how it ended, what it used, and the words in whatever shape it put them. Pure. */
import { z } from 'zod';
import {
  answerOf,
  completed,
  timedTranscript,
  toldCount,
  toldLanguage,
  toldSeconds,
  wholeTranscript,
} from './paid-answers.ts';
import type { AnswerShape, PaidAnswer, PaidResult, PaidUsage } from './paid-contract.ts';
import { type Payee, paidError } from './paid-errors.ts';

/** A prediction as `predictions.get` and `predictions.list` give it. */
export const predictionSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  created_at: z.string().optional().catch(undefined),
  input: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  output: z.unknown().optional(),
  data_removed: z.boolean().optional().catch(undefined),
  metrics: z
    .object({
      predict_time: toldSeconds,
      input_token_count: toldCount,
      output_token_count: toldCount,
    })
    .nullish()
    .catch(undefined),
});
type Prediction = z.infer<typeof predictionSchema>;

function usageOf({ metrics }: Prediction): PaidUsage {
  const { predict_time: ran, input_token_count: input, output_token_count: output } = metrics ?? {};
  return {
    ...(ran !== undefined && { hardwareSeconds: ran }),
    ...(input !== undefined && { inputTokens: input }),
    ...(output !== undefined && { outputTokens: output }),
  };
}

/** How a prediction ended, or undefined while it runs. */
export function resultOfPrediction(
  payee: Payee,
  shape: AnswerShape,
  prediction: Prediction,
): PaidResult | undefined {
  const usage = usageOf(prediction);
  const { spec } = payee;
  const again = 'Try it again later, or name another model in settings.json.';
  switch (prediction.status) {
    case 'starting':
    case 'processing':
      return undefined;
    case 'succeeded': {
      if (!prediction.data_removed) return completed(payee, toAnswer(shape, prediction.output), usage);
      const reason = `The answer of ${spec} was deleted there an hour after it was given.`;
      const error = paidError('provider', reason, 'It was paid for and is lost.', 'yes');
      return { state: 'completed', usage, charged: 'yes', error };
    }
    case 'failed': {
      const charged = (usage.hardwareSeconds ?? 0) > 0 ? 'yes' : 'unknown';
      const error = paidError('provider', `${spec} failed at the provider.`, again, charged);
      return { state: 'failed', usage, charged, error };
    }
    case 'canceled': {
      const reason = `${spec} was stopped at its deadline, while it ran.`;
      return { state: 'canceled', usage, charged: 'yes', error: paidError('timeout', reason, again, 'yes') };
    }
    case 'aborted': {
      const reason = `${spec} was stopped at its deadline, before it ran.`;
      return { state: 'aborted', usage, charged: 'no', error: paidError('timeout', reason, again, 'no') };
    }
  }
}

const pieceSchema = z.union([
  z.object({ start: z.number(), end: z.number(), text: z.string() }),
  z
    .object({ timestamp: z.tuple([z.number(), z.number().nullable()]), text: z.string() })
    .transform(({ timestamp: [start, end], text }) => ({ start, end: end ?? start, text })),
]);
const words = z.string().optional().catch(undefined);
const pieces = z.array(pieceSchema).optional().catch(undefined);
const objectSchema = z.object({
  text: words,
  transcription: words,
  transcript: words,
  caption: words,
  output: words,
  answer: words,
  segments: pieces,
  chunks: pieces,
  detected_language: words,
  language: words,
});

/** Models answer with a text, with its pieces, or with an object that holds it under one of a few names. */
function toAnswer(shape: AnswerShape, output: unknown): PaidAnswer | undefined {
  const plain = z
    .union([z.string(), z.array(z.string()).transform((list) => list.join(''))])
    .safeParse(output);
  if (plain.success) return isAddress(plain.data) ? undefined : answerOf(shape, plain.data);
  const { success, data } = objectSchema.safeParse(output);
  if (!success) return undefined;
  const { text, transcription, transcript, caption, output: inner, answer, segments, chunks } = data;
  const said = text ?? transcription ?? transcript ?? caption ?? inner ?? answer;
  if (shape.task !== 'transcribe') return said === undefined ? undefined : answerOf(shape, said);
  const language = toldLanguage(data.detected_language ?? data.language);
  const timed = segments ?? chunks;
  if (timed?.length) return { task: 'transcribe', value: timedTranscript(timed, language) };
  if (said === undefined) return undefined;
  return { task: 'transcribe', value: wholeTranscript(said, shape.seconds ?? 0, language) };
}

/** The address of a file is no words. */
function isAddress(text: string): boolean {
  return /^(?:https?|data):\S+$/.test(text.trim());
}
