/** Wires the parts of an open root together, each made once and in order. */
import { availableParallelism, totalmem } from 'node:os';
import { type Pauses, usualPauses } from './cloud/follow-call.ts';
import { type CloudParts, openCloud } from './cloud/open-cloud.ts';
import { findMoveMethod } from './folders/file-system.ts';
import { Journal } from './folders/journal.ts';
import type { Origin } from './folders/journal-records.ts';
import { createMover } from './folders/move.ts';
import { PairNames } from './folders/pairs.ts';
import { pruneFolders } from './folders/prune.ts';
import type { Root } from './folders/root.ts';
import { SettingsFile } from './folders/settings-file.ts';
import { WaitingFiles } from './ingest/waiting.ts';
import type { Timers } from './ingest/waiting-options.ts';
import { type AvailabilityCache, createAvailability } from './models/availability.ts';
import type { Provider } from './models/contract.ts';
import { createRegistry } from './models/registry.ts';
import { createRouter } from './models/router.ts';
import { KeepAwake } from './night/awake.ts';
import { UsualTimes } from './night/usual.ts';
import { Runs } from './processing/file-runs.ts';
import { HeldFiles } from './processing/held.ts';
import { Lanes } from './processing/lanes.ts';
import { PrivateContents } from './processing/private-contents.ts';
import { recover } from './processing/recover.ts';
import type { WorkTools } from './processing/work-tools.ts';
import { filesAtOnce } from './reading/limits.ts';
import { Readers } from './reading/readers.ts';
import { isoWithOffset } from './report/times.ts';
import { type Clock, systemClock } from './types/clock.ts';
import type { Tell } from './types/event.ts';
import type { Failure } from './types/failure.ts';

/** See `NightshiftOptions.lookMs`. */
const usualLookMs = 20_000;

/** The longest time between two listings of ingest/, whatever events say. */
const rescanMs = 60_000;

/** What a root is opened with. */
export interface NightshiftOptions {
  readonly root: Root;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Receives every event while the root is open; must not throw. */
  readonly tell: Tell;
  readonly clock?: Clock;
  /** Stands in for the registry: how a test or a benchmark brings a model of its own. */
  readonly provider?: (spec: string) => Provider | Failure;
  /** How paid calls are waited for, where that is not as usual. */
  readonly pauses?: Pauses;
  /** How often it is looked whether files may go on that wait for something, in milliseconds; 20 s when not given. */
  readonly lookMs?: number;
}

/** The parts of an open root. */
export interface Parts {
  readonly root: Root;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly settings: SettingsFile;
  readonly tools: WorkTools;
  /** As `tools`, of the files in cloud/. */
  readonly laneTools: WorkTools;
  readonly cloud: CloudParts;
  readonly privates: Pick<PrivateContents, 'recall'>;
  readonly availability: AvailabilityCache;
  /** Holds the machine awake while that is wanted. */
  readonly awake: KeepAwake;
  /** How often it is looked whether files may go on that wait for something, in milliseconds. */
  readonly lookMs: number;
  /** Whoever is told of events; the wiring adds itself. */
  readonly watchers: Set<Tell>;
  /** What to close, in the order in which it was opened. */
  readonly closers: (() => Promise<void> | void)[];
  /** Called when something in ingest/ or cloud/ changed. */
  readonly onChange: Set<() => void>;
}

/** Closes what was opened, the last one first. */
export async function closeAll(closers: Parts['closers']): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** Opens the journal and puts right what a dead owner left, before anything else looks at the folders. */
async function openJournal(root: Root, tell: Tell, closers: Parts['closers']) {
  const journal = new Journal(root.stateFile);
  closers.push(() => journal.close());
  const mover = createMover(root, await findMoveMethod(root), journal.moveIntents);
  const recovered = await recover({ root, mover, journal });
  await pruneFolders(root.processing);
  for (const path of recovered.putBack) {
    const message = `"${path}" was being worked on when the last run ended; it waits again.`;
    tell({ type: 'notice', level: 'info', message });
  }
  for (const failure of recovered.failures) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    const message = `A file that was being worked on could not be put right, and stays where it is: ${reason}`;
    tell({ type: 'notice', level: 'warn', message });
  }
  return { journal, mover };
}

interface WaitingTools extends Pick<Parts, 'root' | 'clock' | 'timers' | 'onChange'> {
  readonly privates: PrivateContents;
  readonly quietMs: () => number;
  readonly tell: Tell;
}

/** What waits in one folder; it is not watched yet. */
function waitingIn(folder: Origin, tools: WaitingTools): WaitingFiles {
  const { root, clock, timers, privates, quietMs, onChange, tell } = tools;
  return new WaitingFiles({
    folder: root[folder],
    ...{ clock, timers, quietMs, rescanMs },
    onChange: () => {
      for (const changed of onChange) changed();
    },
    onPrivate: (file) => privates.saw(folder, file),
    onError: (error) => {
      const message = `${folder}/ could not be watched or listed just now: ${String(error)}`;
      tell({ type: 'notice', level: 'warn', message });
    },
    watch: true,
  });
}

/** Makes the parts of a root that this process owns already, and hands each one's closing to `closers`. */
export async function assemble(options: NightshiftOptions, closers: Parts['closers']): Promise<Parts> {
  const { root, environment, clock = systemClock } = options;
  const watchers = new Set<Tell>([options.tell]);
  const tell: Tell = (event) => {
    for (const watcher of watchers) watcher(event);
  };
  const { journal, mover } = await openJournal(root, tell, closers);
  const settings = new SettingsFile(root.settingsFile);
  const registry = createRegistry({
    settings: () => settings.current,
    environment,
    onNotice: (level, message) => tell({ type: 'notice', level, message }),
  });
  closers.push(() => registry.close());
  const availability = createAvailability(clock);
  const lanes = new Lanes();
  const router = createRouter({
    provider: options.provider ?? ((spec) => registry.get(spec)),
    lists: () => settings.current.models,
    availability,
    limit: (spec, room, work) => lanes.limit(spec, room, work),
  });
  // A container may have less memory than its machine; without one, Node.js answers 0 or more than there is.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const readers = new Readers({ threads: filesAtOnce(availableParallelism(), memory) });
  closers.push(() => readers.close());
  const onChange = new Set<() => void>();
  const privates = new PrivateContents({ root, journal, tell });
  closers.push(() => privates.close());
  const cloud = await openCloud({
    ...{ root, environment, clock, tell, settings: () => settings.current },
    pauses: options.pauses ?? usualPauses,
    isPrivate: (sha256) => journal.content(sha256)?.private === true,
    recallPrivate: () => privates.recall(),
  });
  closers.push(() => cloud.ledger.close());
  const timeZone = (): string => settings.current.window.timeZone;
  const iso = (ms: number): string => isoWithOffset(ms, timeZone());
  const timers: Timers = {
    setTimeout,
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
  };
  const times = new UsualTimes(() => journal.measurements.all(), clock);
  const runs = new Runs({ clock, timers, stall: () => settings.current.stall, times });
  const filesIn = (folder: Origin): Pick<WorkTools, 'waiting' | 'held'> => {
    const quietMs = (): number => settings.current.stabilityMs;
    const waiting = waitingIn(folder, { root, clock, timers, privates, quietMs, onChange, tell });
    closers.push(() => waiting.close());
    return { waiting, held: new HeldFiles(folder, journal, tell, iso) };
  };
  const tools: WorkTools = {
    ...{ root, mover, journal, readers, router, clock, tell },
    ...filesIn('ingest'),
    cloud: cloud.shop,
    runs,
    pairs: new PairNames(),
    settings: () => settings.current,
    moment: () => ({ now: clock.now(), timeZone: timeZone() }),
  };
  const laneTools: WorkTools = { ...tools, ...filesIn('cloud') };
  const awake = new KeepAwake({ platform: process.platform, environment, clock });
  closers.push(() => awake.release());
  const { lookMs = usualLookMs } = options;
  const shared = { root, clock, timers, settings, tools, laneTools, cloud, privates, availability, awake };
  return { ...shared, lookMs, watchers, closers, onChange };
}
