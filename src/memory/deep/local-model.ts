/** The local model that a deep question is put to: the one seam between the protocol and whoever answers. */
import type { z } from 'zod';
import type { Able, Routed, Router, Unavailable } from '../../models/router.ts';
import { type PromptRequest, promptModel } from '../../models/understand-answer.ts';

/** The terms of one request. */
export interface AskTerms {
  /** What is asked about must not leave this machine. */
  readonly private: boolean;
  readonly signal: AbortSignal;
}

/** Whoever answers prompts on this machine. */
export interface LocalModel {
  /** Who would answer now. */
  able(isPrivate: boolean): Promise<Able | ({ readonly ok: false } & Unavailable)>;
  /** The answer has the type of the request's schema. Never rejects. */
  ask<S extends z.ZodType>(request: PromptRequest<S>, terms: AskTerms): Promise<Routed<z.infer<S>>>;
}

/** The models of `models.text.night`. */
export function localModel(router: Router): LocalModel {
  return {
    able: (isPrivate) => router.availableFor('answer', { private: isPrivate }),
    ask: (request, terms) => promptModel(router, request, terms),
  };
}
