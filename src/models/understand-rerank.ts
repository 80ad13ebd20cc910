/** `rerank` through any model that can `generate`: a few passages at a time, each given a mark. */
import { z } from 'zod';
import { estimateTokens } from './chunks.ts';
import type { Answer, Usage } from './contract.ts';
import { addUsage } from './errors.ts';
import { fence, rerankInstruction, systemPrompt } from './prompts.ts';
import { askWith, memoKey } from './understand-ask.ts';
import { type Reading, type Room, roomFor, tooSmall } from './understand-parts.ts';

/** A question and what may answer it. */
export interface RerankRequest {
  /** Must fit the model's context beside a passage; whoever asks keeps it short. */
  readonly question: string;
  readonly passages: readonly string[];
}

/** Passages of one call: a small model loses count among more. */
const together = 8;
const best = 10;

const marksFor = (count: number) => z.object({ marks: z.array(z.int().min(0).max(best)).length(count) });

/** One mark for each passage, 0 to 10, in order of the passages. No passage is cut. */
export async function rerankWith(
  { question, passages }: RerankRequest,
  reading: Reading,
): Promise<Answer<readonly number[]>> {
  const room = roomFor(reading.contextTokens, together * 16, rerankInstruction(question, together));
  const batches = batchesOf(passages, room);
  if (!batches) return tooSmall(reading.provider.spec, reading.contextTokens);
  const marks: number[] = [];
  let usage: Usage = { seconds: 0 };
  for (const [at, batch] of batches.entries()) {
    reading.onPart?.(at + 1, batches.length);
    const answer = await judge(question, batch, room, reading);
    if (!answer.ok) return answer;
    marks.push(...answer.value);
    usage = addUsage(answer.usage, usage);
  }
  return { ok: true, value: marks, usage };
}

/** Neighbours that fit into one call together; undefined when one does not fit alone. */
function batchesOf(passages: readonly string[], room: Room): readonly (readonly string[])[] | undefined {
  const batches: string[][] = [];
  let left = 0;
  for (const passage of passages) {
    const size = estimateTokens(shown(passage, together));
    if (size > room.text) return undefined;
    const current = batches.at(-1);
    if (current && current.length < together && size <= left) {
      current.push(passage);
      left -= size;
    } else {
      batches.push([passage]);
      left = room.text - size;
    }
  }
  return batches;
}

function shown(passage: string, number: number): string {
  return `Passage ${number}:\n${fence(passage)}\n\n`;
}

/** Judges one batch; where that proves too much for the model, its halves. */
async function judge(
  question: string,
  batch: readonly string[],
  room: Room,
  reading: Reading,
): Promise<Answer<readonly number[]>> {
  const schema = marksFor(batch.length);
  const prompt = `${batch.map((passage, at) => shown(passage, at + 1)).join('')}${rerankInstruction(question, batch.length)}`;
  const key = memoKey('rerank', reading.provider.spec, prompt);
  const saved = schema.safeParse(reading.memo?.load(key));
  if (saved.success) return { ok: true, value: saved.data.marks, usage: { seconds: 0 } };
  const asked = { system: systemPrompt, prompt, schema, maxOutputTokens: room.answer };
  const answer = await askWith(reading.provider, asked, reading.signal);
  if (answer.ok) {
    await reading.memo?.save(key, answer.value);
    return { ...answer, value: answer.value.marks };
  }
  const { code } = answer.error;
  if ((code !== 'too-long' && code !== 'cut') || batch.length === 1) return answer;
  const half = Math.ceil(batch.length / 2);
  const one = await judge(question, batch.slice(0, half), room, reading);
  if (!one.ok) return one;
  const other = await judge(question, batch.slice(half), room, reading);
  if (!other.ok) return other;
  return { ok: true, value: [...one.value, ...other.value], usage: addUsage(one.usage, other.usage) };
}
