/** The morning report: written when a window closes, and at the next start when the program died before. */
import type { Parts } from '../assembly.ts';
import type { WindowState } from '../night/window.ts';
import { renderMorning } from '../report/morning.ts';
import { isUneventful } from '../report/morning-facts.ts';
import type { Status } from '../report/status.ts';
import { isoWithOffset } from '../report/times.ts';
import type { NightshiftEvent } from '../types/event.ts';
import { callsOf, isOnItsWay } from './bought.ts';
import { gatherMorning } from './gather.ts';
import {
  closed,
  extended,
  isSameNight,
  isSameWindow,
  type NightRecord,
  opened,
  readRecord,
} from './night-record.ts';
import { writeReport } from './report-file.ts';

/** The fact of the journal that says which night is to be reported. */
const nightFact = 'report';

/** What the report needs besides the parts. */
export interface MorningReportOptions {
  /** Resolves once it is known what waits. */
  readonly listed: () => Promise<void>;
  readonly status: () => Promise<Status>;
  /** Tells how a night would go, with what waits now. Milliseconds since the epoch. */
  readonly night: {
    forecast(window: { readonly opensAt: number; readonly closesAt: number }): Promise<Status['plan']>;
  };
  /** The files in work, and when they and all that may be taken up have come to a rest. */
  readonly work: { readonly running: number; idle(): Promise<void> };
}

/** Writes reports/ for the owner of a root. A report that could not be written is tried again at the next turn. */
export class MorningReport {
  readonly #parts: Parts;
  readonly #options: MorningReportOptions;
  #record: NightRecord | undefined;
  /** Calls of the reported night are on their way: what becomes of them belongs into the report. */
  #awaitsCalls = false;
  #writing: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(parts: Parts, options: MorningReportOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#record = readRecord(parts.tools.journal.fact(nightFact));
    parts.watchers.add((event) => this.#heard(event));
  }

  /** The window has opened or closed, or it is known at a start which it is. */
  turn(window: WindowState): void {
    const before = this.#record;
    const isOther = before !== undefined && !(window.open && isSameWindow(before, window));
    if (isOther && !before.reported) {
      const night = closed(before, this.#parts.clock.now());
      this.#keep(night);
      this.#write(night);
      if (!window.open) void this.#whenIdle(night);
    }
    if (window.open) this.#keep(opened(this.#record, window, (ms) => this.#dayOf(ms)));
  }

  /** Resolves when nothing is being written any more. What was not begun is written at the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#writing;
  }

  #heard(event: NightshiftEvent): void {
    const record = this.#record;
    if (event.type === 'missed' && event.notLate === 'off') this.#missed(event.closed.slice(0, 10));
    const isEnd = event.type === 'done' || event.type === 'failed';
    if (isEnd && this.#awaitsCalls && record?.reported) this.#write(record);
  }

  /** A night that nothing will be done for: what waits for it is told. */
  #missed(day: string): void {
    const before = this.#record;
    if (before !== undefined && before.day >= day) return;
    if (before?.reported === false) this.#write(closed(before, this.#parts.clock.now()));
    const night = { day, spans: [], reported: false };
    this.#keep(night);
    this.#write(night);
  }

  /** What is in work at the closing is finished when that takes not long, and belongs to the night. */
  async #whenIdle(night: NightRecord): Promise<void> {
    if (this.#options.work.running === 0) return;
    await this.#options.work.idle();
    const last = night.spans.at(-1);
    if (this.#isStopping || last === undefined || this.#record?.spans.at(-1)?.from !== last.from) return;
    const whole = extended({ ...night, reported: false }, this.#parts.clock.now() + 1);
    this.#keep(whole);
    this.#write(whole);
  }

  #write(night: NightRecord): void {
    this.#writing = this.#writing
      .then(() => this.#writeNow(night))
      .catch((error: unknown) => {
        const message = `The report of the night could not be written: ${String(error)}`;
        this.#parts.tools.tell({ type: 'notice', level: 'warn', message });
      });
  }

  async #writeNow(record: NightRecord): Promise<void> {
    const { listed, status, night } = this.#options;
    const { root, cloud, tools } = this.#parts;
    await listed();
    if (this.#isStopping) return;
    const now = await status();
    const next = { opensAt: Date.parse(now.window.opensAt), closesAt: Date.parse(now.window.closesAt) };
    const calls = callsOf(cloud.ledger, record.spans);
    const isToCome = now.ingest > 0 && !now.window.open;
    // A night that cannot be forecast is no reason to be silent about the one before.
    const plan = isToCome ? await night.forecast(next).catch(() => undefined) : undefined;
    const facts = await gatherMorning({ parts: this.#parts, record, calls, status: now, plan });
    const path = isUneventful(facts) ? undefined : await writeReport(root, record.day, renderMorning(facts));
    // Another window may have opened meanwhile, or this one again.
    if (isSameNight(this.#record, record)) {
      this.#awaitsCalls = calls.some(isOnItsWay);
      this.#keep({ ...record, reported: true });
    }
    if (path !== undefined) tools.tell({ type: 'report', path });
  }

  #keep(record: NightRecord): void {
    this.#record = record;
    try {
      this.#parts.tools.journal.setFact(nightFact, JSON.stringify(record));
    } catch (error) {
      const message = `Which night is to be reported could not be written down: ${String(error)}`;
      this.#parts.tools.tell({ type: 'notice', level: 'warn', message });
    }
  }

  #dayOf(ms: number): string {
    return isoWithOffset(ms, this.#parts.settings.current.window.timeZone).slice(0, 10);
  }
}
