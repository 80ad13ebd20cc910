/** One file in cloud/ from its turn to its rest: what may not leave goes home, what is missing is bought, then it is done. */
import { join } from 'node:path';
import type { ContentRecord, Stall } from '../folders/journal-records.ts';
import { type IdentifiedFile, mimeOf, sameFile } from '../ingest/claim.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import { runsBeside } from '../models/beside.ts';
import { type BoughtResult, unknownNoteEnding, type WantedPart } from '../models/purchase.ts';
import type { Document } from '../types/document.ts';
import type { Failure } from '../types/failure.ts';
import { type ActiveContents, alone } from './active-contents.ts';
import { finish, finishFailed, finishMistaken, isOwnMistake, type Rest } from './finish.ts';
import { inItsTurn, takenMs } from './handle-file.ts';
import { claim, type FoundFile, finishedCopy, identified } from './known-file.ts';
import { UnloadablePicture } from './look.ts';
import { notesIn, removeLeftNotes } from './own-notes.ts';
import { putBack } from './put-back.ts';
import { finishTakenAway } from './taken-away.ts';
import { TaskRun } from './task-run.ts';
import { Unfinished } from './unfinished.ts';
import { wantedParts } from './wanted-parts.ts';
import type { WorkTools } from './work-tools.ts';

const forever = Number.POSITIVE_INFINITY;

/** Takes a file to ingest/, where it is done for nothing or fails with a reason, and says why. */
async function sendHome(file: IdentifiedFile, why: string, tools: WorkTools): Promise<Rest> {
  const { root, mover, tell } = tools;
  const source = await putBack(mover, join(root.cloud, file.source), root.ingest, file.source);
  if (source !== undefined) {
    tell({ type: 'notice', level: 'info', message: `"cloud/${file.source}" ${why}; it is in ingest/ now.` });
  }
  return { type: 'left' };
}

/** Claims the file out of cloud/ and brings it to its end by `end`, or by `takenAway` where the person has taken it. */
async function claimAndEnd(
  file: IdentifiedFile,
  end: (claimed: Parameters<typeof finish>[0]) => Promise<Rest>,
  tools: WorkTools,
  takenAway = async (): Promise<void> => tools.tell({ type: 'gone', path: file.source }),
): Promise<Rest> {
  try {
    const claimed = await claim(file, tools);
    if (claimed.ok) {
      tools.tell({ type: 'claimed', path: file.source, bytes: file.bytes });
      // It may have been dragged here from failed/, as its note there says.
      await removeLeftNotes(tools.root, tools.journal, notesIn('failed', file.sha256, tools.journal));
      return await end(claimed.claim);
    }
    // What was bought for it is kept for when it comes back, whatever else is done.
    if (claimed.why === 'gone') await takenAway();
    const until = claimed.why === 'taken' ? { until: tools.clock.now() + takenMs } : {};
    return { type: 'back', source: file.source, ...until };
  } catch (error) {
    throw new Unfinished(file, error);
  }
}

function failWith(file: IdentifiedFile, failure: Failure, tools: WorkTools): Promise<Rest> {
  const end = async (claimed: Parameters<typeof finish>[0]): Promise<Rest> => {
    await finishFailed(claimed, failure, tools);
    return { type: 'left' };
  };
  return claimAndEnd(file, end, tools);
}

/** Sends home what stalled and need not be bought. Its stall goes last: what lies in cloud/ without one was put there to be bought. */
async function takeBack(file: IdentifiedFile, why: string, tools: WorkTools): Promise<Rest> {
  const rest = await sendHome(file, why, tools);
  tools.journal.forgetStall(file.sha256);
  return rest;
}

/** A purchase that was planned and cannot be made now is done here for nothing. */
function planAnew(file: IdentifiedFile, why: string, tools: WorkTools): Promise<Rest> {
  tools.errand?.turnedBack();
  return takeBack(file, why, tools);
}

/** Whether what stalled for want of a model has one here now, with nothing of it sent yet. */
async function isServedHere(file: IdentifiedFile, stall: Stall, tools: WorkTools): Promise<boolean> {
  if (!stall.lacking || tools.cloud.hasSent(file.sha256)) return false;
  return (await tools.router.availableFor(stall.task, { private: false })).ok;
}

async function save(
  file: IdentifiedFile,
  { task, part }: WantedPart,
  bought: BoughtResult,
  tools: WorkTools,
): Promise<void> {
  tools.journal.forgetResults(file.sha256, ['summarise', 'extract', 'embed']);
  await tools.journal.saveResult(file.sha256, task, part, bought);
}

/** The tasks of a file in cloud/ that are done here. */
function tasksOf(
  { sha256, source, bytes }: IdentifiedFile,
  stall: Stall | undefined,
  { router, journal, tell, clock, runs }: WorkTools,
  signal: AbortSignal,
): TaskRun {
  return new TaskRun({
    ...{ router, journal, tell, sha256, path: source, private: false, signal, bytes, clock },
    runs: runs.unlisted(),
    // What is bought to spare the models of this machine is not asked of them meanwhile.
    errand: stall?.planned ? { mustWait: (_, spec) => !runsBeside(spec) } : undefined,
  });
}

/** What was had of a file so far, in case that the person takes it away. */
interface Haul {
  /** Another copy of it waits for this one: it was only moved, or is there twice. */
  readonly isElsewhere: () => boolean;
  /** As it was read last. */
  document?: Document;
  /** Something of it was paid for, and is saved. */
  paid?: true;
}

/** Buys what is missing, or says what it waits for; then the rest is done here, for nothing. */
async function buyAndFinish(
  file: IdentifiedFile,
  stall: Stall | undefined,
  tools: WorkTools,
  signal: AbortSignal,
  haul: Haul,
): Promise<Rest> {
  const { root, journal, readers, cloud } = tools;
  const { sha256, source, bytes, place } = file;
  const toRead = {
    path: join(root.cloud, source),
    name: place.slice(place.lastIndexOf('/') + 1),
    mime: mimeOf(file.kind),
    bytes,
  };
  const tasks = tasksOf(file, stall, tools, signal);
  const wanted = await wantedParts(toRead, stall, { readers, tasks });
  if (wanted.type === 'aborted') return { type: 'back', source };
  const parts = wanted.type === 'wanted' ? wanted.parts : [];
  if (wanted.type === 'wanted') {
    haul.document = wanted.document;
    if (parts.length === 0 && wanted.document.kind === 'text' && stall === undefined) {
      return sendHome(file, 'has nothing in it for a cloud model to see or hear', tools);
    }
  }
  const buyer = {
    sha256,
    path: `cloud/${source}`,
    // A copy may be put into private/ while this one is on its way.
    get private() {
      return file.private || journal.content(sha256)?.private === true;
    },
    get changed() {
      return sameFile(toRead.path, file.identity) !== 'same';
    },
    save: async (part: WantedPart, bought: BoughtResult) => {
      await save(file, part, bought, tools);
      haul.paid = true;
    },
  };
  const takenAway = async (): Promise<void> => {
    const { document, paid } = haul;
    if (document && paid && !buyer.private && !haul.isElsewhere()) {
      await finishTakenAway(file, document, tasksOf(file, stall, tools, signal), tools);
    } else tools.tell({ type: 'gone', path: source });
  };
  const purchase = parts.length === 0 ? undefined : await cloud.buy(parts, buyer, signal);
  if (purchase?.type === 'aborted') {
    // What was paid for before the rest was given up.
    if (haul.paid && sameFile(toRead.path, file.identity) === 'gone') await takenAway();
    return { type: 'back', source };
  }
  if (purchase?.type === 'failed') return failWith(file, purchase.failure, tools);
  if (purchase?.type === 'waits') {
    // What was bought of it is saved.
    if (stall?.planned && !cloud.hasOpen(sha256)) {
      return planAnew(file, `cannot be bought now (${purchase.why.replace(/\.$/, '')})`, tools);
    }
    const { why, hint, until = forever } = purchase;
    tools.held.hold(source, { why, hint, ...(until === forever ? {} : { until }) });
    return { type: 'back', source, until };
  }
  // The words of a picture say whether it has to be described as well, and the models here have had their try.
  if (stall?.lacking === false && parts.some(({ task }) => task === 'recognise')) {
    return buyAndFinish(file, stall, tools, signal, haul);
  }
  // With nothing left to buy it would stall for ever.
  const mayStall = parts.length > 0;
  const end = (claimed: Parameters<typeof finish>[0]): Promise<Rest> =>
    finish(claimed, undefined, tools, signal, mayStall);
  return claimAndEnd(file, end, tools, takenAway);
}

/** As `buyAndFinish`; a mistake on the way is this file's failed attempt, as it is in ingest/. */
async function buyOrFail(
  file: IdentifiedFile,
  stall: Stall | undefined,
  tools: WorkTools,
  signal: AbortSignal,
  haul: Haul,
): Promise<Rest> {
  try {
    return await buyAndFinish(file, stall, tools, signal, haul);
  } catch (error) {
    if (error instanceof UnloadablePicture) return failWith(file, error.failure, tools);
    if (error instanceof Unfinished || !isOwnMistake(error)) throw error;
    if (signal.aborted) return { type: 'back', source: file.source };
    return claimAndEnd(file, (claimed) => finishMistaken(claimed, error, tools), tools);
  }
}

async function handleContent(
  found: FoundFile,
  isPrivate: boolean,
  tools: WorkTools,
  signal: AbortSignal,
  haul: Haul,
): Promise<Rest> {
  const { journal } = tools;
  const before: ContentRecord | undefined = journal.content(found.sha256);
  const file = { ...found, private: isPrivate || before?.private === true };
  if (file.private) {
    journal.know({ ...file, mime: mimeOf(file.kind) });
    return sendHome(file, 'is private and never leaves this machine', tools);
  }
  if (file.kind === 'empty' || !file.kind.supported)
    return sendHome(file, 'is nothing that can be sent', tools);
  const firstCopy = before && (await finishedCopy(before, tools));
  if (firstCopy !== undefined) {
    return claimAndEnd(file, (claimed) => finish(claimed, firstCopy, tools, signal), tools);
  }
  const stall = journal.stall(file.sha256);
  if (stall && (await isServedHere(file, stall, tools))) {
    return takeBack(file, 'can be done on this machine now', tools);
  }
  if (stall?.planned && tools.errand?.purchase === undefined && !tools.cloud.hasSent(file.sha256)) {
    return planAnew(file, 'need not be bought any more', tools);
  }
  return buyOrFail(file, stall, tools, signal, haul);
}

/** Never while the file that it is about is in work: that would not notice what was decided meanwhile. */
function handleAnswer(note: WaitingFile, active: ActiveContents, tools: WorkTools): Promise<Rest> {
  const { path } = note;
  const about = (name: string): string => name.slice(0, -unknownNoteEnding.length);
  const found = { sha256: `answer:${path}`, place: about(note.place.path), source: path };
  const release = () => tools.waiting.release(path);
  return alone(found, active, release, async () => {
    const answered = await tools.cloud.readAnswer(`cloud/${path}`);
    // What the person decided is done at once.
    if (answered) tools.waiting.release(about(path));
    return { type: 'back', source: path, until: forever };
  });
}

async function handle(
  file: WaitingFile,
  active: ActiveContents,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  if (file.type === 'bundle') {
    tools.held.hold(file.path, {
      why: `"${file.path}" is a folder that the Mac shows as one file.`,
      hint: 'Move it to ingest/.',
    });
    return { type: 'back', source: file.path, until: forever };
  }
  if (file.path.endsWith(unknownNoteEnding)) return handleAnswer(file, active, tools);
  const found = await identified(file, 'cloud', tools, signal);
  if ('type' in found) return found;
  const release = () => tools.waiting.release(file.path);
  const haul: Haul = { isElsewhere: () => (active.get(found.sha256)?.length ?? 0) > 0 };
  const work = () => handleContent(found, file.place.private, tools, signal, haul);
  return alone(found, active, release, work);
}

/**
 * Handles one file that was taken from those in cloud/; `waiting` and `held` of the tools are those of that folder.
 * Throws only what is wrong with the root itself.
 */
export async function handleCloudFile(
  file: WaitingFile,
  active: ActiveContents,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<void> {
  await inItsTurn(file, tools, () => handle(file, active, tools, signal));
}
