/** One waiting file from its turn to its rest: identify, admit, claim, run, act on the outcome. */
import { join } from 'node:path';
import type { ContentRecord, Stall } from '../folders/journal-records.ts';
import type { IdentifiedFile } from '../ingest/claim.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { RoutedTask } from '../models/router.ts';
import { type ActiveContents, alone } from './active-contents.ts';
import { finish, finishStalled, type Rest } from './finish.ts';
import { beginAnew, claim, type FoundFile, finishedCopy, identified } from './known-file.ts';
import { bundleFailure, bundleNote } from './notes.ts';
import { isOwnNote, notesIn, removeLeftNotes, removeOwnNote } from './own-notes.ts';
import { failBundle } from './settle.ts';
import { isStalled } from './stall.ts';
import { Unfinished } from './unfinished.ts';
import type { WorkTools } from './work-tools.ts';

/** How soon a file whose place in processing/ is taken is looked at again, in milliseconds. */
export const takenMs = 1000;
const forever = Number.POSITIVE_INFINITY;

/** The tasks of which one must be possible before a file of this kind is claimed. */
function essentialTasks(file: IdentifiedFile): readonly RoutedTask[] {
  if (file.kind === 'empty' || !file.kind.supported) return [];
  const tasks = { audio: ['transcribe'], image: ['recognise', 'describe'], text: ['summarise'] } as const;
  return tasks[file.kind.kind];
}

/** Holds a file for which there is no model now. True when it is held. */
async function heldForModel(file: IdentifiedFile, tools: WorkTools): Promise<boolean> {
  const tasks = essentialTasks(file);
  const first = tasks[0];
  if (first === undefined) return false;
  for (const task of tasks.slice(1)) {
    if ((await tools.router.availableFor(task, { private: file.private })).ok) return false;
  }
  const found = await tools.router.availableFor(first, { private: file.private });
  if (found.ok) return false;
  // What stalls goes its own way; an outage is no stall.
  const buyable = await tools.cloud.buyable();
  if (isStalled({ task: first, outage: found.outage, private: file.private, buyable })) return false;
  tools.held.hold(file.source, { why: found.reason, hint: found.hint, needs: first, private: file.private });
  return true;
}

/** Why this file goes to cloud/ before it is read, when the night is too short for it and it may be bought. */
async function plannedPurchase(file: IdentifiedFile, tools: WorkTools): Promise<Stall | undefined> {
  const reason = tools.errand?.purchase;
  if (reason === undefined || file.kind === 'empty' || !file.kind.supported) return undefined;
  const task = ({ image: 'describe', audio: 'transcribe', text: undefined } as const)[file.kind.kind];
  const buyable = await tools.cloud.buyable();
  if (!task || !isStalled({ task, outage: false, private: file.private, buyable })) return undefined;
  return { task, reason, lacking: false, planned: true };
}

async function failAsBundle(file: WaitingFile, tools: WorkTools): Promise<Rest> {
  const failure = bundleFailure(file.path);
  const moment = tools.moment();
  const note = (name: string): string => bundleNote(file.path, failure, file.size, name, moment);
  const settled = await failBundle(file.path, file.place.path, note, tools);
  if (settled.type === 'settled') {
    tools.tell({ type: 'failed', path: file.path, note: settled.note, ...failure });
  }
  return { type: 'left' };
}

/** Claims and works; every way out leaves the file settled, in ingest/, or with the person. */
async function work(
  file: IdentifiedFile,
  before: ContentRecord | undefined,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  const { root, journal } = tools;
  const firstCopy = before && (await finishedCopy(before, tools));
  // What is finished, or was, needs no model: all that it cannot do without is saved.
  if (before?.state !== 'done' && (await heldForModel(file, tools))) {
    return { type: 'back', source: file.source, until: forever };
  }
  try {
    const claimed = await claim(file, tools);
    if (!claimed.ok) {
      const until = claimed.why === 'taken' ? { until: tools.clock.now() + takenMs } : {};
      return { type: 'back', source: file.source, ...until };
    }
    tools.tell({ type: 'claimed', path: file.source, bytes: file.bytes });
    if (before) await removeLeftNotes(root, journal, notesIn('failed', file.sha256, journal));
    if (before && firstCopy === undefined) beginAnew(before, tools);
    const purchase = firstCopy === undefined ? await plannedPurchase(file, tools) : undefined;
    if (purchase) {
      await finishStalled(claimed.claim, purchase, tools);
      return { type: 'left' };
    }
    return await finish(claimed.claim, firstCopy, tools, signal);
  } catch (error) {
    throw new Unfinished(file, error);
  }
}

/** Works on a content that nobody else is working on. */
async function handleContent(
  found: FoundFile,
  isPrivate: boolean,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  if (isOwnNote(found, tools)) {
    await removeOwnNote(join(tools.root.ingest, found.source), found.sha256);
    return { type: 'left' };
  }
  const before = tools.journal.content(found.sha256);
  // A private content stays private under whatever name it comes back.
  const file = { ...found, private: isPrivate || before?.private === true };
  tools.errand?.opened(found);
  return work(file, before, tools, signal);
}

async function handle(
  file: WaitingFile,
  active: ActiveContents,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  if (file.type === 'bundle') return failAsBundle(file, tools);
  const found = await identified(file, 'ingest', tools, signal);
  if ('type' in found) return found;
  const release = () => tools.waiting.release(file.path);
  const work = () => handleContent(found, file.place.private, tools, signal);
  return alone(found, active, release, work);
}

/**
 * Handles one file that was taken from the waiting ones. Throws only what is wrong with the root itself (a
 * full disk, say); the file is then in ingest/ or processing/, where recovery finds it.
 */
export async function handleFile(
  file: WaitingFile,
  active: ActiveContents,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<void> {
  await inItsTurn(file, tools, () => handle(file, active, tools, signal));
}

/**
 * Has a file that was taken handled by `handle`, unless it is one that was put back under another name and waits for its
 * time; then tells the waiting files, of whichever folder, what became of it.
 */
export async function inItsTurn(
  file: WaitingFile,
  { held, waiting, clock }: Pick<WorkTools, 'held' | 'waiting' | 'clock'>,
  handle: () => Promise<Rest>,
): Promise<void> {
  const until = held.newlyRenamed(file.path, clock.now());
  if (until !== undefined) return waiting.postpone(file.path, until);
  held.release(file.path);
  const rest = await handle();
  if (rest.type === 'left' || rest.source !== file.path) {
    held.forget(file.path);
    waiting.claimed(file.path);
  } else if (rest.until === undefined) waiting.putBack(file.path);
  else waiting.postpone(file.path, rest.until);
}
