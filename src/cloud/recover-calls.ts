/** What a dead process left open at the providers, brought to its end as far as can be. Nothing is sent anew. */
import pLimit from 'p-limit';
import { type FollowTools, follow } from './follow-call.ts';
import type { Call } from './ledger-records.ts';
import { soldTask } from './order-terms.ts';

/** A provider that cannot be reached must not keep the calls of all others waiting. */
const atOnce = 8;

/** Replicate deletes an answer an hour after it gave it. */
const hasty = ({ spec }: Call): number => (spec.startsWith('replicate:') ? 0 : 1);

/** Follows every call in flight; those that keep their answers shortest first. */
export async function recoverCalls(tools: FollowTools, signal: AbortSignal): Promise<void> {
  const limit = pLimit(atOnce);
  const recovering = tools.ledger
    .inFlight()
    .filter(({ task }) => soldTask(task))
    .toSorted((one, other) => hasty(one) - hasty(other))
    .map((call) => limit(() => (signal.aborted ? undefined : follow(call, tools, signal))));
  await Promise.all(recovering);
}

/** Follows the calls of one content that nobody can be asked after now, since their key is gone, say: see `isOverdue`. */
export async function followUnaskable(
  sha256: string,
  tools: FollowTools,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, provider } = tools;
  for (const call of ledger.callsOf(sha256)) {
    if (call.state !== 'sending' && call.state !== 'sent') continue;
    const found = await provider(call.spec)?.check(signal);
    if (!found?.available) await follow(call, tools, signal);
  }
}
