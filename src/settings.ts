/** The shape of `settings.json`: every key is optional, every default stands here. */
import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "01:00"');
const spec = z.string().regex(/^[a-z]+:\S+$/, 'a model spec such as "ollama:llama3.3"');

/** The providers that cost nothing, by the prefix of their specs. */
export const freeProviders = ['ollama', 'compatible', 'builtin', 'tesseract', 'whisper'] as const;
/** The providers that cost money, whatever their URL. */
export const paidProviders = ['openai', 'replicate'] as const;
export type FreeProvider = (typeof freeProviders)[number];
export type PaidProviderName = (typeof paidProviders)[number];

const lists = z.strictObject({ night: z.array(spec).optional(), burst: z.array(spec).optional() });

/** What a paid model costs, in dollars, for models whose price is not known otherwise: in the one unit in which it is sold. */
const price = z
  .strictObject({
    perSecond: z.number().positive().optional(),
    perMinute: z.number().positive().optional(),
    perOutput: z.number().positive().optional(),
  })
  .refine(
    (units) => Object.values(units).filter((amount) => amount !== undefined).length === 1,
    'one of "perSecond", "perMinute" and "perOutput"',
  );

const isTimeZone = (zone: string): boolean => {
  if (zone === 'local') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

const isLoopback = (text: string): boolean => {
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
};

/** What a person may write. Unknown keys are refused, so that a typing slip is noticed. */
export const settingsSchema = z.strictObject({
  window: z
    .strictObject({
      from: clockTime.optional(),
      to: clockTime.optional(),
      timeZone: z.string().refine(isTimeZone, '"local" or a zone such as "Europe/Berlin"').optional(),
      catchUp: z.boolean().optional(),
    })
    .optional(),
  models: z
    .strictObject({
      text: lists.optional(),
      image: lists.optional(),
      audio: lists.optional(),
      embed: lists.optional(),
      rerank: lists.optional(),
      join: lists.optional(),
    })
    .optional(),
  /** NAME → the URL of an OpenAI-like server on this machine, for `compatible:NAME`. */
  compatible: z
    .record(
      z.string().regex(/^[\w.-]+$/, 'a name of letters, digits, dots and dashes'),
      z.strictObject({
        url: z.string().refine(isLoopback, 'a URL on this machine such as "http://127.0.0.1:1234/v1"'),
        model: z.string().min(1),
        contextTokens: z.int().min(512).optional(),
      }),
    )
    .optional(),
  /** The whisper.cpp model file (`ggml-*.bin`) for `whisper:cli`. */
  whisper: z.strictObject({ model: z.string().min(1).optional() }).optional(),
  /** Use the `tesseract` program on PATH instead of the built-in one: faster, but it does not turn pages. */
  tesseract: z.strictObject({ system: z.boolean().optional() }).optional(),
  stall: z
    .strictObject({
      minutes: z.number().positive().optional(),
      factor: z.number().min(1).optional(),
      attempts: z.int().min(1).max(20).optional(),
    })
    .optional(),
  stabilityMs: z.int().min(0).max(3_600_000).optional(),
  cloud: z
    .strictObject({
      concurrency: z.int().min(1).max(16).optional(),
      figures: z.boolean().optional(),
      text: z.boolean().optional(),
      prices: z.record(spec, price).optional(),
    })
    .optional(),
  /** What `nightshift mcp` may tell other programs. */
  mcp: z.strictObject({ private: z.boolean().optional() }).optional(),
});

/** The groups of tasks that have lists of models of their own. */
export type ModelGroup = 'text' | 'image' | 'audio' | 'embed' | 'rerank' | 'join';

/** Settings with every default filled in. */
export interface Settings {
  readonly window: {
    readonly from: string;
    readonly to: string;
    readonly timeZone: string;
    readonly catchUp: boolean;
  };
  readonly models: Readonly<
    Record<ModelGroup, { readonly night: readonly string[]; readonly burst: readonly string[] }>
  >;
  readonly compatible: Readonly<
    Record<
      string,
      { readonly url: string; readonly model: string; readonly contextTokens?: number | undefined }
    >
  >;
  readonly whisper: { readonly model?: string | undefined };
  readonly tesseract: { readonly system: boolean };
  readonly stall: { readonly minutes: number; readonly factor: number; readonly attempts: number };
  /** Milliseconds for which size and mtime must have been quiet before a file is ready. */
  readonly stabilityMs: number;
  readonly cloud: {
    readonly concurrency: number;
    readonly figures: boolean;
    readonly text: boolean;
    /** By spec, in dollars: what the person says that a model costs. */
    readonly prices: Readonly<Record<string, z.infer<typeof price>>>;
  };
  readonly mcp: { readonly private: boolean };
}

/** What is in force when `settings.json` is missing or says nothing. */
export const defaultSettings: Settings = {
  window: { from: '01:00', to: '06:00', timeZone: 'local', catchUp: true },
  models: {
    text: { night: ['ollama:llama3.3', 'ollama:mistral', 'builtin:extractive'], burst: [] },
    image: { night: ['ollama:qwen3-vl', 'tesseract:eng'], burst: ['openai:gpt-6-luna'] },
    audio: { night: ['whisper:cli'], burst: ['openai:gpt-transcribe'] },
    embed: { night: ['ollama:nomic-embed-text'], burst: [] },
    rerank: { night: ['ollama:llama3.3'], burst: [] },
    join: { night: [], burst: ['openai:gpt-6-luna'] },
  },
  compatible: {},
  whisper: {},
  tesseract: { system: false },
  stall: { minutes: 10, factor: 4, attempts: 2 },
  stabilityMs: 2000,
  cloud: { concurrency: 2, figures: false, text: false, prices: {} },
  mcp: { private: false },
};
