/**
 * Brings `state.db` and `spending.jsonl` to agree when the ledger is opened: a crash may have come between the line
 * and the commit, and a person may have deleted either. What one of the two knows, the other learns; nothing is ever
 * taken off.
 */
import { budgetStamp, type Closing } from './closed-month.ts';
import { recount } from './ledger-counts.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { Call } from './ledger-records.ts';
import { costOf, dollarsOf } from './money.ts';
import { type Mark, monthOf, type Period } from './period.ts';
import { callsIn, type ResultsFound, rebuild } from './rebuild.ts';
import { appendSpending, type CallLine, readSpendingLog, type SpendingLine } from './spending-log.ts';

/** What upkeep works on. */
export interface Books {
  readonly database: LedgerDatabase;
  readonly spendingFile: string;
  readonly budgetFile: string;
  /** The time now, ISO 8601 with the person's offset. */
  readonly at: string;
}

/** The fact that says that this database has a ledger; without it the ledger has to be rebuilt. */
const keptFact = 'ledger';
const closingFact = 'ledger-closing';

/** True when this database knows nothing of what was spent before it was made. */
export function needsRebuild(database: LedgerDatabase): boolean {
  return database.fact(keptFact) === undefined;
}

/** Since when what was spent is not known, if it is not. */
export function closingIn(database: LedgerDatabase): Closing | undefined {
  return database.fact(closingFact) as Closing | undefined;
}

/** The line that tells of a call's step. */
export function lineOf(call: Call, what: CallLine['what'], at: string): CallLine {
  const { id, day, counted, spec, source, task, sha256, parameters, generation } = call;
  return {
    at,
    what,
    call: id,
    day,
    usd: dollarsOf(counted),
    spec,
    source,
    task,
    sha256,
    parameters,
    generation,
  };
}

/**
 * To be called in one transaction. What results show counts; where no log is left either, the month is closed.
 * @param periodSince gives the period in force now, when this was the latest moment believed.
 */
export function rebuildLedger(
  books: Books,
  periodSince: (mark: Mark | undefined) => Period,
  results: ResultsFound,
): void {
  const { database, spendingFile, budgetFile } = books;
  const lines = readSpendingLog(spendingFile);
  const { calls, carried, closing, mark } = rebuild(lines, results);
  insertAll(database, calls);
  for (const [each, micros] of carried) database.carry(each, micros);
  const bothGone = !isWhole(lines) && results.any;
  const period = periodSince(mark);
  const since = bothGone ? { day: period.day, stamp: budgetStamp(budgetFile) } : closing;
  if (since) database.setFact(closingFact, { day: since.day, stamp: since.stamp });
  database.setFact(keptFact, 'kept');
  reconcile(books);
}

/** Whether a log has its beginning: the next purchase begins another one without it when the first is deleted. */
const isWhole = (lines: readonly SpendingLine[]): boolean => lines.some(({ what }) => what === 'opened');

/** To be called in one transaction. */
export function reconcile({ database, spendingFile, at }: Books): void {
  const lines = readSpendingLog(spendingFile);
  const last = new Map<string, CallLine>();
  for (const line of lines) if ('call' in line) last.set(line.call, line);
  insertAll(database, callsIn(lines));
  recount(database);
  const owed: SpendingLine[] = isWhole(lines) ? [] : [{ at, what: 'opened' }];
  const closing = closingIn(database);
  if (closing && !lines.some((line) => line.what === 'closed' && line.day === closing.day)) {
    owed.push({ at, what: 'closed', ...closing });
  }
  for (const call of database.calls('TRUE')) {
    const what = owedLine(call, last.get(call.id));
    if (what) owed.push(lineOf(call, what, at));
  }
  appendSpending(spendingFile, owed);
}

/** What the log must be told of a step before it is committed, if anything. */
export function lineDue(before: Call, after: Call): CallLine['what'] | undefined {
  switch (after.state) {
    case 'reserved':
    case 'sent':
      return undefined;
    case 'result':
      // It counts for more than was said when it was sent.
      return after.counted > before.counted ? 'sending' : undefined;
    case 'released':
      return before.state === 'reserved' ? undefined : 'released';
    default:
      return after.state;
  }
}

/** What the log has still to be told of a call, of which its last line is `last`. */
export function owedLine(
  { state, sentAt, counted }: Pick<Call, 'state' | 'sentAt' | 'counted'>,
  last: Pick<CallLine, 'what' | 'usd'> | undefined,
): CallLine['what'] | undefined {
  const known = last && costOf(last.usd);
  switch (state) {
    case 'reserved':
      // A line was written, but the step that it tells of was not committed: nothing was sent.
      return last === undefined || last.what === 'released' ? undefined : 'released';
    case 'released':
      // What was sent keeps its generation for ever, so that its name is never used for another create.
      return last?.what === 'released' || (last === undefined && sentAt === undefined)
        ? undefined
        : 'released';
    case 'sending':
    case 'sent':
    case 'result':
      return last === undefined || last.what === 'released' || (known ?? 0) < counted ? 'sending' : undefined;
    default:
      return last?.what === state && known === counted ? undefined : state;
  }
}

/** Where a key cannot have two calls that are alive, the money of the second counts all the same. */
function insertAll(database: LedgerDatabase, calls: readonly Call[]): void {
  for (const call of calls) {
    if (database.call(call.id) || database.insert(call)) continue;
    database.carry(call.day, call.counted);
    database.carry(monthOf(call.day), call.counted);
  }
}
