/** `start`: watches, works at night, and does `now/` at once, until it is told to stop. */
import { once } from 'node:events';
import { ownerProcess } from '../folders/owner.ts';
import { isNeverUsed, putWelcomeFiles } from '../folders/welcome.ts';
import { renderGreeting } from '../report/greeting.ts';
import { type CommandContext, checkSettings, exitCode, openProgress, openWithLog, print } from './context.ts';

/** Resolves with 0 after a clean stop. */
export async function start(context: CommandContext): Promise<number> {
  const { root, signal } = context;
  checkSettings(root);
  const neverUsed = await isNeverUsed(root);
  const progress = openProgress(context);
  const opened = await openWithLog(context, progress.tell);
  if (!opened) {
    progress.close();
    const pid = ownerProcess(root);
    const owner = pid === undefined ? 'Another process' : `Process ${pid}`;
    const text = `${owner} already looks after ${root.path}; nothing to start. See STATUS.md there.`;
    print(context, text, { root: root.path, owner: { pid } });
    return exitCode.fine;
  }
  try {
    const welcome = neverUsed ? await putWelcomeFiles(root) : [];
    const status = await opened.nightshift.status();
    print(context, renderGreeting({ root, window: status.window, welcome }), {
      root: root.path,
      pid: process.pid,
    });
    await opened.nightshift.start();
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), opened.nightshift.ended]);
  } finally {
    await opened.close();
    progress.close();
  }
  print(
    context,
    'Stopped. Anything that was being worked on waits in ingest/ again, and every finished step is kept.',
    {
      stopped: true,
    },
  );
  return signal.aborted ? exitCode.fine : exitCode.failed;
}
