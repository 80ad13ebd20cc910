/** `POST /api/chat`: one turn with a model. */
import type { ChatRequest } from 'ollama';
import { estimateTokens, leastTokens } from './chunks.ts';
import type { Answer, JsonSchema, Usage } from './contract.ts';
import { ModelFault, modelError } from './errors.ts';
import { callOllama, keepAlive, type OllamaCall } from './ollama-call.ts';
import { silentlyCut } from './ollama-model.ts';
import type { AnswerTimes } from './parallel.ts';

/** Tokens that the chat template adds around the messages, at most. */
const templateTokens = 64;

/** What to ask in one turn. */
export interface Turn {
  readonly system?: string;
  readonly prompt: string;
  readonly picture?: Uint8Array;
  readonly schema?: JsonSchema;
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
}

/** The request for a turn. `truncate` and `shift` (`api/types.go`) are not among the client's types. */
function chatRequest(
  model: string,
  turn: Turn,
): ChatRequest & { stream: true; truncate: false; shift: false } {
  const user = {
    role: 'user',
    content: turn.prompt,
    ...(turn.picture && { images: [turn.picture] }),
  };
  return {
    model,
    messages: turn.system === undefined ? [user] : [{ role: 'system', content: turn.system }, user],
    stream: true,
    truncate: false,
    shift: false,
    think: false,
    keep_alive: keepAlive,
    options: { num_ctx: turn.contextTokens, num_predict: turn.maxOutputTokens, temperature: 0 },
    ...(turn.schema && { format: turn.schema }),
  };
}

/**
 * One turn with a model; the answer is whole or an error, and so is what the model read. `heard` is told what an answer
 * says of its time.
 */
export async function chat(
  call: OllamaCall,
  turn: Turn,
  heard: (times: AnswerTimes) => void,
): Promise<Answer<string>> {
  const { spec, model } = call.callee;
  const sent = `${turn.system ?? ''}\n${turn.prompt}`;
  const needed = estimateTokens(sent) + turn.maxOutputTokens + templateTokens;
  if (needed > turn.contextTokens) {
    const reason = `${spec} can hold ${turn.contextTokens} tokens; this would take up to ${needed}.`;
    return { ok: false, error: modelError('too-long', reason, 'Use a model with a larger context.') };
  }
  return callOllama(call, async (client) => {
    let text = '';
    for await (const message of await client.chat(chatRequest(model, turn))) {
      text += message.message?.content ?? '';
      if (!message.done) continue;
      heard(timesOf(message));
      if (message.done_reason === 'length') {
        const reason = `The answer of ${spec} was longer than ${turn.maxOutputTokens} tokens and broke off.`;
        throw new ModelFault(modelError('cut', reason, 'Another model may be less wordy.'));
      }
      const counted = message.prompt_eval_count;
      if (silentlyCut({ counted, least: leastTokens(sent), contextTokens: turn.contextTokens })) {
        const reason = `${spec} read only ${counted} tokens of a prompt that has more.`;
        throw new ModelFault(
          modelError('too-long', reason, 'Update Ollama or use a model with a larger context.'),
        );
      }
      return { value: text, usage: usageOf(message) };
    }
    throw new Error('the stream ended early');
  });
}

/**
 * Durations are nanoseconds. `total_duration` goes from the arrival of the request to its answer and `load_duration`
 * from there to a loaded model (`ChatHandler` of `server/routes.go`); what is neither in these nor in the two
 * evaluations is the wait for one of the server's slots. An old server that leaves one out gives no number here.
 */
function timesOf(answer: {
  total_duration: number;
  load_duration: number;
  prompt_eval_duration: number;
  eval_count: number;
  eval_duration: number;
}): AnswerTimes {
  const busy = answer.prompt_eval_duration + answer.eval_duration;
  return {
    tokens: answer.eval_count,
    evalSeconds: answer.eval_duration / 1e9,
    busySeconds: busy / 1e9,
    waitedSeconds: Math.max(0, answer.total_duration - answer.load_duration - busy) / 1e9,
  };
}

/** Durations are nanoseconds (docs/api.md, "Durations"). */
function usageOf(answer: {
  prompt_eval_count?: number;
  eval_count?: number;
  load_duration?: number;
}): Omit<Usage, 'seconds'> {
  return {
    ...(answer.prompt_eval_count !== undefined && { inputTokens: answer.prompt_eval_count }),
    ...(answer.eval_count !== undefined && { outputTokens: answer.eval_count }),
    ...(answer.load_duration !== undefined && { loadSeconds: answer.load_duration / 1e9 }),
  };
}
