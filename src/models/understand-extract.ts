/** `extract` through any model that can `generate`. */
import type { Entities } from '../types/task.ts';
import type { Answer, TextRequest } from './contract.ts';
import { extractInstruction } from './prompts.ts';
import { type Reading, readParts, roomFor, smallestPart, tooSmall } from './understand-parts.ts';
import { entitiesAnswer, keepFound } from './understand-shapes.ts';

/** Lists what the text names; see `keepFound` for what is believed. */
export async function extractWith(request: TextRequest, reading: Reading): Promise<Answer<Entities>> {
  const example = extractInstruction({ ...request, part: 99_999, parts: 99_999 });
  const room = roomFor(reading.contextTokens, 2048, example);
  if (room.text < smallestPart) return tooSmall(reading.provider.spec, reading.contextTokens);
  const work = {
    task: 'extract',
    schema: entitiesAnswer,
    instruction: extractInstruction,
    room,
    after: 0,
  };
  const answer = await readParts(work, request, reading);
  return answer.ok ? { ...answer, value: keepFound(answer.value, request.text) } : answer;
}
