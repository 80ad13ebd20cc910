/** Stops what is in work when the window has closed, but for what ends soon. */

import type { WaitingFile } from '../ingest/waiting-file.ts';
import type { Timers } from '../ingest/waiting-options.ts';
import type { Clock } from '../types/clock.ts';
import { stopsAtClosing, WindowClosed } from './closing.ts';
import type { WorkTools } from './work-tools.ts';

/** For how long files may go on after the window, in milliseconds: longer, and the machine is not its owner's by day. */
const graceMs = 5 * 60_000;
/** How soon it is looked again, in milliseconds, while files go on. */
const lookMs = 10_000;

/** What it needs to know. */
export interface ClosingOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Whether everything may be worked on now. */
  readonly isOpen: () => boolean;
  /** When the window opens next; milliseconds since the epoch. */
  readonly opensAt: () => number;
  readonly tools: Pick<WorkTools, 'runs'>;
}

/** A file in work, and what stops it. */
export interface FileInWork {
  readonly file: WaitingFile;
  readonly stop: AbortController;
}

/** Looks at the files in work whenever something has changed, and by itself while some go on after the window. */
export class ClosingTime {
  readonly #options: ClosingOptions;
  #closedAt: number | undefined;
  #timer: unknown;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  /** `inWork` is asked again at later looks. */
  look(inWork: () => Iterable<FileInWork>): void {
    const { clock, timers, isOpen, opensAt, tools } = this.#options;
    timers.clearTimeout(this.#timer);
    if (isOpen()) {
      this.#closedAt = undefined;
      return;
    }
    const now = clock.now();
    // A clock that was put back must not make the grace longer.
    this.#closedAt = Math.min(now, this.#closedAt ?? now);
    const going = [...inWork()].filter(({ file, stop }) => !file.place.urgent && !stop.signal.aborted);
    if (going.length === 0) return;
    const files = going.map(({ file: { place } }) => ({
      ...{ place: place.path, urgent: place.urgent },
      leftMs: tools.runs.leftMs(place.path),
    }));
    const stops = new Set(stopsAtClosing(files, this.#closedAt + graceMs - now));
    for (const { file, stop } of going)
      if (stops.has(file.place.path)) stop.abort(new WindowClosed(opensAt()));
    if (stops.size < going.length) this.#timer = timers.setTimeout(() => this.look(inWork), lookMs);
  }
}
