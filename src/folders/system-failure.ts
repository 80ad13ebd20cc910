/** Turns the errors of the operating system into sentences for people. */
import { NightshiftError, systemCode } from '../types/failure.ts';

/** System codes by which a file system says that it has no hard links, or grants none for this file. */
const linkRefusals = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** True when a hard link was refused for a reason that another way of moving does not share. */
export function isLinkRefusal(error: unknown): boolean {
  return linkRefusals.has(systemCode(error) ?? '');
}

/**
 * What a failed file operation means for the file at `path`: a `NightshiftError` for what a person can
 * put right (`disk-full`, `not-permitted`, `several-file-systems`), else the error unchanged.
 */
export function explainSystemError(error: unknown, path: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new NightshiftError(
        {
          code: 'disk-full',
          reason: `The disk is full, so ${path} could not be written.`,
          hint: 'Free some space on this disk; nothing was lost.',
        },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new NightshiftError(
        {
          code: 'not-permitted',
          reason: `${path} could not be written or moved because the system does not permit it.`,
          hint: 'Unlock the file, or give yourself write permission for it and for the folder that it is in.',
        },
        { cause: error },
      );
    case 'EXDEV':
      return new NightshiftError(
        {
          code: 'several-file-systems',
          reason: `${path} is on another file system than the rest of its root.`,
          hint: 'Keep the whole root on one disk: replace the mounted or linked folder by a plain one.',
        },
        { cause: error },
      );
    default:
      return error;
  }
}
