/** One waiting file from its turn to its rest: identify, admit, claim, run, act on the outcome. */
import { join } from 'node:path';
import type { ContentRecord } from '../folders/journal-records.ts';
import { pruneFolder } from '../folders/prune.ts';
import { type Claimed, claimFile, type IdentifiedFile } from '../ingest/claim.ts';
import { identify } from '../ingest/identify.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { RoutedTask } from '../models/router.ts';
import { finish, type Rest } from './finish.ts';
import { bundleFailure, bundleNote } from './notes.ts';
import { exists, isOwnNote, notesIn, removeLeftNotes, removeOwnNote } from './own-notes.ts';
import { failBundle } from './settle.ts';
import type { WorkTools } from './work-tools.ts';

/** How soon a file that could not be opened is looked at again. */
const unreadableMs = 60_000;
/** How soon a file whose place in processing/ is taken is looked at again. */
const takenMs = 1000;
const forever = Number.POSITIVE_INFINITY;

/** Something was wrong with the root itself while a file was claimed or worked on: its claim has to be put right. */
export class Unfinished extends Error {
  /** Below processing/. */
  readonly place: string;

  constructor({ source, place }: IdentifiedFile, cause: unknown) {
    super(`"${source}" could not be finished.`, { cause });
    this.place = place;
  }
}

/** The contents and the places in processing/ that are in work, each with the paths of the files that wait for it. */
export type ActiveContents = Map<string, string[]>;

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
  tools.held.hold(file.source, { why: found.reason, hint: found.hint, needs: first, private: file.private });
  return true;
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

/** What its bytes say. Whether it is private, its content's history says too. */
type FoundFile = Omit<IdentifiedFile, 'private'>;

/** Opens, hashes and recognises a waiting file, or says where it rests when it cannot be claimed. */
async function identified(
  file: WaitingFile,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<FoundFile | Rest> {
  const found = await identify(join(tools.root.ingest, file.path), file, signal);
  if (found.outcome === 'unreadable') {
    const until = tools.clock.now() + unreadableMs;
    tools.held.hold(file.path, { why: found.reason, hint: found.hint, until });
    return { type: 'back', source: file.path, until };
  }
  if (found.outcome !== 'identified') return { type: 'back', source: file.path };
  const { sha256, bytes, kind, identity } = found;
  return { source: file.path, place: file.place.path, sha256, bytes, kind, identity };
}

/**
 * Where another copy of the same content lies with its result, if both still do. An original that was dragged
 * back from beside its result is no copy: it is done anew, from what is saved and whatever can be done now.
 */
async function finishedCopy(
  before: ContentRecord | undefined,
  tools: WorkTools,
): Promise<string | undefined> {
  if (before?.state !== 'done' || before.result === undefined) return undefined;
  const path = join(tools.root.path, before.result);
  return (await exists(path)) && (await exists(`${path}.md`)) ? before.result : undefined;
}

/** Nothing counts that was tried or done before; a result's note stays until there is another one. */
function beginAnew({ sha256, state, result, noteSha256 }: ContentRecord, { journal }: WorkTools): void {
  if (state === 'done' && result !== undefined && noteSha256 !== undefined) {
    journal.ownNotes.add({ noteSha256, result, sha256 });
  }
  if (state !== 'known') journal.forgetAttempts(sha256);
}

/** Claims; the empty folders that files of a folder with this name have left in processing/ are in nobody's way. */
async function claim(file: IdentifiedFile, tools: WorkTools): Promise<Claimed> {
  const claimed = await claimFile(file, tools);
  if (claimed.ok || claimed.why !== 'taken') return claimed;
  await pruneFolder(join(tools.root.processing, file.place));
  return claimFile(file, tools);
}

/** Claims and works; every way out leaves the file settled, in ingest/, or with the person. */
async function work(
  file: IdentifiedFile,
  before: ContentRecord | undefined,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  const { root, journal } = tools;
  const firstCopy = await finishedCopy(before, tools);
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
  if (await isOwnNote(found, tools)) {
    await removeOwnNote(join(tools.root.ingest, found.source), found.sha256);
    return { type: 'left' };
  }
  const before = tools.journal.content(found.sha256);
  // A private content stays private under whatever name it comes back.
  const file = { ...found, private: isPrivate || before?.private === true };
  return work(file, before, tools, signal);
}

const placeKey = (place: string): string => `place:${place}`;

/** Who waits for the work at `place`, or at one that cannot be beside it: a folder that it needs, or a file in one of its name. */
function inTheWay(place: string, active: ActiveContents): string[] | undefined {
  for (const [key, waiters] of active) {
    const inside = key.startsWith(placeKey(`${place}/`)) || placeKey(place).startsWith(`${key}/`);
    if (inside || key === placeKey(place)) return waiters;
  }
  return undefined;
}

async function handle(
  file: WaitingFile,
  active: ActiveContents,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  if (file.type === 'bundle') return failAsBundle(file, tools);
  const found = await identified(file, tools, signal);
  if ('type' in found) return found;
  const place = placeKey(found.place);
  const others = active.get(found.sha256) ?? inTheWay(found.place, active);
  if (others) {
    others.push(file.path);
    return { type: 'back', source: file.path, until: forever };
  }
  const waiters: string[] = [];
  active.set(found.sha256, waiters).set(place, waiters);
  try {
    return await handleContent(found, file.place.private, tools, signal);
  } finally {
    for (const path of waiters) tools.waiting.release(path);
    active.delete(found.sha256);
    active.delete(place);
  }
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
  const until = tools.held.newlyRenamed(file.path, tools.clock.now());
  if (until !== undefined) return tools.waiting.postpone(file.path, until);
  tools.held.release(file.path);
  const rest = await handle(file, active, tools, signal);
  if (rest.type === 'left' || rest.source !== file.path) {
    tools.held.forget(file.path);
    tools.waiting.claimed(file.path);
  } else if (rest.until === undefined) tools.waiting.putBack(file.path);
  else tools.waiting.postpone(file.path, rest.until);
}
