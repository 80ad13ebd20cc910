/** `openai:MODEL`: pictures and texts by Responses, recordings by transcription. Always paid, whatever its URL. */
import { asking, callOpenAi, type OpenAiGround } from './openai-call.ts';
import {
  createResponse,
  findResponse,
  forgetResponse,
  prepareResponse,
  retrieveResponse,
  worstOfResponse,
} from './openai-responses.ts';
import { createTranscription, worstOfTranscription } from './openai-transcribe.ts';
import { badTerms, datedOf, doneOf, keyAvailability, type PaidLimits, paidLimits } from './paid-call.ts';
import type { PaidProvider } from './paid-contract.ts';

/** Where the service is and who asks. */
export interface OpenAiOptions {
  /** The base URL, with `/v1`. */
  readonly url: string;
  /** Empty when there is none. */
  readonly key: string;
  readonly limits?: PaidLimits;
}

/** Where the service is unless `OPENAI_BASE_URL` says otherwise. */
export const openAiUrl = 'https://api.openai.com/v1';

/** A provider for one model; sends nothing until it is asked. */
export function createOpenAi(model: string, options: OpenAiOptions): PaidProvider {
  const payee = {
    spec: `openai:${model}`,
    url: options.url,
    key: options.key,
    keyName: 'OPENAI_API_KEY',
    account: 'https://platform.openai.com/settings/organization/limits',
  };
  const ground: OpenAiGround = { payee, model, limits: options.limits ?? paidLimits };
  return {
    spec: payee.spec,
    place: 'network',
    tasks: ['describe', 'recognise', 'transcribe', 'generate'],
    worst: (order) => (order.task === 'transcribe' ? worstOfTranscription(order) : worstOfResponse(order)),
    check: async () => keyAvailability(payee),
    async date(signal) {
      const ask = asking(ground, signal);
      return datedOf(payee, await callOpenAi(ask, (client) => client.models.retrieve(model)));
    },
    async prepare(order, signal) {
      const error = badTerms(payee, order);
      if (error) return { state: 'refused', error };
      return order.task === 'transcribe'
        ? { state: 'ready', handle: {} }
        : prepareResponse(ground, order, signal);
    },
    async create(order, handle, signal) {
      const error = badTerms(payee, order);
      if (error) return { state: 'refused', error };
      return order.task === 'transcribe'
        ? createTranscription(ground, order, signal)
        : createResponse(ground, order, handle, signal);
    },
    async retrieve(id, shape, signal) {
      return shape.task === 'transcribe' ? { state: 'gone' } : retrieveResponse(ground, id, shape, signal);
    },
    async find(handle, shape, signal) {
      return shape.task === 'transcribe'
        ? { state: 'unknowable', lookAgain: false }
        : findResponse(ground, handle, shape, signal);
    },
    forget: (call, signal) => forgetResponse(ground, call, signal),
    async cancel(id, signal) {
      return doneOf(await callOpenAi(asking(ground, signal), (client) => client.responses.cancel(id)));
    },
  };
}
