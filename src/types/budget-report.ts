/** What was spent, what is held and what is left, as `budget --json` and STATUS.md tell it. */

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
