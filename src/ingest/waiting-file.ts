/** One thing that waits in ingest, as the rest of the program sees it. */
import type { Failure } from '../types/failure.ts';
import type { Place } from './place.ts';

/** Something that waits in ingest. */
export interface WaitingFile {
  /** '/'-separated below ingest, exactly as the file system gives it. */
  readonly path: string;
  readonly type: 'file' | 'bundle';
  readonly place: Place;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: bigint;
  /** When it was first seen here, in milliseconds since the Unix epoch. */
  readonly firstSeen: number;
}

/** Something in ingest that cannot be taken as it is, and what to do about it. */
export interface RefusedFile extends Failure {
  readonly path: string;
}

/** How many files are in which state; `waiting` is all of them but the refused ones. */
export interface WaitingCounts {
  readonly waiting: number;
  readonly ready: number;
  /** The ready ones below `now/`. */
  readonly urgent: number;
  readonly settling: number;
  readonly postponed: number;
  readonly refused: number;
}

/** Why a cloud placeholder cannot be taken. */
export function notDownloaded(path: string): Failure {
  return {
    code: 'not-downloaded',
    reason: `ingest/${path} is in the cloud and its content is not on this disk.`,
    hint: 'Choose "Download Now" in Finder; it is then picked up by itself.',
  };
}
