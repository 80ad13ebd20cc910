/** Model errors as data: how each is built, and what an exception or an HTTP status means. */
import { ZodError } from 'zod';
import { systemCode } from '../types/failure.ts';
import type { Answer, ModelError, ModelErrorCode, Usage } from './contract.ts';
import { PatienceError } from './fetch.ts';

/** May the same call succeed later, unless the maker knows better? */
const retryableByCode: Readonly<Record<ModelErrorCode, boolean>> = {
  outage: true,
  'model-missing': false,
  timeout: true,
  'ran-away': true,
  cut: true,
  'invalid-answer': true,
  'too-long': false,
  'bad-input': false,
  aborted: true,
  provider: true,
};

/** An error of a local model, which never costs money. */
export function modelError(code: ModelErrorCode, reason: string, hint: string): ModelError {
  return { code, reason, hint, retryable: retryableByCode[code], charged: 'no' };
}

/** The answer of a call that gave no result. */
export function refused<T>(error: ModelError): Answer<T> {
  return { ok: false, error };
}

/** The answer of a call that the caller aborted. */
export function abortedError(spec: string): ModelError {
  return modelError('aborted', `The call to ${spec} was stopped.`, 'It is taken up again later.');
}

/** Wall-clock seconds since `start`, a value of `performance.now()`. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/** The sum of two usages; a count that one of them lacks is taken from the other. */
export function addUsage(one: Usage, other: Usage): Usage {
  const sum = (a?: number, b?: number) => (a === undefined ? b : a + (b ?? 0));
  const inputTokens = sum(one.inputTokens, other.inputTokens);
  const outputTokens = sum(one.outputTokens, other.outputTokens);
  const loadSeconds = sum(one.loadSeconds, other.loadSeconds);
  return {
    seconds: one.seconds + other.seconds,
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(loadSeconds !== undefined && { loadSeconds }),
  };
}

/** Thrown inside a call to carry its error out of a client's callbacks. */
export class ModelFault extends Error {
  readonly error: ModelError;

  constructor(error: ModelError) {
    super(error.reason);
    this.name = 'ModelFault';
    this.error = error;
  }
}

/** What an error is about, for its sentences. */
export interface Callee {
  readonly spec: string;
  /** The model's name at its server. */
  readonly model: string;
  /** Where the server is, e.g. `http://127.0.0.1:11434`. */
  readonly url: string;
  /** The command or deed that installs the model. One sentence. */
  readonly install: string;
  /** The command or deed that starts the server. One sentence. */
  readonly start: string;
}

/** What a server said, fit for a sentence: one line, no full stop, at most 200 characters. */
export function quoted(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 200);
  return `“${line.replace(/[.!\s]+$/, '') || 'nothing'}”`;
}

/**
 * What a refusal by the server means.
 * Statuses and messages are those of Ollama's `server/routes.go` and `llm/llama_server.go` (0.33); OpenAI-like
 * servers use the same statuses.
 * @param status HTTP status, or undefined for an error in the middle of a stream.
 */
export function errorOfStatus(callee: Callee, status: number | undefined, message: string): ModelError {
  const said = `${callee.spec} answered ${status === undefined ? 'in mid-stream' : status}: ${quoted(message)}.`;
  if (
    /exceeds? the (available )?context|context length|too (long|many tokens)/i.test(message) ||
    status === 413
  ) {
    return modelError('too-long', said, 'Use a model with a larger context.');
  }
  if (status === 404) {
    return modelError('model-missing', `${callee.spec} is not installed.`, callee.install);
  }
  if (
    status === 429 ||
    status === 502 ||
    status === 503 ||
    status === 504 ||
    /loading model/i.test(message)
  ) {
    return modelError('outage', said, 'The server is busy or loading; the work waits for it.');
  }
  if (status === 400 && /image|decode|media/i.test(message)) {
    return modelError('bad-input', said, 'Open the picture in another program and save it again.');
  }
  if (/memory/i.test(message)) {
    return { ...modelError('provider', said, 'Use a smaller model or free some memory.'), retryable: true };
  }
  const permanent = status !== undefined && status >= 400 && status < 500 && status !== 408;
  return {
    ...modelError('provider', said, `Look at the log of the server at ${callee.url}.`),
    retryable: !permanent,
  };
}

/** Connection errors that mean "nobody is there now". */
const absent = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETDOWN',
  'EHOSTDOWN',
]);

/**
 * What an exception of a call means.
 * @param answering True once the server had begun to answer: a broken connection is then a cut, before an outage.
 */
export function errorOfException(
  callee: Callee,
  exception: unknown,
  signal: AbortSignal,
  answering: boolean,
): ModelError {
  for (let error = exception; error instanceof Error; error = error.cause) {
    if (error instanceof ModelFault) return error.error;
    if (error instanceof PatienceError) {
      return modelError('timeout', `${callee.spec} took too long: ${error.message}.`, 'Use a smaller model.');
    }
  }
  if (signal.aborted) return abortedError(callee.spec);
  for (let error = exception; error instanceof Error; error = error.cause) {
    const code = systemCode(error);
    if (code !== undefined && (absent.has(code) || (!answering && /^E[A-Z]+$|^UND_/.test(code)))) {
      return modelError('outage', `No server answers at ${callee.url} (${code}).`, callee.start);
    }
  }
  if (exception instanceof SyntaxError || exception instanceof ZodError) {
    return modelError('invalid-answer', `What answers at ${callee.url} makes no sense.`, callee.start);
  }
  if (answering) {
    return modelError(
      'cut',
      `The answer of ${callee.spec} broke off.`,
      'It is tried again; see the log of the server.',
    );
  }
  const message = exception instanceof Error ? exception.message : String(exception);
  return modelError(
    'provider',
    `${callee.spec} failed: ${quoted(message)}.`,
    `Look at the server at ${callee.url}.`,
  );
}
