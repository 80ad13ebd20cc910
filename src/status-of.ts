/** The facts of a status, out of every part of an open root. */
import type { Parts } from './assembly.ts';
import { readBudget } from './cloud/budget.ts';
import { budgetReport } from './cloud/budget-report.ts';
import { heldFacts } from './processing/held-facts.ts';
import { gatherStatus, type StatusSources } from './report/gather-status.ts';
import type { Status } from './report/status.ts';

/** What only those know who do the work: the hours, the folders' counts, what is in work, and the plan. */
export type StatusAtWork = Pick<StatusSources, 'window' | 'missed' | 'counts' | 'working' | 'owner' | 'plan'>;

/** What is where, what is waited for, and what is in work. */
export function statusOf(
  { root, clock, settings, tools, laneTools, cloud }: Parts,
  atWork: StatusAtWork,
): Promise<Status> {
  const waiting = tools.waiting.counts();
  const parsed = readBudget(root.budgetFile);
  const [budget, problem] = parsed.ok ? [parsed.budget, undefined] : [undefined, parsed.problem];
  return gatherStatus({
    ...atWork,
    root,
    now: clock.now(),
    timeZone: settings.current.window.timeZone,
    ingest: waiting.waiting + waiting.refused,
    held: [...heldFacts(tools.held), ...heldFacts(laneTools.held)],
    refused: [...tools.waiting.refused(), ...laneTools.waiting.refused()],
    notices: [settings.problem, problem].filter((one) => one !== undefined),
    budget: budgetReport(cloud.ledger, budget, problem),
  });
}
