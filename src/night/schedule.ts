/**
 * Opens and closes the window, and sees which nights were missed. Timers are hints; the clock decides, each minute and
 * before every claim.
 */
import { type Job, scheduleJob } from 'node-schedule';
import type { Settings } from '../settings.ts';
import type { Clock } from '../types/clock.ts';
import { type Attendance, attend, decideLate, type MissedNight, readAttendance } from './attendance.ts';
import { lateWindow, type WindowState, windowAt } from './window.ts';

/** How often the clock is asked even when the scheduler has lost a tick to sleep or to a moved clock. */
const heartbeatMs = 60_000;

/** What a schedule needs to know. */
export interface ScheduleOptions {
  /** The window as settings have it now. */
  readonly window: () => Settings['window'];
  readonly clock: Clock;
  /** The window has opened or closed, a late one included; or one follows the other without a pause. */
  readonly onTurn: (state: WindowState) => void;
  /** A night was missed, and it is decided whether it is caught up. */
  readonly onMissed: (missed: MissedNight) => void;
  /** Whether there is work that a missed night left. Not asked before `mayCatchUp` was called. */
  readonly waits: () => boolean;
  /** Where it is written down which nights there were. */
  readonly record: { read(): string | undefined; write(text: string): void };
}

/** Watches the clock for the window's turns. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #turn: string | undefined;
  #last: { window: Settings['window']; at: number; until: number; state: WindowState } | undefined;
  #attendance: Attendance | undefined;
  #alive = false;
  #mayCatchUp = false;
  #job: Job | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#attendance = readAttendance(options.record.read());
  }

  /** The window now or next, by the clock as it stands; a missed one that is caught up now is open as well. */
  state(): WindowState {
    const window = this.#options.window();
    const now = this.#options.clock.now();
    const last = this.#last;
    // Asked before every claim, and the calendar takes longer than a move: an answer holds for its minute.
    if (last?.window === window && now >= last.at && now < last.until) return last.state;
    const late = window.catchUp && this.#alive ? this.#attendance?.missed?.late : undefined;
    const state = lateWindow(windowAt(window, now), typeof late === 'object' ? late : undefined, now);
    const turn = state.open ? state.closesAt : state.opensAt;
    this.#last = { window, at: now, until: Math.min(turn, now + heartbeatMs), state };
    return state;
  }

  /** The night that was missed last, if the last one was. */
  get missed(): MissedNight | undefined {
    return this.#attendance?.missed;
  }

  /** Begins to watch; tells the first state at once. */
  start(): void {
    this.look();
    // Window ends are whole minutes, so a tick at each minute's start meets them on time.
    this.#job = scheduleJob('0 * * * * *', () => this.look());
    this.#job?.on('error', () => undefined);
    this.#heartbeat = setInterval(() => this.look(), heartbeatMs);
  }

  /** It is known now what waits: a missed night may be caught up. */
  mayCatchUp(): void {
    this.#mayCatchUp = true;
    this.look();
  }

  /** Asks the clock; tells when the answer has turned since it was asked last. */
  look(): void {
    this.#account();
    const state = this.state();
    const turn = state.open ? `open ${state.opensAt}` : 'closed';
    if (turn === this.#turn) return;
    this.#turn = turn;
    this.#options.onTurn(state);
  }

  /** Watches no longer; the time until now is accounted for. */
  stop(): void {
    this.#job?.cancel();
    clearInterval(this.#heartbeat);
    if (this.#alive) this.#account();
  }

  #account(): void {
    const { clock, record, onMissed, waits } = this.#options;
    const window = this.#options.window();
    const now = clock.now();
    const before = this.#attendance;
    let after = attend(before, { window, now });
    this.#alive = true;
    const { missed } = after;
    const next = windowAt(window, now);
    let decided: MissedNight | undefined;
    if (missed && missed.late === undefined) {
      const late = decideLate(missed, {
        now,
        catchUp: window.catchUp,
        waits: this.#mayCatchUp ? waits() : undefined,
        next,
      });
      if (late !== undefined) {
        decided = { ...missed, late };
        after = { ...after, missed: decided };
      }
    }
    this.#attendance = after;
    // By day nothing happens that a start must know of.
    const same =
      before !== undefined && JSON.stringify({ ...before, seen: after.seen }) === JSON.stringify(after);
    if (!same) record.write(JSON.stringify(after));
    if (decided === undefined) return;
    this.#last = undefined;
    onMissed(decided);
  }
}
