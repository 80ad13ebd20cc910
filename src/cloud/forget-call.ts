/** Deletes at the provider what was sent for a call, and what it answered, once nobody needs it there. */
import pLimit from 'p-limit';
import type { FollowTools } from './follow-call.ts';
import type { Call } from './ledger-records.ts';
import { sentRecordOf } from './sent-record.ts';

/** What forgetting needs. */
export type ForgetTools = Pick<FollowTools, 'provider' | 'ledger'>;

const atOnce = 4;

/**
 * As far as it can be: what a provider that cannot be reached keeps is deleted at the next start. False where that is so.
 * What was deleted is not asked for again.
 */
export async function forgetCall(
  call: Call,
  { provider, ledger }: ForgetTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { id, spec, providerId } = call;
  const record = sentRecordOf(call);
  if (!record) return true;
  const name = { handle: record.handle, ...(providerId === undefined ? {} : { id: providerId }) };
  const done = await provider(spec)?.forget(name, signal);
  if (done?.state !== 'done') return false;
  ledger.forgotten(id);
  return true;
}

/** Forgets whatever a dead process, or a provider that was out of reach, has left; of one that fails nothing more is asked now. */
export async function forgetLeft(tools: ForgetTools, signal: AbortSignal): Promise<void> {
  const limit = pLimit(atOnce);
  const failing = new Set<string>();
  const forget = async (call: Call): Promise<void> => {
    if (signal.aborted || failing.has(call.spec)) return;
    if (!(await forgetCall(call, tools, signal))) failing.add(call.spec);
  };
  await Promise.all(tools.ledger.unforgotten().map((call) => limit(() => forget(call))));
}
