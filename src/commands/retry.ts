/** `retry`: from failed/, or what is incomplete in done/, back to ingest/, by the owner when there is one. */
import { existsSync } from 'node:fs';
import { askOwner } from '../folders/owner-socket.ts';
import { noRoot } from '../folders/root.ts';
import { type CommandContext, exitCode, openWithLog, print } from './context.ts';

async function retryAnywhere(context: CommandContext, paths: readonly string[]): Promise<readonly string[]> {
  const workingFolder = process.cwd();
  const opened = await openWithLog(context, () => undefined);
  if (!opened) {
    const request = { command: 'retry', paths, workingFolder };
    return (await askOwner(context.root, request, () => undefined)) as readonly string[];
  }
  try {
    return await opened.nightshift.retry(paths, workingFolder);
  } finally {
    await opened.close();
  }
}

/** Moves the named files, or all, and says where they are now. */
export async function retry(context: CommandContext, paths: readonly string[]): Promise<number> {
  const { root } = context;
  if (!existsSync(root.failed)) throw noRoot(root);
  const returned = await retryAnywhere(context, paths);
  const nothing = paths.length === 0 ? 'Nothing is in failed/.' : 'Nothing there can be tried again.';
  const text =
    returned.length === 0
      ? nothing
      : [...returned, `${returned.length} back in ingest/; they are tried again at the next run.`].join('\n');
  print(context, text, { returned });
  return exitCode.fine;
}
