/** What every command is given. */
import type { Root } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { type Nightshift, openNightshift } from '../nightshift.ts';
import { openLog } from '../report/log.ts';
import { createProgress } from '../report/progress.ts';
import { systemClock } from '../types/clock.ts';
import type { Tell } from '../types/event.ts';
import { NightshiftError } from '../types/failure.ts';

/** Exit codes, as the README lists them. */
export const exitCode = { fine: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The surroundings of one command. */
export interface CommandContext {
  readonly root: Root;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: NodeJS.WriteStream;
  /** Print facts for machines instead of text for people. */
  readonly json: boolean;
  /** Aborted when the person wants the command to end. */
  readonly signal: AbortSignal;
}

/** Prints a line, or a value as JSON. */
export function print(context: CommandContext, text: string, value?: unknown): void {
  context.output.write(`${context.json && value !== undefined ? JSON.stringify(value) : text}\n`);
}

/** Refuses to begin with settings that cannot be obeyed: there are no last good ones yet. */
export function checkSettings(root: Root): void {
  const { problem } = new SettingsFile(root.settingsFile);
  if (problem === undefined) return;
  const hint = `Correct ${root.settingsFile}, or remove it to go back to the defaults.`;
  throw new NightshiftError({ code: 'settings-invalid', reason: problem, hint });
}

/** Shows events as they come: a live display in a terminal, plain lines elsewhere, nothing beside JSON. */
export function openProgress(context: CommandContext): { tell: Tell; close(): void } {
  if (context.json) return { tell: () => undefined, close: () => undefined };
  return createProgress(context.output, { interactive: context.output.isTTY === true, clock: systemClock });
}

/** Opens the root with its log; undefined when another process owns it. */
export async function openWithLog(
  context: CommandContext,
  tell: Tell,
): Promise<{ nightshift: Nightshift; close(): Promise<void> } | undefined> {
  const { root, environment } = context;
  const early: Parameters<Tell>[0][] = [];
  let log: Awaited<ReturnType<typeof openLog>> | undefined;
  const nightshift = await openNightshift({
    root,
    environment,
    tell: (event) => {
      tell(event);
      if (log) log.event(event);
      else early.push(event);
    },
  });
  if (!nightshift) return undefined;
  // Only the owner writes the log, so it is opened once the root is ours.
  log = await openLog(root.logFile, { timeZone: () => nightshift.timeZone });
  for (const event of early) log.event(event);
  const opened = log;
  const letGo = survive((error) => {
    opened.error(error);
    const message = error instanceof Error ? error.message : String(error);
    tell({
      type: 'notice',
      level: 'error',
      message: `Something unexpected went wrong, and the work goes on: ${message} (see ${root.logFile}).`,
    });
  });
  return {
    nightshift,
    close: async () => {
      await nightshift.stop();
      letGo();
      await opened.close();
    },
  };
}

/**
 * Takes errors that a library throws where nobody can catch them: one bad file must never end the program,
 * and every step on disk is made to be broken off anywhere. Gives what takes the guard away again.
 */
function survive(heard: (error: unknown) => void): () => void {
  process.on('uncaughtException', heard);
  process.on('unhandledRejection', heard);
  return () => {
    process.off('uncaughtException', heard);
    process.off('unhandledRejection', heard);
  };
}
