/**
 * Whether a call may be bought, and the hold that it then is: everything that happens inside the one transaction that
 * is the fence. The caps, the period and all that counts are read in it, and the reservation is written in it.
 */
import type { Clock } from '../types/clock.ts';
import { admit } from './admit.ts';
import { type Budget, readBudget } from './budget.ts';
import { mayReserveAgain } from './call-life.ts';
import { budgetStamp, type ClosedMonth, closedMonth } from './closed-month.ts';
import { countFile, countPeriod, type PeriodCount } from './ledger-counts.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { type Call, type CallKey, callId } from './ledger-records.ts';
import { closingIn, needsRebuild } from './ledger-upkeep.ts';
import { isMicros, type Micros } from './money.ts';
import { type Mark, type Period, periodAt } from './period.ts';
import { beyond, beyondOwn, blocked, type Refusal, taken } from './refusal.ts';

/** What a decision is made with. */
export interface Desk {
  readonly database: LedgerDatabase;
  readonly budgetFile: string;
  readonly clock: Clock;
  /** The person's time zone: an IANA name, or `local`. */
  readonly zone: string;
}

/** What is to be bought. */
export interface ReserveRequest {
  readonly key: CallKey;
  /** Who would do it. */
  readonly spec: string;
  /** The file's path as the person knows it. */
  readonly source: string;
  /** The most that this call can cost. */
  readonly worst: Micros;
  /** The most that all parts of the file can cost that are still to be bought, this call included. */
  readonly remaining: Micros;
  /** The most that all calls with this key's `sha256` may cost together, where its owner set that for it alone. */
  readonly ownBudget?: Micros;
  /** What a server's HTTP `Date` says that it is now, in milliseconds since the epoch. */
  readonly serverNow?: number;
}

/** The answer to a request; `call` is reserved, and counts from now on. */
export type Reservation = { readonly ok: true; readonly call: Call } | Refusal;

/** What counts against the caps now. */
export interface Totals {
  readonly period: Period;
  readonly day: PeriodCount;
  readonly month: PeriodCount;
}

const markFact = 'ledger-mark';
const markMs = 60_000;
const nothingSaid = { day: 0, month: 0 };

/** The period in force, its mark saved. To be called in a transaction. `since` is the mark where none is saved. */
export function advancePeriod({ database, clock, zone }: Desk, serverNow?: number, since?: Mark): Period {
  const saved = database.fact(markFact) as Mark | undefined;
  const mark = saved ?? since;
  const period = periodAt({ now: clock.now(), zone, mark, serverNow });
  if (!saved || isNewer(period.mark, saved)) database.setFact(markFact, period.mark);
  return period;
}

/** Not written for less than a minute: it would cost every purchase more than it tells. */
function isNewer(mark: Mark, saved: Mark): boolean {
  return mark.day !== saved.day || Math.abs(mark.at - saved.at) >= markMs;
}

/** What counts now. To be called in a transaction. Without a budget that can be read, nothing that it says counts. */
export function totalsNow(desk: Desk, budget: Budget | undefined): Totals {
  const period = advancePeriod(desk);
  const closed = budget && closedNow(desk, period, budget);
  return { period, ...countPeriod(desk.database, period, closed && !closed.closed ? closed : nothingSaid) };
}

/** To be called in a transaction that nothing else can come between. */
export function decideReservation(desk: Desk, request: ReserveRequest): Reservation {
  const { database, budgetFile } = desk;
  const { key, worst, remaining } = request;
  if (needsRebuild(database)) return blocked('not-rebuilt', 'The ledger is not rebuilt yet.');
  if (!isMicros(worst) || worst === 0 || !isMicros(remaining)) {
    return blocked('no-price', 'What this costs at worst is not known, so it may not be bought.');
  }
  const newest = database.newest(key);
  if (newest && !mayReserveAgain(newest.state)) return taken(newest);
  const period = advancePeriod(desk, request.serverNow);
  const parsed = readBudget(budgetFile);
  if (!parsed.ok) return blocked('budget', parsed.problem);
  if (!parsed.budget.cloud)
    return blocked('cloud-off', 'Nothing may be bought, since budget.json says "cloud": "off".');
  const closed = closedNow(desk, period, parsed.budget);
  if (closed.closed) return blocked('month-closed', closed.problem);
  const counts = countPeriod(database, period, closed);
  const file = countFile(database, key.sha256);
  const { ownBudget } = request;
  const own = file.spent + file.held;
  // Written so that NaN refuses.
  if (ownBudget !== undefined && !(own + worst <= ownBudget)) return beyondOwn(worst, ownBudget, own);
  const admission = admit({ caps: parsed.budget, ...counts, file, worst, remaining });
  if (!admission.admitted) return beyond(admission);
  const call = newCall(request, (newest?.generation ?? 0) + 1, period, desk.clock.now());
  if (!database.insert(call)) throw new Error(`the call ${call.id} is there already`);
  return { ok: true, call };
}

function newCall(
  { key, spec, source, worst }: ReserveRequest,
  generation: number,
  { day }: Period,
  reservedAt: number,
): Call {
  const { sha256, task, parameters } = key;
  return {
    id: callId(key, generation),
    sha256,
    task,
    parameters,
    generation,
    state: 'reserved',
    spec,
    source,
    reserved: worst,
    counted: worst,
    day,
    reservedAt,
    sentAt: undefined,
    handle: undefined,
    providerId: undefined,
    result: undefined,
    cost: undefined,
  };
}

function closedNow({ database, budgetFile }: Desk, period: Period, budget: Budget): ClosedMonth {
  const closing = closingIn(database);
  return closedMonth(closing, period, budget, closing ? budgetStamp(budgetFile) : '');
}
