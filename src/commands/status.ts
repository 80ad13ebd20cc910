/** `status`: what is where and what is waited for, from the owner or from the folders. */
import { askOwner } from '../folders/owner-socket.ts';
import type { Root } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { renderStatusText, type Status } from '../report/status.ts';
import { NightshiftError } from '../types/failure.ts';
import { type CommandContext, exitCode, print } from './context.ts';
import { offlineStatus } from './offline-status.ts';

async function ownersStatus(root: Root): Promise<Status | undefined> {
  try {
    return (await askOwner(root, { command: 'status' }, () => undefined)) as Status;
  } catch (error) {
    if (error instanceof NightshiftError) return undefined;
    throw error;
  }
}

/** The status from the owner, else from the folders. Throws `no-root` where there is none. */
export async function statusOf(root: Root): Promise<Status> {
  return (await ownersStatus(root)) ?? (await offlineStatus(root));
}

/** Prints the status; changes nothing, and makes no root. Gives 2 with settings that cannot be obeyed. */
export async function status(context: CommandContext): Promise<number> {
  const facts = await statusOf(context.root);
  print(context, renderStatusText(facts), facts);
  return new SettingsFile(context.root.settingsFile).problem === undefined ? exitCode.fine : exitCode.usage;
}
