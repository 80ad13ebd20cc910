/** `summarise` through any model that can `generate`: the parts' summaries are put together, level by level. */
import type { z } from 'zod';
import type { Summary } from '../types/task.ts';
import { estimateTokens } from './chunks.ts';
import type { Answer, TextRequest, Usage } from './contract.ts';
import { addUsage, modelError, refused } from './errors.ts';
import { reduceInstruction, summariseInstruction } from './prompts.ts';
import {
  askOnce,
  type Reading,
  type Room,
  readParts,
  roomFor,
  smallestPart,
  tooSmall,
} from './understand-parts.ts';
import { summaryAnswer, toSummary } from './understand-shapes.ts';

type SummaryAnswer = z.infer<typeof summaryAnswer>;

/** Summarises the whole text. */
export async function summariseWith(request: TextRequest, reading: Reading): Promise<Answer<Summary>> {
  const example = summariseInstruction({ ...request, part: 99_999, parts: 99_999 });
  const room = roomFor(reading.contextTokens, 1024, example);
  if (room.text < smallestPart) return tooSmall(reading.provider.spec, reading.contextTokens);
  const work = {
    task: 'summarise',
    schema: summaryAnswer,
    instruction: summariseInstruction,
    room,
    after: 1,
  };
  const parts = await readParts(work, request, reading);
  if (!parts.ok) return parts;
  const whole = await reduce(parts.value, request, room, reading);
  if (!whole.ok) return whole;
  return {
    ok: true,
    value: toSummary(whole.value, request.language),
    usage: addUsage(whole.usage, parts.usage),
  };
}

/** Makes one summary of many: group by group, level by level. */
async function reduce(
  summaries: readonly SummaryAnswer[],
  request: TextRequest,
  room: Room,
  reading: Reading,
): Promise<Answer<SummaryAnswer>> {
  const { name, language } = request;
  const instruction = reduceInstruction({ name, part: 1, parts: 1, ...(language && { language }) });
  let level = summaries;
  let usage: Usage = { seconds: 0 };
  if (level.length > 1) reading.onPart?.(summaries.length + 1, summaries.length + 1);
  while (level.length > 1) {
    const groups = group(level, room.text);
    if (groups.length === level.length) return tooSmall(reading.provider.spec, reading.contextTokens);
    const next: SummaryAnswer[] = [];
    for (const members of groups) {
      const [only] = members;
      if (members.length === 1 && only) {
        next.push(only);
        continue;
      }
      const text = members.map(asText).join('\n');
      const question = { text, instruction, schema: summaryAnswer, maxOutputTokens: room.answer };
      const answer = await askOnce('reduce', question, reading, true);
      if (!answer.ok) return answer;
      next.push(answer.value);
      usage = addUsage(answer.usage, usage);
    }
    level = next;
  }
  const [whole] = level;
  if (whole) return { ok: true, value: whole, usage };
  return refused(modelError('bad-input', `${name} holds no text.`, 'Put some words into it.'));
}

const asText = (summary: SummaryAnswer): string => JSON.stringify(summary);

/** Neighbours that fit into one call together. */
function group(summaries: readonly SummaryAnswer[], limit: number): readonly (readonly SummaryAnswer[])[] {
  const groups: SummaryAnswer[][] = [];
  let left = 0;
  for (const summary of summaries) {
    const size = estimateTokens(`${asText(summary)}\n`);
    const current = groups.at(-1);
    if (current && size <= left) {
      current.push(summary);
      left -= size;
    } else {
      groups.push([summary]);
      left = limit - size;
    }
  }
  return groups;
}
