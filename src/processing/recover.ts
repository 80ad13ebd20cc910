/**
 * What a dead owner left behind is put right before anything is looked at, so that a crash needs no path
 * of its own: every file ends where its journal or its note says, or waits again where it was claimed from.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { clearTemporary } from '../folders/durable.ts';
import { lookNow } from '../folders/entries.ts';
import type { Journal } from '../folders/journal.ts';
import type { ClaimRecord } from '../folders/journal-records.ts';
import { type Mover, recoverMoves } from '../folders/move.ts';
import type { Root } from '../folders/root.ts';
import { dropSecondName, inodeAt, nameOfInode } from '../folders/second-name.ts';
import { systemCode } from '../types/failure.ts';
import { putBack } from './put-back.ts';

/** What recovering needs; the caller owns the root. */
export interface RecoverTools {
  readonly root: Root;
  readonly mover: Mover;
  readonly journal: Journal;
}

/** What was put right, for the log. */
export interface Recovered {
  /** Below the root: where each file is now. */
  readonly finished: readonly string[];
  readonly putBack: readonly string[];
}

/** What starting put right, and what it could not: those files stay where they are until the next start. */
export interface RecoveredRoot extends Recovered {
  readonly failures: readonly unknown[];
}

/** Whether the note of a claim was written, whole and as intended. */
async function noteIsWhole(root: Root, claim: ClaimRecord): Promise<boolean> {
  if (claim.target === undefined || claim.noteSha256 === undefined) return false;
  try {
    const note = await readFile(join(root.path, `${claim.target}.md`));
    return createHash('sha256').update(note).digest('hex') === claim.noteSha256;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

async function settledAs(claim: ClaimRecord, { root, journal }: RecoverTools): Promise<void> {
  const { target, noteSha256, sha256 } = claim;
  if (target === undefined || noteSha256 === undefined) return;
  // The dead owner's hour: its note was the last thing that it wrote.
  const at = Number(lookNow(join(root.path, `${target}.md`))?.mtimeMs ?? 0);
  const state = target.startsWith('failed') ? 'failed' : 'done';
  // A further copy of a finished file must not take the place of the first one's result.
  const first = state === 'done' && journal.content(sha256)?.state === 'done';
  await journal.settle(claim, { at, state, result: target, noteSha256, isCopy: first });
}

/** Takes away the note of a settling that did not come to its end; the result is saved and will be written anew. */
async function withdrawNote(root: Root, claim: ClaimRecord): Promise<void> {
  if (claim.target !== undefined && (await noteIsWhole(root, claim))) {
    await rm(join(root.path, `${claim.target}.md`), { force: true });
  }
}

/** Takes a file in processing/ back to `base`, unless a move that was cut short has already given it a name there. */
async function takeBack(
  path: string,
  ino: bigint,
  base: string,
  source: string,
  { mover }: RecoverTools,
): Promise<string | undefined> {
  const there = await nameOfInode(dirname(join(base, source)), ino);
  if (there === undefined) return putBack(mover, path, base, source);
  await dropSecondName(there, path);
  return relative(base, there);
}

/** Brings one claim to its end, wherever it was broken off: settled when its result is whole, else back where it was claimed from. */
export async function recoverClaim(claim: ClaimRecord, tools: RecoverTools): Promise<Recovered> {
  const { root, journal } = tools;
  const place = join(root.processing, claim.place);
  const target = claim.target === undefined ? undefined : join(root.path, claim.target);
  const here = await inodeAt(place);
  const there = target === undefined ? undefined : await inodeAt(target);

  if (target !== undefined && there === claim.ino && (await noteIsWhole(root, claim))) {
    await dropSecondName(target, place);
    await settledAs(claim, tools);
    return { finished: [relative(root.path, target)], putBack: [] };
  }
  if (there === undefined || there === here) await withdrawNote(root, claim);
  if (here !== undefined && target !== undefined) await dropSecondName(place, target);
  const source =
    here === undefined ? undefined : await takeBack(place, here, root[claim.origin], claim.source, tools);
  journal.unclaim(claim.place);
  return { finished: [], putBack: source === undefined ? [] : [join(claim.origin, source)] };
}

/** Every file below `folder`, as paths below it. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/**
 * Puts everything right. What fails (a folder that may not be written, a name that is in the way) concerns
 * its own file only and must not keep the root from opening.
 */
export async function recover(tools: RecoverTools): Promise<RecoveredRoot> {
  const { root, journal } = tools;
  const [finished, returned]: [string[], string[]] = [[], []];
  const failures: unknown[] = [];
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    await act().catch((error: unknown) => void failures.push(error));
  };
  await clearTemporary(root.temporary);
  await attempt(() => recoverMoves(root, journal.moveIntents));
  for (const claim of journal.claims()) {
    await attempt(async () => {
      const recovered = await recoverClaim(claim, tools);
      finished.push(...recovered.finished);
      returned.push(...recovered.putBack);
    });
  }
  // What lies in processing/ without a claim (the journal is gone, or a person put it there) waits its turn like any other.
  const claimed = new Set(journal.claims().map(({ place }) => place));
  for (const place of await filesBelow(root.processing)) {
    if (claimed.has(place)) continue;
    await attempt(async () => {
      const path = join(root.processing, place);
      const ino = await inodeAt(path);
      const source = ino === undefined ? undefined : await takeBack(path, ino, root.ingest, place, tools);
      if (source !== undefined) returned.push(join('ingest', source));
    });
  }
  return { finished, putBack: returned, failures };
}
