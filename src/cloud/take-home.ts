/** Answers that were paid for and are here already: to have them needs no consent, no money and no key any more. */
import type { Buyer, WantedPart } from '../models/purchase.ts';
import { settleRecorded } from './conclude-call.ts';
import type { FollowTools } from './follow-call.ts';
import { forgetCall } from './forget-call.ts';
import { wholeKey } from './items.ts';

/**
 * Saves what the ledger holds of `parts`, deletes it at the provider, and gives what is still to be bought. The pieces of
 * a long recording are put together where they are bought.
 */
export async function takeHome(
  parts: readonly WantedPart[],
  buyer: Buyer,
  tools: FollowTools,
  signal: AbortSignal,
): Promise<readonly WantedPart[]> {
  const missing: WantedPart[] = [];
  for (const part of parts) {
    const call = tools.ledger.newest(wholeKey(buyer.sha256, part));
    const isHere = call?.state === 'result' || call?.state === 'settled';
    const end = isHere ? settleRecorded(call, tools) : undefined;
    if (end?.type === 'answered') {
      await buyer.save(part, { spec: end.call.spec, value: end.answer.value, seconds: 0 });
      await forgetCall(end.call, tools, signal);
    } else missing.push(part);
  }
  return missing;
}
