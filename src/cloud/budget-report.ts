/** What was spent, what is held and what is left: the facts that `budget` and STATUS.md show. */
import type { BudgetReport, PeriodReport } from '../types/budget-report.ts';
import type { Budget } from './budget.ts';
import type { CallState } from './call-life.ts';
import type { Ledger } from './ledger.ts';
import { dollarsOf, type Micros } from './money.ts';

/** What is spent, as the caps count it; the rest is held. */
const spentStates: ReadonlySet<CallState> = new Set(['settled', 'given-up', 'reopened']);

/** Gathers the facts. `budget` is undefined while budget.json cannot be obeyed, which `problem` explains. */
export function budgetReport(
  ledger: Ledger,
  budget: Budget | undefined,
  problem: string | undefined,
): BudgetReport {
  const { period, day, month } = ledger.totals();
  const calls = ledger.callsIn(period.month).filter(({ state }) => spentStates.has(state));
  const held = ({ id, source, counted }: (typeof calls)[number]) => ({
    id,
    path: source,
    heldUsd: dollarsOf(counted),
  });
  const models = Map.groupBy(calls, ({ spec }) => spec);
  const days = Map.groupBy(calls, (call) => call.day);
  const sum = (of: readonly { counted: Micros }[]): number =>
    dollarsOf(of.reduce((total, { counted }) => total + counted, 0));
  const part = (counted: { spent: Micros; held: Micros }, cap: Micros): PeriodReport => ({
    spentUsd: dollarsOf(counted.spent),
    heldUsd: dollarsOf(counted.held),
    capUsd: dollarsOf(cap),
    leftUsd: dollarsOf(Math.max(0, cap - counted.spent - counted.held)),
  });
  return {
    cloud: budget?.cloud === true ? 'on' : 'off',
    ...(problem === undefined ? {} : { problem }),
    ...(period.doubted ? { doubted: true } : {}),
    day: { date: period.day, ...part(day, budget?.perDay ?? 0) },
    month: { date: period.month, ...part(month, budget?.perMonth ?? 0) },
    capPerFileUsd: dollarsOf(budget?.perFile ?? 0),
    unknown: ledger.unknowns().map(held),
    open: ledger.inFlight().map(held),
    models: [...models].map(([spec, of]) => ({ spec, calls: of.length, spentUsd: sum(of) })),
    days: [...days]
      .map(([date, of]) => ({ date, spentUsd: sum(of) }))
      .toSorted((one, other) => (one.date < other.date ? -1 : 1)),
  };
}
