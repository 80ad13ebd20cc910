/** A server that speaks OpenAI's Responses, Conversations and transcription, keeps what it did, and fails to order. */
import { answerForSchema, answerInWords, countTokens } from './fake-answers.ts';
import {
  type PaidRequest,
  type PaidServer,
  type PaidState,
  type Reply,
  startPaidServer,
} from './paid-server.ts';

/** What becomes of a response that is created from now on. */
export interface OpenAiFate {
  /** How many questions about it are answered with “in progress”; one when it is left out. */
  readonly polls?: number;
  readonly end?: 'completed' | 'incomplete' | 'filtered' | 'refused' | 'failed';
  /** What `usage` says; the truth when it is left out. */
  readonly usage?: 'missing' | 'zero' | 'nonsense' | 'beyond';
  readonly says?: string;
  /** The tier that served it. */
  readonly tier?: string;
  /** A cancelled response completes all the same. */
  readonly completesAfterCancel?: boolean;
}

interface Job {
  readonly id: string;
  readonly fate: OpenAiFate;
  readonly conversation: string | undefined;
  readonly answer: string;
  readonly inputTokens: number;
  readonly metadata: unknown;
  pollsLeft: number;
  status: string;
}

/** A running fake of OpenAI. */
export interface OpenAiServer extends PaidServer {
  fate: OpenAiFate;
  /** The ids of the responses that it keeps. */
  responses(): readonly string[];
  /** The next question about any response finds it at its end. */
  finish(): void;
  /** The number of items that it keeps in any conversation. */
  items(): number;
}

type Item = { readonly id: string; readonly [key: string]: unknown };

/** Starts it. Its models can do everything. */
export async function startOpenAiServer(): Promise<OpenAiServer> {
  const state: PaidState = { media: [], booked: 0 };
  const jobs = new Map<string, Job>();
  const conversations = new Map<string, Item[]>();
  let serial = 0;
  const nextId = (prefix: string): string => `${prefix}_${(++serial).toString().padStart(8, '0')}`;

  function createJob(request: PaidRequest): Reply {
    const { body } = request;
    const conversation = body.conversation as string | undefined;
    if (conversation !== undefined && !conversations.has(conversation)) return missing('conversation');
    const { text, image } = inputOf(body.input);
    if (image) state.media.push(image);
    const schema = (body.text as { format?: { schema?: Record<string, unknown> } } | undefined)?.format
      ?.schema;
    const plain = schema ? JSON.stringify(answerForSchema(text, schema)) : answerInWords(text, image?.length);
    const { fate } = server;
    const job: Job = {
      id: nextId('resp'),
      fate,
      conversation,
      answer: fate.says ?? plain,
      inputTokens: countTokens(`${body.instructions ?? ''}${text}`) + (image ? 1000 : 0),
      metadata: body.metadata,
      pollsLeft: fate.polls ?? 1,
      status: 'queued',
    };
    jobs.set(job.id, job);
    state.booked += 1;
    return { status: 200, body: told(job) };
  }

  /** Every question about a job brings it nearer to its end. */
  function tick(job: Job): void {
    const running = job.status === 'queued' || job.status === 'in_progress';
    const revives = job.status === 'cancelled' && job.fate.completesAfterCancel;
    if (!running && !revives) return;
    if (job.pollsLeft-- > 0) {
      if (running) job.status = 'in_progress';
      return;
    }
    const { end = 'completed' } = job.fate;
    job.status = { filtered: 'incomplete', refused: 'completed' }[end as string] ?? end;
    const items = job.conversation === undefined ? undefined : conversations.get(job.conversation);
    if (!items || end === 'failed') return;
    items.push({ id: nextId('msg'), type: 'message', role: 'user', status: 'completed', content: [] });
    items.push(...messages(job));
  }

  function messages(job: Job): Item[] {
    const { end = 'completed' } = job.fate;
    if (end === 'failed' || end === 'filtered') return [];
    const part =
      end === 'refused'
        ? { type: 'refusal', refusal: 'I cannot help with that.' }
        : { type: 'output_text', text: job.answer, annotations: [] };
    const status = end === 'incomplete' ? 'incomplete' : 'completed';
    return [{ id: `msg_of_${job.id}`, type: 'message', role: 'assistant', status, content: [part] }];
  }

  function told(job: Job): unknown {
    const { end = 'completed', usage } = job.fate;
    const ended = ['completed', 'incomplete', 'failed'].includes(job.status);
    const zero = usage === 'zero';
    const truth = {
      input_tokens: zero ? 0 : job.inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      // More than was asked for at most.
      output_tokens: zero ? 0 : usage === 'beyond' ? 1_000_000 : countTokens(job.answer),
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 0,
    };
    const nonsense = { input_tokens: -3, output_tokens: 'many' };
    return {
      id: job.id,
      object: 'response',
      status: job.status,
      background: true,
      metadata: job.metadata,
      service_tier: job.fate.tier ?? 'default',
      error: job.status === 'failed' ? { code: 'server_error', message: 'It fell over.' } : null,
      incomplete_details:
        job.status === 'incomplete'
          ? { reason: end === 'filtered' ? 'content_filter' : 'max_output_tokens' }
          : null,
      output: ended ? messages(job) : [],
      usage:
        !ended || usage === 'missing' || job.status === 'failed'
          ? null
          : usage === 'nonsense'
            ? nonsense
            : truth,
    };
  }

  async function transcribe(request: PaidRequest): Promise<Reply> {
    const form = await new Response(Uint8Array.from(request.bytes), { headers: request.headers }).formData();
    const file = form.get('file') as File;
    state.media.push(Buffer.from(await file.arrayBuffer()));
    state.booked += 1;
    const { says = `Heard ${file.size} bytes.`, usage } = server.fate;
    const seconds = usage === 'zero' ? 0 : 3.5;
    const counted =
      usage === 'nonsense' ? { type: 'duration', seconds: 'long' } : { type: 'duration', seconds };
    const timed = form.get('response_format') === 'verbose_json' && {
      language: 'english',
      duration: seconds,
      segments: [{ id: 0, start: 0, end: 3.5, text: ` ${says}` }],
    };
    const plain = { text: says, languages: [{ code: 'en' }] };
    return { status: 200, body: { ...plain, ...timed, ...(usage !== 'missing' && { usage: counted }) } };
  }

  const remove = (map: Map<string, unknown>, id: string): Reply =>
    map.delete(id) ? { status: 200, body: { id, deleted: true } } : missing('object');

  async function serve(request: PaidRequest): Promise<Reply> {
    const [, , , id = '', , itemId = ''] = (request.path.split('?')[0] ?? '').split('/');
    const job = jobs.get(id);
    switch (request.kind) {
      case 'date':
        return { status: 200, body: { id, object: 'model', created: 0, owned_by: 'openai' } };
      case 'prepare': {
        const conversation = nextId('conv');
        conversations.set(conversation, []);
        return {
          status: 200,
          body: { id: conversation, object: 'conversation', metadata: request.body.metadata },
        };
      }
      case 'create':
        return request.path === '/v1/responses' ? createJob(request) : transcribe(request);
      case 'retrieve':
        if (!job) return missing('response');
        tick(job);
        return { status: 200, body: told(job) };
      case 'cancel':
        if (!job) return missing('response');
        job.status = 'cancelled';
        return { status: 200, body: told(job) };
      case 'find': {
        for (const known of jobs.values()) if (known.conversation === id) tick(known);
        const data = conversations.get(id);
        if (!data) return missing('conversation');
        const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
        return { status: 200, body: { object: 'list', data, has_more: false, ...ends } };
      }
      case 'forget':
        return remove(jobs, id);
      case 'forget-conversation':
        return remove(conversations, id);
      case 'forget-item': {
        const items = conversations.get(id)?.filter((item) => item.id !== itemId);
        if (!items) return missing('conversation');
        conversations.set(id, items);
        return { status: 200, body: { id, object: 'conversation' } };
      }
      default:
        return missing('path');
    }
  }

  const service = { key: 'sk-fake-0123456789abcdef', kindOf, serve, errorBody };
  const base = await startPaidServer(service, state);
  const server: OpenAiServer = Object.assign(base, {
    fate: {} as OpenAiFate,
    responses: () => [...jobs.keys()],
    finish() {
      for (const job of jobs.values()) job.pollsLeft = 0;
    },
    items: () => [...conversations.values()].flat().length,
  });
  return server;
}

const kinds: readonly (readonly [string, RegExp, string])[] = [
  ['GET', /^\/v1\/models\/[^/]+$/, 'date'],
  ['POST', /^\/v1\/conversations$/, 'prepare'],
  ['POST', /^\/v1\/(?:responses|audio\/transcriptions)$/, 'create'],
  ['GET', /^\/v1\/responses\/[^/]+$/, 'retrieve'],
  ['POST', /^\/v1\/responses\/[^/]+\/cancel$/, 'cancel'],
  ['GET', /^\/v1\/conversations\/[^/]+\/items$/, 'find'],
  ['DELETE', /^\/v1\/responses\/[^/]+$/, 'forget'],
  ['DELETE', /^\/v1\/conversations\/[^/]+$/, 'forget-conversation'],
  ['DELETE', /^\/v1\/conversations\/[^/]+\/items\/[^/]+$/, 'forget-item'],
];

function kindOf(method: string, path: string): string {
  return kinds.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'unknown';
}

function errorBody(status: number, message: string): unknown {
  return { error: { message, type: 'error', param: null, code: status === 401 ? 'invalid_api_key' : null } };
}

function missing(what: string): Reply {
  return { status: 404, body: errorBody(404, `There is no such ${what}.`) };
}

function inputOf(input: unknown): { text: string; image?: Buffer } {
  if (typeof input === 'string') return { text: input };
  const parts = (input as { content: { type: string; text?: string; image_url?: string }[] }[]).flatMap(
    ({ content }) => content,
  );
  const text = parts.map((part) => part.text ?? '').join('');
  const url = parts.find((part) => part.type === 'input_image')?.image_url;
  return url === undefined ? { text } : { text, image: Buffer.from(url.split(',')[1] ?? '', 'base64') };
}
