/** The ways in which reading a file fails, each with a true sentence and a hint. */

import type { Failure } from '../types/failure.ts';
import { NightshiftError, systemCode } from '../types/failure.ts';
import type { FileToRead } from './contract.ts';

/** A file that broke off or was never what its first bytes say; `what` finishes "The file …". */
export function damaged(file: FileToRead, what: string, cause?: unknown): NightshiftError {
  return new NightshiftError(
    {
      code: 'file-damaged',
      reason: `${file.name} ${what}.`,
      hint: 'Open it on the computer that it came from; if it opens there, copy it again, else save it anew.',
    },
    { cause },
  );
}

/** A file without a single byte. */
export function empty(file: FileToRead): NightshiftError {
  return new NightshiftError({
    code: 'file-empty',
    reason: `${file.name} is empty: it has 0 bytes.`,
    hint: 'Copy it again from where it came from, and drop it again.',
  });
}

/** A file that opens only with a password. */
export function encrypted(file: FileToRead, cause?: unknown): NightshiftError {
  return new NightshiftError(
    {
      code: 'file-encrypted',
      reason: `${file.name} is protected by a password and cannot be opened without it.`,
      hint: 'Open it with its password, save a copy without one, and drop that copy.',
    },
    { cause },
  );
}

/** A book that opens only in the program that it was bought for. */
export function copyProtected(file: FileToRead): NightshiftError {
  return new NightshiftError({
    code: 'file-encrypted',
    reason: `${file.name} is a book with copy protection (DRM): its text is encrypted.`,
    hint: 'Read it in the program that it was bought for, or drop a copy that has no protection.',
  });
}

/** More bytes than a reader holds in memory. */
export function tooLarge(file: FileToRead, limitBytes: number): NightshiftError {
  const limit = Math.round(limitBytes / 1024 / 1024);
  return new NightshiftError({
    code: 'file-too-large',
    reason: `${file.name} is larger than the ${limit} MiB that can be read of this kind of file.`,
    hint: 'Split it into smaller files and drop those.',
  });
}

/** A file whose content is packed, and grows beyond what can be held when it is unpacked. */
export function unpacksTooLarge(file: FileToRead, limitBytes: number): NightshiftError {
  const limit = Math.round(limitBytes / 1024 / 1024);
  return new NightshiftError({
    code: 'file-unpacks-too-large',
    reason: `${file.name} is packed, and its content grows beyond the ${limit} MiB that can be unpacked of it.`,
    hint: 'If you know what it is, split it into smaller files and drop those; if you do not, delete it: it may be made to do harm.',
  });
}

/** More pixels than can be decoded safely. */
export function imageTooLarge(file: FileToRead, width: number, height: number): NightshiftError {
  return new NightshiftError({
    code: 'image-too-large',
    reason: `${file.name} measures ${width} × ${height} pixels, more than can be decoded safely.`,
    hint: 'Scale it down or cut it into parts, and drop those.',
  });
}

/** A picture that is too large to be handed on, though it could be decoded. */
export function pictureTooLarge(file: FileToRead, limitBytes: number): NightshiftError {
  const limit = Math.round(limitBytes / 1024 / 1024);
  return new NightshiftError({
    code: 'image-too-large',
    reason: `A picture of ${file.name} takes more than the ${limit} MiB that can be looked at.`,
    hint: 'Scale it down or cut it into parts, and drop those.',
  });
}

/** A document in the binary format that an Office program wrote until 2007. */
export function oldOfficeFile(file: FileToRead, program: 'Word' | 'PowerPoint'): NightshiftError {
  const format = program === 'Word' ? 'DOCX' : 'PPTX';
  return new NightshiftError({
    code: 'file-unsupported',
    reason: `${file.name} is in the format that ${program} wrote until 2007, which cannot be read.`,
    hint: `Open it in ${program}, LibreOffice or Apple's programs, save it as ${format} or PDF, and drop that.`,
  });
}

/** A document of Apple's programs without a preview that could be read in its place. */
export function appleDocument(file: FileToRead): NightshiftError {
  return new NightshiftError({
    code: 'file-unsupported',
    reason: `${file.name} is in a format that only Apple's own programs read, and it carries no preview.`,
    hint: 'Open it in Pages, Keynote or Numbers, export it as PDF, and drop that.',
  });
}

/** A kind that no reader in the table reads. */
export function unsupported(file: FileToRead): NightshiftError {
  return new NightshiftError({
    code: 'file-unsupported',
    reason: `${file.name} is of a kind (${file.mime}) that cannot be read yet.`,
    hint: 'Save it as PDF, text, an image or a recording, and drop that.',
  });
}

/** A picture that the document does not have. */
export function noSuchPicture(file: FileToRead, id: string): NightshiftError {
  return new NightshiftError({
    code: 'picture-missing',
    reason: `${file.name} has no picture ${id}.`,
    hint: 'The file may have changed since it was read: drop it again.',
  });
}

/** The caller stopped waiting. */
export function aborted(file: FileToRead): Failure {
  return {
    code: 'aborted',
    reason: `Reading ${file.name} was stopped.`,
    hint: 'It is read again when its turn comes.',
  };
}

/** Reading took longer than it may. */
export function timedOut(file: FileToRead, limitSeconds: number): Failure {
  return {
    code: 'reading-timeout',
    reason: `Reading ${file.name} took longer than ${limitSeconds} seconds and was stopped.`,
    hint: 'Split it into smaller files, or save it anew from the program that made it.',
  };
}

/** Reading needed more memory than it may use. */
export function outOfMemory(file: FileToRead): Failure {
  return {
    code: 'reading-memory',
    reason: `Reading ${file.name} needed more memory than one file may use and was stopped.`,
    hint: 'Split it into smaller files and drop those.',
  };
}

/** The program cannot read at all, or not this kind: a part of it is missing. The file is not to blame. */
export function notStarted(file: FileToRead, cause: unknown): Failure {
  return {
    code: 'reading-unavailable',
    reason: `The part of Nightshift that reads ${file.name} could not start (${messageOf(cause)}).`,
    hint: 'Install Nightshift anew, then drag the file back to ingest/.',
  };
}

/** The process that read ended in the middle of a file. */
export function crashed(file: FileToRead, cause: unknown): Failure {
  return {
    code: 'reading-crashed',
    reason: `The process that read ${file.name} ended unexpectedly (${messageOf(cause)}).`,
    hint: 'Save the file anew from the program that made it and drop it again.',
  };
}

/** An exception as a failure of this file: thrown on purpose, from the file system, or unforeseen. */
export function failureOf(
  error: unknown,
  file: FileToRead,
): { readonly failure: Failure; readonly retryable: boolean } {
  if (error instanceof NightshiftError) {
    return { failure: { code: error.code, reason: error.reason, hint: error.hint }, retryable: false };
  }
  const code = systemCode(error);
  if (code === 'ENOENT') {
    return {
      failure: {
        code: 'file-missing',
        reason: `${file.name} was moved or deleted while it was being read.`,
        hint: 'Drop it again if it should be processed.',
      },
      retryable: true,
    };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      failure: {
        code: 'file-unreadable',
        reason: `${file.name} may not be read: its permissions forbid it.`,
        hint: `Allow reading (in a terminal: chmod u+r) and drop it again.`,
      },
      retryable: false,
    };
  }
  // Readers are loaded when they are first needed, and may need native code.
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') {
    return { failure: notStarted(file, error), retryable: true };
  }
  return {
    failure: {
      code: 'reading-failed',
      reason: `${file.name} could not be read (${messageOf(error)}).`,
      hint: 'Open it in another program to see whether it is whole; save it anew and drop it again.',
    },
    // Errors of the system (too many open files, a disk that stumbles) pass; others do not.
    retryable: code !== undefined && /^E[A-Z]+$/.test(code),
  };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
}
