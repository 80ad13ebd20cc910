/** Re-ranking by a local model, as `searchMemory` takes it. */
import type { Router } from '../models/router.ts';
import { shortened } from '../report/safe-markdown.ts';
import type { Rerank } from './search.ts';

/** Characters of a question that a judge is told; the rest adds nothing to an order. */
const longestQuestion = 1000;

/** A judge of passages, and what became of it. */
export interface Reranker {
  readonly rerank: Rerank;
  /** Who judged; undefined while nobody has. */
  readonly spec: () => string | undefined;
  /** Why nobody could, one sentence; undefined when somebody did. */
  readonly problem: () => string | undefined;
}

/** How it is judged. */
export interface RerankTerms {
  /** The question must not leave this machine. */
  readonly private: boolean;
  /** Whether the content with this SHA-256 must not, whatever its path says. */
  readonly isPrivate: (sha256: string) => boolean;
  readonly signal: AbortSignal;
}

/** Lets the first model of `models.rerank.night` that is there judge; what is private, only one of this machine. */
export function reranker(router: Pick<Router, 'route'>, terms: RerankTerms): Reranker {
  let spec: string | undefined;
  let problem: string | undefined;
  return {
    async rerank(question, passages, hits) {
      if (passages.length === 0) return undefined;
      const asked = { question: shortened(question, longestQuestion), passages };
      const isPrivate =
        terms.private ||
        hits.some((hit) => hit.private || (hit.sha256 !== undefined && terms.isPrivate(hit.sha256)));
      const routed = await router.route('rerank', asked, { private: isPrivate, signal: terms.signal });
      if (routed.ok) spec = routed.spec;
      else problem = routed.cause === 'failed' ? routed.error.reason : routed.reason;
      return routed.ok ? routed.value : undefined;
    },
    spec: () => spec,
    problem: () => problem,
  };
}
