/** OpenAI's transcription: one request that answers when it is done. It has no id, so that a lost answer stays lost. */
import { z } from 'zod';
import { callOpenAi, type OpenAiGround } from './openai-call.ts';
import {
  completed,
  timedTranscript,
  toldCount,
  toldLanguage,
  toldSeconds,
  wholeTranscript,
} from './paid-answers.ts';
import type { Created, PaidOrder, PaidUsage, WorstCase } from './paid-contract.ts';
import { paidError } from './paid-errors.ts';

/** Orders that are answered by a transcript. */
type Heard = Extract<PaidOrder, { task: 'transcribe' }>;

/** The endings of the formats that it takes (`TranscriptionCreateParams.file`), by media type. */
const endings: Readonly<Record<string, string>> = {
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/m4a': 'm4a',
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/webm': 'webm',
};

/** The most that an order can use: it is sold by the length of what is heard. */
export function worstOfTranscription(order: Heard): WorstCase {
  return { audioSeconds: order.payload.seconds };
}

const pieceSchema = z.object({ start: z.number(), end: z.number(), text: z.string() });
const transcriptSchema = z.object({
  text: z.string(),
  language: z.string().nullish().catch(undefined),
  languages: z
    .array(z.object({ code: z.string() }))
    .nullish()
    .catch(undefined),
  segments: z.array(pieceSchema).nullish().catch(undefined),
  usage: z
    .object({
      type: z.string().optional().catch(undefined),
      seconds: toldSeconds,
      input_tokens: toldCount,
      output_tokens: toldCount,
    })
    .nullish()
    .catch(undefined),
});

/** Sends the recording; the answer is the transcript. The person's name for the file is not sent. */
export async function createTranscription(
  { payee, model, limits }: OpenAiGround,
  order: Heard,
  signal: AbortSignal,
): Promise<Created> {
  const { bytes, mime, seconds } = order.payload;
  const ending = endings[mime];
  if (ending === undefined) {
    const reason = `${payee.spec} does not take sound of the type ${mime}.`;
    return { state: 'refused', error: paidError('bad-input', reason, 'Save it as MP3 or WAV.', 'no') };
  }
  const file = new File([Uint8Array.from(bytes)], `recording.${ending}`, { type: mime });
  const limitMs = limits.sendMs;
  const outcome = await callOpenAi({ payee, limitMs, paid: true, signal }, async (client) =>
    transcriptSchema.parse(await client.audio.transcriptions.create({ file, model, ...formatOf(model) })),
  );
  if (!outcome.ok) {
    return { state: outcome.error.charged === 'no' ? 'refused' : 'unclear', error: outcome.error };
  }
  const { text, segments, language, languages, usage } = outcome.value;
  const code = toldLanguage(languages?.[0]?.code ?? language);
  const value = segments?.length ? timedTranscript(segments, code) : wholeTranscript(text, seconds, code);
  return { state: 'ended', result: completed(payee, { task: 'transcribe', value }, usageOf(usage)) };
}

/** Times come only from whisper-1 and the model that tells speakers apart; the others know plain JSON alone. */
function formatOf(model: string) {
  if (model === 'whisper-1') return { response_format: 'verbose_json' as const };
  if (model.includes('diarize')) {
    return { response_format: 'diarized_json' as const, chunking_strategy: 'auto' as const };
  }
  return { response_format: 'json' as const };
}

function usageOf(usage: z.infer<typeof transcriptSchema>['usage']): PaidUsage {
  if (!usage) return {};
  return {
    ...(usage.seconds !== undefined && { audioSeconds: usage.seconds }),
    ...(usage.input_tokens !== undefined && { inputTokens: usage.input_tokens }),
    ...(usage.output_tokens !== undefined && { outputTokens: usage.output_tokens }),
  };
}
