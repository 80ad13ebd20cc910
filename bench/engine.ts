/** The engine as `start` and `run` open it, log included, with its parts at hand to be looked at. */
import { availableParallelism } from 'node:os';
import { assemble, closeAll, type NightshiftOptions, type Parts } from '../src/assembly.ts';
import { initRoot } from '../src/folders/init.ts';
import { acquireOwner } from '../src/folders/owner.ts';
import { rootAt } from '../src/folders/root.ts';
import { Nightshift } from '../src/nightshift.ts';
import { filesInWork } from '../src/processing/work.ts';
import { openLog } from '../src/report/log.ts';
import type { Tell } from '../src/types/event.ts';

/** Files that the engine has in work at once, as `Nightshift` sets it. */
export const filesAtOnce = filesInWork(availableParallelism());

/** An open root. */
export interface Engine {
  readonly parts: Parts;
  readonly nightshift: Nightshift;
  close(): Promise<void>;
}

/** As `openNightshift` and `openWithLog`. Without `provider` the models are those of the settings. */
export async function openEngine(
  path: string,
  tell: Tell,
  provider?: NightshiftOptions['provider'],
): Promise<Engine> {
  const root = rootAt(path);
  await initRoot(root);
  const owner = acquireOwner(root);
  if (!owner) throw new Error('Another process owns this root.');
  const closers: Parts['closers'] = [() => owner.release()];
  const log = await openLog(root.logFile);
  const options: NightshiftOptions = {
    root,
    environment: {},
    tell: (event) => {
      // Whoever measures first: writing the log line is no part of what has happened.
      tell(event);
      log.event(event);
    },
    ...(provider ? { provider } : {}),
  };
  try {
    const parts = await assemble(options, closers);
    const nightshift = new Nightshift(parts, owner);
    await nightshift.listen();
    const close = async (): Promise<void> => {
      await nightshift.stop();
      await log.close();
    };
    return { parts, nightshift, close };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}
