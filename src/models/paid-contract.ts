/**
 * What a provider that costs money keeps: every step by which a call can be bought once, found again and settled.
 *
 * Errors are data, never exceptions. No method repeats a request, and only `create` can cost anything. The one
 * kind of thing that a paid provider takes is a `Departing`, and only the gate (`cloud/gate*.ts`) can make one.
 */
import type { Failure } from '../types/failure.ts';
import type { Description, Recognition, Transcript } from '../types/task.ts';
import type { Availability, JsonSchema, ModelErrorCode, PictureRequest } from './contract.ts';

/** A picture that may leave: upright, in sRGB, without private metadata, as large as the task needs. */
export interface ImageCargo extends PictureRequest {
  readonly kind: 'image';
}

/** A recording, or a part of one, that may leave. Bytes and no path: what was judged is what is sent. */
export interface RecordingCargo {
  readonly kind: 'recording';
  readonly bytes: Uint8Array;
  /** E.g. `audio/mpeg`. */
  readonly mime: string;
  /** Its length, measured before. */
  readonly seconds: number;
}

/** A text that its owner invited to leave: all the words of a question to a model. */
export interface TextCargo {
  readonly kind: 'text';
  readonly system?: string;
  readonly prompt: string;
  /** The answer must be JSON of this shape. */
  readonly schema?: JsonSchema;
}

/** Anything that could be sent. */
export type Cargo = ImageCargo | RecordingCargo | TextCargo;

declare const departing: unique symbol;

/**
 * Cargo that the gate let through. Nothing else can be sent: the brand has no value, so only a cast makes one, and
 * `test/architecture.test.ts` allows that cast to `cloud/gate*.ts` alone.
 */
export type Departing<C extends Cargo = Cargo> = C & { readonly [departing]: true };

/** The tasks that can be bought. */
export type PaidTask = 'describe' | 'recognise' | 'transcribe' | 'generate';

interface OrderTerms {
  /** Tokens that the answer may have, hidden reasoning included. */
  readonly maxOutputTokens: number;
  /** After so many seconds the provider stops the work, where it can be told to. */
  readonly deadlineSeconds: number;
  /** Our key and generation, as 1 to 128 letters, digits and `-_.:`; sent along where the provider keeps such a note. */
  readonly reference: string;
}

/** What is bought. */
export type PaidOrder = OrderTerms &
  (
    | { readonly task: 'describe' | 'recognise'; readonly payload: Departing<ImageCargo> }
    | { readonly task: 'transcribe'; readonly payload: Departing<RecordingCargo> }
    | { readonly task: 'generate'; readonly payload: Departing<TextCargo> }
  );

/** What must be known of an order to read its answer. Plain JSON; save it, for the payload may be gone by then. */
export interface AnswerShape {
  readonly task: PaidTask;
  readonly maxOutputTokens: number;
  /** The recording's length, for a transcript without times. */
  readonly seconds?: number;
  /** The answer must be JSON. */
  readonly json: boolean;
}

/** The most that an order can use, in the units in which providers sell. A unit that is missing has no bound. */
export interface WorstCase {
  /** Tokens of text: instructions, schema and what frames them. The tokens of `image` come on top. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** The picture's size in pixels; how many tokens that makes is the price list's matter. */
  readonly image?: { readonly width: number; readonly height: number };
  readonly audioSeconds?: number;
  /** Seconds of hardware until the deadline that the provider enforces. */
  readonly hardwareSeconds?: number;
  /** How many outputs are made, where these are sold by the piece. */
  readonly outputs?: number;
}

/** What the provider said that a call used; a unit that it did not tell, or told as nonsense, is missing. */
export interface PaidUsage {
  readonly inputTokens?: number;
  /** The part of `inputTokens` that was read from the provider's cache. */
  readonly cachedTokens?: number;
  /** The part of `inputTokens` that was written to it. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens?: number;
  readonly audioSeconds?: number;
  /** Seconds for which hardware ran. */
  readonly hardwareSeconds?: number;
  /** The tier that served it, e.g. `default`. */
  readonly serviceTier?: string;
}

/** The codes of paid calls: those of every model, and three of their own. */
export type PaidErrorCode =
  | ModelErrorCode
  /** There is no key, or the provider does not take it. */
  | 'key'
  /** The account with the provider is empty or at its own limit. */
  | 'credit'
  /** The provider declined to answer. */
  | 'declined';

/** Why something went wrong, and whether it cost money. Never holds a key. */
export interface PaidError extends Failure {
  readonly code: PaidErrorCode;
  /** May the same request succeed later, without anybody changing anything? */
  readonly retryable: boolean;
  readonly charged: 'no' | 'yes' | 'unknown';
  /** Seconds after which the provider said that it may be asked again. */
  readonly retryAfterSeconds?: number;
}

/** The answer, with the task that it is for. */
export type PaidAnswer =
  | { readonly task: 'describe'; readonly value: Description }
  | { readonly task: 'recognise'; readonly value: Recognition }
  | { readonly task: 'transcribe'; readonly value: Transcript }
  | { readonly task: 'generate'; readonly value: string };

/** How a call ended at the provider. Plain JSON, so that it can be saved as it is. */
export interface PaidResult {
  /**
   * `incomplete`: it reached a limit; `refused`: the model declined; `canceled`: stopped while it ran; `aborted`:
   * stopped before it ran. A cancelled call may still be charged, and may still complete.
   */
  readonly state: 'completed' | 'incomplete' | 'refused' | 'failed' | 'canceled' | 'aborted';
  /** Missing where there is none that keeps the task's shape; `incomplete` may have a part of one. */
  readonly answer?: PaidAnswer;
  readonly usage: PaidUsage;
  readonly charged: 'no' | 'yes' | 'unknown';
  /** Why there is no whole answer. */
  readonly error?: PaidError;
}

/** What `prepare` made at the provider. Plain JSON; save it before `create`. */
export type PaidHandle = Readonly<Record<string, string>>;

/** The answer of `prepare`. */
export type Prepared =
  | { readonly state: 'ready'; readonly handle: PaidHandle }
  | { readonly state: 'refused'; readonly error: PaidError };

/** The answer of `create`. */
export type Created =
  /** The provider has it under this id; ask with `retrieve`. */
  | { readonly state: 'sent'; readonly id: string }
  | { readonly state: 'ended'; readonly result: PaidResult }
  /** Definitely uncharged: no byte of the request was sent, or the provider turned it away. */
  | { readonly state: 'refused'; readonly error: PaidError }
  /** Perhaps charged: look for it with `find`. */
  | { readonly state: 'unclear'; readonly error: PaidError };

/** The answer of `retrieve`. */
export type Retrieved =
  | { readonly state: 'running' }
  | { readonly state: 'ended'; readonly result: PaidResult }
  /** The provider knows no such call, or no more. */
  | { readonly state: 'gone' }
  | { readonly state: 'unreachable'; readonly error: PaidError };

/** The answer of `find`. No provider that is built here can prove that a call was never made. */
export type Found =
  | { readonly state: 'found'; readonly id: string }
  /** Its answer was found, without an id and without a usage. */
  | { readonly state: 'ended'; readonly result: PaidResult }
  /** It is not to be seen; `lookAgain` when it may still appear. */
  | { readonly state: 'unknowable'; readonly lookAgain: boolean }
  | { readonly state: 'unreachable'; readonly error: PaidError };

/** The answer of a deed that gives nothing back. Doing it twice is the same as once. */
export type Done = { readonly state: 'done' } | { readonly state: 'unreachable'; readonly error: PaidError };

/** The answer of `date`. */
export type Dated =
  /** Milliseconds since 1970, as the provider's clock says. */
  | { readonly state: 'known'; readonly at: number }
  | { readonly state: 'unreachable'; readonly error: PaidError };

/** One paid model behind one spec. */
export interface PaidProvider {
  /** E.g. `openai:gpt-6-luna`. */
  readonly spec: string;
  readonly place: 'network';
  /** What can be bought of it, as far as is known without asking; `prepare` may still refuse. */
  readonly tasks: readonly PaidTask[];
  /** For a quote. Pure. */
  worst(order: PaidOrder): WorstCase;
  /** Is there a key? Sends nothing. */
  check(signal: AbortSignal): Promise<Availability>;
  /** The provider's clock, by a free request. */
  date(signal: AbortSignal): Promise<Dated>;
  /** Free steps before the create; what is left of them when their handle gets lost costs nothing. */
  prepare(order: PaidOrder, signal: AbortSignal): Promise<Prepared>;
  /** One POST, never repeated. The only step that can cost money. */
  create(order: PaidOrder, handle: PaidHandle, signal: AbortSignal): Promise<Created>;
  retrieve(id: string, shape: AnswerShape, signal: AbortSignal): Promise<Retrieved>;
  /** Looks for a call whose create had no clear answer. */
  find(handle: PaidHandle, shape: AnswerShape, signal: AbortSignal): Promise<Found>;
  /** Deletes at the provider what was sent and answered, as far as it can be. */
  forget(call: PaidCallName, signal: AbortSignal): Promise<Done>;
  /** Asks the provider to stop. The call may complete all the same, and be charged. */
  cancel(id: string, signal: AbortSignal): Promise<Done>;
}

/** What a call is known by. */
export interface PaidCallName {
  readonly id?: string;
  readonly handle: PaidHandle;
}
