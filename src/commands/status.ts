/** `status`: what is where and what is waited for, from the owner or from the folders. */
import { askOwner } from '../folders/owner-socket.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { renderStatusText, type Status } from '../report/status.ts';
import { NightshiftError } from '../types/failure.ts';
import { type CommandContext, exitCode, print } from './context.ts';
import { offlineStatus } from './offline-status.ts';

async function ownersStatus(context: CommandContext): Promise<Status | undefined> {
  try {
    return (await askOwner(context.root, { command: 'status' }, () => undefined)) as Status;
  } catch (error) {
    if (error instanceof NightshiftError) return undefined;
    throw error;
  }
}

/** Prints the status; changes nothing, and makes no root. Gives 2 with settings that cannot be obeyed. */
export async function status(context: CommandContext): Promise<number> {
  const facts = (await ownersStatus(context)) ?? (await offlineStatus(context.root));
  print(context, renderStatusText(facts), facts);
  return new SettingsFile(context.root.settingsFile).problem === undefined ? exitCode.fine : exitCode.usage;
}
