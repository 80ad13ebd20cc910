/** Why something could not be done, as data: what happened in one sentence, and what the person can do. */
export interface Failure {
  /** For machines: lower-case words joined by hyphens, e.g. `file-encrypted`. Stable. */
  readonly code: string;
  /** For people: what happened, to what, in one sentence that ends with a full stop. */
  readonly reason: string;
  /** For people: what to do about it, in one sentence that ends with a full stop. */
  readonly hint: string;
}

/** A failure that travels as an exception; everything the program throws on purpose is one of these. */
export class NightshiftError extends Error implements Failure {
  readonly code: string;
  readonly reason: string;
  readonly hint: string;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.reason, options);
    this.name = 'NightshiftError';
    this.code = failure.code;
    this.reason = failure.reason;
    this.hint = failure.hint;
  }
}

/** The `code` of a system error (`ENOENT`, `EEXIST` …), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}
