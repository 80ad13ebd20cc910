/** The answer of a local model, as far as its citations hold. */
import { estimateTokens } from '../../models/chunks.ts';
import type { Router } from '../../models/router.ts';
import { promptModel } from '../../models/understand-answer.ts';
import { roomFor } from '../../models/understand-parts.ts';
import { type CheckedAnswer, checkedAnswer } from './checked-answer.ts';
import { inReadingOrder, type Passage } from './evidence.ts';
import { answerInstruction, answerPrompt, answerSystem, modelAnswer, shownPassage } from './prompt.ts';

/** Tokens of an answer; some models take many words. */
const answerTokens = 1500;

/** What came of asking. */
export type ByModel =
  /** There was nothing that it could be shown. */
  | { readonly type: 'unasked' }
  /** It found nothing in the passages that answers. */
  | { readonly type: 'absent'; readonly spec: string }
  | ({ readonly type: 'answered'; readonly spec: string } & CheckedAnswer)
  /** Nobody can answer now. `outage`: waiting may help. */
  | { readonly type: 'unavailable'; readonly outage: boolean; readonly reason: string }
  | { readonly type: 'failed'; readonly spec: string; readonly reason: string };

/** What asking needs. */
export interface AskModel {
  readonly router: Router;
  /** Something of it must not leave this machine. */
  readonly private: boolean;
  readonly signal: AbortSignal;
}

/** Asks with as many of the passages, the first ones first, as the model can hold whole. */
export async function answerByModel(
  question: string,
  passages: readonly Passage[],
  asking: AskModel,
): Promise<ByModel> {
  const { router, signal } = asking;
  const able = await router.availableFor('answer', { private: asking.private });
  if (!able.ok) return { type: 'unavailable', outage: able.outage, reason: able.reason };
  const room = roomFor(able.contextTokens, answerTokens, answerInstruction(question), answerSystem);
  let fitting = fittingInto(room.text, passages);
  for (;;) {
    if (fitting.length === 0) {
      const reason = `${able.spec} can hold only ${able.contextTokens} tokens, too few for this question.`;
      return { type: 'failed', spec: able.spec, reason };
    }
    const shown = inReadingOrder(fitting);
    const prompt = answerPrompt(question, shown);
    const request = { system: answerSystem, prompt, schema: modelAnswer, maxOutputTokens: answerTokens };
    const routed = await promptModel(router, request, { private: asking.private, signal });
    if (routed.ok) {
      const { spec, value } = routed;
      if (!value.found || value.statements.length === 0) return { type: 'absent', spec };
      return { type: 'answered', spec, ...checkedAnswer(value, question, shown) };
    }
    if (routed.cause === 'unavailable') {
      return { type: 'unavailable', outage: routed.outage, reason: routed.reason };
    }
    // It reads less than it says, or another one of the list was asked that does.
    if (routed.error.code !== 'too-long' || fitting.length === 1) {
      return { type: 'failed', spec: routed.spec, reason: routed.error.reason };
    }
    fitting = fitting.slice(0, Math.floor(fitting.length / 2));
  }
}

function fittingInto(tokens: number, passages: readonly Passage[]): readonly Passage[] {
  let left = tokens;
  return passages.filter((passage) => {
    const size = estimateTokens(shownPassage(passage, passages.length));
    if (size > left) return false;
    left -= size;
    return true;
  });
}
