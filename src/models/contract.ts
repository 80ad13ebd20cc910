/**
 * The generic language model: one narrow contract that every provider keeps, whatever stands behind it.
 *
 * A provider has only the abilities that it really has: a missing method means "cannot". Errors are
 * data, never exceptions; an aborted call answers with the code `aborted`. No method retries.
 */
import type { Failure } from '../types/failure.ts';
import type { Description, Entities, Recognition, Summary, Transcript } from '../types/task.ts';

/** Where a provider computes: in this process or a child of it, on this machine's loopback, or elsewhere. */
export type Place = 'process' | 'loopback' | 'network';

/** The methods of a provider that do a piece of work. */
export type Ability =
  | 'generate'
  | 'summarise'
  | 'extract'
  | 'describe'
  | 'recognise'
  | 'transcribe'
  | 'embed';

/** Whether a provider can be used now. */
export type Availability =
  | {
      readonly available: true;
      /** How many tokens a call may hold, prompt and answer together, where that is known. */
      readonly contextTokens?: number;
      /** Of the methods that the provider has, those that its model can really do, where the server says so. */
      readonly abilities?: readonly Ability[];
    }
  | {
      readonly available: false;
      /** True for a passing state (server down, loading, busy); false when something must be installed. */
      readonly outage: boolean;
      /** One sentence. */
      readonly reason: string;
      /** What to do, with the exact command where there is one. One sentence. */
      readonly hint: string;
    };

/** What a model call cost in tokens, where the provider says so, and in time. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Wall-clock seconds of the call. */
  readonly seconds: number;
  /** Seconds of it that went into loading the model, where the provider says so. */
  readonly loadSeconds?: number;
}

/** The codes that the router and the outcome rules know. */
export type ModelErrorCode =
  /** The server refuses, is loading, or is busy (503): wait, use no attempt. */
  | 'outage'
  /** The model is not installed there. */
  | 'model-missing'
  /** It took longer than it may. */
  | 'timeout'
  /** It was still at it long after it should have been done, and was broken off. */
  | 'ran-away'
  /** The answer broke off. */
  | 'cut'
  /** The answer is not what was asked for (not JSON, not the schema, empty). */
  | 'invalid-answer'
  /** The input is larger than the model's context. */
  | 'too-long'
  /** The input cannot be used by any model (a broken image, say). */
  | 'bad-input'
  /** The caller aborted. */
  | 'aborted'
  /** Anything else that the provider said. */
  | 'provider';

/** Why a call gave no result. */
export interface ModelError extends Failure {
  readonly code: ModelErrorCode;
  /** May the same call succeed later? */
  readonly retryable: boolean;
  /** Did it cost money? Always `no` for a local model. */
  readonly charged: 'no' | 'yes' | 'unknown';
}

/** The answer to a call. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly usage: Usage }
  | { readonly ok: false; readonly error: ModelError };

/** A JSON Schema object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Text in, text (or JSON text that keeps `schema`) out. */
export interface GenerateRequest {
  readonly system?: string;
  readonly prompt: string;
  /** The answer must be JSON of this shape; providers that can enforce it do so. */
  readonly schema?: JsonSchema;
  readonly maxOutputTokens: number;
}

/** A text to summarise or to extract from. */
export interface TextRequest {
  readonly text: string;
  /** The file's name, a hint for the title. */
  readonly name: string;
  /** The title that the file has of its own; programs write many of them. */
  readonly title?: string;
  /** BCP 47, when the reader knows it. */
  readonly language?: string;
}

/** A picture, always PNG or JPEG bytes, upright, in sRGB. */
export interface PictureRequest {
  readonly bytes: Uint8Array;
  readonly mime: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** A sound file in place; a provider converts it when it must. */
export interface SoundRequest {
  readonly path: string;
  readonly mime: string;
  readonly durationSeconds?: number;
}

/** One model behind one spec. */
export interface Provider {
  /** E.g. `ollama:llama3.3`. */
  readonly spec: string;
  readonly place: Place;
  /** How many calls it serves well at once; may change as that is learned. */
  readonly slots: number;
  /** Further calls that may wait at its server, so that it never waits for us; none when missing. */
  readonly ahead?: number;
  /** Cheap and side-effect free; never throws. */
  check(signal: AbortSignal): Promise<Availability>;
  generate?(request: GenerateRequest, signal: AbortSignal): Promise<Answer<string>>;
  /** Only of providers that summarise without a prompt (`builtin:extractive`); others get `generate`. */
  summarise?(request: TextRequest, signal: AbortSignal): Promise<Answer<Summary>>;
  /** As `summarise`. */
  extract?(request: TextRequest, signal: AbortSignal): Promise<Answer<Entities>>;
  describe?(request: PictureRequest, signal: AbortSignal): Promise<Answer<Description>>;
  recognise?(request: PictureRequest, signal: AbortSignal): Promise<Answer<Recognition>>;
  transcribe?(request: SoundRequest, signal: AbortSignal): Promise<Answer<Transcript>>;
  /** One vector for each text, in order, all of one length. */
  embed?(texts: readonly string[], signal: AbortSignal): Promise<Answer<readonly Float32Array[]>>;
  /** Frees what it holds (workers, sockets). Idempotent. */
  close?(): Promise<void>;
}
