/** A root with the program at work on it in this process, for tests that drop files and look at what comes of them. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import type { NightshiftOptions } from '../../src/assembly.ts';
import { type Root, rootAt } from '../../src/folders/root.ts';
import { openNightshift } from '../../src/nightshift.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { partsOf } from './processing-notes.ts';

/** Nobody listens on port 1, and there are no programs: what the machine happens to have cannot matter. */
export const bareEnvironment = { PATH: '', HOME: '/nonexistent', OLLAMA_HOST: 'http://127.0.0.1:1' };

/** The embedded models only, and a short quiet time. */
export const quickSettings = {
  stabilityMs: 20,
  models: {
    text: { night: ['builtin:extractive'] },
    image: { night: ['tesseract:eng'] },
    embed: { night: [] },
  },
};

/** One minute a day, half a day from now: the window is shut, whenever the test runs. */
export function shutWindow(): { readonly from: string; readonly to: string } {
  const at = new Date(Date.now() + 12 * 3_600_000);
  const time = (minutes: number): string =>
    `${String(at.getHours()).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return { from: time(0), to: time(1) };
}

/** A note, taken apart. */
export interface Note {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What is told of each kind of event. */
export type Told<Type extends NightshiftEvent['type']> = Extract<NightshiftEvent, { type: Type }>;

/** What to stop before a root is removed: hooks run first in, first out, which is the wrong way round here. */
const stops = new WeakMap<Root, (() => unknown)[]>();

/** Has `stop` called when the test ends, before `root` is removed if `plainRoot` made it. */
export function beforeRemoval(t: TestContext, root: Root, stop: () => unknown): void {
  const others = stops.get(root);
  if (others) others.push(stop);
  else t.after(stop);
}

/** A fresh root that is not made yet, with `settings.json` when there are settings. */
export async function plainRoot(t: TestContext, settings?: object): Promise<Root> {
  const folder = await mkdtemp(join(tmpdir(), 'nightshift-journey-'));
  const root = rootAt(join(folder, 'root'));
  stops.set(root, []);
  t.after(async () => {
    for (const stop of stops.get(root)?.reverse() ?? []) await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  await mkdir(root.ingest, { recursive: true });
  if (settings) await writeFile(root.settingsFile, JSON.stringify(settings));
  return root;
}

/** Writes a file below `folder` with the folders that it needs. Gives its absolute path. */
export async function dropBelow(folder: string, path: string, content: string | Uint8Array): Promise<string> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
  return target;
}

/** The paths of all that is no folder below `folder`, sorted; of what begins with a dot nothing. */
export async function namesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)\./.test(path))
    .sort();
}

/** Reads a note; fails where its front matter does not parse. */
export async function readNote(path: string): Promise<Note> {
  const { data, body } = partsOf(await readFile(path, 'utf8'));
  assert.ok(typeof data === 'object' && data !== null, `${path} has keys`);
  return { data, body };
}

/** What a journey begins with, besides what a root is opened with. */
export type JourneyOptions = Partial<Omit<NightshiftOptions, 'root'>> & {
  /** Replaces `quickSettings`. */
  readonly settings?: object;
  /** A root of an earlier journey, left as it is. */
  readonly root?: Root;
};

/** An open root, closed when its test ends. */
export class Journey {
  readonly root: Root;
  readonly events: NightshiftEvent[] = [];
  readonly nightshift: NonNullable<Awaited<ReturnType<typeof openNightshift>>>;
  readonly #told: EventEmitter;

  private constructor(
    root: Root,
    events: NightshiftEvent[],
    told: EventEmitter,
    nightshift: Journey['nightshift'],
  ) {
    this.root = root;
    this.events = events;
    this.#told = told;
    this.nightshift = nightshift;
  }

  static async open(t: TestContext, options: JourneyOptions = {}): Promise<Journey> {
    const root = options.root ?? (await plainRoot(t, options.settings ?? quickSettings));
    const events: NightshiftEvent[] = [];
    const told = new EventEmitter().setMaxListeners(0);
    const nightshift = await openNightshift({
      environment: bareEnvironment,
      ...options,
      root,
      tell: (event) => {
        events.push(event);
        options.tell?.(event);
        told.emit('event');
      },
    });
    assert.ok(nightshift, 'nobody else owns the root');
    beforeRemoval(t, root, () => nightshift.stop());
    return new Journey(root, events, told, nightshift);
  }

  /** Writes a file below ingest/. Gives its absolute path. */
  drop(
    path: string,
    content: string | Uint8Array = `This is the file ${path}. It says little.`,
  ): Promise<string> {
    return dropBelow(this.root.ingest, path, content);
  }

  run(): ReturnType<Journey['nightshift']['run']> {
    return this.nightshift.run();
  }

  /** All events of one type so far. */
  told<Type extends NightshiftEvent['type']>(type: Type): readonly Told<Type>[] {
    return this.events.filter((event): event is Told<Type> => event.type === type);
  }

  /** The first event of this type, past or to come, that holds. */
  async until<Type extends NightshiftEvent['type']>(
    type: Type,
    holds: (event: Told<Type>) => boolean = () => true,
  ): Promise<Told<Type>> {
    for (;;) {
      const found = this.told(type).find(holds);
      if (found) return found;
      await once(this.#told, 'event');
    }
  }

  /** The note at `path` below the root. */
  note(path: string): Promise<Note> {
    return readNote(join(this.root.path, path));
  }

  /** The content of a file below the root. */
  read(path: string): Promise<string> {
    return readFile(join(this.root.path, path), 'utf8');
  }

  /** As `namesBelow`, of a folder of the root. */
  names(folder: 'ingest' | 'processing' | 'cloud' | 'done' | 'failed'): Promise<readonly string[]> {
    return namesBelow(this.root[folder]);
  }

  /** The persons' files that lie anywhere in this root, by their content; notes are left out. */
  async originals(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const folder of ['ingest', 'processing', 'cloud', 'done', 'failed'] as const) {
      const names = new Set(await this.names(folder));
      for (const name of names) {
        if (!(name.endsWith('.md') && names.has(name.slice(0, -3))))
          found.push(await this.read(`${folder}/${name}`));
      }
    }
    return found.sort();
  }
}
