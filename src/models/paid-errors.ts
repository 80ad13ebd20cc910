/** Errors of paid calls: what an HTTP status or an exception means, and whether it can have cost money. Pure. */
import { ZodError, z } from 'zod';
import { systemCode } from '../types/failure.ts';
import type { ModelErrorCode } from './contract.ts';
import { modelError, quoted } from './errors.ts';
import type { PaidError, PaidErrorCode } from './paid-contract.ts';

/** Whom an error is about. */
export interface Payee {
  /** E.g. `openai:gpt-6-luna`. */
  readonly spec: string;
  /** The base URL, e.g. `https://api.openai.com/v1`. */
  readonly url: string;
  readonly key: string;
  /** The environment variable that holds the key. */
  readonly keyName: string;
  /** Where the account is topped up and its limits are set. */
  readonly account: string;
}

/** An HTTP status that is no success, with what the server said. */
export class StatusFault extends Error {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: string, retryAfterSeconds: number | undefined) {
    super(`HTTP ${status}`);
    this.name = 'StatusFault';
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Statuses by which a provider says that it did no work. All others, 408 and 409 among them, may come after the
 * work was taken on.
 */
const turnedAway: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 413, 422, 429]);

/** Did the provider turn the request away, so that it cost nothing? */
export function isTurnedAway(status: number | undefined): boolean {
  return status !== undefined && turnedAway.has(status);
}

const ownCodes: ReadonlySet<PaidErrorCode> = new Set(['key', 'credit', 'declined']);

/** An error of a paid call. */
export function paidError(
  code: PaidErrorCode,
  reason: string,
  hint: string,
  charged: PaidError['charged'],
): PaidError {
  if (ownCodes.has(code)) return { code, reason, hint, retryable: false, charged };
  return { ...modelError(code as ModelErrorCode, reason, hint), charged };
}

const bodySchema = z.object({
  error: z
    .union([z.string(), z.object({ message: z.string().nullish(), code: z.string().nullish() })])
    .nullish(),
  detail: z.string().nullish(),
  title: z.string().nullish(),
});

/** OpenAI answers `{"error": {"message", "code"}}`, Replicate `{"title", "detail"}`; a proxy in between in HTML. */
function readBody(body: string): { message: string; code: string } {
  try {
    const { error, detail, title } = bodySchema.parse(JSON.parse(body));
    if (typeof error === 'string') return { message: error, code: '' };
    return { message: error?.message ?? detail ?? title ?? '', code: error?.code ?? '' };
  } catch {
    return { message: body.replace(/<[^>]*>/g, ' '), code: '' };
  }
}

/** What a server said, without a key in it, whole or half hidden. */
function withoutKey(message: string, key: string): string {
  const plain = key === '' ? message : message.replaceAll(key, '(key)');
  return plain.replace(/\b(?:sk|rk|r8)[-_][\w*.-]{4,}/g, '(key)');
}

const busy = 'The provider is busy or asks to wait; the work waits for it.';

/** What an HTTP status means. */
export function errorOfStatus(payee: Payee, fault: StatusFault, charged: PaidError['charged']): PaidError {
  const { status } = fault;
  const { message, code } = readBody(fault.body);
  const said = `${payee.spec} answered ${status}: ${quoted(withoutKey(message, payee.key))}.`;
  const make = (is: PaidErrorCode, hint: string, reason = said) => paidError(is, reason, hint, charged);
  const waits = fault.retryAfterSeconds !== undefined && { retryAfterSeconds: fault.retryAfterSeconds };
  if (status === 401) {
    return make(
      'key',
      `Put a valid key into ${payee.keyName}.`,
      `${payee.spec} does not take the key (401).`,
    );
  }
  if (status === 402 || (status === 429 && /quota|billing|credit/i.test(`${code} ${message}`))) {
    return make('credit', `Look at the account at ${payee.account}.`);
  }
  if (status === 404 || code === 'model_not_found') {
    return make('model-missing', 'Correct the name of the model in settings.json.');
  }
  if (status === 403) return make('key', `See what the key in ${payee.keyName} may be used for.`);
  if (status === 413 || /context|too (?:long|large|big)|maximum .*(?:size|length)/i.test(message)) {
    return make('too-long', 'Use smaller files or a model that takes more.');
  }
  if (status === 400 || status === 422) {
    if (/image|audio|file|decode|format/i.test(message)) {
      return make('bad-input', 'Open the file in another program and save it again.');
    }
    return { ...make('provider', 'Name another model in settings.json.'), retryable: false };
  }
  if (status === 408) return make('timeout', busy);
  if (status === 429 || status >= 500) return { ...make('outage', busy), ...waits };
  return make('provider', `Look at the account at ${payee.account}.`);
}

/** What was seen of a call before it failed. */
export interface Progress {
  /** The caller stopped it. */
  readonly aborted: boolean;
  /** It took longer than so many milliseconds; undefined when it did not. */
  readonly lateMs: number | undefined;
  /** A status had come. */
  readonly answering: boolean;
}

/** What an exception of a call means. */
export function errorOfException(
  payee: Payee,
  exception: unknown,
  progress: Progress,
  charged: PaidError['charged'],
): PaidError {
  const { spec } = payee;
  const chain: Error[] = [];
  for (let error = exception; error instanceof Error; error = error.cause) chain.push(error);
  const make = (code: PaidErrorCode, reason: string, hint: string) => paidError(code, reason, hint, charged);
  const fault = chain.find((error) => error instanceof StatusFault);
  if (fault) return errorOfStatus(payee, fault, charged);
  if (progress.aborted)
    return make('aborted', `The call to ${spec} was stopped.`, 'It is taken up again later.');
  if (progress.lateMs !== undefined) {
    const seconds = Math.round(progress.lateMs / 1000);
    return make('timeout', `${spec} gave no answer within ${seconds} s.`, busy);
  }
  if (chain.some((error) => error instanceof SyntaxError || error instanceof ZodError)) {
    return make(
      'invalid-answer',
      `What ${spec} answered makes no sense.`,
      `See whether ${payee.url} is right.`,
    );
  }
  if (progress.answering)
    return make('cut', `The answer of ${spec} broke off.`, 'It is looked for again later.');
  const code = chain.map(systemCode).find((known) => known !== undefined);
  if (code !== undefined) {
    return make('outage', `The connection to ${spec} failed (${code}).`, 'The work waits until it is back.');
  }
  const message = withoutKey(exception instanceof Error ? exception.message : String(exception), payee.key);
  return make('provider', `${spec} failed: ${quoted(message)}.`, 'Please report this with the log.');
}
