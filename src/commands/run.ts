/** `run`: does all that waits now, whatever the hour, and ends; beside an owner it asks the owner to. */
import { existsSync } from 'node:fs';
import { askOwner } from '../folders/owner-socket.ts';
import { noRoot } from '../folders/root.ts';
import { renderRunReport } from '../report/greeting.ts';
import type { NightshiftEvent, Tell } from '../types/event.ts';
import { NightshiftError } from '../types/failure.ts';
import type { RunReport } from '../types/run-report.ts';
import { type CommandContext, checkSettings, exitCode, openProgress, openWithLog, print } from './context.ts';

async function runHere(context: CommandContext, tell: Tell): Promise<RunReport | undefined> {
  const opened = await openWithLog(context, tell);
  if (!opened) return undefined;
  const stop = (): void => void opened.nightshift.stop();
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) stop();
  try {
    return await opened.nightshift.run();
  } finally {
    context.signal.removeEventListener('abort', stop);
    await opened.close();
  }
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
  let report: RunReport | undefined;
  try {
    // An owner that ends while it is asked leaves its work to us.
    while (!report && !context.signal.aborted) {
      report = (await runHere(context, progress.tell)) ?? (await runThere(context, progress.tell));
    }
  } finally {
    progress.close();
  }
  if (!report || context.signal.aborted) {
    const text = 'Interrupted. What was being worked on waits again, and every finished step is kept.';
    print(context, text, { interrupted: true });
    return exitCode.interrupted;
  }
  print(context, renderRunReport(report, context.root), report);
  return report.failed > 0 ? exitCode.failed : exitCode.fine;
}
