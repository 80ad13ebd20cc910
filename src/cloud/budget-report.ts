/** What was spent, what is held and what is left: the facts that `budget` and STATUS.md show. */
import type { Budget } from './budget.ts';
import type { CallState } from './call-life.ts';
import type { Ledger } from './ledger.ts';
import { dollarsOf, type Micros } from './money.ts';

/** Amounts in dollars. */
export interface PeriodReport {
  readonly spentUsd: number;
  /** In flight, and unknown. */
  readonly heldUsd: number;
  readonly capUsd: number;
  readonly leftUsd: number;
}

/** `budget --json`. */
export interface BudgetReport {
  /** Whether anything may be bought at all, by `"cloud"` in budget.json. */
  readonly cloud: 'on' | 'off';
  /** What is wrong with budget.json, if anything is: then nothing is bought. */
  readonly problem?: string;
  /** The clock is so far ahead that `day` and `month` may be over; the next purchase asks a server for the time. */
  readonly doubted?: true;
  readonly day: PeriodReport & { readonly date: string };
  readonly month: PeriodReport & { readonly date: string };
  readonly capPerFileUsd: number;
  /** Calls of which nobody knows the end. `path` is below the root. */
  readonly unknown: readonly { readonly id: string; readonly path: string; readonly heldUsd: number }[];
  /** Calls that are on their way. */
  readonly open: readonly { readonly id: string; readonly path: string; readonly heldUsd: number }[];
  /** Of this month, by model. */
  readonly models: readonly { readonly spec: string; readonly calls: number; readonly spentUsd: number }[];
  /** Of this month, by day, oldest first; days without spending are left out. */
  readonly days: readonly { readonly date: string; readonly spentUsd: number }[];
}

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
