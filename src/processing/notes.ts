/** Fills in what the notes say of a claim. */
import { basename } from 'node:path';
import type { ContentRecord } from '../folders/journal-records.ts';
import type { Claim } from '../ingest/claim.ts';
import { renderDuplicateNote } from '../report/duplicate-note.ts';
import { renderFailureNote } from '../report/failure-note.ts';
import { renderResultNote } from '../report/result-note.ts';
import { isoWithOffset } from '../report/times.ts';
import type { Failure } from '../types/failure.ts';
import type { JobResult } from './job-result.ts';

/** The moment of writing and the zone to write it in: `local` or an IANA name. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly timeZone: string;
}

/** Which way a file was done, and what that cost. */
export interface Bill {
  readonly route: 'local' | 'cloud';
  /** Why it was not done locally, one sentence. */
  readonly stalled?: string;
  readonly costUsd: number;
  /** The person took the original away before its result was settled. */
  readonly originalMissing?: boolean;
}

/** The note of a finished file; `name` is its name in done/. */
export function resultNote(
  claim: Claim,
  result: JobResult,
  bill: Bill,
  name: string,
  moment: Moment,
): string {
  const { document, pictures, transcript, summary, entities, models, incomplete, seconds } = result;
  const modified = Number(claim.identity.mtimeNs / 1_000_000n);
  return renderResultNote({
    source: claim.source,
    originalName: name,
    sha256: claim.sha256,
    bytes: claim.bytes,
    kind: document.kind,
    mime: document.mime,
    created: document.facts.created ?? isoWithOffset(modified, moment.timeZone),
    processed: isoWithOffset(moment.now, moment.timeZone),
    document,
    pictures,
    ...(transcript ? { transcript } : {}),
    ...(summary ? { summary } : {}),
    ...(entities ? { entities } : {}),
    ...bill,
    models,
    incomplete,
    tookSeconds: seconds,
  });
}

/**
 * The short note of a further copy of something finished. `first` is that one's path below the root, `place` this
 * copy's own folder below done/ and its name there.
 */
export function duplicateNote(
  claim: Claim,
  first: string,
  place: { readonly name: string; readonly folder: string },
  moment: Moment,
): string {
  return renderDuplicateNote({
    source: claim.source,
    originalName: place.name,
    sha256: claim.sha256,
    bytes: claim.bytes,
    processed: isoWithOffset(moment.now, moment.timeZone),
    duplicateOf: first.replace(/^done\//, ''),
    folder: place.folder,
  });
}

/** The note of a file that could not be done; this failure is counted in `attempts`. */
export function failureNote(
  claim: Claim,
  failure: Failure,
  record: Partial<ContentRecord> & Pick<Bill, 'costUsd'>,
  name: string,
  moment: Moment,
): string {
  const now = isoWithOffset(moment.now, moment.timeZone);
  return renderFailureNote({
    source: claim.source,
    originalName: name,
    sha256: claim.sha256,
    bytes: claim.bytes,
    ...failure,
    attempts: record.attempts ?? 1,
    firstFailed: record.firstFailed === undefined ? now : isoWithOffset(record.firstFailed, moment.timeZone),
    lastFailed: now,
    costUsd: record.costUsd,
  });
}

/** The note of a folder that macOS shows as one file. */
export function bundleNote(
  source: string,
  failure: Failure,
  bytes: number,
  name: string,
  moment: Moment,
): string {
  const now = isoWithOffset(moment.now, moment.timeZone);
  const attempts = { attempts: 1, firstFailed: now, lastFailed: now };
  return renderFailureNote({ source, originalName: name, bytes, ...failure, ...attempts, costUsd: 0 });
}

/** Why a file of no kind that we read has failed. */
export function kindFailure(claim: Claim): Failure | undefined {
  const name = basename(claim.source);
  if (claim.kind === 'empty') {
    return {
      code: 'file-empty',
      reason: `"${name}" is empty: it has no bytes at all.`,
      hint: 'If it should hold something, save or copy it again and drop the new one into ingest/.',
    };
  }
  if (claim.kind.supported) return undefined;
  return {
    code: 'kind-unsupported',
    reason: `"${name}" is ${claim.kind.description} (${claim.kind.mime}), which this version does not read.`,
    hint:
      claim.kind.hint ??
      'Save or export it as text, Markdown, PDF, an image or a sound file and drop that into ingest/.',
  };
}

/** Why a folder that macOS shows as one file has failed. */
export function bundleFailure(source: string): Failure {
  const name = basename(source);
  return {
    code: 'bundle-unsupported',
    reason: `"${name}" is a folder that the Mac shows as one file (a bundle), and Nightshift reads only single files.`,
    hint: 'Open it with its own program, export it as PDF or text, and drop that into ingest/.',
  };
}
