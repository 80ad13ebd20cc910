/** Settling: the note is written whole before the original moves, and the original moves last. The one place that acts on outcomes. */
import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { writeNew } from '../folders/durable.ts';
import { lookNow } from '../folders/entries.ts';
import { freeFolder } from '../folders/free-folder.ts';
import type { Journal } from '../folders/journal.ts';
import type { Mover } from '../folders/move.ts';
import type { Pair, PairNames } from '../folders/pairs.ts';
import type { Root } from '../folders/root.ts';
import { type Claim, sameFile } from '../ingest/claim.ts';
import type { Clock } from '../types/clock.ts';
import { systemCode } from '../types/failure.ts';
import { exists } from './own-notes.ts';
import { putBack } from './put-back.ts';

/** What settling needs. */
export interface SettleTools {
  readonly root: Root;
  readonly mover: Mover;
  readonly pairs: PairNames;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Where a file goes, and what its note says, given the name that the original gets there. */
export interface Destination {
  readonly folder: 'done' | 'failed';
  /** `below` is the folder of the original, below `folder`, '' for that itself. */
  readonly note: (name: string, below: string) => string;
  /** False for a further copy of something finished: the first one stays the content's result. */
  readonly isResult: boolean;
}

/** `note` is below the root. */
export type Settled =
  | { readonly type: 'settled'; readonly note: string }
  | { readonly type: 'gone' | 'changed' };

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Takes away a note that we have just written and that nobody can have seen complete: its original did not follow. */
async function withdraw(path: string, written: bigint | undefined): Promise<void> {
  try {
    if (written !== undefined && lookNow(path)?.ino === written) await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** One try to settle under the names of `pair`. */
async function settleAs(
  claim: Claim,
  destination: Destination,
  pair: Pair,
  tools: SettleTools,
): Promise<Settled | { readonly type: 'taken' }> {
  const { root, mover, journal, clock } = tools;
  const below = relative(root[destination.folder], pair.folder);
  const note = destination.note(pair.name, below);
  const target = join(destination.folder, below, pair.name);
  const noteSha256 = sha256(note);
  await journal.intend(claim.place, target, noteSha256);
  const notePath = join(pair.folder, pair.note);
  if ((await writeNew(root.temporary, notePath, note)) === 'taken') return { type: 'taken' };
  const written = lookNow(notePath)?.ino;
  const original = join(pair.folder, pair.name);
  const moved = await mover.move(claim.path, original, claim.identity).catch(async (error: unknown) => {
    // A move that broke off late may have given the original its name there; then the note is needed.
    if (!(await exists(original))) await withdraw(notePath, written);
    throw error;
  });
  if (moved !== 'moved') {
    await withdraw(notePath, written);
    return { type: moved };
  }
  const { folder: state, isResult } = destination;
  await journal.settle(claim, { at: clock.now(), state, result: target, noteSha256, isCopy: !isResult });
  return { type: 'settled', note: `${target}.md` };
}

/**
 * Settles a claim in `done/` or `failed/`, below the folders that it was dropped in, or the next free ones where
 * a file has such a name. When the person has changed the file meanwhile it goes back to where it was claimed from; when they took it away, their act stands.
 */
export async function settle(claim: Claim, destination: Destination, tools: SettleTools): Promise<Settled> {
  const base = tools.root[destination.folder];
  for (;;) {
    const state = sameFile(claim.path, claim.identity);
    if (state !== 'same') return giveUp(claim, state, tools);
    const folder = join(base, await freeFolder(base, dirname(claim.place)));
    const pair = await tools.pairs.reserve(folder, claim.name);
    const settled = await settleAs(claim, destination, pair, tools).catch((error: unknown) => {
      tools.pairs.release(pair);
      throw error;
    });
    if (settled.type === 'settled') {
      tools.pairs.take(pair);
      return settled;
    }
    tools.pairs.release(pair);
    if (settled.type !== 'taken') return giveUp(claim, settled.type, tools);
  }
}

async function giveUp(claim: Claim, state: 'gone' | 'changed', tools: SettleTools): Promise<Settled> {
  if (state === 'changed') await returnToOrigin(claim, tools);
  else tools.journal.unclaim(claim.place);
  return { type: state };
}

/** Puts a claimed file back; gives its place below its origin, or undefined when the person took it. */
export async function returnToOrigin(claim: Claim, tools: SettleTools): Promise<string | undefined> {
  const { mover, root, journal } = tools;
  const source = await putBack(mover, claim.path, root[claim.origin], claim.source);
  journal.unclaim(claim.place);
  return source;
}

/** Writes the note of a result that was paid for into `done/`, although the person took the original away meanwhile. */
export async function settleAlone(
  claim: Claim,
  note: (name: string) => string,
  { root, pairs, journal, clock }: Pick<SettleTools, 'root' | 'pairs' | 'journal' | 'clock'>,
): Promise<Settled> {
  const below = await freeFolder(root.done, dirname(claim.place));
  const folder = join(root.done, below);
  for (;;) {
    const pair = await pairs.reserve(folder, claim.name);
    const written = await writeNew(root.temporary, join(folder, pair.note), note(pair.name));
    pairs.release(pair);
    if (written !== 'written') continue;
    const result = join('done', below, pair.name);
    journal.settled.add({ at: clock.now(), state: 'done', result, isCopy: false });
    return { type: 'settled', note: join('done', below, pair.note) };
  }
}

/** Settles a directory bundle in failed/: it moves as one item and has no content of its own to remember. */
export async function failBundle(
  source: string,
  place: string,
  note: (name: string) => string,
  tools: SettleTools,
): Promise<Settled> {
  const { root, mover, pairs, journal, clock } = tools;
  const below = await freeFolder(root.failed, dirname(place));
  const folder = join(root.failed, below);
  for (;;) {
    const pair = await pairs.reserve(folder, basename(place));
    const moved = await mover.moveFolder(join(root.ingest, source), join(folder, pair.name));
    if (moved === 'moved') {
      // A note that is lost to a crash here costs a sentence, never a file.
      const text = note(pair.name);
      const result = join('failed', below, pair.name);
      journal.ownNotes.add({ noteSha256: sha256(text), result, sha256: undefined });
      journal.settled.add({ at: clock.now(), state: 'failed', result, isCopy: false });
      await writeNew(root.temporary, join(folder, pair.note), text);
      pairs.take(pair);
      return { type: 'settled', note: `${result}.md` };
    }
    pairs.release(pair);
    if (moved !== 'taken') return { type: moved };
  }
}
