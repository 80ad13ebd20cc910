/** What is known of tonight's files while they are worked on, so that a plan can be made in the middle of it. */
import type { WaitingFile } from '../ingest/waiting-file.ts';
import { runsBeside } from '../models/beside.ts';
import type { RoutedTask } from '../models/router.ts';
import type { Clock } from '../types/clock.ts';
import type { NightshiftEvent } from '../types/event.ts';
import type { TaskName } from '../types/task.ts';
import type { WorkNow } from './gather.ts';
import type { Glances } from './glances.ts';
import type { CloudOffer, NightFile } from './plan-facts.ts';

/** What a plan knows a file by that was sent; no path has such a beginning. */
export const sentId = (path: string): string => `\0${path}`;
/** Whether a file that a plan knows lies in cloud/. */
export const isSent = (id: string): boolean => id.startsWith('\0');

/** What a file turned out to be. */
export interface Opened {
  readonly sha256: string;
  readonly nature: NightFile['nature'];
}

/** A file that the plan has moved to cloud/. */
interface Sent extends Opened {
  readonly file: WaitingFile;
  readonly reason: string;
  readonly offer: CloudOffer;
  readonly at: number;
}

interface InWork {
  readonly file: WaitingFile;
  opened?: Opened;
  running?: { readonly task: TaskName; readonly spec: string; readonly at: number };
  /** Why it is about to be bought. */
  purchase: string | undefined;
}

interface Known extends Opened {
  readonly file: WaitingFile;
  readonly next: RoutedTask;
}

/** What the cloud turned back is not offered to it again for so long, in milliseconds. */
const turnedBackMs = 15 * 60_000;
/** Servers keep a model in memory for about so long after its last request. */
const keptLoadedMs = 5 * 60_000;

/** The files by their paths below ingest/, or below cloud/ once they were sent. */
export class NightWork {
  readonly #clock: Clock;
  readonly #inWork = new Map<string, InWork>();
  /** Files that were put back for the turn of a model. */
  readonly #known = new Map<string, Known>();
  readonly #sent = new Map<string, Sent>();
  /** Until when. */
  readonly #turnedBack = new Map<string, number>();
  #offers: ReadonlyMap<string, CloudOffer> = new Map();
  #loaded: { readonly spec: string; readonly at: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The model that is in memory now, as far as that can be told. */
  get loaded(): string | undefined {
    const { spec, at = 0 } = this.#loaded ?? {};
    return this.#clock.now() - at < keptLoadedMs ? spec : undefined;
  }

  /** Takes in an event. */
  watch(event: NightshiftEvent): void {
    if (event.type === 'task') {
      const { path, task, spec, parts } = event;
      const at = this.#clock.now();
      if (!runsBeside(spec)) this.#loaded = { spec, at };
      const work = this.#inWork.get(path);
      // Each picture is a result of its own: those before this one are saved, and count no more.
      const isAnother = work?.running?.task !== task || (parts > 1 && task !== 'transcribe');
      if (work && isAnother) work.running = { task, spec, at };
    } else if (event.type === 'stalled') {
      const work = this.#inWork.get(event.path);
      if (work?.purchase !== undefined && work.opened)
        this.#send(event, work.purchase, work.opened, work.file);
    } else if (event.type === 'done' || event.type === 'failed' || event.type === 'gone') {
      this.#sent.delete(event.path);
    }
  }

  #send({ path, to }: { path: string; to: string }, reason: string, opened: Opened, file: WaitingFile): void {
    const offer = this.#offers.get(path) ?? { micros: 0, ms: 0 };
    this.#sent.set(to.slice('cloud/'.length), { ...opened, file, reason, offer, at: this.#clock.now() });
  }

  /** A file is taken up. `purchase`: why it is to be bought. */
  begin(file: WaitingFile, purchase: string | undefined): void {
    this.#known.delete(file.path);
    this.#inWork.set(file.path, { file, purchase });
  }

  /** Its bytes were read. */
  opened(path: string, opened: Opened): void {
    const work = this.#inWork.get(path);
    if (work) work.opened = opened;
  }

  /** It came to rest, wherever. */
  end(path: string): void {
    this.#inWork.delete(path);
  }

  /** A file in work was put back to `source`, below ingest/, for its next task. */
  setAside(path: string, source: string, next: RoutedTask): void {
    const work = this.#inWork.get(path);
    if (work?.opened) this.#known.set(source, { ...work.opened, file: work.file, next });
  }

  /** A file that was bought came home to `source`, below ingest/, for its next task. */
  cameHome(path: string, source: string, next: RoutedTask): void {
    const sent = this.#sent.get(path);
    this.#sent.delete(path);
    if (sent) this.#known.set(source, { ...sent, next });
  }

  /** Why a file in cloud/ was sent there by tonight's plan. */
  reasonOf(path: string): string | undefined {
    return this.#sent.get(path)?.reason;
  }

  /** It cannot be bought now. */
  turnedBack(path: string): void {
    this.#sent.delete(path);
    this.#turnedBack.set(path, this.#clock.now() + turnedBackMs);
  }

  /** The window has closed: what was to be bought so that it would be done by now need not be, where nothing was sent yet. */
  lapse(): void {
    this.#sent.clear();
    for (const work of this.#inWork.values()) work.purchase = undefined;
  }

  /** What was turned back may be tried again: things are different. */
  forgive(): void {
    this.#turnedBack.clear();
  }

  /** What the cloud would take for each file, as it was gathered last. */
  offered(files: readonly NightFile[]): void {
    this.#offers = new Map(files.flatMap(({ id, offer }) => (offer ? [[id, offer]] : [])));
  }

  /** What was moved to cloud/ and not paid yet will cost so much at worst, in micro-dollars. */
  toPay(hasSent: (sha256: string) => boolean): number {
    const unpaid = [...this.#sent.values()].filter(({ sha256 }) => !hasSent(sha256));
    return unpaid.reduce((sum, { offer }) => sum + offer.micros, 0);
  }

  /** All of tonight's files; `ready` are those that wait in ingest/ for nothing but their turn. */
  *now(
    ready: Iterable<WaitingFile>,
    saved: (sha256: string) => ReadonlyMap<TaskName, number>,
    glances: Pick<Glances, 'about'>,
  ): Generator<WorkNow> {
    const now = this.#clock.now();
    const workOf = (file: WaitingFile) => ({ ...factsOf(file), ...glances.about(file) });
    for (const file of ready) {
      const known = this.#known.get(file.path);
      const refused = (this.#turnedBack.get(file.path) ?? 0) > now;
      const same = known && known.file.size === file.size && known.file.mtimeMs === file.mtimeMs;
      if (!same) yield { ...workOf(file), refused };
      else {
        const { nature, next } = known;
        yield { ...workOf(file), refused, nature, next, saved: saved(known.sha256) };
      }
    }
    for (const { file, opened, running } of this.#inWork.values()) {
      const elapsed = running && { task: running.task, elapsedMs: Math.max(0, now - running.at) };
      const told = opened && { nature: opened.nature, saved: saved(opened.sha256) };
      yield { ...workOf(file), ...told, running: elapsed };
    }
    for (const [path, { file, nature, sha256, offer, at }] of this.#sent) {
      const sentUntil = Math.max(now, at + offer.ms);
      yield { ...workOf(file), id: sentId(path), nature, saved: saved(sha256), sentUntil };
    }
  }
}

function factsOf({ path, size, mtimeMs, place }: WaitingFile) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { id: path, name, bytes: size, since: mtimeMs, private: place.private };
}
