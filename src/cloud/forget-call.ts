/** Deletes at the provider what was sent for a call, and what it answered, once nobody needs it there. */
import type { FollowTools } from './follow-call.ts';
import type { Call } from './ledger-records.ts';
import { sentRecordOf } from './sent-record.ts';

/** As far as it can be: a provider that cannot be reached keeps it for as long as it keeps such things. */
export async function forgetCall(
  call: Call,
  { provider }: Pick<FollowTools, 'provider'>,
  signal: AbortSignal,
): Promise<void> {
  const { spec, providerId } = call;
  const handle = sentRecordOf(call)?.handle ?? {};
  await provider(spec)?.forget({ handle, ...(providerId === undefined ? {} : { id: providerId }) }, signal);
}
