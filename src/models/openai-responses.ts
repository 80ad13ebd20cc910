/** OpenAI's Responses: pictures and texts, in the background, with a conversation by which a lost create is found. */
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { z } from 'zod';
import { itemSchema, responseSchema, resultOfItems, resultOfResponse } from './openai-answers.ts';
import { asking, callOpenAi, type OpenAiGround } from './openai-call.ts';
import { doneOf, retrievedOf } from './paid-call.ts';
import type {
  AnswerShape,
  Created,
  Done,
  Found,
  PaidCallName,
  PaidHandle,
  PaidOrder,
  Prepared,
  Retrieved,
  WorstCase,
} from './paid-contract.ts';
import { paidError } from './paid-errors.ts';
import { seeingInstructions } from './seeing.ts';

/** Orders that are answered by a response. */
type Asked = Exclude<PaidOrder, { task: 'transcribe' }>;

/** Tokens that frame a message, an image and a schema; far more than any seen, since a reservation may be too large. */
const framingTokens = 512;

/** A token stands for one byte at least, so that the bytes bound the tokens. */
const bytesOf = (text: string): number => Buffer.byteLength(text);

/** The most that an order can use. Hidden reasoning counts as output, and the limit holds for both together. */
export function worstOfResponse(order: Asked): WorstCase {
  const outputTokens = order.maxOutputTokens;
  if (order.task === 'generate') {
    const { system = '', prompt, schema } = order.payload;
    const bytes = bytesOf(system) + bytesOf(prompt) + (schema ? bytesOf(JSON.stringify(schema)) : 0);
    return { inputTokens: bytes + framingTokens, outputTokens };
  }
  const { width, height } = order.payload;
  const inputTokens = bytesOf(seeingInstructions[order.task]) + framingTokens;
  return { inputTokens, outputTokens, image: { width, height } };
}

const namedSchema = z.object({ id: z.string().min(1) });

/** Makes the conversation in which the answer will appear, even when nobody hears of its response. */
export async function prepareResponse(
  ground: OpenAiGround,
  order: Asked,
  signal: AbortSignal,
): Promise<Prepared> {
  const outcome = await callOpenAi(asking(ground, signal), async (client) =>
    namedSchema.parse(await client.conversations.create({ metadata: { reference: order.reference } })),
  );
  if (!outcome.ok) return { state: 'refused', error: outcome.error };
  return { state: 'ready', handle: { conversation: outcome.value.id } };
}

/** Sends the create. */
export async function createResponse(
  ground: OpenAiGround,
  order: Asked,
  handle: PaidHandle,
  signal: AbortSignal,
): Promise<Created> {
  const { payee, limits, model } = ground;
  const { conversation } = handle;
  if (conversation === undefined) {
    const reason = `The call to ${payee.spec} was not prepared.`;
    const hint = 'This is a mistake in the program; please report it.';
    return { state: 'refused', error: paidError('provider', reason, hint, 'no') };
  }
  const call = { payee, limitMs: limits.sendMs, paid: true, signal };
  const outcome = await callOpenAi(call, async (client) =>
    namedSchema.parse(await client.responses.create(requestOf(model, order, conversation))),
  );
  if (outcome.ok) return { state: 'sent', id: outcome.value.id };
  return { state: outcome.error.charged === 'no' ? 'refused' : 'unclear', error: outcome.error };
}

function requestOf(model: string, order: Asked, conversation: string): ResponseCreateParamsNonStreaming {
  return {
    model,
    background: true,
    store: true,
    // Left out, the project's setting would decide, and some tiers cost twice as much.
    service_tier: 'default',
    max_output_tokens: order.maxOutputTokens,
    conversation,
    metadata: { reference: order.reference },
    ...contentOf(order),
  };
}

function contentOf(order: Asked): Pick<ResponseCreateParamsNonStreaming, 'input' | 'instructions' | 'text'> {
  if (order.task === 'generate') {
    const { system, prompt, schema } = order.payload;
    return {
      input: prompt,
      ...(system !== undefined && { instructions: system }),
      ...(schema && {
        text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: { ...schema } } },
      }),
    };
  }
  const { bytes, mime } = order.payload;
  const url = `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
  const content = [
    { type: 'input_image' as const, image_url: url, detail: 'high' as const },
    { type: 'input_text' as const, text: seeingInstructions[order.task] },
  ];
  return { input: [{ role: 'user', content }] };
}

/** Asks how it stands. */
export async function retrieveResponse(
  ground: OpenAiGround,
  id: string,
  shape: AnswerShape,
  signal: AbortSignal,
): Promise<Retrieved> {
  const outcome = await callOpenAi(asking(ground, signal), async (client) =>
    responseSchema.parse(await client.responses.retrieve(id)),
  );
  return retrievedOf(outcome, (told) => resultOfResponse(ground.payee, shape, told));
}

/** Items appear when a response has completed; until then it may be running, or never have begun. */
export async function findResponse(
  ground: OpenAiGround,
  handle: PaidHandle,
  shape: AnswerShape,
  signal: AbortSignal,
): Promise<Found> {
  const { conversation } = handle;
  if (conversation === undefined) return { state: 'unknowable', lookAgain: false };
  const outcome = await listItems(ground, conversation, signal);
  if (!outcome.ok) {
    if (outcome.status === 404) return { state: 'unknowable', lookAgain: false };
    return { state: 'unreachable', error: outcome.error };
  }
  const answers = outcome.value.filter(({ type, role }) => type === 'message' && role === 'assistant');
  if (answers.length === 0) return { state: 'unknowable', lookAgain: true };
  return { state: 'ended', result: resultOfItems(ground.payee, shape, answers, {}) };
}

const pageSchema = z.object({
  data: z.array(itemSchema),
  has_more: z.boolean().optional(),
  last_id: z.string().nullish(),
});

/** Page by page as they came: the client's own pages take an answer without a list for an empty one. */
function listItems(ground: OpenAiGround, conversation: string, signal: AbortSignal) {
  return callOpenAi(asking(ground, signal), async (client) => {
    const items: z.infer<typeof itemSchema>[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const query = { order: 'asc' as const, limit: 100, ...(after !== undefined && { after }) };
      const response = await client.conversations.items.list(conversation, query).asResponse();
      const page = pageSchema.parse(await response.json());
      items.push(...page.data);
      after = page.last_id ?? undefined;
      more = (page.has_more ?? false) && after !== undefined;
    }
    return items;
  });
}

/** Deletes the response, the items of the conversation (deleting that alone leaves them), and the conversation. */
export async function forgetResponse(
  ground: OpenAiGround,
  { id, handle }: PaidCallName,
  signal: AbortSignal,
): Promise<Done> {
  const { conversation } = handle;
  const call = asking(ground, signal);
  if (id !== undefined) {
    const done = doneOf(await callOpenAi(call, (client) => client.responses.delete(id)));
    if (done.state !== 'done') return done;
  }
  if (conversation === undefined) return { state: 'done' };
  const items = await listItems(ground, conversation, signal);
  if (!items.ok) return doneOf(items);
  for (const item of items.value) {
    const { id: itemId } = item;
    if (itemId === undefined) continue;
    const gone = await callOpenAi(call, (client) =>
      client.conversations.items.delete(itemId, { conversation_id: conversation }),
    );
    const done = doneOf(gone);
    if (done.state !== 'done') return done;
  }
  return doneOf(await callOpenAi(call, (client) => client.conversations.delete(conversation)));
}
