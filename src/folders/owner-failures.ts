/** What can go wrong between an owner and its client, and how a failure crosses from one to the other. */
import { type Failure, NightshiftError, systemCode } from '../types/failure.ts';
import type { Root } from './root.ts';

/** The value as an object, undefined when it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}

/** One side sent what the other does not know. */
export const notUnderstood = new NightshiftError({
  code: 'bad-request',
  reason: 'The owner could not read the request.',
  hint: 'Use the same version of nightshift for both processes.',
});

/** The answer is too long, or no JSON can be made of it. */
export const notSendable = new NightshiftError({
  code: 'bad-answer',
  reason: 'The answer of the owner cannot be sent.',
  hint: 'Stop the owner and run the command again, so that it does the work itself.',
});

/** What the owner sends for an error of its own. */
export function asFailure(error: unknown): Failure {
  if (error instanceof NightshiftError) return { code: error.code, reason: error.reason, hint: error.hint };
  return {
    code: 'internal',
    reason: `The owner failed: ${error instanceof Error ? error.message : String(error)}.`,
    hint: 'Look into .nightshift/nightshift.log for what happened.',
  };
}

/** What it means that the owner's socket cannot be reached. */
export function noConnection(root: Root, cause: unknown): NightshiftError {
  if (['EACCES', 'EPERM'].includes(systemCode(cause) ?? '')) {
    return new NightshiftError(
      {
        code: 'owner-not-permitted',
        reason: `${root.path} is being worked on by another person's process.`,
        hint: 'Ask that person, or wait until it has ended.',
      },
      { cause },
    );
  }
  return new NightshiftError(
    {
      code: 'no-owner',
      reason: `No process that works on ${root.path} answers.`,
      hint: 'Try again in a moment, or start one with `nightshift start`.',
    },
    { cause },
  );
}

/** The connection ended without an answer. */
export function ownerGone(root: Root): NightshiftError {
  return new NightshiftError({
    code: 'owner-gone',
    reason: `The process that works on ${root.path} ended before it had answered.`,
    hint: 'Run the command again; whatever was begun is picked up.',
  });
}

/** The owner's failure, thrown again at its client. */
export function asError(value: unknown): NightshiftError {
  const failure = asRecord(value);
  const { code, reason, hint } = failure ?? {};
  const isFailure = typeof code === 'string' && typeof reason === 'string' && typeof hint === 'string';
  return isFailure ? new NightshiftError({ code, reason, hint }) : notUnderstood;
}
