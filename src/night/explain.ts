/** The plan of a night in words, for STATUS.md and `status`. */
import { humanDuration, isoWithOffset, timeOfDay } from '../report/times.ts';
import type { NightPlan } from './plan.ts';
import type { Obstacle } from './plan-facts.ts';

/** One sentence a line, without Markdown. `timeZone` is `local` or an IANA name. Empty when nothing waits. */
export function explainPlan(plan: NightPlan, timeZone: string): readonly string[] {
  if (plan.files === 0) return [];
  const at = (ms: number): string => timeOfDay(isoWithOffset(Math.round(ms), timeZone));
  return [outlook(plan, at), purchases(plan, at), ...stays(plan), unsureAbout(plan)].filter(Boolean);
}

/** Why a file is bought though this machine could do it, in one sentence. */
export function purchaseReason({ endsAtFree, closesAt }: NightPlan, timeZone: string): string {
  const at = (ms: number): string => timeOfDay(isoWithOffset(Math.round(ms), timeZone));
  const short = endsAtFree > closesAt ? 'is' : 'may be';
  return `The night ${short} too short: this machine alone should be done at ${at(endsAtFree)}, and the window closes at ${at(closesAt)}.`;
}

type Clock = (ms: number) => string;

function outlook({ files, verdict, endsAtFree, closesAt }: NightPlan, at: Clock): string {
  const wait = files === 1 ? '1 file waits' : `${files} files wait`;
  const end = `this machine alone should be done at ${at(endsAtFree)}`;
  if (verdict === 'in-time') return `${wait}; ${end}, and the window closes at ${at(closesAt)}.`;
  const late = endsAtFree - closesAt;
  if (late <= 0) return `${wait}; ${end}, which is close to ${at(closesAt)}, when the window closes.`;
  return `${wait}; ${end}, ${humanDuration(late / 1000)} after the window closes.`;
}

function purchases({ verdict, buyNow, hold, micros, neededMicros, endsAt, reviewAt }: NightPlan, at: Clock) {
  const count = buyNow.length + hold.length;
  if (verdict === 'buys') {
    const what =
      count === 1 ? 'the cheapest file that saves enough' : `the ${count} cheapest files that save enough`;
    const bought = `To be done at ${at(endsAt)}, ${what} would be bought for ${dollars(micros)} at most`;
    if (hold.length === 0) return `${bought}; that happens now.`;
    return `${bought}; ${buyNow.length > 0 ? 'that has begun, and ' : ''}it is decided again at ${at(reviewAt)}, since less may do.`;
  }
  if (verdict === 'over-cap') {
    const needed = neededMicros === undefined ? 'more' : dollars(neededMicros);
    return `To be done in time would cost ${needed}, which is more than the caps leave; so nothing is bought, and the rest waits for the next night.`;
  }
  if (verdict === 'too-long') {
    return 'Nothing that may be bought would make it end in time; so nothing is bought, and the rest waits for the next night.';
  }
  return '';
}

const reasons: Readonly<Record<Exclude<Obstacle, 'text' | 'nothing-left'>, (files: string) => string>> = {
  private: (files) => `${files} private and never bought.`,
  consent: (files) => `${files} not bought, since budget.json does not say "cloud": "on".`,
  offer: (files) => `${files} not bought, since no cloud model could take that now.`,
  'per-file': (files) => `${files} not bought, since each would cost more than "perFile" in budget.json.`,
};

/** Why files stay that might be thought of, where something has to be bought. Text always stays. */
function stays({ verdict, obstacles }: NightPlan): readonly string[] {
  if (verdict === 'in-time') return [];
  return (['private', 'consent', 'offer', 'per-file'] as const).flatMap((obstacle) => {
    const count = obstacles[obstacle] ?? 0;
    return count > 0 ? [reasons[obstacle](count === 1 ? '1 file is' : `${count} files are`)] : [];
  });
}

/** What the forecast does not know yet. */
function unsureAbout({ unsure }: NightPlan): string {
  if (unsure === 0) return '';
  const [what, whose] =
    unsure === 1 ? ['1 PDF counts as a text', 'its'] : [`${unsure} PDFs count as texts`, 'their'];
  return `${what} until it is known whether ${whose} pages are pictures, which take longer.`;
}

/** Up to the next cent, since it is what may be spent at most. */
function dollars(micros: number): string {
  return `$${(Math.ceil(micros / 10_000) / 100).toFixed(2)}`;
}
