/** `budget`: what was spent, what is held, what nobody knows the end of, and what is left. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBudget } from '../cloud/budget.ts';
import { budgetReport } from '../cloud/budget-report.ts';
import { renderBudgetText } from '../cloud/budget-text.ts';
import { openLedger } from '../cloud/open-cloud.ts';
import { noRoot, rootAt } from '../folders/root.ts';
import { SettingsFile } from '../folders/settings-file.ts';
import { systemClock } from '../types/clock.ts';
import { type CommandContext, exitCode, print } from './context.ts';

/** Prints the facts; the caps are as the file has them now. Gives 2 with a budget.json that cannot be obeyed. */
export async function budget(context: CommandContext): Promise<number> {
  const { root } = context;
  if (!existsSync(root.machine)) throw noRoot(root);
  const settings = new SettingsFile(root.settingsFile);
  const zone = settings.current.window.timeZone;
  const recorded = existsSync(root.stateFile) || existsSync(root.spendingFile);
  // A glance makes nothing: where nothing was ever recorded, an empty ledger elsewhere says so.
  const scratch = recorded ? undefined : await mkdtemp(join(tmpdir(), 'nightshift-budget-'));
  const place = scratch === undefined ? root : { ...rootAt(scratch), budgetFile: root.budgetFile };
  if (scratch !== undefined) await mkdir(place.machine);
  const ledger = await openLedger(place, systemClock, zone);
  try {
    const parsed = readBudget(root.budgetFile);
    const report = parsed.ok
      ? budgetReport(ledger, parsed.budget, undefined)
      : budgetReport(ledger, undefined, parsed.problem);
    print(context, renderBudgetText(report), report);
    return parsed.ok ? exitCode.fine : exitCode.usage;
  } finally {
    ledger.close();
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}
