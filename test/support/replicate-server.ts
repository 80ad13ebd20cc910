/** A server that speaks Replicate's models, files and predictions, keeps what it did, and fails to order. */
import { answerInWords } from './fake-answers.ts';
import {
  type PaidRequest,
  type PaidServer,
  type PaidState,
  type Reply,
  startPaidServer,
} from './paid-server.ts';

/** What becomes of a prediction that is created from now on. */
export interface ReplicateFate {
  /** How many questions about it are answered with “processing”; one when it is left out. */
  readonly polls?: number;
  readonly end?: 'succeeded' | 'failed' | 'canceled' | 'aborted';
  /** What `metrics.predict_time` says; 1.25 s when it is left out. */
  readonly metrics?: 'missing' | 'zero' | 'nonsense';
  readonly output?: unknown;
  /** An hour has gone by: input and output are deleted. */
  readonly removed?: boolean;
}

/** A model of the fake, with the inputs that its schema names. */
export interface FakeModel {
  readonly official?: boolean;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
  readonly output?: Readonly<Record<string, unknown>>;
}

interface Prediction {
  readonly id: string;
  readonly created: number;
  readonly version: unknown;
  readonly input: Readonly<Record<string, unknown>>;
  readonly fate: ReplicateFate;
  readonly deadline: string | undefined;
  pollsLeft: number;
  status: string;
}

/** A running fake of Replicate. */
export interface ReplicateServer extends PaidServer {
  fate: ReplicateFate;
  /** By `owner/name`. */
  models: Record<string, FakeModel>;
  /** Predictions on a page of the list. */
  pageSize: number;
  /** Where every page says that the next one is; undefined is the truth. */
  nextPage: string | undefined;
  /** Ends all predictions and deletes their inputs and outputs, as after an hour. */
  removeData(): void;
  /** As `removeData`, of predictions that have all succeeded. */
  finishAndRemove(): void;
  /** The ids of the files that it keeps. */
  files(): readonly string[];
}

const address = { type: 'string', format: 'uri' };

/** A model that sees, a model that hears, as their schemas usually are. */
export const usualModels: Readonly<Record<string, FakeModel>> = {
  'owner/sees': {
    inputs: {
      image: { ...address, description: 'Input image' },
      prompt: { type: 'string', description: 'Prompt', default: 'What is this?' },
      max_tokens: { type: 'integer', minimum: 1, maximum: 4096, default: 1024 },
      temperature: { type: 'number', default: 0.2 },
    },
    required: ['image'],
    output: { type: 'array', items: { type: 'string' }, 'x-cog-array-type': 'iterator' },
  },
  'owner/hears': {
    inputs: {
      audio: { ...address, description: 'Audio file' },
      language: { type: 'string', enum: ['auto', 'en'], default: 'auto' },
    },
    required: ['audio'],
    output: { type: 'object' },
  },
};

/** Starts it, with the usual models. */
export async function startReplicateServer(): Promise<ReplicateServer> {
  const state: PaidState = { media: [], booked: 0 };
  const predictions: Prediction[] = [];
  const files = new Map<string, Buffer>();
  let serial = 0;
  const nextId = (prefix: string): string => `${prefix}${(++serial).toString().padStart(8, '0')}`;
  const now = (): number => server.clock ?? Date.now();

  async function upload(request: PaidRequest): Promise<Reply> {
    const form = await new Response(Uint8Array.from(request.bytes), { headers: request.headers }).formData();
    const content = form.get('content') as File;
    const id = nextId('file');
    const bytes = Buffer.from(await content.arrayBuffer());
    files.set(id, bytes);
    state.media.push(bytes);
    const created_at = new Date(now()).toISOString();
    const urls = { get: `${server.baseUrl}/files/${id}` };
    return { status: 201, body: { id, content_type: content.type, size: bytes.length, created_at, urls } };
  }

  function create(request: PaidRequest): Reply {
    const { version, input } = request.body;
    const { fate } = server;
    const prediction: Prediction = {
      id: nextId('pred'),
      created: now(),
      version,
      input: input as Record<string, unknown>,
      fate,
      deadline: request.headers['cancel-after'],
      pollsLeft: fate.polls ?? 1,
      status: 'starting',
    };
    predictions.unshift(prediction);
    state.booked += 1;
    return { status: 201, body: told(prediction) };
  }

  function tick(prediction: Prediction): void {
    if (prediction.status !== 'starting' && prediction.status !== 'processing') return;
    prediction.status = prediction.pollsLeft-- > 0 ? 'processing' : (prediction.fate.end ?? 'succeeded');
  }

  function outputOf({ input, fate }: Prediction): unknown {
    if ('output' in fate) return fate.output;
    const media = Object.values(input)
      .flat()
      .map((value) => files.get(String(value).split('/').at(-1) ?? ''))
      .find((bytes) => bytes !== undefined);
    if (!('audio' in input)) return answerInWords('', media?.length ?? 0).match(/\s*\S+/g);
    const text = ` Heard ${media?.length ?? 0} bytes.`;
    return { detected_language: 'en', segments: [{ id: 0, start: 0, end: 2.5, text }], transcription: text };
  }

  function told(prediction: Prediction): unknown {
    const { id, created, version, input, fate, status } = prediction;
    const ended = !['starting', 'processing'].includes(status);
    const removed = ended && (fate.removed ?? false);
    const time = { missing: {}, zero: { predict_time: 0 }, nonsense: { predict_time: 'soon' } };
    const metrics = fate.metrics ? time[fate.metrics] : { predict_time: 1.25, total_time: 3 };
    return {
      id,
      model: 'owner/any',
      version,
      status,
      created_at: new Date(created).toISOString(),
      input: removed ? {} : input,
      output: status === 'succeeded' && !removed ? outputOf(prediction) : null,
      error: status === 'failed' ? 'CUDA out of memory' : null,
      data_removed: removed,
      ...(ended && status !== 'aborted' && { metrics }),
      urls: {
        get: `${server.baseUrl}/predictions/${id}`,
        cancel: `${server.baseUrl}/predictions/${id}/cancel`,
      },
    };
  }

  function list(request: PaidRequest): Reply {
    const from = Number(new URL(request.path, server.baseUrl).searchParams.get('cursor') ?? 0);
    const to = from + server.pageSize;
    const truth = to < predictions.length ? `${server.baseUrl}/predictions?cursor=${to}` : null;
    const next = server.nextPage ?? truth;
    return { status: 200, body: { previous: null, next, results: predictions.slice(from, to).map(told) } };
  }

  async function serve(request: PaidRequest): Promise<Reply> {
    const [, , , first = '', second = ''] = (request.path.split('?')[0] ?? '').split('/');
    const prediction = predictions.find(({ id }) => id === first);
    switch (request.kind) {
      case 'date':
        return { status: 200, body: { type: 'user', username: 'owner', name: 'Owner' } };
      case 'model': {
        const model = server.models[`${first}/${second}`];
        return model ? { status: 200, body: describeModel(first, second, model) } : missing();
      }
      case 'prepare':
        return upload(request);
      case 'create':
        return create(request);
      case 'find':
        return list(request);
      case 'retrieve':
        if (!prediction) return missing();
        tick(prediction);
        return { status: 200, body: told(prediction) };
      case 'cancel':
        if (!prediction) return missing();
        prediction.status = prediction.status === 'starting' ? 'aborted' : 'canceled';
        return { status: 200, body: told(prediction) };
      case 'forget':
        return files.delete(first) ? { status: 204 } : missing();
      default:
        return missing();
    }
  }

  const service = { key: 'r8_fake0123456789abcdef', kindOf, serve, errorBody };
  const base = await startPaidServer(service, state);
  const server: ReplicateServer = Object.assign(base, {
    fate: {} as ReplicateFate,
    models: { ...usualModels },
    pageSize: 100,
    nextPage: undefined,
    removeData() {
      for (const [index, known] of predictions.entries()) {
        const status = known.status === 'starting' ? 'succeeded' : known.status;
        predictions[index] = { ...known, status, fate: { ...known.fate, removed: true } };
      }
      files.clear();
    },
    finishAndRemove() {
      for (const known of predictions) known.status = 'succeeded';
      server.removeData();
    },
    files: () => [...files.keys()],
  });
  return server;
}

function describeModel(owner: string, name: string, model: FakeModel): unknown {
  const { official = false, inputs, required = [], output = { type: 'string' } } = model;
  const Input = { type: 'object', title: 'Input', required, properties: inputs };
  const schemas = { Input, Output: { title: 'Output', ...output } };
  const openapi_schema = { openapi: '3.0.2', components: { schemas } };
  const latest_version = { id: `version-of-${name}`, openapi_schema };
  return { owner, name, is_official: official, latest_version, visibility: 'public' };
}

const kinds: readonly (readonly [string, RegExp, string])[] = [
  ['GET', /^\/v1\/account$/, 'date'],
  ['GET', /^\/v1\/models\/[^/]+\/[^/]+$/, 'model'],
  ['POST', /^\/v1\/files$/, 'prepare'],
  ['DELETE', /^\/v1\/files\/[^/]+$/, 'forget'],
  ['POST', /^\/v1\/predictions$/, 'create'],
  ['GET', /^\/v1\/predictions$/, 'find'],
  ['GET', /^\/v1\/predictions\/[^/]+$/, 'retrieve'],
  ['POST', /^\/v1\/predictions\/[^/]+\/cancel$/, 'cancel'],
];

function kindOf(method: string, path: string): string {
  return kinds.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'unknown';
}

function errorBody(status: number, message: string): unknown {
  return { title: 'Error', detail: message, status };
}

function missing(): Reply {
  return { status: 404, body: errorBody(404, 'The requested resource could not be found.') };
}
