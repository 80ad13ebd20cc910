/**
 * The ledger out of what is left when `state.db` is gone. Keeps two promises then: what was spent still counts (the
 * larger of `spending.jsonl` and the costs that results name), and what was bought is not bought again.
 */
import { DateTime } from 'luxon';
import type { Closing } from './closed-month.ts';
import type { Call } from './ledger-records.ts';
import { costOf, type Micros } from './money.ts';
import { type Mark, monthOf } from './period.ts';
import { type CallLine, isDay, type SpendingLine } from './spending-log.ts';

/** What the results in done/ and failed/ say. */
export interface ResultsFound {
  /** Is there any result, paid or not? */
  readonly any: boolean;
  /** The sum of `cost_usd` of the results of each day, as `2026-11-27`. */
  readonly spentByDay: ReadonlyMap<string, Micros>;
}

/** What to put into an empty ledger. */
export interface Rebuilt {
  readonly calls: readonly Call[];
  /** What results show beyond the calls, by day (`2026-11-27`) and by month (`2026-11`). */
  readonly carried: ReadonlyMap<string, Micros>;
  /** The newest closing that the log tells of. */
  readonly closing: Closing | undefined;
  /** The latest moment that the log tells of. */
  readonly mark: Mark | undefined;
}

/** Pure. A call of which the log says only that it was being sent is unknown: its answer is lost, if there was one. */
export function rebuild(lines: readonly SpendingLine[], results: ResultsFound): Rebuilt {
  const calls = callsIn(lines);
  return {
    calls,
    carried: new Map([
      ...beyond(
        results.spentByDay,
        sumBy(calls, ({ day }) => day),
      ),
      ...beyond(
        monthly(results.spentByDay),
        sumBy(calls, ({ day }) => monthOf(day)),
      ),
    ]),
    closing: lines.findLast((line) => line.what === 'closed'),
    mark: markIn(lines),
  };
}

function markIn(lines: readonly SpendingLine[]): Mark | undefined {
  const marks = lines
    .map((line) => ({ at: millisOf(line.at), day: 'day' in line ? line.day : line.at.slice(0, 10) }))
    .filter(({ at, day }) => at > 0 && isDay(day));
  if (marks.length === 0) return undefined;
  return {
    at: Math.max(...marks.map(({ at }) => at)),
    day: marks.reduce((latest, { day }) => (day > latest ? day : latest), ''),
  };
}

/** 0 when it is no time. */
function millisOf(at: string): number {
  return DateTime.fromISO(at).toMillis() || 0;
}

/** The calls of a log, each as its last line leaves it. */
export function callsIn(lines: readonly SpendingLine[]): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const line of lines) {
    if (line.what === 'opened' || line.what === 'closed') continue;
    calls.set(line.call, callOf(line, calls.get(line.call)));
  }
  return [...calls.values()];
}

function callOf(line: CallLine, before: Call | undefined): Call {
  const counted = costOf(line.usd) ?? 0;
  const at = millisOf(line.at);
  return {
    id: line.call,
    sha256: line.sha256,
    task: line.task,
    parameters: line.parameters,
    generation: line.generation,
    state: line.what === 'sending' ? 'unknown' : line.what,
    spec: line.spec,
    source: line.source,
    reserved: before?.reserved ?? counted,
    counted,
    day: line.day,
    reservedAt: before?.reservedAt ?? at,
    sentAt: before?.sentAt ?? at,
    handle: undefined,
    providerId: undefined,
    result: undefined,
    cost: line.what === 'settled' ? counted : undefined,
  };
}

function sumBy(calls: readonly Call[], periodOf: (call: Call) => string): ReadonlyMap<string, Micros> {
  const sums = new Map<string, Micros>();
  for (const call of calls) sums.set(periodOf(call), (sums.get(periodOf(call)) ?? 0) + call.counted);
  return sums;
}

function monthly(byDay: ReadonlyMap<string, Micros>): ReadonlyMap<string, Micros> {
  const sums = new Map<string, Micros>();
  for (const [day, micros] of byDay) sums.set(monthOf(day), (sums.get(monthOf(day)) ?? 0) + micros);
  return sums;
}

function beyond(
  found: ReadonlyMap<string, Micros>,
  known: ReadonlyMap<string, Micros>,
): readonly (readonly [period: string, micros: Micros])[] {
  return [...found]
    .map(([period, micros]) => [period, micros - (known.get(period) ?? 0)] as const)
    .filter(([, micros]) => micros > 0);
}
