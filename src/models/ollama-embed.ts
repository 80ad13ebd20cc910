/** `POST /api/embed`: vectors for texts. */
import type { EmbedRequest } from 'ollama';
import { z } from 'zod';
import type { Answer } from './contract.ts';
import { ModelFault, modelError } from './errors.ts';
import { callOllama, keepAlive, type OllamaCall } from './ollama-call.ts';

/** How many texts go into one `/api/embed` request: enough to keep the model busy, few enough to abort soon. */
const embedBatch = 16;

const embedSchema = z.object({
  embeddings: z.array(z.array(z.number()).min(1)),
  load_duration: z.number().optional(),
  prompt_eval_count: z.number().optional(),
});

/** One vector for each text; a text longer than the model's context is an error, not cut. */
export async function embed(
  call: OllamaCall,
  texts: readonly string[],
  contextTokens: number,
): Promise<Answer<readonly Float32Array[]>> {
  return callOllama(call, async (client) => {
    const vectors: Float32Array[] = [];
    let inputTokens = 0;
    let loadNanoseconds = 0;
    for (let from = 0; from < texts.length; from += embedBatch) {
      const input = texts.slice(from, from + embedBatch);
      const request: EmbedRequest = {
        model: call.callee.model,
        input,
        truncate: false,
        keep_alive: keepAlive,
        options: { num_ctx: contextTokens },
      };
      const answer = embedSchema.parse(await client.embed(request));
      if (answer.embeddings.length !== input.length) {
        throw new ModelFault(
          modelError('invalid-answer', `${call.callee.spec} left out a vector.`, call.callee.start),
        );
      }
      vectors.push(...answer.embeddings.map((vector) => Float32Array.from(vector)));
      inputTokens += answer.prompt_eval_count ?? 0;
      loadNanoseconds += answer.load_duration ?? 0;
    }
    return { value: vectors, usage: { inputTokens, loadSeconds: loadNanoseconds / 1e9 } };
  });
}
