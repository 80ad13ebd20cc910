/** The steps of a call to Replicate: look at the model, upload, predict, ask, find, delete. */
import { z } from 'zod';
import { doneOf, retrievedOf } from './paid-call.ts';
import type {
  AnswerShape,
  Created,
  Done,
  Found,
  PaidHandle,
  PaidOrder,
  Prepared,
  Retrieved,
  WorstCase,
} from './paid-contract.ts';
import { paidError } from './paid-errors.ts';
import { asking, callReplicate, type ReplicateGround } from './replicate-call.ts';
import { type ModelInputs, modelSchema, readInputs } from './replicate-inputs.ts';
import { predictionSchema, resultOfPrediction } from './replicate-outputs.ts';
import { seeingInstructions } from './seeing.ts';

/** Replicate takes no shorter deadline (`Cancel-After` in its OpenAPI description). */
const shortestDeadline = 5;
/** What was put in and what came out is deleted after so many milliseconds. */
const keptMs = 60 * 60_000;
/** By which two of its clocks may differ, in milliseconds. */
const skewMs = 60_000;

const deadlineOf = (order: PaidOrder): number => Math.max(shortestDeadline, Math.ceil(order.deadlineSeconds));

/** The most that an order can use. How many tokens a model reads and writes is not known before it is looked at. */
export function worstOfPrediction(order: PaidOrder): WorstCase {
  const sold = { hardwareSeconds: deadlineOf(order), outputs: 1 };
  if (order.task === 'transcribe') return { ...sold, audioSeconds: order.payload.seconds };
  if (order.task === 'generate') return sold;
  const { width, height } = order.payload;
  return { ...sold, image: { width, height } };
}

const fileSchema = z.object({
  id: z.string().min(1),
  created_at: z.string().optional().catch(undefined),
  urls: z.object({ get: z.url() }),
});

/** Finds out how the model is asked, then uploads the payload; its address is how a lost create is found. */
export async function preparePrediction(
  ground: ReplicateGround,
  order: PaidOrder,
  signal: AbortSignal,
): Promise<Prepared> {
  const { payee, model, limits } = ground;
  const [owner = '', name = ''] = model.split('/');
  const looked = await callReplicate(asking(ground, signal), async (client) =>
    modelSchema.parse(await client.models.get(owner, name)),
  );
  if (!looked.ok) return { state: 'refused', error: looked.error };
  const inputs = readInputs(payee, model, looked.value, order);
  if ('code' in inputs) return { state: 'refused', error: inputs };
  if (order.payload.kind === 'text') return { state: 'ready', handle: {} };
  const { bytes, mime, kind } = order.payload;
  const file = new File([Uint8Array.from(bytes)], kind, { type: mime });
  const call = { payee, limitMs: limits.sendMs, paid: false, signal };
  const uploaded = await callReplicate(call, async (client) =>
    fileSchema.parse(await client.files.create(file, { reference: order.reference })),
  );
  if (!uploaded.ok) return { state: 'refused', error: uploaded.error };
  const { id, urls, created_at: since } = uploaded.value;
  const at = uploaded.at === undefined ? '' : new Date(uploaded.at).toISOString();
  return { state: 'ready', handle: { ...toHandle(inputs), file: id, input: urls.get, since: since ?? at } };
}

function toHandle({ version, media, many, prompt, tokens }: ModelInputs): PaidHandle {
  return {
    version,
    media,
    many: String(many),
    ...(prompt !== undefined && { prompt }),
    ...(tokens && { tokens: tokens.name, tokenCount: String(tokens.count) }),
  };
}

/** Sends the create. */
export async function createPrediction(
  { payee, limits }: ReplicateGround,
  order: PaidOrder,
  handle: PaidHandle,
  signal: AbortSignal,
): Promise<Created> {
  const { version, input: address, media } = handle;
  if (version === undefined || address === undefined || media === undefined) {
    const reason = `The call to ${payee.spec} was not prepared.`;
    const hint = 'This is a mistake in the program; please report it.';
    return { state: 'refused', error: paidError('provider', reason, hint, 'no') };
  }
  const seeing = order.task === 'describe' || order.task === 'recognise';
  const input = {
    [media]: handle.many === 'true' ? [address] : address,
    ...(seeing && handle.prompt !== undefined && { [handle.prompt]: seeingInstructions[order.task] }),
    ...(handle.tokens !== undefined && { [handle.tokens]: Number(handle.tokenCount) }),
  };
  const outcome = await callReplicate(
    { payee, limitMs: limits.askMs, paid: true, signal },
    async (client) =>
      z.object({ id: z.string().min(1) }).parse(await client.predictions.create({ version, input })),
    { 'cancel-after': `${deadlineOf(order)}s` },
  );
  if (outcome.ok) return { state: 'sent', id: outcome.value.id };
  return { state: outcome.error.charged === 'no' ? 'refused' : 'unclear', error: outcome.error };
}

/** Asks how it stands. */
export async function retrievePrediction(
  ground: ReplicateGround,
  id: string,
  shape: AnswerShape,
  signal: AbortSignal,
): Promise<Retrieved> {
  const outcome = await callReplicate(asking(ground, signal), async (client) =>
    predictionSchema.parse(await client.predictions.get(id)),
  );
  return retrievedOf(outcome, (told) => resultOfPrediction(ground.payee, shape, told));
}

/** Goes back through the predictions to the upload, or to the hour beyond which inputs are deleted. */
export async function findPrediction(
  ground: ReplicateGround,
  handle: PaidHandle,
  signal: AbortSignal,
): Promise<Found> {
  const { input: address, since = '' } = handle;
  if (address === undefined) return { state: 'unknowable', lookAgain: false };
  const uploaded = Date.parse(since);
  const outcome = await callReplicate(asking(ground, signal), async (client) => {
    for await (const page of client.paginate(() => client.predictions.list(), { signal })) {
      const predictions = z.array(predictionSchema).parse(page);
      const found = predictions.find(({ input }) =>
        Object.values(input ?? {})
          .flat()
          .includes(address),
      );
      if (found) return found.id;
      const oldest = Date.parse(predictions.at(-1)?.created_at ?? '');
      if (!(oldest >= uploaded - skewMs)) return undefined;
    }
    return undefined;
  });
  if (!outcome.ok) return { state: 'unreachable', error: outcome.error };
  if (outcome.value !== undefined) return { state: 'found', id: outcome.value };
  return { state: 'unknowable', lookAgain: (outcome.at ?? uploaded) - uploaded < keptMs };
}

/** Deletes the uploaded file; the prediction's own data is deleted by Replicate after an hour. */
export async function forgetPrediction(
  ground: ReplicateGround,
  handle: PaidHandle,
  signal: AbortSignal,
): Promise<Done> {
  const { file } = handle;
  if (file === undefined) return { state: 'done' };
  return doneOf(await callReplicate(asking(ground, signal), (client) => client.files.delete(file)));
}
