/** How many files lie where: listed, since people move and delete by hand. */
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Root } from '../folders/root.ts';
import { bundleName } from '../ingest/ignored.ts';
import type { Clock } from '../types/clock.ts';
import { systemCode } from '../types/failure.ts';

/** Files by folder; a file and its note count as one. */
export interface FolderCounts {
  readonly processing: number;
  readonly cloud: number;
  readonly done: number;
  readonly failed: number;
  /** Questions that wait in ask/; missing when there is none. */
  readonly questions?: number;
}

const noteEndings = ['.md', '.unknown.md'];

/**
 * Files and bundles below `folder` that are no notes. A note is `NAME.md` or `NAME.unknown.md` beside `NAME`; hidden names do not
 * count; a bundle with a note of its own is one item. A folder that is missing counts as empty.
 */
export async function countFiles(folder: string): Promise<number> {
  const files = new Set<string>();
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(folder, { bufferSize: 1024 })) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) folders.push(entry.name);
      else files.add(entry.name);
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return 0;
    throw error;
  }
  let count = 0;
  for (const name of files) {
    const isNote = noteEndings.some((end) => name.endsWith(end) && files.has(name.slice(0, -end.length)));
    if (!isNote) count += 1;
  }
  for (const name of folders) {
    const bundle = bundleName(name) && files.has(`${name}.md`);
    if (!bundle) count += await countFiles(join(folder, name));
  }
  return count;
}

/** All of them at once. */
export async function countFolders(root: Root): Promise<FolderCounts> {
  const { processing, cloud, done, failed, ask } = root;
  const counts = await Promise.all([processing, cloud, done, failed, ask].map(countFiles));
  const [inProcessing = 0, inCloud = 0, inDone = 0, inFailed = 0, questions = 0] = counts;
  const files = { processing: inProcessing, cloud: inCloud, done: inDone, failed: inFailed };
  return questions > 0 ? { ...files, questions } : files;
}

/** A listing may take this part of the time at most. */
const restFactor = 50;
const shortestRestMs = 5000;

/** The counts as they were lately: a folder of 100,000 results is not listed for every glance at it. */
export class LateCounts {
  readonly #root: Root;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onChange: () => void;
  #counts: Promise<FolderCounts> | undefined;
  #until = 0;
  #changes = 0;
  #listedChanges = 0;

  /** @param onChange Told whenever something moved. Must not throw. */
  constructor(root: Root, clock: Pick<Clock, 'now'>, onChange: () => void) {
    this.#root = root;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Something moved: what was counted before is no longer so. */
  changed(): void {
    this.#changes += 1;
    this.#onChange();
  }

  /** In how many milliseconds a listing would tell more than the last one did; undefined when nothing moved since. */
  get staleFor(): number | undefined {
    if (this.#changes === this.#listedChanges) return undefined;
    return Number.isFinite(this.#until) ? Math.max(0, this.#until - this.#clock.now()) : shortestRestMs;
  }

  /** Lists anew when the last listing is old enough. */
  get(): Promise<FolderCounts> {
    const began = this.#clock.now();
    if (this.#counts && began < this.#until) return this.#counts;
    this.#until = Number.POSITIVE_INFINITY;
    this.#listedChanges = this.#changes;
    this.#counts = countFolders(this.#root).finally(() => {
      const took = this.#clock.now() - began;
      this.#until = this.#clock.now() + Math.max(shortestRestMs, took * restFactor);
    });
    return this.#counts;
  }
}
