/** From a claim to its rest: run the job, decide, act. */
import { basename, dirname, join } from 'node:path';
import type { Stall } from '../folders/journal-records.ts';
import type { Claim } from '../ingest/claim.ts';
import type { RoutedTask } from '../models/router.ts';
import { type Failure, NightshiftError, systemCode } from '../types/failure.ts';
import { billOf } from './bill.ts';
import { WindowClosed } from './closing.ts';
import type { SetAside } from './errand.ts';
import type { JobResult } from './job-result.ts';
import { duplicateNote, failureNote, kindFailure, resultNote } from './notes.ts';
import { type JobEnd, type Outcome, outcomeOf } from './outcome.ts';
import { notesIn, removeLeftNotes } from './own-notes.ts';
import { putBack } from './put-back.ts';
import { runJob } from './run-job.ts';
import { returnToOrigin, type Settled, settle } from './settle.ts';
import { isStalled } from './stall.ts';
import { settleWithoutOriginal } from './taken-away.ts';
import { TaskRun } from './task-run.ts';
import type { WorkTools } from './work-tools.ts';

/** A model that answered this lately is installed here: when it is away, its work waits for it. */
const rememberedDays = 7;

const seenFact = (spec: string): string => `seen ${spec}`;

function isAwaited(specs: readonly string[], tools: WorkTools): boolean {
  const since = tools.clock.now() - rememberedDays * 24 * 3_600_000;
  return specs.some((spec) => Number(tools.journal.fact(seenFact(spec)) ?? 0) > since);
}

/** Remembers which models worked, so that a later outage of one is known to be an outage. */
function remember(models: JobResult['models'], tools: WorkTools): void {
  const now = tools.clock.now();
  for (const spec of new Set(Object.values(models).flatMap((specs) => specs.split(', ')))) {
    if (!spec.startsWith('ollama:') && !spec.startsWith('compatible:')) continue;
    const last = Number(tools.journal.fact(seenFact(spec)) ?? 0);
    if (now - last > 24 * 3_600_000) tools.journal.setFact(seenFact(spec), String(now));
  }
}

type CouldBuy = (task: RoutedTask) => boolean;

/** Whether the cloud could take a task of this file now. What is private never leaves. */
async function couldBuyFor(claim: Claim, { cloud }: WorkTools): Promise<CouldBuy> {
  const buyable = await cloud.buyable();
  return (task) => isStalled({ task, outage: false, private: claim.private, buyable });
}

async function endOf(
  claim: Claim,
  couldBuy: CouldBuy,
  tools: WorkTools,
  signal: AbortSignal,
): Promise<JobEnd<JobResult>> {
  const failure = kindFailure(claim);
  if (failure) return { type: 'unreadable', failure, retryable: false };
  if (claim.kind === 'empty') throw new Error('An empty file has no kind.');
  const { journal, router, tell } = tools;
  const { sha256, path, name, bytes } = claim;
  const tasks = new TaskRun({
    router,
    journal,
    tell,
    sha256,
    path: claim.source,
    private: claim.private,
    signal,
    clock: tools.clock,
    errand: tools.errand,
    bytes,
    runs: tools.runs.of(claim.place),
  });
  const attempts = journal.content(sha256)?.attempts ?? 0;
  const end = await runJob(
    { path, name, mime: claim.kind.mime, bytes },
    {
      readers: tools.readers,
      tasks,
      awaited: (specs) => isAwaited(specs, tools),
      lastAttempt: attempts + 1 >= tools.settings().stall.attempts,
      couldBuy,
      // What lies in cloud/ is bought there.
      errand: claim.origin === 'ingest' ? tools.errand : undefined,
    },
  );
  if (end.type === 'finished') remember(end.result.models, tools);
  return end;
}

/** Says what became of a settling that found the file gone or changed. */
function tellMissed(claim: Claim, settled: Settled, tools: WorkTools): void {
  if (settled.type === 'gone') tools.tell({ type: 'gone', path: claim.source });
  if (settled.type !== 'changed') return;
  const message = `"${claim.source}" was changed while it was being worked on, so it waits in ${claim.origin}/ again.`;
  tools.tell({ type: 'notice', level: 'info', message });
}

/** The result that this one replaces makes room for it, unless a person has changed it or its original lies there still. */
async function clearReplaced(claim: Claim, { root, journal, pairs }: WorkTools): Promise<void> {
  const replaced = await removeLeftNotes(root, journal, notesIn('done', claim.sha256, journal));
  for (const result of replaced) pairs.freed(join(root.path, dirname(result)), basename(result));
}

async function finishDone(claim: Claim, result: JobResult, tools: WorkTools): Promise<void> {
  const moment = tools.moment();
  const bill = billOf(claim, result, tools);
  const note = (name: string): string => resultNote(claim, result, bill, name, moment);
  await clearReplaced(claim, tools);
  const settled = await settle(claim, { folder: 'done', note, isResult: true }, tools);
  const paid = settled.type === 'gone' && bill.costUsd > 0;
  const written = paid ? await settleWithoutOriginal(claim, result, bill, tools) : settled;
  if (written.type !== 'settled') return tellMissed(claim, written, tools);
  const incomplete = result.incomplete.map((missing) => missing.task);
  tools.tell({ type: 'done', path: claim.source, note: written.note, seconds: result.seconds, incomplete });
}

async function finishDuplicate(claim: Claim, first: string, tools: WorkTools): Promise<void> {
  const moment = tools.moment();
  const note = (name: string, folder: string): string =>
    duplicateNote(claim, first, { name, folder }, moment);
  const settled = await settle(claim, { folder: 'done', note, isResult: false }, tools);
  if (settled.type !== 'settled') return tellMissed(claim, settled, tools);
  const { note: path } = settled;
  tools.tell({
    type: 'done',
    path: claim.source,
    note: path,
    seconds: 0,
    duplicateOf: first,
    incomplete: [],
  });
}

/** Settles a claim in failed/ with this reason; one more attempt counts. */
export async function finishFailed(claim: Claim, failure: Failure, tools: WorkTools): Promise<void> {
  const moment = tools.moment();
  tools.journal.countAttempt(claim.sha256, moment.now);
  const record = tools.journal.content(claim.sha256);
  const costUsd = tools.cloud.costUsd(claim.sha256);
  const note = (name: string): string => failureNote(claim, failure, { ...record, costUsd }, name, moment);
  const settled = await settle(claim, { folder: 'failed', note, isResult: true }, tools);
  if (settled.type !== 'settled') return tellMissed(claim, settled, tools);
  tools.tell({ type: 'failed', path: claim.source, note: settled.note, ...failure });
}

/** Where a claim came to rest: out of its folder, or back there under `source`, until then or at once. */
export type Rest =
  | { readonly type: 'left' }
  | { readonly type: 'back'; readonly source: string; readonly until?: number };

const left: Rest = { type: 'left' };

/** Back to where it was claimed from, to wait there for `outcome` to pass. */
async function finishWaiting(
  claim: Claim,
  outcome: Extract<Outcome<JobResult>, { type: 'retry' | 'snooze' }>,
  tools: WorkTools,
): Promise<Rest> {
  const retry = outcome.type === 'retry';
  if (retry) tools.journal.countAttempt(claim.sha256, tools.clock.now());
  const source = await returnToOrigin(claim, tools);
  if (source === undefined) {
    tools.tell({ type: 'gone', path: claim.source });
    return left;
  }
  const until = retry ? outcome.at : outcome.until;
  const { why, hint } = retry
    ? { why: `${outcome.failure.reason} It is tried again later.`, hint: outcome.failure.hint }
    : outcome;
  const needs = retry ? {} : { needs: outcome.needs, private: claim.private };
  tools.held.hold(source, { why, hint, until, ...needs, renamed: source !== claim.source });
  return { type: 'back', source, until };
}

/** To cloud/, with the reason; what is saved of it stays saved. */
export async function finishStalled(claim: Claim, stall: Stall, tools: WorkTools): Promise<void> {
  const { root, mover, journal, tell } = tools;
  journal.noteStall(claim.sha256, stall);
  const source = await putBack(mover, claim.path, root.cloud, claim.place);
  journal.unclaim(claim.place);
  if (source === undefined) tell({ type: 'gone', path: claim.source });
  else tell({ type: 'stalled', path: claim.source, to: `cloud/${source}`, why: stall.reason });
}

/** To ingest/ until its model has its turn: what was bought in cloud/ is saved, and the rest is done here. */
async function finishSetAside(claim: Claim, waits: SetAside, tools: WorkTools): Promise<Rest> {
  const { root, mover, journal, errand } = tools;
  const home = claim.origin === 'ingest';
  const source = await putBack(mover, claim.path, root.ingest, home ? claim.source : claim.place);
  journal.unclaim(claim.place);
  if (source === undefined) return left;
  errand?.setAside(waits, source);
  return home ? { type: 'back', source } : left;
}

const nightWasOver =
  'The night was over before it was done; what is done of it is kept, and it goes on from there.';

async function act(claim: Claim, outcome: Outcome<JobResult>, tools: WorkTools): Promise<Rest> {
  switch (outcome.type) {
    case 'done':
      await finishDone(claim, outcome.result, tools);
      return left;
    case 'failed':
      await finishFailed(claim, outcome.failure, tools);
      return left;
    case 'retry':
    case 'snooze':
      return finishWaiting(claim, outcome, tools);
    case 'stalled':
      await finishStalled(claim, outcome.stall, tools);
      return left;
    case 'set-aside':
      return finishSetAside(claim, outcome, tools);
    case 'interrupted': {
      const source = await returnToOrigin(claim, tools);
      if (source === undefined) return left;
      const { closedUntil: until } = outcome;
      if (until !== undefined) tools.held.hold(source, { why: nightWasOver, hint: '', until });
      return { type: 'back', source };
    }
  }
}

/** A mistake of the program or of a library, or a missing part of them: nothing that is wrong with the root. */
export function isOwnMistake(error: unknown): boolean {
  if (error instanceof NightshiftError) return false;
  const code = systemCode(error);
  return code === undefined || (code.startsWith('ERR_') && !code.startsWith('ERR_SQLITE'));
}

function mistake(claim: Claim, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'program-failed',
    reason: `Nightshift made a mistake with "${claim.name}" (${message.replace(/\s+/g, ' ').slice(0, 200)}).`,
    hint: 'Install Nightshift anew if a part of it is missing; else please report this text.',
  };
}

function decide(claim: Claim, end: JobEnd<JobResult>, couldBuy: CouldBuy, tools: WorkTools): Promise<Rest> {
  const attempts = tools.journal.content(claim.sha256)?.attempts ?? 0;
  const allowedAttempts = tools.settings().stall.attempts;
  const facts = { attempts, allowedAttempts, now: tools.clock.now(), couldBuy };
  return act(claim, outcomeOf(end, facts), tools);
}

function closedBy({ reason }: AbortSignal): { readonly closedUntil?: number } {
  return reason instanceof WindowClosed ? { closedUntil: reason.until } : {};
}

const couldBuyNothing: CouldBuy = () => false;

/** A claim on whose way the program made a mistake: a failed attempt. */
export function finishMistaken(claim: Claim, error: unknown, tools: WorkTools): Promise<Rest> {
  const end = { type: 'unreadable', failure: mistake(claim, error), retryable: true } as const;
  return decide(claim, end, couldBuyNothing, tools);
}

/**
 * Works on a claim until it rests somewhere. `firstCopy` is where the same content's result already lies; `mayStall` is
 * false when it can win nothing more in cloud/. Throws only what is wrong with the root; whatever else is thrown on the
 * way is this file's failed attempt.
 */
export async function finish(
  claim: Claim,
  firstCopy: string | undefined,
  tools: WorkTools,
  signal: AbortSignal,
  mayStall = true,
): Promise<Rest> {
  const couldBuy = mayStall ? await couldBuyFor(claim, tools) : couldBuyNothing;
  const decideOn = (end: JobEnd<JobResult>): Promise<Rest> =>
    decide(claim, end.type === 'aborted' ? { ...end, ...closedBy(signal) } : end, couldBuy, tools);
  try {
    if (firstCopy === undefined) return await decideOn(await endOf(claim, couldBuy, tools, signal));
    await finishDuplicate(claim, firstCopy, tools);
    return left;
  } catch (error) {
    if (!isOwnMistake(error)) throw error;
    if (signal.aborted) return decideOn({ type: 'aborted' });
    return finishMistaken(claim, error, tools);
  } finally {
    tools.runs.forget(claim.place);
  }
}
