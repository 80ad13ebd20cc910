/** Calls to Replicate through its official client, whose own repetitions are held back. */
import type Replicate from 'replicate';
import { callPaid, type Outcome, type PaidCall, type PaidLimits } from './paid-call.ts';
import type { Payee } from './paid-errors.ts';

/** What a `replicate:` provider works with. */
export interface ReplicateGround {
  readonly payee: Payee;
  /** `owner/name`. */
  readonly model: string;
  readonly limits: PaidLimits;
}

/** Headers that the client has no way to send: what is passed to its `create` lands in the JSON body. */
export type ExtraHeaders = Readonly<Record<string, string>>;

/** Runs `work` with a client of its own. Never rejects. */
export async function callReplicate<T>(
  call: PaidCall,
  work: (client: Replicate) => Promise<T>,
  extra: ExtraHeaders = {},
): Promise<Outcome<T>> {
  return callPaid(call, async (fetch) => {
    const { default: Client } = await import('replicate');
    const client = new Client({
      auth: call.payee.key,
      baseUrl: call.payee.url,
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...extra } }),
    });
    return work(client);
  });
}

/** A question that costs nothing. */
export function asking({ payee, limits }: ReplicateGround, signal: AbortSignal): PaidCall {
  return { payee, limitMs: limits.askMs, paid: false, signal };
}
