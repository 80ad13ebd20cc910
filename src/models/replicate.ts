/** `replicate:OWNER/NAME`: models that see or hear, on hardware sold by the second. Always paid. */
import { badTerms, datedOf, doneOf, keyAvailability, type PaidLimits, paidLimits } from './paid-call.ts';
import type { PaidProvider } from './paid-contract.ts';
import { asking, callReplicate, type ReplicateGround } from './replicate-call.ts';
import {
  createPrediction,
  findPrediction,
  forgetPrediction,
  preparePrediction,
  retrievePrediction,
  worstOfPrediction,
} from './replicate-steps.ts';

/** Where the service is and who asks. */
export interface ReplicateOptions {
  /** The base URL, with `/v1`. */
  readonly url: string;
  /** Empty when there is none. */
  readonly key: string;
  readonly limits?: PaidLimits;
}

/** Where the service is unless `REPLICATE_BASE_URL` says otherwise. */
export const replicateUrl = 'https://api.replicate.com/v1';

/** A provider for one model, `owner/name`; sends nothing until it is asked. */
export function createReplicate(model: string, options: ReplicateOptions): PaidProvider {
  const payee = {
    spec: `replicate:${model}`,
    url: options.url,
    key: options.key,
    keyName: 'REPLICATE_API_TOKEN',
    account: 'https://replicate.com/account/billing',
  };
  const ground: ReplicateGround = { payee, model, limits: options.limits ?? paidLimits };
  return {
    spec: payee.spec,
    place: 'network',
    tasks: ['describe', 'recognise', 'transcribe'],
    worst: worstOfPrediction,
    check: async () => keyAvailability(payee),
    async date(signal) {
      const ask = asking(ground, signal);
      return datedOf(payee, await callReplicate(ask, (client) => client.accounts.current()));
    },
    async prepare(order, signal) {
      const error = badTerms(payee, order);
      return error ? { state: 'refused', error } : preparePrediction(ground, order, signal);
    },
    async create(order, handle, signal) {
      const error = badTerms(payee, order);
      return error ? { state: 'refused', error } : createPrediction(ground, order, handle, signal);
    },
    retrieve: (id, shape, signal) => retrievePrediction(ground, id, shape, signal),
    find: (handle, _shape, signal) => findPrediction(ground, handle, signal),
    forget: ({ handle }, signal) => forgetPrediction(ground, handle, signal),
    async cancel(id, signal) {
      return doneOf(await callReplicate(asking(ground, signal), (client) => client.predictions.cancel(id)));
    },
  };
}
