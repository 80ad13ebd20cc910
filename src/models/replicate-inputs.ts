/** Which inputs a Replicate model takes, read from the OpenAPI schema that every model has. Pure. */
import { z } from 'zod';
import type { PaidError, PaidOrder } from './paid-contract.ts';
import { type Payee, paidError } from './paid-errors.ts';

const oneSchema = z.object({
  type: z.string().optional().catch(undefined),
  format: z.string().optional().catch(undefined),
  enum: z.array(z.unknown()).optional().catch(undefined),
});
const propertySchema = oneSchema.extend({
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  default: z.unknown().optional(),
  nullable: z.boolean().optional().catch(undefined),
  minimum: z.number().optional().catch(undefined),
  maximum: z.number().optional().catch(undefined),
  items: oneSchema.optional().catch(undefined),
  anyOf: z.array(oneSchema).optional().catch(undefined),
});
type Property = z.infer<typeof propertySchema>;

/** What `GET /models/{owner}/{name}` says, as far as it matters here. */
export const modelSchema = z.object({
  is_official: z.boolean().optional().catch(undefined),
  latest_version: z
    .object({
      id: z.string().min(1),
      openapi_schema: z.object({
        components: z.object({
          schemas: z.object({
            Input: z.object({
              properties: z.record(z.string(), propertySchema),
              required: z.array(z.string()).optional().catch(undefined),
            }),
            Output: propertySchema.optional().catch(undefined),
          }),
        }),
      }),
    })
    .nullish()
    .catch(undefined),
});
type ToldModel = z.infer<typeof modelSchema>;

/** How a model is asked: the names of its inputs, by what they are for. */
export interface ModelInputs {
  /** What `version` of a prediction must say: the name of an official model, else the newest version's id. */
  readonly version: string;
  /** Takes the address of the picture or the recording. */
  readonly media: string;
  /** It takes a list of them. */
  readonly many: boolean;
  /** Takes the instruction; models that hear need none. */
  readonly prompt?: string;
  /** Bounds the answer's tokens, and what is put there. */
  readonly tokens?: { readonly name: string; readonly count: number };
}

type Kind = 'file' | 'files' | 'text' | 'count' | 'other';

function kindOf(property: Property): Kind {
  const shapes = [property, ...(property.anyOf ?? [])];
  if (shapes.some(({ type, format }) => type === 'string' && format === 'uri')) return 'file';
  if (property.type === 'array' && property.items?.format === 'uri') return 'files';
  if (shapes.some((shape) => shape.type === 'string' && !shape.enum && !shape.format)) return 'text';
  return shapes.some(({ type }) => type === 'integer') ? 'count' : 'other';
}

const mediaNames = {
  image: {
    exact: /^(?:input_?)?(?:image|img|picture|photo)s?(?:_?(?:input|file|path|url|uri))?$/i,
    words: /\b(?:image|picture|photo)/i,
  },
  recording: {
    exact: /^(?:input_?)?(?:audio|sound|speech|recording)s?(?:_?(?:input|file|path|url|uri))?$/i,
    words: /\b(?:audio|sound|speech|recording)/i,
  },
} as const;
const promptNames = ['prompt', 'text_prompt', 'user_prompt', 'question', 'query', 'instruction', 'message'];
const tokenNames = ['max_output_tokens', 'max_completion_tokens', 'max_new_tokens', 'max_tokens'];

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** The inputs of this model for an order of this kind, or why it cannot be used. */
export function readInputs(
  payee: Payee,
  name: string,
  told: ToldModel,
  order: PaidOrder,
): ModelInputs | PaidError {
  const unusable = (why: string): PaidError =>
    paidError('model-missing', `${payee.spec} ${why}.`, 'Name another model in settings.json.', 'no');
  if (order.task === 'generate') return unusable('is not used for texts');
  if (!told.latest_version) return unusable('does not say which inputs it takes');
  const { Input, Output } = told.latest_version.openapi_schema.components.schemas;
  if (Output && ['file', 'files'].includes(kindOf(Output)))
    return unusable('answers with files, not with words');
  const required = new Set(Input.required);
  const fields = Object.entries(Input.properties).map(([field, property]) => ({
    field,
    property,
    kind: kindOf(property),
  }));
  const { exact, words } = mediaNames[order.payload.kind];
  const files = fields.filter(({ kind }) => kind === 'file' || kind === 'files');
  const speaking = files.filter(({ field, property: { title, description } }) =>
    words.test(`${field.replaceAll('_', ' ')} ${title ?? ''} ${description ?? ''}`),
  );
  const media =
    only(files.filter(({ field }) => exact.test(field))) ??
    only(speaking.filter(({ field }) => required.has(field))) ??
    only(speaking);
  const thing = order.payload.kind === 'image' ? 'picture' : 'recording';
  if (!media) return unusable(`does not say clearly which of its inputs takes the ${thing}`);

  const texts = fields.filter(({ kind }) => kind === 'text').map(({ field }) => field);
  const prompt = promptNames.find((known) => texts.includes(known));
  const seeing = order.task !== 'transcribe';
  if (seeing && prompt === undefined) return unusable('has no input that tells it what to do with a picture');

  const counts = fields.filter(({ kind }) => kind === 'count');
  const limit = counts.find(({ field }) => tokenNames.includes(field));
  const filled = [media.field, limit?.field, seeing ? prompt : undefined];
  const unfilled = fields.find(
    ({ field, property }) => required.has(field) && property.default === undefined && !filled.includes(field),
  );
  if (unfilled) return unusable(`needs the input “${unfilled.field}”, which is not known`);
  const { maximum = Number.POSITIVE_INFINITY, minimum = 1 } = limit?.property ?? {};
  const count = Math.max(minimum, Math.min(maximum, order.maxOutputTokens));
  return {
    version: told.is_official ? name : told.latest_version.id,
    media: media.field,
    many: media.kind === 'files',
    ...(seeing && prompt !== undefined && { prompt }),
    ...(limit && { tokens: { name: limit.field, count } }),
  };
}
