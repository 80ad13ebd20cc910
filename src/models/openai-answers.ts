/** What OpenAI's answers mean: the fields are those of `resources/responses` in the official client. Pure. */
import { z } from 'zod';
import { answerOf, completed, toldCount } from './paid-answers.ts';
import type { AnswerShape, PaidError, PaidResult, PaidUsage } from './paid-contract.ts';
import { type Payee, paidError } from './paid-errors.ts';

const partsSchema = z.array(
  z.object({
    type: z.string(),
    text: z.string().optional().catch(undefined),
    refusal: z.string().optional().catch(undefined),
  }),
);

/** An item of a response's output, or of a conversation. */
export const itemSchema = z.object({
  id: z.string().optional().catch(undefined),
  type: z.string(),
  role: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  content: partsSchema.optional().catch(undefined),
});
type Item = z.infer<typeof itemSchema>;

const usageSchema = z.object({
  input_tokens: toldCount,
  output_tokens: toldCount,
  input_tokens_details: z
    .object({ cached_tokens: toldCount, cache_write_tokens: toldCount })
    .optional()
    .catch(undefined),
});

/** A response as `retrieve` gives it. */
export const responseSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete']),
  output: z.array(itemSchema).nullish().catch(undefined),
  usage: usageSchema.nullish().catch(undefined),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish().catch(undefined),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish().catch(undefined),
  service_tier: z.string().nullish().catch(undefined),
});
type ToldResponse = z.infer<typeof responseSchema>;

function usageOf({ usage, service_tier: tier }: ToldResponse): PaidUsage {
  const { input_tokens: input, output_tokens: output, input_tokens_details: details } = usage ?? {};
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(output !== undefined && { outputTokens: output }),
    ...(details?.cached_tokens !== undefined && { cachedTokens: details.cached_tokens }),
    ...(details?.cache_write_tokens !== undefined && { cacheWriteTokens: details.cache_write_tokens }),
    ...(tier && { serviceTier: tier }),
  };
}

/** How a response ended, or undefined while it runs. */
export function resultOfResponse(
  payee: Payee,
  shape: AnswerShape,
  told: ToldResponse,
): PaidResult | undefined {
  const usage = usageOf(told);
  switch (told.status) {
    case 'queued':
    case 'in_progress':
      return undefined;
    case 'completed':
      return resultOfItems(payee, shape, told.output ?? [], usage);
    case 'incomplete': {
      if (told.incomplete_details?.reason === 'content_filter') return declined(payee, usage);
      return cutShort(payee, shape, told.output ?? [], usage);
    }
    case 'failed': {
      const used = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0) > 0;
      const charged = used ? 'yes' : 'unknown';
      return { state: 'failed', usage, charged, error: failure(payee, told.error, charged) };
    }
    case 'cancelled': {
      // Cancelled responses have been seen to complete, and to be charged.
      const reason = `The answer of ${payee.spec} was cancelled.`;
      const error = paidError('provider', reason, 'What it cost is not known.', 'unknown');
      return { state: 'canceled', usage, charged: 'unknown', error };
    }
  }
}

/** The result for which the assistant's messages among these items stand. */
export function resultOfItems(
  payee: Payee,
  shape: AnswerShape,
  items: readonly Item[],
  usage: PaidUsage,
): PaidResult {
  const messages = items.filter(
    ({ type, role }) => type === 'message' && (role ?? 'assistant') === 'assistant',
  );
  const parts = messages.flatMap(({ content }) => content ?? []);
  const said = wordsOf(items);
  if (said.trim() === '' && parts.some(({ type }) => type === 'refusal')) return declined(payee, usage);
  if (messages.some(({ status }) => status === 'incomplete')) return cutShort(payee, shape, items, usage);
  return completed(payee, messages.length > 0 ? answerOf(shape, said) : undefined, usage);
}

function wordsOf(items: readonly Item[]): string {
  return items
    .filter(({ type, role }) => type === 'message' && (role ?? 'assistant') === 'assistant')
    .flatMap(({ content }) => content ?? [])
    .map(({ type, text }) => (type === 'output_text' ? (text ?? '') : ''))
    .join('');
}

function declined(payee: Payee, usage: PaidUsage): PaidResult {
  const reason = `${payee.spec} declined to answer.`;
  const error = paidError('declined', reason, 'Do it with a local model, or by hand.', 'yes');
  return { state: 'refused', usage, charged: 'yes', error };
}

function cutShort(payee: Payee, shape: AnswerShape, items: readonly Item[], usage: PaidUsage): PaidResult {
  const said = wordsOf(items);
  const answer = said.trim() === '' ? undefined : answerOf(shape, said);
  const reason = `The answer of ${payee.spec} was longer than ${shape.maxOutputTokens} tokens and broke off.`;
  const error = paidError('cut', reason, 'Name a less wordy model in settings.json.', 'yes');
  return { state: 'incomplete', ...(answer && { answer }), usage, charged: 'yes', error };
}

/** The codes are those of `ResponseError`; many of them are about the picture. */
function failure(payee: Payee, told: ToldResponse['error'], charged: PaidError['charged']): PaidError {
  const code = told?.code ?? 'no reason';
  const reason = `${payee.spec} failed: ${code.replaceAll('_', ' ')}.`;
  if (/policy|invalid_prompt/.test(code))
    return paidError('declined', reason, 'Do it with a local model.', charged);
  if (/image/.test(code)) {
    return paidError('bad-input', reason, 'Open the picture in another program and save it again.', charged);
  }
  return paidError('provider', reason, 'See the status page of the provider.', charged);
}
