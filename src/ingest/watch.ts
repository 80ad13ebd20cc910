/** Operating-system events as hints: they say where to look, never what is true. */
import type { Stats } from 'node:fs';
import { watch } from 'chokidar';
import { systemCode } from '../types/failure.ts';
import { bundleAround, ignoredFolderName, ignoredName } from './ignored.ts';

/** A running watch. */
export interface Hints {
  close(): Promise<void>;
}

/** `path` is '/'-separated below the folder; `gone` says that it was there and is no more. */
export type OnHint = (path: string, gone: boolean) => void;

/**
 * Watches all that happens below `folder` (an absolute path) and resolves once it does. What is there
 * already gives no hint. A change inside a bundle is a hint for nobody: a bundle is looked at as a whole.
 * Failures (too many folders for the system's limit, say) go to `onError`, each kind once; hints then
 * miss, and the listing has to find what they would have told.
 */
export async function watchHints(
  folder: string,
  onHint: OnHint,
  onError: (error: unknown) => void,
): Promise<Hints> {
  const below = (path: string): string => path.slice(folder.length + 1);
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    ignored: (path: string, stats?: Stats) => path.length > folder.length && isPruned(below(path), stats),
  });
  const told = new Set<string | undefined>();
  watcher.on('error', (error) => {
    const code = systemCode(error);
    if (!told.has(code)) onError(error);
    told.add(code);
  });
  watcher.on('all', (event, path) => {
    if (path.length > folder.length) onHint(below(path), event === 'unlink' || event === 'unlinkDir');
  });
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return {
    close: () => watcher.close().catch(onError),
  };
}

/** Nothing is told of hidden and partial names, and nothing of what lies inside a bundle. */
function isPruned(path: string, stats: Stats | undefined): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Without stats it may be a folder, whose name must not hide what is in it.
  const ignored = stats?.isFile() ? ignoredName(name) : ignoredFolderName(name);
  return ignored !== undefined || bundleAround(path) !== undefined;
}
