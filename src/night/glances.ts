/**
 * Glances at the files that wait and of which the name does not say what they are, so that a plan knows before they are
 * read. A glance shapes a plan and nothing else: what is bought and what becomes of a file is decided when it is read.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Breath } from '../ingest/breath.ts';
import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { Extent } from '../reading/extent.ts';
import type { Readers } from '../reading/readers.ts';
import { isUntold } from './night-files.ts';

/** What glancing needs from outside. */
export interface GlanceOptions {
  /** The absolute path of ingest. */
  readonly folder: string;
  /** What waits there for its turn. */
  readonly ready: () => Iterable<WaitingFile>;
  /** Look into it in processes of their own. */
  readonly readers: Pick<Readers, 'glance'>;
  /** More is known than before. */
  readonly onKnown: () => void;
}

/** What a plan is told of a file. */
export type About = { readonly extent: Extent } | { readonly unsure: true } | Record<string, never>;

interface Known {
  readonly size: number;
  readonly mtimeMs: number;
  /** Undefined when it cannot be told; it is not tried again while the file is the same. */
  readonly extent: Extent | undefined;
}

/** After each glance there is a rest, so many times as long as the glance took. */
const restFactor = 2;
/** For so long the first plan of a window waits for them, in milliseconds: a few dozen files are looked into by then. */
const patienceMs = 3000;
/** Files that are noted before they are glanced at, one after the other. */
const atOnce = 100;
/** What is known of files that do not wait any more is kept until there are so many of them: they may come back. */
const mostAway = 1000;

/** What is known of the waiting files beyond their names. In memory only: it is soon found out again. */
export class Glances {
  readonly #options: GlanceOptions;
  readonly #known = new Map<string, Known>();
  readonly #stopping = new AbortController();
  /** Files in work that go first. */
  #ahead = 0;
  /** Those who wait for the glances: meanwhile there are no rests. */
  #awaited = 0;
  #glancing: Promise<void> | undefined;
  #again = false;

  constructor(options: GlanceOptions) {
    this.#options = options;
  }

  /** What is known of this file, as it is. */
  about(file: WaitingFile): About {
    const extent = this.#of(file)?.extent;
    if (extent) return { extent };
    return isUntold(file.path) ? { unsure: true } : {};
  }

  /** It was read. */
  learn(file: WaitingFile, extent: Extent): void {
    if (!isUntold(file.path)) return;
    const before = this.#of(file)?.extent;
    this.#remember(file, extent);
    if (before?.pages !== extent.pages || before.isScan !== extent.isScan) this.#options.onKnown();
  }

  /** Does work that no plan is made for; there are glances again when it has ended. */
  async after(work: () => Promise<void>): Promise<void> {
    this.#ahead += 1;
    try {
      await work();
    } finally {
      this.#ahead -= 1;
      this.wake();
    }
  }

  /** Other files may wait, or the work may have ended: glances at whatever is not known. */
  wake(): void {
    this.#again = true;
    if (this.#mayGlance()) this.#glancing ??= this.#glanceAtAll();
  }

  /** Resolves when all that waits was glanced at, or after a while. */
  async settled(): Promise<void> {
    this.wake();
    this.#awaited += 1;
    const patience = delay(patienceMs, undefined, { signal: this.#stopping.signal, ref: false });
    await Promise.race([this.#glancing, patience.catch(() => undefined)]);
    this.#awaited -= 1;
  }

  /** Glances at nothing more. */
  stop(): void {
    this.#stopping.abort();
  }

  #remember({ path, size, mtimeMs }: WaitingFile, extent: Extent | undefined): void {
    this.#known.set(path, { size, mtimeMs, extent });
  }

  #of({ path, size, mtimeMs }: WaitingFile): Known | undefined {
    const known = this.#known.get(path);
    return known?.size === size && known.mtimeMs === mtimeMs ? known : undefined;
  }

  async #glanceAtAll(): Promise<void> {
    while (this.#again && this.#mayGlance()) {
      this.#again = false;
      const files = await this.#unknown();
      for (const file of files) {
        if (!this.#mayGlance()) break;
        await this.#glanceAt(file);
      }
      if (files.length > 0) this.#again = true;
    }
    this.#glancing = undefined;
  }

  #mayGlance(): boolean {
    return !this.#stopping.signal.aborted && this.#ahead === 0;
  }

  async #glanceAt(file: WaitingFile): Promise<void> {
    const { signal } = this.#stopping;
    const began = performance.now();
    const { path, size: bytes } = file;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const toRead = { path: join(this.#options.folder, path), name, mime: 'application/pdf', bytes };
    const glance = await this.#options.readers.glance(toRead, signal);
    if (signal.aborted) return;
    // Its reading may have told more meanwhile.
    if (this.#of(file) === undefined) this.#remember(file, glance.ok ? glance.extent : undefined);
    this.#options.onKnown();
    if (this.#awaited > 0) return;
    const restMs = restFactor * (performance.now() - began);
    await delay(restMs, undefined, { signal, ref: false }).catch(() => undefined);
  }

  /** The first that are to be glanced at. What is known of files that went is forgotten, once all were gone through. */
  async #unknown(): Promise<readonly WaitingFile[]> {
    const unknown: WaitingFile[] = [];
    const seen = new Set<string>();
    const breath = new Breath();
    for (const file of this.#options.ready()) {
      if (breath.isDue) await breath.take();
      if (!isUntold(file.path)) continue;
      seen.add(file.path);
      if (this.#of(file) === undefined) unknown.push(file);
      if (unknown.length === atOnce) return unknown;
    }
    if (this.#known.size > seen.size + mostAway) {
      for (const path of this.#known.keys()) if (!seen.has(path)) this.#known.delete(path);
    }
    return unknown;
  }
}
