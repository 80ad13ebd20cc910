/**
 * The ledger: what was spent, held and bought, as a table in `state.db`. Keeps the promises that nothing is overspent
 * (a call is admitted in the same transaction that reads the caps and writes the reservation) and that nothing is paid
 * for twice (one call alive per key, one create per generation). Every step is durable when its method returns; what
 * changes the spending is in `spending.jsonl` as well. A step that may not be taken is refused, never thrown.
 */
import { DateTime } from 'luxon';
import pLimit from 'p-limit';
import type { Clock } from '../types/clock.ts';
import type { Counted } from './admit.ts';
import { readBudget } from './budget.ts';
import { type LockBudget, lockBudget } from './budget-lock.ts';
import { type CallState, stepFrom } from './call-life.ts';
import { countFile, ended, inFlight } from './ledger-counts.ts';
import { LedgerDatabase } from './ledger-database.ts';
import type { Call, CallKey } from './ledger-records.ts';
import { type Books, lineDue, lineOf, needsRebuild, rebuildLedger, reconcile } from './ledger-upkeep.ts';
import { isMicros, type Micros } from './money.ts';
import type { Period } from './period.ts';
import type { ResultsFound } from './rebuild.ts';
import { blocked } from './refusal.ts';
import {
  advancePeriod,
  type Desk,
  decideReservation,
  type Reservation,
  type ReserveRequest,
  type Totals,
  totalsNow,
} from './reservation.ts';
import { appendSpending } from './spending-log.ts';

/** Where the ledger lies, and the edges that it acts through. */
export interface LedgerOptions {
  readonly stateFile: string;
  readonly budgetFile: string;
  readonly spendingFile: string;
  readonly clock: Clock;
  /** The person's time zone: an IANA name, or `local`. */
  readonly zone: string;
  /** `lockBudget`, unless something else is to be tried. */
  readonly lock?: LockBudget;
}

/** What became of a step. */
export type Step =
  /** `changed` is false when it had been taken before. */
  | { readonly ok: true; readonly changed: boolean; readonly call: Call }
  | {
      readonly ok: false;
      readonly why: 'no-such-call' | 'not-from-here' | 'storage';
      /** One sentence. */
      readonly reason: string;
    };

/** How often a lock that was lost before it was used is asked for again. */
const lockTries = 3;

/** An open ledger. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #database: LedgerDatabase;
  readonly #desk: Desk;
  readonly #oneAtATime = pLimit(1);

  /** Opens `state.db` and brings it and `spending.jsonl` to agree. Throws what SQLite or the file system throws. */
  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#database = new LedgerDatabase(options.stateFile);
    const { budgetFile, clock, zone } = options;
    this.#desk = { database: this.#database, budgetFile, clock, zone };
    try {
      this.#database.together(() => {
        if (!needsRebuild(this.#database)) reconcile(this.#books());
      });
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  /** True when `state.db` is new: nothing is admitted until `rebuild` has been told what results there are. */
  get needsRebuild(): boolean {
    return needsRebuild(this.#database);
  }

  /** Makes the ledger anew from `spending.jsonl` and the results; does nothing when it need not be. */
  rebuild(results: ResultsFound): void {
    this.#database.together(() => {
      if (!needsRebuild(this.#database)) return;
      rebuildLedger(this.#books(), (mark) => advancePeriod(this.#desk, undefined, mark), results);
    });
  }

  /** The period in force; where the clock is `doubted`, ask a server for the time and call again with its answer. */
  period(serverNow?: number): Period {
    return this.#database.together(() => advancePeriod(this.#desk, serverNow));
  }

  /** Admits a call and holds its worst case, or says why not. */
  reserve(request: ReserveRequest): Promise<Reservation> {
    return this.#oneAtATime(async () => {
      try {
        return await this.#underLock(() =>
          this.#database.together(() => {
            this.#database.expectInPlace();
            return decideReservation(this.#desk, request);
          }),
        );
      } catch (error) {
        return blocked('storage', `The ledger could not be written: ${messageOf(error)}.`);
      }
    });
  }

  /**
   * Just before the request is sent. Send only when this says ok, and only once: it never says so twice.
   * @param handle what must be known to look for the call at the provider, as JSON.
   */
  sending(id: string, handle?: string): Step {
    const sentAt = this.#options.clock.now();
    const step = this.#step(id, 'sending', () => {
      this.#database.expectInPlace();
      return {
        day: advancePeriod(this.#desk).day,
        sentAt,
        ...(handle === undefined ? {} : { handle }),
      };
    });
    return step.ok && !step.changed ? notFromHere(step.call, 'sending') : step;
  }

  /** The provider has it, under this id. */
  sent(id: string, providerId: string): Step {
    const step = this.#step(id, 'sent', () => ({ providerId }));
    const other = step.ok && step.call.providerId !== providerId;
    return other ? notFromHere(step.call, 'sent') : step;
  }

  /**
   * The answer is here. Nothing else may be done with it before this is ok.
   * @param result what was bought, as JSON.
   * @param cost what it cost; where that is not known, or said to be nothing, it is the reservation.
   */
  result(id: string, result: string, cost: Micros | undefined): Step {
    return this.#step(id, 'result', ({ reserved }) => {
      const known = isMicros(cost) && cost > 0 ? cost : reserved;
      return { result, cost: known, counted: Math.max(known, reserved) };
    });
  }

  /** The result's cost takes the place of the hold. When `call.cost` is above `call.reserved`, stop buying from there. */
  settle(id: string): Step {
    return this.#step(id, 'settled', ({ cost, reserved }) => ({ counted: cost ?? reserved }));
  }

  /** It was definitely not charged. */
  release(id: string): Step {
    return this.#step(id, 'released', () => ({ counted: 0 }));
  }

  /** Nobody can say whether it was charged. */
  unknown(id: string): Step {
    return this.#step(id, 'unknown');
  }

  /** The person gives up what is unknown. */
  giveUp(id: string): Step {
    return this.#step(id, 'given-up');
  }

  /** The person wants what is unknown, or given up, sent again. */
  reopen(id: string): Step {
    return this.#step(id, 'reopened');
  }

  /** The call with this id. */
  call(id: string): Call | undefined {
    return this.#database.call(id);
  }

  /** The newest generation of this key. */
  newest(key: CallKey): Call | undefined {
    return this.#database.newest(key);
  }

  /** Reserved, sending, sent, or with a result that is not settled: after a crash, what is to be put right. */
  inFlight(): readonly Call[] {
    return this.#database.calls(inFlight);
  }

  /** What waits for a person's decision. */
  unknowns(): readonly Call[] {
    return this.#database.calls("state = 'unknown'");
  }

  /** All calls of one file. */
  callsOf(sha256: string): readonly Call[] {
    return this.#database.calls('sha256 = ?', sha256);
  }

  /** All calls that count in a month (`2026-11`), in the order in which they were reserved. */
  callsIn(month: string): readonly Call[] {
    return this.#database.calls("counted > 0 AND state <> 'reserved' AND substr(day, 1, 7) = ?", month);
  }

  /** What has ended, and lies at its provider still as far as is known. */
  unforgotten(): readonly Call[] {
    return this.#database.calls(`handle IS NOT NULL AND ${ended}`);
  }

  /** It is deleted at its provider, where nobody can look for it any more. */
  forgotten(id: string): void {
    this.#database.run('UPDATE call SET handle = NULL WHERE id = ?', id);
  }

  /** What one file has cost, and holds, in all its parts and of all time. */
  file(sha256: string): Counted {
    return countFile(this.#database, sha256);
  }

  /** A value that `remember` saved, if any. */
  recall(name: string): unknown {
    return this.#database.fact(name);
  }

  /** Saves a value as JSON, durably. Throws what SQLite throws. */
  remember(name: string, value: unknown): void {
    this.#database.setFact(name, value);
  }

  /** What counts against the caps now, with what the person says was spent where the records of it are gone. */
  totals(): Totals {
    return this.#database.together(() => {
      const budget = readBudget(this.#options.budgetFile);
      return totalsNow(this.#desk, budget.ok ? budget.budget : undefined);
    });
  }

  /** The lock keeps others off `budget.json`; one that was lost before it could be used is asked for anew. */
  async #underLock(decide: () => Reservation): Promise<Reservation> {
    const take = this.#options.lock ?? lockBudget;
    for (let tries = 0; tries < lockTries; tries += 1) {
      const lock = await take(this.#options.budgetFile);
      if (!lock) break;
      try {
        if (lock.isHeld()) return decide();
      } finally {
        await lock.release();
      }
    }
    return blocked('locked', 'Another program keeps budget.json locked, so nothing may be bought.');
  }

  /** One durable transaction; where there is a line to write, it is on the disk before the commit. */
  #step(id: string, to: CallState, changes: (call: Call) => Partial<Call> = () => ({})): Step {
    const take = (): Step => {
      const call = this.#database.call(id);
      if (!call) return { ok: false, why: 'no-such-call', reason: `The ledger knows no call ${id}.` };
      const verdict = stepFrom(call.state, to);
      if (verdict === 'refused') return notFromHere(call, to);
      if (verdict === 'already') return { ok: true, changed: false, call };
      const changed = changes(call);
      this.#database.update(id, to, changed);
      const after: Call = { ...call, ...changed, state: to };
      const line = lineDue(call, after);
      if (line) appendSpending(this.#options.spendingFile, [lineOf(after, line, this.#at())]);
      return { ok: true, changed: true, call: after };
    };
    try {
      return this.#database.together(take);
    } catch (error) {
      return { ok: false, why: 'storage', reason: `The ledger could not be written: ${messageOf(error)}.` };
    }
  }

  #at(): string {
    const { clock, zone } = this.#options;
    return DateTime.fromMillis(clock.now(), { zone }).toISO() ?? new Date(clock.now()).toISOString();
  }

  #books(): Books {
    const { spendingFile, budgetFile } = this.#options;
    return { database: this.#database, spendingFile, budgetFile, at: this.#at() };
  }
}

function notFromHere(call: Call, to: CallState): Step {
  const reason = `The call ${call.id} is ${call.state} and cannot become ${to} now.`;
  return { ok: false, why: 'not-from-here', reason };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
