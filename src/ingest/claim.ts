/** Claims a file: from ingest/ or cloud/ to the same place in processing/, known by its content from then on. */
import { basename, join } from 'node:path';
import { lookNow } from '../folders/entries.ts';
import type { Journal } from '../folders/journal.ts';
import type { Origin } from '../folders/journal-records.ts';
import type { Mover } from '../folders/move.ts';
import type { Root } from '../folders/root.ts';
import type { FileKind } from '../types/kind.ts';

/** What tells one state of one file from any other. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** A file that is ours to work on until it is settled or put back. */
export interface Claim {
  /** The folder that it was claimed from, and goes back to when nothing comes of it. */
  readonly origin: Origin;
  /** Below its origin, as dropped. */
  readonly source: string;
  /** Below processing/, done/ and failed/: `source` without `now/`. */
  readonly place: string;
  /** Absolute, in processing/. */
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: FileKind | 'empty';
  readonly identity: FileIdentity;
  readonly private: boolean;
}

/** What claiming needs. */
export interface ClaimTools {
  readonly root: Root;
  readonly mover: Mover;
  readonly journal: Journal;
}

/** A claim, or why there is none: the file is gone or another, or its place in processing/ is taken. */
export type Claimed =
  | { readonly ok: true; readonly claim: Claim }
  | { readonly ok: false; readonly why: NoClaim };
export type NoClaim = 'gone' | 'changed' | 'taken';

/** What is known of a waiting file once its bytes have been read. */
export type IdentifiedFile = Omit<Claim, 'path' | 'name'>;

/** IANA media type. */
export const mimeOf = (kind: FileKind | 'empty'): string =>
  kind === 'empty' ? 'application/x-empty' : kind.mime;

/** Whether the file at `path` is still what `identity` says. */
export function sameFile(path: string, identity: FileIdentity): 'same' | 'changed' | 'gone' {
  const now = lookNow(path);
  if (now === undefined) return 'gone';
  const same =
    now.dev === identity.dev &&
    now.ino === identity.ino &&
    now.size === identity.size &&
    now.mtimeNs === identity.mtimeNs;
  return same ? 'same' : 'changed';
}

/**
 * Writes the claim down, then moves the file. Losing the race is normal; a file that was written to
 * since it was hashed is claimed all the same and answers `changed` at the end, so the caller puts it back.
 */
export async function claimFile(file: IdentifiedFile, tools: ClaimTools): Promise<Claimed> {
  const { root, mover, journal } = tools;
  const mime = mimeOf(file.kind);
  if (!journal.claim({ ...file, ino: file.identity.ino, mime })) return { ok: false, why: 'taken' };
  const path = join(root.processing, file.place);
  const moved = await mover.move(join(root[file.origin], file.source), path, file.identity, true);
  if (moved !== 'moved') {
    journal.unclaim(file.place);
    return { ok: false, why: moved };
  }
  return { ok: true, claim: { ...file, path, name: basename(file.place) } };
}
