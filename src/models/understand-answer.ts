/** `answer`: a prompt of the memory's own making, put to any model that can `generate`. */
import type { z } from 'zod';
import { estimateTokens } from './chunks.ts';
import type { Answer } from './contract.ts';
import { modelError, refused } from './errors.ts';
import type { Routed, Router, Routing } from './router.ts';
import { askWith, type Prompt } from './understand-ask.ts';
import { type Reading, roomFor } from './understand-parts.ts';

/** What a model is asked. `roomFor` says how much fits; what does not fit is refused, never cut. */
export type PromptRequest<S extends z.ZodType = z.ZodType> = Prompt<S>;

/** Puts the prompt to the models of `models.text.night`; the answer has the type of its schema. Never rejects. */
export async function promptModel<S extends z.ZodType>(
  router: Pick<Router, 'route'>,
  request: PromptRequest<S>,
  routing: Routing,
): Promise<Routed<z.infer<S>>> {
  const routed = await router.route('answer', request, routing);
  // The task has parsed it with this very schema.
  return routed.ok ? { ...routed, value: routed.value as z.infer<S> } : routed;
}

/** Asks, when the whole prompt and the answer fit the model's context. */
export async function answerWith(request: PromptRequest, reading: Reading): Promise<Answer<unknown>> {
  const { provider, contextTokens, signal } = reading;
  const room = roomFor(contextTokens, request.maxOutputTokens, '', request.system);
  const needed = estimateTokens(request.prompt);
  if (needed > room.text) {
    const reason = `${provider.spec} has room for ${Math.max(0, room.text)} tokens beside its answer; this would take up to ${needed}.`;
    return refused(modelError('too-long', reason, 'Use a model with a larger context.'));
  }
  return askWith(provider, { ...request, maxOutputTokens: room.answer }, signal);
}
