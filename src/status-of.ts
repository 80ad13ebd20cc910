/** The facts of a status, out of every part of an open root. */
import type { Parts } from './assembly.ts';
import { readBudget } from './cloud/budget.ts';
import { budgetReport } from './cloud/budget-report.ts';
import type { MissedNight } from './night/attendance.ts';
import { missedFacts } from './night/night-hours.ts';
import { heldFacts } from './processing/held-facts.ts';
import { gatherStatus, type StatusSources } from './report/gather-status.ts';
import type { Status } from './report/status.ts';
import { isoWithOffset } from './report/times.ts';

/** What only those know who do the work: the folders' counts, what is in work, and the plan. */
export type StatusAtWork = Pick<StatusSources, 'window' | 'counts' | 'working' | 'owner' | 'plan'> & {
  readonly missed: MissedNight | undefined;
};

/** What is where, what is waited for, and what is in work. */
export function statusOf(
  { root, clock, settings, tools, laneTools, cloud }: Parts,
  atWork: StatusAtWork,
): Promise<Status> {
  const waiting = tools.waiting.counts();
  const { timeZone } = settings.current.window;
  const { missed } = atWork;
  const parsed = readBudget(root.budgetFile);
  const [budget, problem] = parsed.ok ? [parsed.budget, undefined] : [undefined, parsed.problem];
  return gatherStatus({
    ...atWork,
    root,
    now: clock.now(),
    timeZone,
    missed: missed && missedFacts(missed, (ms) => isoWithOffset(ms, timeZone)),
    ingest: waiting.waiting + waiting.refused,
    held: [...heldFacts(tools.held), ...heldFacts(laneTools.held)],
    refused: [...tools.waiting.refused(), ...laneTools.waiting.refused()],
    notices: [settings.problem, problem].filter((one) => one !== undefined),
    budget: budgetReport(cloud.ledger, budget, problem),
  });
}
