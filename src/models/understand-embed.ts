/** `embed` for a whole text: chunks of a size that embedding models were made for, each with its vector. */
import type { Embedding } from '../types/task.ts';
import { splitText } from './chunks.ts';
import type { Answer, Provider, TextRequest, Usage } from './contract.ts';
import { addUsage, modelError, refused } from './errors.ts';

/** Estimated tokens of one chunk: long enough to mean something, short enough to mean one thing. */
const chunkTokens = 384;
/** Texts of one call; progress is told between calls. */
const textsPerCall = 32;

/** With what, and how, a text is embedded. */
export interface EmbedWith {
  readonly provider: { readonly spec: string; readonly embed: NonNullable<Provider['embed']> };
  /** How many tokens one text may have. */
  readonly contextTokens: number;
  readonly signal: AbortSignal;
  /** Told before each call, from 1. */
  readonly onPart?: ((part: number, parts: number) => void) | undefined;
}

/** One vector for each chunk of the text. */
export async function embedWith(request: TextRequest, how: EmbedWith): Promise<Answer<Embedding>> {
  const limit = Math.min(chunkTokens, how.contextTokens);
  const texts = splitText(request.text, limit)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '');
  const parts = Math.ceil(texts.length / textsPerCall);
  const vectors: Float32Array[] = [];
  let usage: Usage = { seconds: 0 };
  for (let part = 0; part < parts; part += 1) {
    how.onPart?.(part + 1, parts);
    const answer = await how.provider.embed(
      texts.slice(part * textsPerCall, (part + 1) * textsPerCall),
      how.signal,
    );
    if (!answer.ok) return answer;
    vectors.push(...answer.value);
    usage = addUsage(answer.usage, usage);
  }
  const dimension = vectors[0]?.length ?? 0;
  if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== dimension)) {
    const reason = `${how.provider.spec} did not give one vector of one length for each text.`;
    return refused(modelError('invalid-answer', reason, 'Name another embedding model in settings.json.'));
  }
  const chunks = texts.map((text, index) => ({
    text,
    vector: toBase64(vectors[index] ?? new Float32Array()),
  }));
  return { ok: true, value: { dimension, chunks }, usage };
}

/** Little-endian 32-bit floats, whatever the machine. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
