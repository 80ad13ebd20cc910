/** One file in cloud/ from its turn to its rest: what may not leave goes home, what is missing is bought, then it is done. */
import { join } from 'node:path';
import type { ContentRecord, Stall } from '../folders/journal-records.ts';
import { type IdentifiedFile, mimeOf, sameFile } from '../ingest/claim.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import { runsBeside } from '../models/beside.ts';
import { type BoughtResult, unknownNoteEnding, type WantedPart } from '../models/purchase.ts';
import type { Failure } from '../types/failure.ts';
import { type ActiveContents, alone } from './active-contents.ts';
import { finish, finishFailed, finishMistaken, isOwnMistake, type Rest } from './finish.ts';
import { inItsTurn, takenMs } from './handle-file.ts';
import { claim, type FoundFile, finishedCopy, identified } from './known-file.ts';
import { UnloadablePicture } from './look.ts';
import { notesIn, removeLeftNotes } from './own-notes.ts';
import { putBack } from './put-back.ts';
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

/** Claims the file out of cloud/ and brings it to its end by `end`. */
async function claimAndEnd(
  file: IdentifiedFile,
  end: (claimed: Parameters<typeof finish>[0]) => Promise<Rest>,
  tools: WorkTools,
): Promise<Rest> {
  try {
    const claimed = await claim(file, tools);
    if (claimed.ok) {
      tools.tell({ type: 'claimed', path: file.source, bytes: file.bytes });
      // It may have been dragged here from failed/, as its note there says.
      await removeLeftNotes(tools.root, tools.journal, notesIn('failed', file.sha256, tools.journal));
      return await end(claimed.claim);
    }
    // What was bought for it is kept for when it comes back.
    if (claimed.why === 'gone') tools.tell({ type: 'gone', path: file.source });
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

/** A purchase that was planned and cannot be made now is done here for nothing. */
function planAnew(file: IdentifiedFile, why: string, tools: WorkTools): Promise<Rest> {
  tools.journal.forgetStall(file.sha256);
  tools.errand?.turnedBack();
  return sendHome(file, why, tools);
}

/** Whether what stalled for want of a model has one here now, with nothing of it sent yet. */
async function isServedHere(file: IdentifiedFile, stall: Stall, tools: WorkTools): Promise<boolean> {
  if (!stall.lacking || tools.cloud.hasSent(file.sha256)) return false;
  return (await tools.router.availableFor(stall.task, { private: false })).ok;
}

function save(
  file: IdentifiedFile,
  { task, part }: WantedPart,
  bought: BoughtResult,
  tools: WorkTools,
): void {
  tools.journal.forgetResults(file.sha256, ['summarise', 'extract', 'embed']);
  tools.journal.saveResult(file.sha256, task, part, bought);
}

/** Buys what is missing, or says what it waits for; then the rest is done here, for nothing. */
async function buyAndFinish(
  file: IdentifiedFile,
  stall: Stall | undefined,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  const { root, router, journal, tell, readers, cloud, runs } = tools;
  const { sha256, source, bytes, place } = file;
  const toRead = {
    path: join(root.cloud, source),
    name: place.slice(place.lastIndexOf('/') + 1),
    mime: mimeOf(file.kind),
    bytes,
  };
  const shared = { router, journal, tell, sha256, path: source, private: false, signal, bytes };
  const tasks = new TaskRun({
    ...{ ...shared, clock: tools.clock, runs: runs.unlisted() },
    // What is bought to spare the models of this machine is not asked of them meanwhile.
    errand: stall?.planned ? { mustWait: (_, spec) => !runsBeside(spec) } : undefined,
  });
  const wanted = await wantedParts(toRead, stall, { readers, tasks });
  if (wanted.type === 'aborted') return { type: 'back', source };
  const parts = wanted.type === 'wanted' ? wanted.parts : [];
  if (wanted.type === 'wanted' && parts.length === 0 && wanted.kind === 'text' && stall === undefined) {
    return sendHome(file, 'has nothing in it for a cloud model to see or hear', tools);
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
    save: (part: WantedPart, bought: BoughtResult) => save(file, part, bought, tools),
  };
  const purchase = parts.length === 0 ? undefined : await cloud.buy(parts, buyer, signal);
  if (purchase?.type === 'aborted') return { type: 'back', source };
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
    return buyAndFinish(file, stall, tools, signal);
  }
  // With nothing left to buy it would stall for ever.
  const mayStall = parts.length > 0;
  return claimAndEnd(file, (claimed) => finish(claimed, undefined, tools, signal, mayStall), tools);
}

/** As `buyAndFinish`; a mistake on the way is this file's failed attempt, as it is in ingest/. */
async function buyOrFail(
  file: IdentifiedFile,
  stall: Stall | undefined,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<Rest> {
  try {
    return await buyAndFinish(file, stall, tools, signal);
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
  const firstCopy = await finishedCopy(before, tools);
  if (firstCopy !== undefined) {
    return claimAndEnd(file, (claimed) => finish(claimed, firstCopy, tools, signal), tools);
  }
  const stall = journal.stall(file.sha256);
  if (stall && (await isServedHere(file, stall, tools))) {
    journal.forgetStall(file.sha256);
    return sendHome(file, 'can be done on this machine now', tools);
  }
  if (stall?.planned && tools.errand?.purchase === undefined && !tools.cloud.hasSent(file.sha256)) {
    return planAnew(file, 'need not be bought any more', tools);
  }
  return buyOrFail(file, stall, tools, signal);
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
  if (file.path.endsWith(unknownNoteEnding)) {
    const answered = await tools.cloud.readAnswer(`cloud/${file.path}`);
    // What the person decided is done at once.
    if (answered) tools.waiting.release(file.path.slice(0, -unknownNoteEnding.length));
    return { type: 'back', source: file.path, until: forever };
  }
  const found = await identified(file, 'cloud', tools, signal);
  if ('type' in found) return found;
  const release = () => tools.waiting.release(file.path);
  return alone(found, active, release, () => handleContent(found, file.place.private, tools, signal));
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
