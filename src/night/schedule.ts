/** Opens and closes the window. Timers are hints; the clock decides, each minute and before every claim. */
import { type Job, scheduleJob } from 'node-schedule';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import { type WindowState, windowAt } from './window.ts';

/** How often the clock is asked even when the scheduler has lost a tick to sleep or to a moved clock. */
const heartbeatMs = 60_000;

/** What a schedule needs to know. */
export interface ScheduleOptions {
  /** The window as settings have it now. */
  readonly window: () => Settings['window'];
  readonly clock: Clock;
  /** The window has opened or closed. */
  readonly onTurn: (state: WindowState) => void;
}

/** Watches the clock for the window's turns. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #wasOpen: boolean | undefined;
  #last: { window: Settings['window']; at: number; until: number; state: WindowState } | undefined;
  #job: Job | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** The window now or next, by the clock as it stands. */
  state(): WindowState {
    const window = this.#options.window();
    const now = this.#options.clock.now();
    const last = this.#last;
    // Asked before every claim, and the calendar takes longer than a move: an answer holds for its minute.
    if (last?.window === window && now >= last.at && now < last.until) return last.state;
    const state = windowAt(window, now);
    const turn = state.open ? state.closesAt : state.opensAt;
    this.#last = { window, at: now, until: Math.min(turn, now + heartbeatMs), state };
    return state;
  }

  /** Begins to watch; tells the first state at once. */
  start(): void {
    this.look();
    // Window ends are whole minutes, so a tick at each minute's start meets them on time.
    this.#job = scheduleJob('0 * * * * *', () => this.look());
    this.#job?.on('error', () => undefined);
    this.#heartbeat = setInterval(() => this.look(), heartbeatMs);
  }

  /** Asks the clock; tells when the answer has turned since it was asked last. */
  look(): void {
    const state = this.state();
    if (state.open === this.#wasOpen) return;
    this.#wasOpen = state.open;
    this.#options.onTurn(state);
  }

  stop(): void {
    this.#job?.cancel();
    clearInterval(this.#heartbeat);
  }
}
