/** An open root whose parts are there to be called one by one, with a model that a test steers. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { assemble, closeAll, type NightshiftOptions, type Parts } from '../../src/assembly.ts';
import { initRoot } from '../../src/folders/init.ts';
import type { Root } from '../../src/folders/root.ts';
import { type Claim, claimFile, type IdentifiedFile } from '../../src/ingest/claim.ts';
import { factsOf } from '../../src/ingest/facts.ts';
import { identify } from '../../src/ingest/identify.ts';
import { placeOf } from '../../src/ingest/place.ts';
import type { WaitingFile } from '../../src/ingest/waiting-file.ts';
import type { WorkTools } from '../../src/processing/work-tools.ts';
import type { NightshiftEvent } from '../../src/types/event.ts';
import { bareEnvironment, dropBelow, namesBelow } from './journey.ts';
import { scratchRoot } from './scratch-root.ts';
import { SteeredModel, steeredSettings } from './steered-model.ts';

/** What the parts are opened with; the steered model and `steeredSettings` unless it says otherwise. */
export type ProcessingOptions = Partial<Omit<NightshiftOptions, 'root'>> & {
  readonly settings?: object;
  readonly root?: Root;
};

/** The parts of one root. */
export class Processing {
  readonly root: Root;
  readonly tools: WorkTools;
  readonly parts: Parts;
  readonly model: SteeredModel;
  readonly events: NightshiftEvent[];
  readonly #told: EventEmitter;
  #begun: Promise<void> | undefined;

  private constructor(parts: Parts, model: SteeredModel, events: NightshiftEvent[], told: EventEmitter) {
    this.root = parts.root;
    this.tools = parts.tools;
    this.parts = parts;
    this.model = model;
    this.events = events;
    this.#told = told;
  }

  /** Recovers and assembles; everything is closed when the test ends. */
  static async open(t: TestContext, options: ProcessingOptions = {}): Promise<Processing> {
    const root = options.root ?? (await scratchRoot(t));
    await initRoot(root);
    await writeFile(root.settingsFile, JSON.stringify(options.settings ?? steeredSettings));
    const model = new SteeredModel();
    const events: NightshiftEvent[] = [];
    const told = new EventEmitter().setMaxListeners(0);
    const tell = (event: NightshiftEvent): void => {
      events.push(event);
      told.emit('event');
    };
    const closers: Parts['closers'] = [];
    t.after(() => closeAll(closers));
    const given = { environment: bareEnvironment, provider: model.provider, ...options, root, tell };
    return new Processing(await assemble(given, closers), model, events, told);
  }

  /** All events of one type so far. */
  told<Type extends NightshiftEvent['type']>(
    type: Type,
  ): readonly Extract<NightshiftEvent, { type: Type }>[] {
    return this.events.filter(
      (event): event is Extract<NightshiftEvent, { type: Type }> => event.type === type,
    );
  }

  /** Resolves when an event of this type was told. */
  async until(type: NightshiftEvent['type']): Promise<void> {
    while (this.told(type).length === 0) await once(this.#told, 'event');
  }

  /** Drops a file, waits until it is quiet, and takes it as the work does. */
  async take(path: string, content: string): Promise<WaitingFile> {
    await dropBelow(this.root.ingest, path, content);
    return this.takeAgain(path);
  }

  /** Takes what lies in ingest/ already. */
  async takeAgain(path: string): Promise<WaitingFile> {
    const { waiting } = this.tools;
    this.#begun ??= waiting.start();
    await this.#begun;
    await waiting.rescan();
    await waiting.settled();
    const file = waiting.take(path);
    assert.ok(file, `${path} is ready`);
    return file;
  }

  /** Drops a file and claims it. */
  async claim(source: string, content: string): Promise<Claim> {
    await dropBelow(this.root.ingest, source, content);
    const claimed = await claimFile(await identified(this.root, source), this.tools);
    assert.ok(claimed.ok, `${source} is claimed`);
    return claimed.claim;
  }

  /** As `namesBelow`, of a folder of the root. */
  names(folder: 'ingest' | 'processing' | 'done' | 'failed'): Promise<readonly string[]> {
    return namesBelow(this.root[folder]);
  }
}

/** What reading the bytes of a file below ingest/ tells. */
export async function identified(root: Root, source: string): Promise<IdentifiedFile> {
  const path = join(root.ingest, source);
  const place = placeOf(source);
  const found = await identify(path, factsOf(await lstat(path, { bigint: true })));
  if (found.outcome !== 'identified') throw new Error(`${source} is ${found.outcome}`);
  const { sha256, bytes, kind, identity } = found;
  return {
    origin: 'ingest',
    source,
    place: place.path,
    sha256,
    bytes,
    kind,
    identity,
    private: place.private,
  };
}
