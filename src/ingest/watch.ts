/** Operating-system events as hints: they say where to look, never what is true. */
import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { systemCode } from '../types/failure.ts';
import { EarlyHints } from './early-hints.ts';
import { bundleAround, ignoredFolderName } from './ignored.ts';

/** A running watch. */
export interface Hints {
  close(): Promise<void>;
}

/** Who is told. Paths are '/'-separated below the folder that is watched. */
export interface HintListener {
  /** Something happened to this name: it came, changed or went. */
  changed(path: string): void;
  /** A folder came; what was put in it before it was watched gave no hint. */
  folderCame(path: string): void;
  /** A folder went, with all that was in it. */
  folderWent(): void;
  /** Failures (too many folders for the system's limit, say), each kind once; hints then miss. */
  failed(error: unknown): void;
}

/**
 * Watches all that happens below `folder` (an absolute path) and resolves once it does. What is there
 * already gives no hint. A change inside a bundle is a hint for nobody: a bundle is looked at as a whole.
 *
 * chokidar keeps watch on the folders only. Its `raw` event is the system's own, told at once; its events
 * about files come half a millisecond later, and to tell them it remembers every file in ingest. Where a folder
 * has a listener of its own beside it, that tells still sooner.
 */
export async function watchHints(folder: string, listener: HintListener): Promise<Hints> {
  const below = (path: string): string => path.slice(folder.length + 1);
  const early = new EarlyHints((path) => listener.changed(below(path)));
  early.add(folder);
  const folders = new WatchedFolders(folder, early);
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    ignored: (path: string, stats?: Stats) => path !== folder && !folders.has(path, stats),
  });
  const told = new Set<string | undefined>();
  watcher.on('error', (error) => {
    const code = systemCode(error);
    if (!told.has(code)) listener.failed(error);
    told.add(code);
  });
  watcher.on('raw', (_event, name, details) => {
    const { watchedPath } = details as { readonly watchedPath: string };
    if (early.covers(watchedPath)) return;
    if (typeof name === 'string' && name !== '') listener.changed(below(join(watchedPath, name)));
  });
  watcher.on('addDir', (path) => path.length > folder.length && listener.folderCame(below(path)));
  watcher.on('unlinkDir', (path) => {
    folders.delete(path);
    listener.folderWent();
  });
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return {
    close: () => {
      early.close();
      return watcher.close().catch((error: unknown) => listener.failed(error));
    },
  };
}

/**
 * The folders to watch: all but hidden ones and bundles. They are remembered because one that went must be
 * known as a folder when chokidar asks; for any other name that went, it would read the whole folder again.
 */
class WatchedFolders {
  readonly #top: string;
  readonly #early: EarlyHints;
  readonly #known = new Set<string>();

  constructor(top: string, early: EarlyHints) {
    this.#top = top;
    this.#early = early;
  }

  /** Is there, or was there until just now, a folder to watch at this absolute path? `stats` is a fresh look at it. */
  has(path: string, stats?: Stats): boolean {
    if (stats === undefined && this.#known.has(path)) return true;
    const isFolder = (stats ?? lookNow(path))?.isDirectory() === true && !this.#isPruned(path);
    if (isFolder) this.#add(path);
    else this.delete(path);
    return isFolder;
  }

  delete(path: string): void {
    this.#known.delete(path);
    this.#early.delete(path);
  }

  #add(path: string): void {
    this.#known.add(path);
    this.#early.add(path);
  }

  #isPruned(path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return (
      ignoredFolderName(name) !== undefined || bundleAround(path.slice(this.#top.length + 1)) !== undefined
    );
  }
}

/** What lies there, or undefined where that cannot be said: chokidar then meets nothing that it can watch. */
function lookNow(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
