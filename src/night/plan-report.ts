/** The plan of the night as `status --json` has it. */
import type { Status } from '../report/status.ts';
import { isoWithOffset } from '../report/times.ts';
import { explainPlan } from './explain.ts';
import type { NightPlan } from './plan.ts';

/** `timeZone` is `local` or an IANA name. */
export function planReport(plan: NightPlan, timeZone: string): NonNullable<Status['plan']> {
  const { verdict, files, micros, buyNow, hold } = plan;
  const iso = (ms: number): string => isoWithOffset(Math.round(ms), timeZone);
  return {
    madeAt: iso(plan.madeAt),
    verdict,
    files,
    endsAt: iso(plan.endsAt),
    endsAtFree: iso(plan.endsAtFree),
    micros,
    ...(plan.neededMicros === undefined ? {} : { neededMicros: plan.neededMicros }),
    buyNow: buyNow.length,
    hold: hold.length,
    reasons: explainPlan(plan, timeZone),
  };
}
