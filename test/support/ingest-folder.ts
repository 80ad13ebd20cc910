/** A temporary ingest folder, and `WaitingFiles` over it whose changes a test can wait for. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { WaitingFiles } from '../../src/ingest/waiting.ts';
import type { WaitingOptions } from '../../src/ingest/waiting-options.ts';

/** Makes an empty folder that goes when the test ends. */
export async function ingestFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-ingest-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file below the folder, with the folders that it needs. Gives its absolute path. */
export async function drop(
  folder: string,
  path: string,
  content: string | Uint8Array = path,
): Promise<string> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
  return target;
}

/** `WaitingFiles` with what a test needs to see. */
export interface Watched {
  readonly waiting: WaitingFiles;
  readonly errors: unknown[];
  /** The paths that are ready, in their order. */
  ready(): string[];
  /** Resolves once the condition holds; asked anew at each change. */
  until(condition: () => boolean): Promise<void>;
}

/** Real time, 40 ms of quiet and no hints, unless the options say otherwise; closed when the test ends. */
export function watched(
  context: TestContext,
  folder: string,
  options: Partial<WaitingOptions> = {},
): Watched {
  const errors: unknown[] = [];
  const watchers = new Set<() => void>();
  const waiting = new WaitingFiles({
    folder,
    clock: { now: () => Date.now() },
    timers: { setTimeout, clearTimeout },
    quietMs: () => 40,
    rescanMs: 3_600_000,
    onChange: () => {
      for (const look of watchers) look();
    },
    onPrivate: () => undefined,
    onError: (error) => errors.push(error),
    watch: false,
    ...options,
  });
  context.after(() => waiting.close());
  return {
    waiting,
    errors,
    ready: () => [...waiting.ready()].map((file) => file.path),
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
}
