/** `run`: does all that waits now, whatever the hour, and ends; beside an owner it asks the owner to. */
import { existsSync } from 'node:fs';
import { askOwner } from '../folders/owner-socket.ts';
import { noRoot } from '../folders/root.ts';
import { renderRunReport } from '../report/greeting.ts';
import type { NightshiftEvent, Tell } from '../types/event.ts';
import { NightshiftError } from '../types/failure.ts';
import type { RunReport } from '../types/run-report.ts';
import { type CommandContext, checkSettings, exitCode, openProgress, openWithLog, print } from './context.ts';

/** How long the memory of a run may take before a person is told what is waited for, in milliseconds. */
const patienceMs = 2000;

async function runHere(
  context: CommandContext,
  tell: Tell,
  report: (report: RunReport) => void,
): Promise<RunReport | undefined> {
  const opened = await openWithLog(context, tell);
  if (!opened) return undefined;
  const stop = (): void => void opened.nightshift.stop();
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) stop();
  try {
    const done = await opened.nightshift.run();
    if (context.signal.aborted) return done;
    report(done);
    await remembered(context, opened.nightshift.remembered());
    return done;
  } finally {
    context.signal.removeEventListener('abort', stop);
    await opened.close();
  }
}

/** Waits for the memory, which may be broken off: the report has been given. */
async function remembered(context: CommandContext, ended: Promise<void>): Promise<void> {
  const text =
    'What was read is being taken into the memory, for five minutes at most. Ctrl-C ends it now; every finished step is kept.';
  const timer = setTimeout(() => print(context, text, undefined), patienceMs);
  if (context.json) clearTimeout(timer);
  await ended;
  clearTimeout(timer);
}

/** Asks the owner and follows its progress; undefined when it ended before it was done. */
async function runThere(context: CommandContext, tell: Tell): Promise<RunReport | undefined> {
  try {
    const told = (message: unknown): void => tell(message as NightshiftEvent);
    return (await askOwner(context.root, { command: 'run' }, told)) as RunReport;
  } catch (error) {
    if (error instanceof NightshiftError && (error.code === 'owner-gone' || error.code === 'no-owner')) {
      return undefined;
    }
    throw error;
  }
}

/** Gives 1 when something is in failed/ because of this run, else 0. */
export async function run(context: CommandContext): Promise<number> {
  // A slip in --root must not make a new root somewhere.
  if (!existsSync(context.root.path)) throw noRoot(context.root);
  checkSettings(context.root);
  const progress = openProgress(context);
  let reported = false;
  const tellReport = (report: RunReport): void => {
    reported = true;
    progress.close();
    print(context, renderRunReport(report, context.root), report);
  };
  let report: RunReport | undefined;
  try {
    // An owner that ends while it is asked leaves its work to us.
    while (!report && !context.signal.aborted) {
      report = await runHere(context, progress.tell, tellReport);
      report ??= await runThere(context, progress.tell);
    }
  } finally {
    progress.close();
  }
  if (!report || (context.signal.aborted && !reported)) {
    const text = 'Interrupted. What was being worked on waits again, and every finished step is kept.';
    print(context, text, { interrupted: true });
    return exitCode.interrupted;
  }
  if (!reported) tellReport(report);
  return report.failed > 0 ? exitCode.failed : exitCode.fine;
}
